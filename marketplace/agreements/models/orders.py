"""Tables of orders, deliveries and payments."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.agreements.rules.lists import (
    CannotReason,
    DeliveryState,
    OrderOrigin,
    OrderState,
    PaymentState,
    PayMethod,
    RejectReason,
)
from marketplace.db import Base, code_of

_LIVE = "state IN ('placed', 'confirmed', 'delivered')"


class Order(Base):
    """What was ordered of one supplier: quantity in whole units, price per unit."""

    __tablename__ = "purchase_order"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint(
            "confirmed_quantity IS NULL OR "
            "(confirmed_quantity > 0 AND confirmed_quantity <= quantity)",
            name="confirmed",
        ),
        Index(
            "uq_purchase_order_one_live", "need_id", "supplier_id", unique=True,
            sqlite_where=text(_LIVE), postgresql_where=text(_LIVE),
        ),
        Index("ix_purchase_order_operator", "operator_id", "state", "deliver_on"),
        Index("ix_purchase_order_supplier", "supplier_id", "state", "deliver_on"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    code: Mapped[str] = mapped_column(String(8), unique=True)
    state: Mapped[OrderState] = mapped_column(code_of(OrderState))
    version: Mapped[int] = mapped_column(default=1)
    origin: Mapped[OrderOrigin] = mapped_column(code_of(OrderOrigin))
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id"))
    offer_id: Mapped[int | None] = mapped_column(ForeignKey("offer.id"), unique=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"))
    operator_id: Mapped[int] = mapped_column(ForeignKey("operator.id"))
    supplier_id: Mapped[int] = mapped_column(ForeignKey("supplier.id"))
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    quantity: Mapped[int]
    confirmed_quantity: Mapped[int | None]
    price_minor: Mapped[int]
    currency: Mapped[str] = mapped_column(String(3))
    deliver_on: Mapped[date]
    payment_days: Mapped[int]
    cash_at_door: Mapped[bool]
    placed_at: Mapped[datetime]
    answer_by: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    cannot_reason: Mapped[CannotReason | None] = mapped_column(code_of(CannotReason))
    on_the_way_at: Mapped[datetime | None]


class Delivery(Base):
    """What arrived at the door; quantities in thousandths of the order's unit."""

    __tablename__ = "delivery"
    __table_args__ = (
        CheckConstraint("brought_milli >= 0", name="brought"),
        CheckConstraint("accepted_milli >= 0 AND accepted_milli <= brought_milli", name="accepted"),
        Index("ix_delivery_operator", "operator_id", "received_at"),
        Index("ix_delivery_supplier", "supplier_id", "received_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    code: Mapped[str] = mapped_column(String(8), unique=True)
    state: Mapped[DeliveryState] = mapped_column(code_of(DeliveryState))
    order_id: Mapped[int] = mapped_column(ForeignKey("purchase_order.id"), unique=True)
    operator_id: Mapped[int] = mapped_column(ForeignKey("operator.id"))
    supplier_id: Mapped[int] = mapped_column(ForeignKey("supplier.id"))
    brought_milli: Mapped[int]
    accepted_milli: Mapped[int]
    weighed_grams: Mapped[int | None]  # nominal units keep the weight that was measured
    reject_reason: Mapped[RejectReason | None] = mapped_column(code_of(RejectReason))
    received_at: Mapped[datetime]
    received_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    supplier_confirmed_at: Mapped[datetime | None]


class Payment(Base):
    """Money owed for one delivery, its clock running from that delivery."""

    __tablename__ = "payment"
    __table_args__ = (
        CheckConstraint("amount_minor > 0", name="amount"),
        CheckConstraint("received_minor IS NULL OR received_minor >= 0", name="received"),
        UniqueConstraint("delivery_id"),
        Index("ix_payment_operator", "operator_id", "state", "due_on"),
        Index("ix_payment_supplier", "supplier_id", "state", "due_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    code: Mapped[str] = mapped_column(String(8), unique=True)
    state: Mapped[PaymentState] = mapped_column(code_of(PaymentState))
    delivery_id: Mapped[int] = mapped_column(ForeignKey("delivery.id"))
    operator_id: Mapped[int] = mapped_column(ForeignKey("operator.id"))
    supplier_id: Mapped[int] = mapped_column(ForeignKey("supplier.id"))
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    amount_minor: Mapped[int]
    currency: Mapped[str] = mapped_column(String(3))
    delivered_on: Mapped[date]
    due_on: Mapped[date]
    method: Mapped[PayMethod | None] = mapped_column(code_of(PayMethod))
    reference: Mapped[str | None] = mapped_column(String(60))
    sent_at: Mapped[datetime | None]
    sent_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    received_minor: Mapped[int | None]
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    closed_at: Mapped[datetime | None]
    late_days: Mapped[int | None]
