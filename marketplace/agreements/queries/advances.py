"""Money paid ahead as cards: for both sides, with what each payment gave back."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from marketplace.agreements.models import (
    Advance,
    AdvanceRecovery,
    Agreement,
    AgreementVersion,
    Order,
    Payment,
)
from marketplace.agreements.queries.cards import Rows
from marketplace.agreements.rules.advances import AdvanceKind, AdvanceState, payments_needed
from marketplace.agreements.rules.agreed_lists import VersionState
from marketplace.agreements.rules.lists import PayMethod
from marketplace.catalogue.models import Category
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.people.models import Operator, Supplier

MOST = 60
SETTLED = (AdvanceState.REFUSED, AdvanceState.ENDED, AdvanceState.RECOVERED)


@dataclass(frozen=True, slots=True)
class AdvanceCard:
    """An advance; ``each_minor`` is what one delivery of its deal is worth at least."""

    id: int
    public_id: str
    code: str
    kind: AdvanceKind
    state: AdvanceState
    percent: int
    amount_minor: int
    recovered_minor: int
    currency: str
    share_permille: int
    holder: str | None
    method: PayMethod | None
    reference: str | None
    offered_at: datetime
    sent_at: datetime | None
    paid_at: datetime | None
    leaf_code: str
    picture: str
    operator_id: int
    operator_name: str
    supplier_name: str
    order_public_id: str | None
    each_minor: int

    @property
    def left_minor(self) -> int:
        """What is not back yet; nothing before she has it, nor when it is over."""
        paid = self.state is AdvanceState.PAID
        return self.amount_minor - self.recovered_minor if paid else 0

    @property
    def payments(self) -> int | None:
        """How many more deliveries give the rest back."""
        left = self.amount_minor - self.recovered_minor
        return payments_needed(left, self.share_permille, self.each_minor)


@dataclass(frozen=True, slots=True)
class BackCard:
    """What one payment gave back."""

    payment_public_id: str
    payment_code: str
    delivered_on: date
    minor: int


_VERSION = aliased(AgreementVersion)
ADVANCES: Rows = (
    select(
        Advance.id, Advance.public_id, Advance.code, Advance.kind, Advance.state, Advance.percent,
        Advance.amount_minor, Advance.recovered_minor, Advance.currency, Advance.share_permille,
        Advance.holder, Advance.method, Advance.reference, Advance.offered_at, Advance.sent_at,
        Advance.paid_at, Category.code.label("leaf_code"), Category.picture, Advance.operator_id,
        Operator.name.label("operator_name"), Supplier.name.label("supplier_name"),
        Order.public_id.label("order_public_id"),
        func.coalesce(
            Order.price_minor * func.coalesce(Order.confirmed_quantity, Order.quantity),
            _VERSION.price_minor * _VERSION.least, 0,
        ).label("each_minor"),
    )
    .select_from(Advance)
    .outerjoin(Order, Order.id == Advance.order_id)
    .outerjoin(Agreement, Agreement.id == Advance.agreement_id)
    .outerjoin(
        _VERSION,
        (_VERSION.agreement_id == Agreement.id) & (_VERSION.state == VersionState.AGREED),
    )
    .join(Category, Category.id == func.coalesce(Order.category_id, Agreement.category_id))
    .join(Operator, Operator.id == Advance.operator_id)
    .join(Supplier, Supplier.id == Advance.supplier_id)
)  # fmt: skip


def _some(session: Session, *where: ColumnElement[bool]) -> tuple[AdvanceCard, ...]:
    living_first = (Advance.state.in_(SETTLED), Advance.id.desc())
    rows = session.execute(ADVANCES.where(*where).order_by(*living_first).limit(MOST))
    return tuple(AdvanceCard(**row._asdict()) for row in rows)


def _one(session: Session, *where: ColumnElement[bool]) -> AdvanceCard:
    found = _some(session, *where)
    if not found:
        raise NotFound
    return found[0]


def advances_of_buyer(session: Session, actor: Actor) -> tuple[AdvanceCard, ...]:
    """Return an operator's advances, living ones first."""
    return _some(session, Advance.operator_id.in_(actor.operator_ids))


def advance_for_buyer(session: Session, actor: Actor, public_id: str) -> AdvanceCard:
    """Return one of the operator's advances."""
    ours = Advance.operator_id.in_(actor.operator_ids)
    return _one(session, Advance.public_id == public_id, ours)


def advances_of_supplier(session: Session, actor: Actor) -> tuple[AdvanceCard, ...]:
    """Return her advances, living ones first."""
    return _some(session, Advance.supplier_id.in_(actor.supplier_ids))


def advance_for_supplier(session: Session, actor: Actor, public_id: str) -> AdvanceCard:
    """Return one of hers."""
    hers = Advance.supplier_id.in_(actor.supplier_ids)
    return _one(session, Advance.public_id == public_id, hers)


def advances_in(session: Session, operator_id: int, first: date, last: date) -> tuple[
    tuple[AdvanceCard, int], ...
]:  # fmt: skip
    """Return the advances of an operator's statement with what came back in its days.

    Those that were paid by its last day and were not all back before its first.
    """
    back = (
        select(AdvanceRecovery.advance_id, func.sum(AdvanceRecovery.minor).label("minor"))
        .join(Payment, Payment.id == AdvanceRecovery.payment_id)
        .where(Payment.delivered_on.between(first, last))
        .group_by(AdvanceRecovery.advance_id)
        .subquery()
    )
    rows = session.execute(
        ADVANCES.add_columns(func.coalesce(back.c.minor, 0).label("in_days"))
        .outerjoin(back, back.c.advance_id == Advance.id)
        .where(
            Advance.operator_id == operator_id, Advance.paid_at.is_not(None),
            (Advance.state == AdvanceState.PAID) | back.c.minor.is_not(None),
        )
        .order_by(Advance.id)
        .limit(MOST)
    )  # fmt: skip
    return tuple(_with_days(row._asdict()) for row in rows)


def _with_days(known: dict[str, object]) -> tuple[AdvanceCard, int]:
    in_days = known.pop("in_days")
    return AdvanceCard(**known), int(in_days)  # type: ignore[arg-type,call-overload]  # as selected


def backs_of(session: Session, advance_id: int) -> tuple[BackCard, ...]:
    """Return what each payment gave back of an advance, in their order."""
    rows = session.execute(
        select(Payment.public_id, Payment.code, Payment.delivered_on, AdvanceRecovery.minor)
        .join(AdvanceRecovery, AdvanceRecovery.payment_id == Payment.id)
        .where(AdvanceRecovery.advance_id == advance_id)
        .order_by(AdvanceRecovery.id)
    )
    return tuple(BackCard(*row) for row in rows)
