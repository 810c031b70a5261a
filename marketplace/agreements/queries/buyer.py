"""What waits for a buyer: to receive, to pay, late; sheets, statements and his lists."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.agreements.models import Delivery, Order, Payment
from marketplace.agreements.queries.advances import AdvanceCard, advances_in
from marketplace.agreements.queries.cards import (
    EXPECTED,
    OWED,
    UNCLOSED,
    DeliveryCard,
    OrderCard,
    Page,
    PaymentCard,
)
from marketplace.agreements.queries.lists import (
    Where,
    buyers_orders,
    deliveries,
    delivery_page,
    only,
    order_page,
    payment_page,
    payments,
)
from marketplace.agreements.rules.lists import OrderState, PaymentReason, PaymentState
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.people.models import Operator, Supplier
from marketplace.people.rules.access import reaches_operator, require
from marketplace.sourcing.models import Need, Property
from marketplace.sourcing.queries import local_today

AT_ONCE = 20
PAGE = 20
_STATEMENT = 200


@dataclass(frozen=True, slots=True)
class BuyerHome:
    """What waits, oldest promise first; ``counts`` are of everything, the lists show the first.

    ``today`` is the local day; ``to_receive`` is due today or before, ``coming`` later.
    """

    today: date
    to_receive: tuple[OrderCard, ...]
    coming: tuple[OrderCard, ...]
    late: tuple[PaymentCard, ...]
    to_pay: tuple[PaymentCard, ...]
    to_hear: tuple[PaymentCard, ...]
    recent: tuple[DeliveryCard, ...]

    @property
    def waiting(self) -> int:
        """How many things wait for the buyer himself."""
        return len(self.to_receive) + len(self.late) + len(self.to_pay)


def buyer_home(session: Session, actor: Actor, *, timezone: str) -> BuyerHome:
    """Return what waits for a buyer, in three statements however much there is."""
    today = local_today(timezone)
    expected = buyers_orders(
        session, Order.operator_id.in_(actor.operator_ids), Order.state.in_(EXPECTED),
        limit=2 * AT_ONCE,
    )  # fmt: skip
    owed = payments(
        session, Payment.operator_id.in_(actor.operator_ids), Payment.state.in_(UNCLOSED),
        limit=3 * AT_ONCE,
    )  # fmt: skip
    ours = Delivery.operator_id.in_(actor.operator_ids)
    return BuyerHome(
        today=today,
        to_receive=tuple(order for order in expected if order.deliver_on <= today),
        coming=tuple(order for order in expected if order.deliver_on > today),
        late=tuple(one for one in owed if one.state in OWED and one.due_on < today),
        to_pay=tuple(one for one in owed if one.state in OWED and one.due_on >= today),
        to_hear=tuple(one for one in owed if one.state is PaymentState.SENT),
        recent=deliveries(session, ours, limit=6),
    )


def orders_of_buyer(
    session: Session, actor: Actor, *, before: int | None = None
) -> Page[OrderCard]:
    """Return a buyer's orders, the newest first."""
    ours = Order.operator_id.in_(actor.operator_ids)
    found = order_page(session, ours, before=before, size=PAGE)
    return replace(found, items=tuple(card.for_buyer() for card in found.items))


def deliveries_of_buyer(
    session: Session, actor: Actor, *, before: int | None = None
) -> Page[DeliveryCard]:
    """Return a buyer's deliveries, the newest first: each can be had again."""
    ours = Delivery.operator_id.in_(actor.operator_ids)
    return delivery_page(session, ours, before=before, size=PAGE)


def payments_of_buyer(
    session: Session, actor: Actor, *, before: int | None = None
) -> Page[PaymentCard]:
    """Return a buyer's payments, the newest first."""
    ours = Payment.operator_id.in_(actor.operator_ids)
    return payment_page(session, ours, before=before, size=PAGE)


def order_for_buyer(session: Session, actor: Actor, public_id: str) -> OrderCard:
    """Return one order of the buyer's; raises ``NotFound`` for anybody else's."""
    found = buyers_orders(
        session, Order.public_id == public_id, Order.operator_id.in_(actor.operator_ids), limit=1
    )
    return only(found)


def delivery_for_buyer(session: Session, actor: Actor, public_id: str) -> DeliveryCard:
    """Return one delivery of the buyer's; raises ``NotFound`` for anybody else's."""
    ours = Delivery.operator_id.in_(actor.operator_ids)
    return only(deliveries(session, Delivery.public_id == public_id, ours, limit=1))


def payment_for_buyer(session: Session, actor: Actor, public_id: str) -> PaymentCard:
    """Return one payment of the buyer's; raises ``NotFound`` for anybody else's."""
    ours = Payment.operator_id.in_(actor.operator_ids)
    return only(payments(session, Payment.public_id == public_id, ours, limit=1))


@dataclass(frozen=True, slots=True)
class Sheet:
    """One receiving sheet: everything due at one door on one day."""

    property_public_id: str
    property_name: str
    day: date
    lines: tuple[OrderCard, ...]
    received: tuple[DeliveryCard, ...]


def receiving_sheet(session: Session, actor: Actor, property_id: str, day: date) -> Sheet:
    """Return the sheet of a property (public id) and day; what is overdue stands on it too."""
    door = session.execute(
        select(Property.id, Property.name, Property.operator_id).where(
            Property.public_id == property_id
        )
    ).one_or_none()
    if door is None:
        raise NotFound
    require(reaches_operator(actor, door.operator_id))
    here: Where = Need.property_id == door.id
    states = Order.state.in_(EXPECTED)
    due = buyers_orders(session, here, states, Order.deliver_on <= day, limit=_STATEMENT)
    done = deliveries(
        session, here, Order.deliver_on == day, Order.state == OrderState.DELIVERED,
        limit=_STATEMENT,
    )  # fmt: skip
    return Sheet(property_id, door.name, day, due, done)


@dataclass(frozen=True, slots=True)
class StatementTotal:
    """What one supplier delivered in the time, and what of it is paid (minor units)."""

    supplier_id: int
    supplier_name: str
    deliveries: int
    owed_minor: int
    paid_minor: int
    currency: str

    @property
    def open_minor(self) -> int:
        """What is not confirmed yet."""
        return self.owed_minor - self.paid_minor


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement for many deliveries: totals by supplier, and the lines.

    ``beside`` is owed beside deliveries: for what was called off late, and by corrected notes;
    ``ahead`` is what was paid ahead, with what came back of it in these days.
    """

    operator_name: str
    first: date
    last: date
    totals: tuple[StatementTotal, ...]
    lines: Page[DeliveryCard]
    beside: tuple[PaymentCard, ...]
    ahead: tuple[tuple[AdvanceCard, int], ...] = ()


def statement(
    session: Session, actor: Actor, operator_id: int, *, first: date, last: date, timezone: str,
    before: int | None = None,
) -> Statement:  # fmt: skip
    """Return the statement of an operator from a first to a last local day, both included."""
    require(reaches_operator(actor, operator_id))
    name = session.scalars(select(Operator.name).where(Operator.id == operator_id)).one()
    where: tuple[Where, ...] = (
        Delivery.operator_id == operator_id,
        Delivery.received_at >= _midnight(first, timezone),
        Delivery.received_at < _midnight(last + timedelta(days=1), timezone),
    )
    lines = delivery_page(session, *where, before=before, size=_STATEMENT)
    owed: tuple[Where, ...] = (
        Payment.operator_id == operator_id, Payment.delivered_on.between(first, last),
    )  # fmt: skip
    others = Payment.reason != PaymentReason.DELIVERY
    beside = payments(session, *owed, others, limit=_STATEMENT)
    ahead = advances_in(session, operator_id, first, last)
    return Statement(name, first, last, _totals(session, owed), lines, beside, ahead)


def _midnight(day: date, timezone: str) -> datetime:
    return datetime.combine(day, datetime.min.time(), ZoneInfo(timezone))


def _totals(session: Session, where: tuple[Where, ...]) -> tuple[StatementTotal, ...]:
    received = func.coalesce(func.sum(Payment.received_minor), 0)
    rows = session.execute(
        select(
            Supplier.id, Supplier.name, func.count(Payment.delivery_id),
            func.sum(Payment.amount_minor), received,
            Payment.currency,
        )
        .select_from(Payment)
        .join(Supplier, Supplier.id == Payment.supplier_id)
        .where(*where)
        .group_by(Supplier.id, Supplier.name, Payment.currency)
        .order_by(Supplier.name, Supplier.id)
    )  # fmt: skip
    return tuple(
        StatementTotal(ident, name, count, int(owed or 0), int(paid or 0), currency)
        for ident, name, count, owed, paid, currency in rows
    )
