"""How an order ends before the door: called off by its buyer, or nobody came."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from marketplace.agreements.actions.lapses import note_missed
from marketplace.agreements.actions.needs import call_off, is_over_for_buyer
from marketplace.agreements.actions.orders import ask_the_next, free_her_week, move
from marketplace.agreements.actions.owing import owe
from marketplace.agreements.actions.tell import tell_both, tell_desk, tell_supplier
from marketplace.agreements.models import Order
from marketplace.agreements.queries.calling_off import cost_of_calling_off
from marketplace.agreements.queries.load import (
    is_clockwork,
    lock_need,
    opens_at,
    order_of_anyone,
    order_of_buyer,
    order_to_answer,
    require_right,
    window_of,
)
from marketplace.agreements.rules.calling_off import notice_hours
from marketplace.agreements.rules.days import local_day
from marketplace.agreements.rules.lists import OrderState, OrderVerb, PaymentReason
from marketplace.agreements.rules.notes import missed_from
from marketplace.agreements.rules.refusals import OrderRefusal
from marketplace.agreements.rules.told import Told
from marketplace.journal.actions import record
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.money import Money
from marketplace.kernel.refused import Refused
from marketplace.people.actions.standing import Ended, record_end
from marketplace.people.rules.access import reaches_operator
from marketplace.people.rules.lists import TradeEnd
from marketplace.sourcing import actions as sourcing


def cancel(
    session: Session, actor: Actor, order_id: str, *, agreed_minor: int | None = None
) -> Order:
    """Call an order off, as its buyer: nobody else is asked for what it would have brought.

    A need with no living order left is withdrawn; what else is ordered or looked for stays. What
    the default clause makes it cost becomes a payment that is owed. ``agreed_minor`` is the amount
    he was shown: where time has made it more, ``Refused(COSTS_MORE_NOW)`` asks him again.
    """
    order = order_of_buyer(session, actor, order_id)
    require_right(actor, order.operator_id, OrderRefusal.MAY_NOT_ORDER)
    cost = cost_of_calling_off(session, order)
    if agreed_minor is not None and cost is not None and cost.minor > agreed_minor:
        raise Refused(OrderRefusal.COSTS_MORE_NOW)
    quantity = order.confirmed_quantity or order.quantity
    move(session, actor, order, OrderVerb.CANCEL)
    free_her_week(session, order, quantity)
    need = lock_need(session, order.need_id)
    if is_over_for_buyer(session, need):
        sourcing.release(session, need.id, quantity)
        call_off(session, actor, need)
    write_end(session, order)
    _tell_her(session, actor, order, cost)
    return order


def write_end(session: Session, order: Order) -> None:
    """Write into the buyer's record that he called an order off, and with how much notice."""
    hours = notice_hours(opens_at(session, order), clock.now())
    ended = Ended(
        order_id=order.id, operator_id=order.operator_id, ended=TradeEnd.CANCELLED,
        at=clock.now(), notice_hours=hours,
    )  # fmt: skip
    record_end(session, ended)


def _tell_her(session: Session, actor: Actor, order: Order, cost: Money | None) -> None:
    if cost is not None:
        owe(session, actor, order, cost, PaymentReason.CANCELLATION)
    told = Told.ORDER_CANCELLED if cost is None else Told.CANCELLATION_OWED
    tell_supplier(session, told, order, supplier_id=order.supplier_id, place_id=order.place_id)


def miss(session: Session, actor: Actor, order_id: str) -> Order:
    """Note that nobody came to the door: into her record; the next is asked if time is left.

    The buyer or the facilitator says so, once the door was open long enough on the day; the
    clockwork the day after.
    """
    order = order_of_anyone(session, actor, order_id)
    if clock.now() < _missed_from(session, order):
        raise Refused(OrderRefusal.TOO_EARLY)
    if is_clockwork(actor) and _today(session, order) == order.deliver_on:
        raise Refused(OrderRefusal.TOO_EARLY)
    if reaches_operator(actor, order.operator_id):
        require_right(actor, order.operator_id, OrderRefusal.MAY_NOT_ORDER)
    quantity = order.confirmed_quantity or order.quantity
    move(session, actor, order, OrderVerb.MISS)
    note_missed(session, order)
    tell_both(session, Told.ORDER_MISSED, order)
    ask_the_next(session, actor, order, quantity)
    return order


def _missed_from(session: Session, order: Order) -> datetime:
    at = window_of(session, order)
    return missed_from(
        order.deliver_on, at.opens, at.closes, zone=at.zone,
        on_the_way=order.on_the_way_at is not None,
    )  # fmt: skip


def _today(session: Session, order: Order) -> date:
    return local_day(clock.now(), window_of(session, order).zone)


def nobody_yet(session: Session, actor: Actor, order_id: str) -> Order | None:
    """Tell buyer, desk and her that the door waits; once an order, nothing where she came."""
    order = order_to_answer(session, actor, order_id)
    waited_for = order.state in (OrderState.PLACED, OrderState.CONFIRMED)
    if not waited_for or order.nobody_told_at or clock.now() < _missed_from(session, order):
        return None
    order.nobody_told_at = clock.now()
    session.flush()
    record(session, actor, verb="order.nobody_yet", subject=order)
    tell_both(session, Told.NOBODY_YET, order)
    tell_desk(session, Told.NOBODY_YET, order, place_id=order.place_id)
    return order
