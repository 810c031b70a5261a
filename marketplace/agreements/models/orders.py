"""Tables of orders, deliveries and payments."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.agreements.rules.lists import (
    CannotReason,
    DeliveryState,
    DoorSays,
    ExitReason,
    Look,
    ObjectionAbout,
    ObjectionState,
    OrderOrigin,
    OrderState,
    PaymentReason,
    PaymentState,
    PayMethod,
    PlanState,
    PlanStep,
    RejectReason,
    SheSays,
)
from marketplace.db import Base, code_of, personal

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
        Index("ix_purchase_order_operator_newest", "operator_id", "id"),
        Index("ix_purchase_order_need", "need_id", "state"),
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
    nobody_told_at: Mapped[datetime | None]  # when everybody heard that nobody was at the door


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
    """Money owed: for a delivery, for calling an order off late, or for a corrected note.

    ``delivered_on`` is the day its clock runs from; ``delivery_id`` is known for deliveries only.
    """

    __tablename__ = "payment"
    __table_args__ = (
        CheckConstraint("amount_minor > 0", name="amount"),
        CheckConstraint("received_minor IS NULL OR received_minor >= 0", name="received"),
        CheckConstraint("reason != 'delivery' OR delivery_id IS NOT NULL", name="for_delivery"),
        UniqueConstraint("delivery_id"),
        UniqueConstraint("order_id", "reason"),
        Index("ix_payment_operator", "operator_id", "state", "due_on"),
        Index("ix_payment_supplier", "supplier_id", "state", "due_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    code: Mapped[str] = mapped_column(String(8), unique=True)
    state: Mapped[PaymentState] = mapped_column(code_of(PaymentState))
    reason: Mapped[PaymentReason] = mapped_column(
        code_of(PaymentReason), server_default=PaymentReason.DELIVERY.value
    )
    order_id: Mapped[int] = mapped_column(ForeignKey("purchase_order.id"))
    delivery_id: Mapped[int | None] = mapped_column(ForeignKey("delivery.id"))
    operator_id: Mapped[int] = mapped_column(ForeignKey("operator.id"))
    supplier_id: Mapped[int] = mapped_column(ForeignKey("supplier.id"))
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    amount_minor: Mapped[int]
    currency: Mapped[str] = mapped_column(String(3))
    delivered_on: Mapped[date]
    due_on: Mapped[date]
    method: Mapped[PayMethod | None] = mapped_column(code_of(PayMethod))
    reference: Mapped[str | None] = mapped_column(String(60), info=personal("supplier_id"))
    sent_at: Mapped[datetime | None]
    sent_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    received_minor: Mapped[int | None]
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    closed_at: Mapped[datetime | None]
    late_days: Mapped[int | None]


class FollowUp(Base):
    """A look at a linkage 30, 90, 180 or 365 days after its first delivery, once it was taken."""

    __tablename__ = "follow_up"
    __table_args__ = (
        UniqueConstraint("operator_id", "supplier_id", "days"),
        CheckConstraint("days IN (30, 90, 180, 365)", name="days"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    operator_id: Mapped[int] = mapped_column(ForeignKey("operator.id"))
    supplier_id: Mapped[int] = mapped_column(ForeignKey("supplier.id"))
    days: Mapped[int]
    found: Mapped[Look] = mapped_column(code_of(Look))
    looked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    looked_at: Mapped[datetime]


_RUNNING = "state = 'running'"


class SupplierPlan(Base):
    """How a supplier comes up to what is asked, with attempts to spare before anybody gives up."""

    __tablename__ = "supplier_plan"
    __table_args__ = (
        CheckConstraint("attempts BETWEEN 1 AND 9", name="attempts"),
        CheckConstraint("failed >= 0 AND failed <= attempts", name="failed"),
        CheckConstraint("(state = 'stopped') = (exit_reason IS NOT NULL)", name="exit"),
        Index(
            "uq_supplier_plan_one_running", "supplier_id", "category_id", unique=True,
            sqlite_where=text(_RUNNING), postgresql_where=text(_RUNNING),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    state: Mapped[PlanState] = mapped_column(code_of(PlanState))
    version: Mapped[int] = mapped_column(default=1)
    supplier_id: Mapped[int] = mapped_column(ForeignKey("supplier.id"))
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"))
    attempts: Mapped[int]
    failed: Mapped[int] = mapped_column(default=0)
    started_on: Mapped[date]
    ends_on: Mapped[date]
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    closed_at: Mapped[datetime | None]
    exit_reason: Mapped[ExitReason | None] = mapped_column(code_of(ExitReason))


class PlanMilestone(Base):
    """One milestone of a plan, with its day."""

    __tablename__ = "plan_milestone"
    __table_args__ = (UniqueConstraint("plan_id", "step"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("supplier_plan.id"))
    step: Mapped[PlanStep] = mapped_column(code_of(PlanStep))
    due_on: Mapped[date]
    reached_at: Mapped[datetime | None]


class DeliveryPhoto(Base):
    """A photograph taken at the door; the file lies in the media store under its own name."""

    __tablename__ = "delivery_photo"
    __table_args__ = (
        CheckConstraint("size > 0 AND width > 0 AND height > 0", name="size"),
        Index("ix_delivery_photo_day", "taken_by_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    delivery_id: Mapped[int] = mapped_column(ForeignKey("delivery.id"), unique=True)
    file: Mapped[str] = mapped_column(String(60), unique=True)
    size: Mapped[int]
    width: Mapped[int]
    height: Mapped[int]
    taken_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class DeliveryObjection(Base):
    """Her "not so" on a delivery note; the note itself is never rewritten."""

    __tablename__ = "delivery_objection"
    __table_args__ = (
        CheckConstraint("corrected_milli IS NULL OR corrected_milli > 0", name="corrected"),
        CheckConstraint("(state = 'open') = (closed_at IS NULL)", name="closed"),
        Index("ix_delivery_objection_desk", "place_id", "state", "said_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    delivery_id: Mapped[int] = mapped_column(ForeignKey("delivery.id"), unique=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    state: Mapped[ObjectionState] = mapped_column(code_of(ObjectionState))
    about: Mapped[ObjectionAbout] = mapped_column(code_of(ObjectionAbout))
    said_at: Mapped[datetime]
    said_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    corrected_milli: Mapped[int | None]
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class DoorFeedback(Base):
    """What the door says of the goods of a delivery, as a picture: good, or better next time."""

    __tablename__ = "door_feedback"
    __table_args__ = (UniqueConstraint("delivery_id", "aspect"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    delivery_id: Mapped[int] = mapped_column(ForeignKey("delivery.id"))
    aspect: Mapped[DoorSays] = mapped_column(code_of(DoorSays))
    good: Mapped[bool]
    said_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class SupplierFeedback(Base):
    """What she says of the door; for the facilitator's eyes, never a public review."""

    __tablename__ = "supplier_feedback"
    __table_args__ = (UniqueConstraint("delivery_id", "aspect"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    delivery_id: Mapped[int] = mapped_column(ForeignKey("delivery.id"))
    aspect: Mapped[SheSays] = mapped_column(code_of(SheSays))
    good: Mapped[bool]
    said_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
