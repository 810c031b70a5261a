"""At the door: weighed, accepted, part or rejected; standing and payment in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from marketplace.agreements.actions.owing import owe
from marketplace.agreements.actions.payments import pay_at_door
from marketplace.agreements.actions.records import write_records, write_sale
from marketplace.agreements.actions.tell import tell_supplier
from marketplace.agreements.models import Delivery, DeliveryPhoto, Order, Payment
from marketplace.agreements.queries.load import orders_of_buyer, require_right, zone_of_order
from marketplace.agreements.queries.proven import week_of_leaf
from marketplace.agreements.rules import money
from marketplace.agreements.rules.answers import KeptPhoto, Receive
from marketplace.agreements.rules.days import local_day
from marketplace.agreements.rules.lists import (
    DELIVERY,
    ORDER,
    DeliveryState,
    DeliveryVerb,
    OrderVerb,
    PaymentReason,
)
from marketplace.agreements.rules.proven import proven_after
from marketplace.agreements.rules.refusals import ReceivingRefusal, receiving_refusals
from marketplace.agreements.rules.told import OF_DELIVERY
from marketplace.journal.actions import step
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Actor
from marketplace.kernel.money import Money
from marketplace.kernel.refused import Refused
from marketplace.people.actions.standing import prove_week


@dataclass(frozen=True, slots=True)
class Received:
    """One line received: its delivery, and the payment it started (none if all was rejected)."""

    delivery: Delivery
    payment: Payment | None


def receive(session: Session, actor: Actor, lines: Sequence[Receive]) -> tuple[Received, ...]:
    """Write down what came to the door: one line, or a sheet of several.

    Raises ``Refused`` with ``ReceivingRefusal`` (its ``field`` is the order's public id), or
    ``WrongState`` where an order was received or called off before; then nothing is written.
    """
    orders = orders_of_buyer(session, actor, {line.order for line in lines})
    for operator_id in {order.operator_id for order in orders.values()}:
        require_right(actor, operator_id, ReceivingRefusal.MAY_NOT_RECEIVE)
    for line in lines:
        _refuse_line(orders[line.order], line)
    return tuple(_receive_one(session, actor, orders[line.order], line) for line in lines)


def _refuse_line(order: Order, line: Receive) -> None:
    reasons = tuple(
        receiving_refusals(
            ordered=order.confirmed_quantity or order.quantity,
            brought_milli=line.brought_milli, accepted_milli=line.accepted_milli,
            weighed_grams=line.weighed_grams, reject_reason=line.reject_reason,
        )
    )  # fmt: skip
    if reasons:
        raise Refused(*reasons, field=line.order)


def _receive_one(session: Session, actor: Actor, order: Order, line: Receive) -> Received:
    order.version += 1
    step(session, actor, order, machine=ORDER, verb=OrderVerb.DELIVER)
    delivery = _new_delivery(actor, order, line)
    session.add(delivery)
    session.flush()
    step(session, actor, delivery, machine=DELIVERY, verb=_door_verb(line))
    session.flush()
    _tell_outcome(session, order, delivery)
    _keep_photo(session, actor, delivery, line.photo)
    _write_outcome(session, order, delivery)
    payment = _owe(session, actor, order, delivery) if line.accepted_milli else None
    if payment is not None and order.cash_at_door and line.paid_at_door:
        pay_at_door(session, actor, payment)
    return Received(delivery, payment)


def _new_delivery(actor: Actor, order: Order, line: Receive) -> Delivery:
    rejected = line.accepted_milli < line.brought_milli
    return Delivery(
        public_id=ids.public_id(), code=ids.short_code(), state=DeliveryState.BROUGHT,
        order_id=order.id, operator_id=order.operator_id, supplier_id=order.supplier_id,
        brought_milli=line.brought_milli, accepted_milli=line.accepted_milli,
        weighed_grams=line.weighed_grams, reject_reason=line.reject_reason if rejected else None,
        received_at=clock.now(), received_by_id=actor.person_id,
    )  # fmt: skip


def _keep_photo(
    session: Session, actor: Actor, delivery: Delivery, photo: KeptPhoto | None
) -> None:
    if photo is None:
        return
    session.add(
        DeliveryPhoto(
            delivery_id=delivery.id, file=photo.file, size=photo.size, width=photo.width,
            height=photo.height, taken_by_id=actor.person_id, at=clock.now(),
        )
    )  # fmt: skip
    session.flush()


def _door_verb(line: Receive) -> DeliveryVerb:
    if not line.accepted_milli:
        return DeliveryVerb.REJECT
    whole = line.accepted_milli == line.brought_milli
    return DeliveryVerb.ACCEPT if whole else DeliveryVerb.ACCEPT_PART


def _tell_outcome(session: Session, order: Order, delivery: Delivery) -> None:
    tell_supplier(
        session, OF_DELIVERY[delivery.state], delivery, supplier_id=order.supplier_id,
        place_id=order.place_id,
    )  # fmt: skip


def _write_outcome(session: Session, order: Order, delivery: Delivery) -> None:
    """Write the delivery into both sides' record."""
    write_records(session, order, delivery, delivery.accepted_milli)
    _prove(session, order, delivery)


def _prove(session: Session, order: Order, delivery: Delivery) -> None:
    """Raise what she has proven of the leaf to what the week's deliveries came to."""
    zone = zone_of_order(session, order)
    week = week_of_leaf(session, order, local_day(delivery.received_at, zone), zone)
    if week is None:
        return
    proven = proven_after(week.said, week.proven, week.accepted_milli)
    if proven is not None and proven != week.proven:
        prove_week(
            session, supplier_id=order.supplier_id, category_id=order.category_id,
            unit_id=order.unit_id, delivered=proven,
        )  # fmt: skip


def _owe(session: Session, actor: Actor, order: Order, delivery: Delivery) -> Payment:
    price = Money(order.price_minor, order.currency)
    amount = money.amount_due(price, delivery.accepted_milli)
    reason = PaymentReason.DELIVERY
    payment = owe(session, actor, order, amount, reason, delivery_id=delivery.id)
    write_sale(session, order, delivery, amount)
    return payment
