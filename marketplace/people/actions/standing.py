"""Standing, written by ``agreements`` in the transaction that earns it; each write once.

A delivery or payment that is recorded again replaces what was said of it, never adds to it.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from marketplace.db import Base
from marketplace.journal.keys import hold
from marketplace.people.models import (
    CommittedWeek,
    OperatorPaymentRecord,
    OperatorTradeRecord,
    PaidPrice,
    SupplierLapse,
    SupplierLeaf,
    SupplierOutcome,
    SupplierSale,
)
from marketplace.people.rules.lists import LapseKind, TradeEnd


def commit_week(
    session: Session, *, supplier_id: int, category_id: int, unit_id: int, day: date, quantity: int
) -> None:
    """Add to what a supplier promised of a leaf in the week (from Monday) of a day."""
    monday = day - timedelta(days=day.weekday())
    hold(session, "week", supplier_id, category_id, unit_id, monday.isoformat())
    which = _week(supplier_id, category_id, unit_id, monday)
    added = update(CommittedWeek).where(*which).values(quantity=CommittedWeek.quantity + quantity)
    if session.execute(added.returning(CommittedWeek.id)).first() is None:
        session.add(
            CommittedWeek(
                supplier_id=supplier_id, category_id=category_id, unit_id=unit_id, monday=monday,
                quantity=quantity,
            )
        )  # fmt: skip
        session.flush()


def uncommit_week(
    session: Session, *, supplier_id: int, category_id: int, unit_id: int, day: date, quantity: int
) -> None:
    """Take back a promise that is declined, cancelled or delivered less; never under nothing."""
    monday = day - timedelta(days=day.weekday())
    which = _week(supplier_id, category_id, unit_id, monday)
    enough = CommittedWeek.quantity >= quantity
    less = update(CommittedWeek).where(*which, enough)
    less = less.values(quantity=CommittedWeek.quantity - quantity)
    if session.execute(less.returning(CommittedWeek.id)).first() is None:
        session.execute(update(CommittedWeek).where(*which).values(quantity=0))


def _week(supplier_id: int, category_id: int, unit_id: int, monday: date) -> tuple[Any, ...]:
    return (
        CommittedWeek.supplier_id == supplier_id, CommittedWeek.category_id == category_id,
        CommittedWeek.unit_id == unit_id, CommittedWeek.monday == monday,
    )  # fmt: skip


def prove_week(
    session: Session, *, supplier_id: int, category_id: int, unit_id: int, delivered: int
) -> None:
    """Raise what a supplier has proven of a leaf to a week's accepted deliveries, in her unit."""
    leaf = SupplierLeaf
    proven_less = leaf.weekly_proven.is_(None) | (leaf.weekly_proven < delivered)
    session.execute(
        update(leaf)
        .where(
            leaf.supplier_id == supplier_id, leaf.category_id == category_id,
            leaf.unit_id == unit_id, proven_less,
        )
        .values(weekly_proven=delivered)
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Sale:
    """What a delivery was worth (minor units), and who bought it."""

    delivery_id: int
    supplier_id: int
    operator_id: int
    category_id: int
    amount_minor: int
    currency: str
    at: datetime


def record_sale(session: Session, sale: Sale) -> None:
    """Write a sale into her record: the ground of dependency and of first sales."""
    _write(session, SupplierSale, sale, key="delivery_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How one delivery went: on time, and how much of it was accepted (permille)."""

    delivery_id: int
    supplier_id: int
    on_time: bool
    accepted_permille: int
    at: datetime


def record_outcome(session: Session, outcome: Outcome) -> None:
    """Write a delivery into her record."""
    _write(session, SupplierOutcome, outcome, key="delivery_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paid:
    """How one payment went: days from delivery to the supplier's yes, and how late that was."""

    payment_id: int
    operator_id: int
    promised_days: int
    days: int
    late_days: int
    at: datetime
    disputed: bool = False


def record_payment(session: Session, paid: Paid) -> None:
    """Write a payment into the buyer's record; a dispute that ends replaces what stood there."""
    _write(session, OperatorPaymentRecord, paid, key="payment_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidForOne:
    """What one unit of a leaf was paid, in minor units, once she has the money."""

    payment_id: int
    destination_id: int
    category_id: int
    unit_id: int
    supplier_id: int
    price_minor: int
    currency: str
    at: datetime


def record_paid_price(session: Session, paid: PaidForOne) -> None:
    """Write what was paid into the destination's own prices; disputed money never stands there."""
    _write(session, PaidPrice, paid, key="payment_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How an order ended for its buyer: received (and how much sent back), or called off."""

    order_id: int
    operator_id: int
    ended: TradeEnd
    at: datetime
    rejected_permille: int = 0
    notice_hours: int | None = None


def record_end(session: Session, ended: Ended) -> None:
    """Write the end of an order into the buyer's record; a corrected note replaces it."""
    _write(session, OperatorTradeRecord, ended, key="order_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lapse:
    """A promise of hers that was not kept; ``counts`` is false where it was told in time."""

    order_id: int
    supplier_id: int
    kind: LapseKind
    notice_hours: int
    counts: bool
    at: datetime


def record_lapse(session: Session, lapse: Lapse) -> None:
    """Write a promise not kept into her record, once an order and kind: the first one stands."""
    hold(session, SupplierLapse.__tablename__, lapse.order_id, lapse.kind.value)
    same = SupplierLapse.order_id == lapse.order_id, SupplierLapse.kind == lapse.kind
    if session.scalar(select(SupplierLapse.id).where(*same)) is None:
        values = {name: getattr(lapse, name) for name in lapse.__dataclass_fields__}
        session.add(SupplierLapse(**values))
        session.flush()


def _write(session: Session, table: type[Base], fact: Any, *, key: str) -> None:
    values = {name: getattr(fact, name) for name in fact.__dataclass_fields__}
    hold(session, table.__tablename__, values[key])
    row = session.scalar(select(table).where(getattr(table, key) == values[key]))
    if row is None:
        session.add(table(**values))
    else:
        for name, value in values.items():
            setattr(row, name, value)
    session.flush()
