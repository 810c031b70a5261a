"""Loading one thing through what the actor may see; anything else does not exist for him."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.models import Delivery, Order, Payment
from marketplace.agreements.rules.refusals import OrderRefusal, PaymentRefusal, ReceivingRefusal
from marketplace.catalogue.models import Destination
from marketplace.db import held
from marketplace.kernel.actor import Actor, Via
from marketplace.kernel.refused import NotFound, Refused
from marketplace.people.models import OperatorStaff
from marketplace.people.rules.access import (
    has_right,
    reaches_operator,
    reaches_place,
    reaches_supplier,
    require,
)
from marketplace.sourcing.models import Need
from marketplace.sourcing.rules.receiving import moment

Right = OrderRefusal | ReceivingRefusal | PaymentRefusal
_RIGHTS: dict[Right, str] = {
    OrderRefusal.MAY_NOT_ORDER: "may_order",
    ReceivingRefusal.MAY_NOT_RECEIVE: "may_receive",
    PaymentRefusal.MAY_NOT_PAY: "may_pay",
}


def is_clockwork(actor: Actor) -> bool:
    """Tell whether the worker itself acts."""
    return actor.person_id is None and actor.via is Via.SYSTEM


def order_of_buyer(session: Session, actor: Actor, public_id: str) -> Order:
    """Return an order for the operator who placed it."""
    order = _order(session, public_id)
    require(reaches_operator(actor, order.operator_id))
    return order


def orders_of_buyer(session: Session, actor: Actor, ids: Collection[str]) -> dict[str, Order]:
    """Return several orders by their public id; one that is not his refuses all."""
    rows = session.scalars(
        select(Order).where(Order.public_id.in_(ids)).order_by(Order.id).with_for_update()
    ).all()
    require(len(rows) == len(ids))
    require(all(reaches_operator(actor, row.operator_id) for row in rows))
    return {row.public_id: row for row in rows}


def order_to_answer(session: Session, actor: Actor, public_id: str) -> Order:
    """Return an order for her who was asked, or for the facilitator who has her on the phone."""
    order = _order(session, public_id)
    hers = reaches_supplier(actor, order.supplier_id)
    require(hers or reaches_place(actor, order.place_id) or is_clockwork(actor))
    return order


def order_of_anyone(session: Session, actor: Actor, public_id: str) -> Order:
    """Return an order for either side, its facilitator, or the clockwork."""
    order = _order(session, public_id)
    require(
        reaches_operator(actor, order.operator_id)
        or reaches_supplier(actor, order.supplier_id)
        or reaches_place(actor, order.place_id)
        or is_clockwork(actor)
    )
    return order


def _order(session: Session, public_id: str) -> Order:
    found = session.scalar(select(Order).where(Order.public_id == public_id).with_for_update())
    if found is None:
        raise NotFound
    return found


def delivery_of_buyer(session: Session, actor: Actor, public_id: str) -> tuple[Delivery, Order]:
    """Return a delivery with its order, for the operator who received it."""
    row = session.execute(
        select(Delivery, Order)
        .join(Order, Order.id == Delivery.order_id)
        .where(Delivery.public_id == public_id)
    ).one_or_none()
    if row is None:
        raise NotFound
    require(reaches_operator(actor, row.Order.operator_id))
    return row.Delivery, row.Order


def payment_of_buyer(session: Session, actor: Actor, public_id: str) -> Payment:
    """Return a payment for the operator who owes it."""
    payment = _payment(session, public_id)
    require(reaches_operator(actor, payment.operator_id))
    return payment


def payment_of_supplier(session: Session, actor: Actor, public_id: str) -> Payment:
    """Return a payment for her who waits for it: nobody else says that she has the money."""
    payment = _payment(session, public_id)
    require(reaches_supplier(actor, payment.supplier_id))
    return payment


def _payment(session: Session, public_id: str) -> Payment:
    found = session.scalar(select(Payment).where(Payment.public_id == public_id).with_for_update())
    if found is None:
        raise NotFound
    return found


def lock_need(session: Session, need_id: int) -> Need:
    """Return a need as it is now, with writers of the same need kept waiting (PostgreSQL)."""
    return held(session, select(Need).where(Need.id == need_id))


def require_right(actor: Actor, operator_id: int, right: Right) -> None:
    """Raise ``Refused`` with the right's own reason where the person does not have it."""
    if not has_right(actor, _RIGHTS[right], operator_id):
        raise Refused(right)


def order_limit(session: Session, actor: Actor, operator_id: int) -> int | None:
    """Return up to what value the person may order, in minor units; none: no limit."""
    return session.scalar(
        select(OperatorStaff.order_limit_minor).where(
            OperatorStaff.person_id == actor.person_id, OperatorStaff.operator_id == operator_id
        )
    )


def zone_of(session: Session, destination_id: int) -> str:
    """Return the time zone of a destination."""
    return session.scalars(
        select(Destination.timezone).where(Destination.id == destination_id)
    ).one()


def zone_of_order(session: Session, order: Order) -> str:
    """Return the time zone an order's door lives in."""
    return session.scalars(
        select(Destination.timezone)
        .join(Need, Need.destination_id == Destination.id)
        .where(Need.id == order.need_id)
    ).one()


@dataclass(frozen=True, slots=True)
class Window:
    """When an order's door is open on its day: minutes after local midnight, and the zone."""

    opens: int
    closes: int
    zone: str


def window_of(session: Session, order: Order) -> Window:
    """Return the window of an order's door."""
    row = session.execute(
        select(Need.window_opens, Need.window_closes, Destination.timezone)
        .join(Destination, Destination.id == Need.destination_id)
        .where(Need.id == order.need_id)
    ).one()
    return Window(row.window_opens, row.window_closes, row.timezone)


def opens_at(session: Session, order: Order) -> datetime:
    """Return the moment an order's door opens on its day."""
    at = window_of(session, order)
    return moment(order.deliver_on, at.opens, zone=at.zone)
