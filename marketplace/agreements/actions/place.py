"""Placing an order: the quantity is reserved first, by one conditional statement (promise P3)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from marketplace.agreements.actions.tell import tell_supplier
from marketplace.agreements.models import Order
from marketplace.agreements.queries.load import zone_of
from marketplace.agreements.rules.days import answer_by
from marketplace.agreements.rules.lists import OrderOrigin, OrderState
from marketplace.agreements.rules.refusals import OrderRefusal
from marketplace.agreements.rules.told import Told
from marketplace.assessment.models import Assessment
from marketplace.journal.actions import record
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import Refused
from marketplace.people.actions.standing import commit_week
from marketplace.sourcing import actions as sourcing
from marketplace.sourcing.models import Need


@dataclass(frozen=True, slots=True)
class Placing:
    """What is ordered of whom, under which assessment.

    ``reserved`` tells that an award holds the quantity already; ``deliver_on`` is none where the
    need's own day holds.
    """

    need: Need
    assessment: Assessment
    quantity: int
    price_minor: int
    origin: OrderOrigin
    offer_id: int | None = None
    reserved: bool = False
    deliver_on: date | None = None


def place_order(session: Session, actor: Actor, placing: Placing) -> Order:
    """Reserve the quantity and place the order; raise ``Refused(NOTHING_LEFT)`` otherwise."""
    need = placing.need
    held = placing.reserved or sourcing.reserve(session, need.id, placing.quantity)
    if not held:
        raise Refused(OrderRefusal.NOTHING_LEFT)
    session.refresh(need)
    order = _new(session, placing)
    session.add(order)
    session.flush()
    _commit_her_week(session, order)
    record(session, actor, verb="order.place", subject=order, facts={"to": order.state.value})
    tell_supplier(
        session, Told.ORDER_PLACED, order, supplier_id=order.supplier_id, place_id=need.place_id
    )
    return order


def _new(session: Session, placing: Placing) -> Order:
    need, now = placing.need, clock.now()
    zone, day = zone_of(session, need.destination_id), placing.deliver_on or need.deliver_on
    return Order(
        public_id=ids.public_id(), code=ids.short_code(), state=OrderState.PLACED,
        origin=placing.origin, need_id=need.id, offer_id=placing.offer_id,
        assessment_id=placing.assessment.id, operator_id=need.operator_id,
        supplier_id=placing.assessment.supplier_id, place_id=need.place_id,
        category_id=need.category_id, unit_id=need.unit_id, quantity=placing.quantity,
        price_minor=placing.price_minor, currency=need.currency, deliver_on=day,
        payment_days=need.payment_days, cash_at_door=need.cash_at_door, placed_at=now,
        answer_by=answer_by(now, day, zone, need.lane),
    )  # fmt: skip


def _commit_her_week(session: Session, order: Order) -> None:
    commit_week(
        session, supplier_id=order.supplier_id, category_id=order.category_id,
        unit_id=order.unit_id, day=order.deliver_on, quantity=order.quantity,
    )  # fmt: skip
