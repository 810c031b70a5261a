"""Standing: what both sides earned, written by ``agreements`` in its own transaction.

The ids of orders, deliveries and payments are kept without a foreign key: an earlier chapter
never knows the tables of a later one.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.db import Base, code_of
from marketplace.people.rules.lists import LapseKind, TradeEnd


class CommittedWeek(Base):
    """What a supplier has promised of a leaf in the week that begins on a Monday."""

    __tablename__ = "committed_week"
    __table_args__ = (
        UniqueConstraint("supplier_id", "category_id", "unit_id", "monday"),
        CheckConstraint("quantity >= 0", name="quantity"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    supplier_id: Mapped[int] = mapped_column(ForeignKey("supplier.id"))
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    monday: Mapped[date]
    quantity: Mapped[int]


class SupplierOutcome(Base):
    """One delivery in a supplier's record."""

    __tablename__ = "supplier_outcome"
    __table_args__ = (Index("ix_supplier_outcome_latest", "supplier_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    supplier_id: Mapped[int] = mapped_column(ForeignKey("supplier.id"))
    delivery_id: Mapped[int] = mapped_column(unique=True)
    on_time: Mapped[bool]
    accepted_permille: Mapped[int]
    at: Mapped[datetime]


class SupplierSale(Base):
    """One sale: who bought, how much; the ground of dependency (C4) and of first sales."""

    __tablename__ = "supplier_sale"
    __table_args__ = (Index("ix_supplier_sale_share", "supplier_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    supplier_id: Mapped[int] = mapped_column(ForeignKey("supplier.id"))
    operator_id: Mapped[int] = mapped_column(ForeignKey("operator.id"), index=True)
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"))
    delivery_id: Mapped[int] = mapped_column(unique=True)
    amount_minor: Mapped[int]
    currency: Mapped[str] = mapped_column(String(3))
    at: Mapped[datetime]


class OperatorPaymentRecord(Base):
    """One payment in a buyer's record; disputed ones are kept but left out of the figures."""

    __tablename__ = "operator_payment_record"
    __table_args__ = (Index("ix_operator_payment_record_latest", "operator_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    operator_id: Mapped[int] = mapped_column(ForeignKey("operator.id"))
    payment_id: Mapped[int] = mapped_column(unique=True)
    promised_days: Mapped[int]
    days: Mapped[int]
    late_days: Mapped[int]
    disputed: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime]


class PaidPrice(Base):
    """What was paid for one unit of a leaf, once she said that she has the money.

    Written when a payment closes in full: the ground of "own deals", where no market speaks.
    """

    __tablename__ = "paid_price"
    __table_args__ = (
        Index("ix_paid_price_leaf", "destination_id", "category_id", "unit_id", "at"),
        CheckConstraint("price_minor > 0", name="price"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    payment_id: Mapped[int] = mapped_column(unique=True)
    destination_id: Mapped[int] = mapped_column(ForeignKey("destination.id"))
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    supplier_id: Mapped[int] = mapped_column(ForeignKey("supplier.id"))
    price_minor: Mapped[int]
    currency: Mapped[str] = mapped_column(String(3))
    at: Mapped[datetime]


class SupplierLapse(Base):
    """A promise not kept: nobody came, or less than promised; what was told in time is free."""

    __tablename__ = "supplier_lapse"
    __table_args__ = (
        UniqueConstraint("order_id", "kind"),
        CheckConstraint("notice_hours >= 0", name="notice"),
        Index("ix_supplier_lapse_latest", "supplier_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    supplier_id: Mapped[int] = mapped_column(ForeignKey("supplier.id"))
    order_id: Mapped[int]
    kind: Mapped[LapseKind] = mapped_column(code_of(LapseKind))
    notice_hours: Mapped[int]
    counts: Mapped[bool]
    at: Mapped[datetime]


class OperatorTradeRecord(Base):
    """How one order ended in a buyer's record: received (how much was sent back), or called off.

    ``rejected_permille`` is the part of what was brought that he did not take.
    """

    __tablename__ = "operator_trade_record"
    __table_args__ = (
        CheckConstraint("rejected_permille BETWEEN 0 AND 1000", name="rejected"),
        Index("ix_operator_trade_record_latest", "operator_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    operator_id: Mapped[int] = mapped_column(ForeignKey("operator.id"))
    order_id: Mapped[int] = mapped_column(unique=True)
    ended: Mapped[TradeEnd] = mapped_column(code_of(TradeEnd))
    rejected_permille: Mapped[int]
    notice_hours: Mapped[int | None]
    at: Mapped[datetime]
