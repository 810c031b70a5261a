"""An order's life until the door: her answer, on the way, called off, nobody came."""

from sqlalchemy.orm import Session

from marketplace.agreements.actions.back_up import ask_named_back_up
from marketplace.agreements.actions.needs import call_off, is_over_for_buyer, search_on
from marketplace.agreements.actions.settle import settle
from marketplace.agreements.actions.tell import tell_both, tell_operator, tell_supplier
from marketplace.agreements.models import Order
from marketplace.agreements.queries.load import (
    is_clockwork,
    lock_need,
    order_of_anyone,
    order_of_buyer,
    order_to_answer,
    require_right,
    zone_of_order,
)
from marketplace.agreements.rules.answers import OrderAnswer
from marketplace.agreements.rules.days import local_day
from marketplace.agreements.rules.lists import ORDER, OrderState, OrderVerb
from marketplace.agreements.rules.refusals import OrderRefusal
from marketplace.agreements.rules.told import OF_ORDER, Told
from marketplace.journal.actions import record, step
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import Refused
from marketplace.kernel.states import WrongState
from marketplace.people.actions.standing import uncommit_week
from marketplace.people.rules.access import reaches_operator
from marketplace.sourcing import actions as sourcing


def answer_order(session: Session, actor: Actor, order_id: str, answer: OrderAnswer) -> Order:
    """Take her word on an order: yes, less, or cannot; the next in rotation is asked for the rest.

    By herself, or by the facilitator who has her on the phone. Raises ``Refused``:
    ``LESS_MUST_BE_LESS``, or ``WrongState`` where the order no longer waits.
    """
    order = order_to_answer(session, actor, order_id)
    given_back = _given_back(order, answer)
    order.answered_at, order.answered_by_id = clock.now(), actor.person_id
    order.cannot_reason = answer.reason
    if answer.verb is not OrderVerb.DECLINE:
        order.confirmed_quantity = order.quantity - given_back
    _move(session, actor, order, answer.verb)
    tell_operator(
        session, OF_ORDER[answer.verb], order, operator_id=order.operator_id,
        place_id=order.place_id,
    )  # fmt: skip
    if given_back:
        ask_the_next(session, actor, order, given_back)
    return order


def _given_back(order: Order, answer: OrderAnswer) -> int:
    if answer.verb is OrderVerb.DECLINE:
        return order.confirmed_quantity or order.quantity
    if answer.verb is OrderVerb.CONFIRM:
        return 0
    if answer.quantity is None or not 0 < answer.quantity < order.quantity:
        raise Refused(OrderRefusal.LESS_MUST_BE_LESS)
    return order.quantity - answer.quantity


def _move(session: Session, actor: Actor, order: Order, verb: OrderVerb) -> None:
    order.version += 1
    step(session, actor, order, machine=ORDER, verb=verb)
    session.flush()


def _free_her_week(session: Session, order: Order, quantity: int) -> None:
    uncommit_week(
        session, supplier_id=order.supplier_id, category_id=order.category_id,
        unit_id=order.unit_id, day=order.deliver_on, quantity=quantity,
    )  # fmt: skip


def ask_the_next(session: Session, actor: Actor, order: Order, quantity: int) -> None:
    """Release what will not come, and let rotation go on for it."""
    _free_her_week(session, order, quantity)
    sourcing.release(session, order.need_id, quantity)
    need = lock_need(session, order.need_id)
    search_on(session, actor, need)
    ask_named_back_up(session, actor, order, need)
    settle(session, actor, order.need_id)


def pass_on_unanswered(session: Session, actor: Actor, order_id: str) -> Order | None:
    """Pass an order on that nobody answered in time; nothing where she answered meanwhile."""
    order = order_to_answer(session, actor, order_id)
    late = order.answer_by is not None and order.answer_by <= clock.now()
    if order.state is not OrderState.PLACED or not late:
        return None
    answer_order(session, actor, order_id, OrderAnswer.cannot(None))
    tell_supplier(
        session, Told.ORDER_CANCELLED, order, supplier_id=order.supplier_id, place_id=order.place_id
    )
    return order


def on_the_way(session: Session, actor: Actor, order_id: str) -> Order:
    """Say that the goods are on the way; once, and only for an order she said yes to."""
    order = order_to_answer(session, actor, order_id)
    if order.state is not OrderState.CONFIRMED or order.on_the_way_at is not None:
        raise Refused(WrongState.NOT_NOW)
    order.on_the_way_at = clock.now()
    session.flush()
    record(session, actor, verb="order.on_the_way", subject=order)
    tell_operator(
        session, Told.ORDER_ON_THE_WAY, order, operator_id=order.operator_id,
        place_id=order.place_id,
    )  # fmt: skip
    return order


def cancel(session: Session, actor: Actor, order_id: str) -> Order:
    """Call an order off, as its buyer: nobody else is asked for what it would have brought.

    A need with no living order left is withdrawn; what else is ordered or looked for stays.
    """
    order = order_of_buyer(session, actor, order_id)
    require_right(actor, order.operator_id, OrderRefusal.MAY_NOT_ORDER)
    quantity = order.confirmed_quantity or order.quantity
    _move(session, actor, order, OrderVerb.CANCEL)
    _free_her_week(session, order, quantity)
    need = lock_need(session, order.need_id)
    if is_over_for_buyer(session, need):
        sourcing.release(session, need.id, quantity)
        call_off(session, actor, need)
    tell_supplier(
        session, Told.ORDER_CANCELLED, order, supplier_id=order.supplier_id,
        place_id=order.place_id,
    )  # fmt: skip
    return order


def miss(session: Session, actor: Actor, order_id: str) -> Order:
    """Note that nobody came to the door on the day; the next is asked if time is left.

    The buyer or the facilitator says so, from the day of delivery on; the clockwork the day after.
    """
    order = order_of_anyone(session, actor, order_id)
    today = local_day(clock.now(), zone_of_order(session, order))
    if today < order.deliver_on or (is_clockwork(actor) and today == order.deliver_on):
        raise Refused(OrderRefusal.TOO_EARLY)
    if reaches_operator(actor, order.operator_id):
        require_right(actor, order.operator_id, OrderRefusal.MAY_NOT_ORDER)
    quantity = order.confirmed_quantity or order.quantity
    _move(session, actor, order, OrderVerb.MISS)
    tell_both(session, Told.ORDER_MISSED, order)
    ask_the_next(session, actor, order, quantity)
    return order
