"""A simple ledger of what she sold and was paid, for a bank: hers to show, with her consent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from marketplace.agreements.models import Order, Payment
from marketplace.agreements.rules.lists import PaymentState
from marketplace.catalogue.models import Category, Unit
from marketplace.people.models import Consent, Operator, SupplierMember
from marketplace.people.rules.lists import Purpose

_MOST = 500


@dataclass(frozen=True, slots=True)
class Line:
    """One sale: what was delivered, what was owed, and what came."""

    day: date
    operator_name: str
    leaf_code: str
    quantity: int
    unit_code: str
    owed_minor: int
    came_minor: int
    currency: str
    closed: bool


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every sale here, the oldest first, and whether she allows that a bank sees them."""

    lines: tuple[Line, ...]
    allowed: bool

    @property
    def owed(self) -> int:
        """What was owed in all, in minor units."""
        return sum(one.owed_minor for one in self.lines)

    @property
    def came(self) -> int:
        """What came in all, in minor units."""
        return sum(one.came_minor for one in self.lines)


def ledger_of(session: Session, supplier_id: int) -> Ledger:
    """Return a supplier's ledger in two statements; without her consent it has no lines."""
    found = select(Consent.id).where(*_consented(supplier_id)).limit(1)
    allowed = session.execute(found).first() is not None
    return Ledger(tuple(_lines(session, supplier_id)) if allowed else (), allowed)


def _consented(supplier_id: int) -> tuple[ColumnElement[bool], ...]:
    members = select(SupplierMember.person_id).where(SupplierMember.supplier_id == supplier_id)
    return (
        Consent.person_id.in_(members), Consent.purpose == Purpose.LENDER_LETTER,
        Consent.withdrawn_at.is_(None),
    )  # fmt: skip


def _lines(session: Session, supplier_id: int) -> Sequence[Line]:
    rows = session.execute(
        select(
            Payment.delivered_on, Operator.name, Category.code, Order.quantity, Unit.code,
            Payment.amount_minor, Payment.received_minor, Payment.currency, Payment.state,
        )
        .join(Order, Order.id == Payment.order_id)
        .join(Operator, Operator.id == Payment.operator_id)
        .join(Category, Category.id == Order.category_id)
        .join(Unit, Unit.id == Order.unit_id)
        .where(Payment.supplier_id == supplier_id)
        .order_by(Payment.delivered_on, Payment.id)
        .limit(_MOST)
    )  # fmt: skip
    return [
        Line(*row[:6], _came(row[5], row[6], row[8]), row[7], row[8] is PaymentState.CLOSED)
        for row in rows
    ]


def _came(owed: int, received: int | None, state: PaymentState) -> int:
    if received is not None:
        return received
    return owed if state is PaymentState.CLOSED else 0
