"""What queries of agreements return, and the one select each of them is read with."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import aliased

from marketplace.agreements.models import Delivery, Order, Payment
from marketplace.agreements.rules.lists import (
    CannotReason,
    DeliveryState,
    OrderOrigin,
    OrderState,
    PaymentReason,
    PaymentState,
    PayMethod,
    RejectReason,
)
from marketplace.catalogue.models import Category, Destination, Place, Unit
from marketplace.people.models import HiddenSupplier, Operator, Supplier
from marketplace.sourcing.models import Need, Property
from marketplace.sourcing.rules.lists import Lane

T = TypeVar("T")
Rows = Select[*tuple[Any, ...]]
AnyRow = Row[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list; ``next`` is the id to go on from, none on the last page."""

    items: tuple[T, ...]
    next: int | None


@dataclass(frozen=True, slots=True)
class OrderCard:
    """An order; ``quantity`` is what she said yes to, else what was asked of her."""

    id: int
    public_id: str
    code: str
    state: OrderState
    origin: OrderOrigin
    lane: Lane
    need_code: str
    leaf_code: str
    picture: str
    unit_code: str
    unit_picture: str
    unit_nominal: bool
    asked_quantity: int
    confirmed_quantity: int | None
    price_minor: int
    currency: str
    deliver_on: date
    window_opens: int
    window_closes: int
    timezone: str
    payment_days: int
    cash_at_door: bool
    placed_at: datetime
    answer_by: datetime | None
    on_the_way_at: datetime | None
    cannot_reason: CannotReason | None
    nobody_told_at: datetime | None
    supplier_id: int
    supplier_public_id: str
    supplier_code: str
    supplier_name: str
    supplier_place_name: str
    operator_id: int
    operator_name: str
    property_public_id: str
    property_name: str
    place_name: str
    pseudonym: str | None

    def for_buyer(self) -> "OrderCard":
        """Return it as its buyer sees it: who hides has no name before her yes."""
        if self.pseudonym is None or self.state in AGREED:
            return self
        return replace(self, supplier_name=self.pseudonym, supplier_place_name="–",
                       supplier_code=self.pseudonym)  # fmt: skip

    @property
    def quantity(self) -> int:
        """What is expected at the door."""
        return self.confirmed_quantity or self.asked_quantity


_HOME = aliased(Place)
ORDERS: Rows = (
    select(
        Order.id, Order.public_id, Order.code, Order.state, Order.origin, Need.lane,
        Need.code.label("need_code"), Category.code.label("leaf_code"), Category.picture,
        Unit.code.label("unit_code"), Unit.picture.label("unit_picture"),
        Unit.nominal.label("unit_nominal"), Order.quantity.label("asked_quantity"),
        Order.confirmed_quantity, Order.price_minor, Order.currency, Order.deliver_on,
        Need.window_opens, Need.window_closes, Destination.timezone, Order.payment_days,
        Order.cash_at_door, Order.placed_at, Order.answer_by, Order.on_the_way_at,
        Order.cannot_reason, Order.nobody_told_at, Order.supplier_id,
        Supplier.public_id.label("supplier_public_id"),
        Supplier.code.label("supplier_code"), Supplier.name.label("supplier_name"),
        _HOME.name.label("supplier_place_name"), Order.operator_id,
        Operator.name.label("operator_name"), Property.public_id.label("property_public_id"),
        Property.name.label("property_name"), Place.name.label("place_name"),
        HiddenSupplier.pseudonym,
    )
    .select_from(Order)
    .join(Need, Need.id == Order.need_id)
    .join(Destination, Destination.id == Need.destination_id)
    .join(Category, Category.id == Order.category_id)
    .join(Unit, Unit.id == Order.unit_id)
    .join(Supplier, Supplier.id == Order.supplier_id)
    .join(_HOME, _HOME.id == Supplier.place_id)
    .outerjoin(HiddenSupplier, HiddenSupplier.supplier_id == Order.supplier_id)
    .join(Operator, Operator.id == Order.operator_id)
    .join(Property, Property.id == Need.property_id)
    .join(Place, Place.id == Order.place_id)
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DeliveryCard:
    """What arrived, and what became of its money; quantities in thousandths of the unit."""

    id: int
    public_id: str
    code: str
    state: DeliveryState
    order_code: str
    order_public_id: str
    ordered: int
    brought_milli: int
    accepted_milli: int
    weighed_grams: int | None
    reject_reason: RejectReason | None
    received_at: datetime
    timezone: str
    leaf_code: str
    picture: str
    unit_code: str
    unit_picture: str
    price_minor: int
    currency: str
    supplier_id: int
    supplier_name: str
    supplier_code: str
    operator_name: str
    property_name: str
    payment_public_id: str | None
    payment_state: PaymentState | None
    amount_minor: int | None
    due_on: date | None


DELIVERIES: Rows = (
    select(
        Delivery.id, Delivery.public_id, Delivery.code, Delivery.state,
        Order.code.label("order_code"), Order.public_id.label("order_public_id"),
        func.coalesce(Order.confirmed_quantity, Order.quantity).label("ordered"),
        Delivery.brought_milli, Delivery.accepted_milli, Delivery.weighed_grams,
        Delivery.reject_reason, Delivery.received_at, Destination.timezone,
        Category.code.label("leaf_code"), Category.picture, Unit.code.label("unit_code"),
        Unit.picture.label("unit_picture"), Order.price_minor, Order.currency,
        Order.supplier_id, Supplier.name.label("supplier_name"),
        Supplier.code.label("supplier_code"), Operator.name.label("operator_name"),
        Property.name.label("property_name"), Payment.public_id.label("payment_public_id"),
        Payment.state.label("payment_state"), Payment.amount_minor, Payment.due_on,
    )
    .select_from(Delivery)
    .join(Order, Order.id == Delivery.order_id)
    .join(Need, Need.id == Order.need_id)
    .join(Destination, Destination.id == Need.destination_id)
    .join(Category, Category.id == Order.category_id)
    .join(Unit, Unit.id == Order.unit_id)
    .join(Supplier, Supplier.id == Order.supplier_id)
    .join(Operator, Operator.id == Order.operator_id)
    .join(Property, Property.id == Need.property_id)
    .outerjoin(Payment, Payment.delivery_id == Delivery.id)
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PaymentCard:
    """Money owed or paid; ``late`` counts days past the due day, today or when it closed."""

    id: int
    public_id: str
    code: str
    state: PaymentState
    amount_minor: int
    received_minor: int | None
    currency: str
    delivered_on: date
    due_on: date
    method: PayMethod | None
    reference: str | None
    sent_at: datetime | None
    answered_at: datetime | None
    closed_at: datetime | None
    late_days: int | None
    reason: PaymentReason
    delivery_public_id: str | None
    order_public_id: str
    accepted_milli: int
    leaf_code: str
    picture: str
    unit_code: str
    unit_picture: str
    price_minor: int
    supplier_id: int
    supplier_public_id: str
    supplier_name: str
    supplier_code: str
    operator_id: int
    operator_name: str
    timezone: str

    @property
    def missing_minor(self) -> int:
        """What is still to be sent: the rest, where less came than was owed."""
        came = self.received_minor if self.state is PaymentState.LESS else 0
        return self.amount_minor - (came or 0)

    def late(self, today: date) -> int:
        """Return how many days late it is on a local day, or was when it closed."""
        if self.late_days is not None:
            return self.late_days
        return max(0, (today - self.due_on).days)


PAYMENTS: Rows = (
    select(
        Payment.id, Payment.public_id, Payment.code, Payment.state, Payment.amount_minor,
        Payment.received_minor, Payment.currency, Payment.delivered_on, Payment.due_on,
        Payment.method, Payment.reference, Payment.sent_at, Payment.answered_at,
        Payment.closed_at, Payment.late_days, Payment.reason,
        Delivery.public_id.label("delivery_public_id"),
        Order.public_id.label("order_public_id"),
        func.coalesce(Delivery.accepted_milli, 0).label("accepted_milli"),
        Category.code.label("leaf_code"), Category.picture,
        Unit.code.label("unit_code"), Unit.picture.label("unit_picture"), Order.price_minor,
        Payment.supplier_id, Supplier.public_id.label("supplier_public_id"),
        Supplier.name.label("supplier_name"), Supplier.code.label("supplier_code"),
        Payment.operator_id, Operator.name.label("operator_name"), Destination.timezone,
    )
    .select_from(Payment)
    .join(Order, Order.id == Payment.order_id)
    .outerjoin(Delivery, Delivery.order_id == Order.id)
    .join(Category, Category.id == Order.category_id)
    .join(Unit, Unit.id == Order.unit_id)
    .join(Supplier, Supplier.id == Payment.supplier_id)
    .join(Operator, Operator.id == Payment.operator_id)
    .join(Destination, Destination.id == Operator.destination_id)
)  # fmt: skip
OWED = (PaymentState.DUE, PaymentState.NOT_YET, PaymentState.LESS)
UNCLOSED = (*OWED, PaymentState.SENT)
AGREED = frozenset({OrderState.CONFIRMED, OrderState.DELIVERED, OrderState.MISSED})
EXPECTED = (OrderState.PLACED, OrderState.CONFIRMED)
