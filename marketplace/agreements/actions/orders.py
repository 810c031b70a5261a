"""An order's life until the door: her answer, and on the way."""

from sqlalchemy.orm import Session

from marketplace.agreements.actions.back_up import ask_named_back_up
from marketplace.agreements.actions.lapses import note_shortfall
from marketplace.agreements.actions.needs import search_on
from marketplace.agreements.actions.settle import settle
from marketplace.agreements.actions.tell import tell_operator, tell_supplier
from marketplace.agreements.models import Order
from marketplace.agreements.queries.load import (
    lock_need,
    order_to_answer,
)
from marketplace.agreements.rules.answers import OrderAnswer
from marketplace.agreements.rules.lists import ORDER, OrderState, OrderVerb
from marketplace.agreements.rules.refusals import OrderRefusal
from marketplace.agreements.rules.told import OF_ORDER, Told
from marketplace.journal.actions import record, step
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import Refused
from marketplace.kernel.states import WrongState
from marketplace.people.actions.standing import uncommit_week
from marketplace.sourcing import actions as sourcing


def answer_order(session: Session, actor: Actor, order_id: str, answer: OrderAnswer) -> Order:
    """Take her word on an order: yes, less, or cannot; the next in rotation is asked for the rest.

    By herself, or by the facilitator who has her on the phone. Raises ``Refused``:
    ``LESS_MUST_BE_LESS``, or ``WrongState`` where the order no longer waits.
    """
    order = order_to_answer(session, actor, order_id)
    given_back, promised = _given_back(order, answer), order.state is OrderState.CONFIRMED
    order.answered_at, order.answered_by_id = clock.now(), actor.person_id
    order.cannot_reason = answer.reason
    if answer.verb is not OrderVerb.DECLINE:
        order.confirmed_quantity = _expected(order) - given_back
    move(session, actor, order, answer.verb)
    if promised:
        note_shortfall(session, order)
    tell_operator(
        session, OF_ORDER[answer.verb], order, operator_id=order.operator_id,
        place_id=order.place_id,
    )  # fmt: skip
    if given_back:
        ask_the_next(session, actor, order, given_back)
    return order


def _given_back(order: Order, answer: OrderAnswer) -> int:
    if answer.verb is OrderVerb.DECLINE:
        return _expected(order)
    if answer.verb is OrderVerb.CONFIRM:
        return 0
    if answer.quantity is None or not 0 < answer.quantity < _expected(order):
        raise Refused(OrderRefusal.LESS_MUST_BE_LESS)
    return _expected(order) - answer.quantity


def _expected(order: Order) -> int:
    return order.confirmed_quantity or order.quantity


def move(session: Session, actor: Actor, order: Order, verb: OrderVerb) -> None:
    """Take one step of an order's life."""
    order.version += 1
    step(session, actor, order, machine=ORDER, verb=verb)
    session.flush()


def free_her_week(session: Session, order: Order, quantity: int) -> None:
    """Take back what she had promised of her week."""
    uncommit_week(
        session, supplier_id=order.supplier_id, category_id=order.category_id,
        unit_id=order.unit_id, day=order.deliver_on, quantity=quantity,
    )  # fmt: skip


def ask_the_next(session: Session, actor: Actor, order: Order, quantity: int) -> None:
    """Release what will not come, and let rotation go on for it."""
    free_her_week(session, order, quantity)
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
