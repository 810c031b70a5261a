"""Tables of money paid ahead, what each payment gave back of it; and of papers for lenders."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.agreements.rules.advances import AdvanceKind, AdvanceState
from marketplace.agreements.rules.lender_papers import LenderPaperKind
from marketplace.agreements.rules.lists import PayMethod
from marketplace.db import Base, code_of, personal

_LIVING = "state IN ('offered', 'agreed', 'held', 'sent', 'not_yet', 'paid')"
_OF_ORDER = f"order_id IS NOT NULL AND {_LIVING}"
_OF_AGREEMENT = f"agreement_id IS NOT NULL AND {_LIVING}"


class Advance(Base):
    """Money paid before the goods; ``recovered_minor`` is the sum of what came back."""

    __tablename__ = "advance"
    __table_args__ = (
        CheckConstraint("amount_minor > 0", name="amount"),
        CheckConstraint("recovered_minor >= 0 AND recovered_minor <= amount_minor", name="back"),
        CheckConstraint("state <> 'recovered' OR recovered_minor = amount_minor", name="whole"),
        CheckConstraint("(order_id IS NULL) <> (agreement_id IS NULL)", name="of_one"),
        CheckConstraint("share_permille > 0 AND share_permille <= 1000", name="share"),
        CheckConstraint("percent >= 5 AND percent <= 50", name="percent"),
        Index("uq_advance_of_order", "order_id", unique=True, sqlite_where=text(_OF_ORDER),
              postgresql_where=text(_OF_ORDER)),
        Index("uq_advance_of_agreement", "agreement_id", unique=True,
              sqlite_where=text(_OF_AGREEMENT), postgresql_where=text(_OF_AGREEMENT)),
        Index("ix_advance_operator", "operator_id", "state"),
        Index("ix_advance_supplier", "supplier_id", "state"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    code: Mapped[str] = mapped_column(String(8), unique=True)
    client_key: Mapped[str] = mapped_column(String(64), unique=True)
    kind: Mapped[AdvanceKind] = mapped_column(code_of(AdvanceKind))
    state: Mapped[AdvanceState] = mapped_column(code_of(AdvanceState))
    order_id: Mapped[int | None] = mapped_column(ForeignKey("purchase_order.id"))
    agreement_id: Mapped[int | None] = mapped_column(ForeignKey("agreement.id"))
    operator_id: Mapped[int] = mapped_column(ForeignKey("operator.id"))
    supplier_id: Mapped[int] = mapped_column(ForeignKey("supplier.id"))
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    percent: Mapped[int]
    amount_minor: Mapped[int]
    currency: Mapped[str] = mapped_column(String(3))
    share_permille: Mapped[int]
    recovered_minor: Mapped[int]
    holder: Mapped[str | None] = mapped_column(info=personal("supplier_id"))
    method: Mapped[PayMethod | None] = mapped_column(code_of(PayMethod))
    reference: Mapped[str | None] = mapped_column(String(60), info=personal("supplier_id"))
    offered_at: Mapped[datetime]
    offered_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    sent_at: Mapped[datetime | None]
    paid_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class AdvanceRecovery(Base):
    """What one payment gave back of an advance: so much less is to be paid."""

    __tablename__ = "advance_recovery"
    __table_args__ = (
        UniqueConstraint("advance_id", "payment_id"),
        CheckConstraint("minor > 0", name="minor"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    advance_id: Mapped[int] = mapped_column(ForeignKey("advance.id"))
    payment_id: Mapped[int] = mapped_column(ForeignKey("payment.id"), index=True)
    minor: Mapped[int]
    at: Mapped[datetime]


class LenderPaper(Base):
    """A confirmed order or a statement of earnings for a lender, as it was when she said yes."""

    __tablename__ = "lender_paper"
    __table_args__ = (
        CheckConstraint("kind <> 'order' OR order_id IS NOT NULL", name="order"),
        CheckConstraint("first_on <= last_on", name="period"),
        CheckConstraint("paid_minor >= 0 AND deliveries >= 0", name="sums"),
        Index("ix_lender_paper_supplier", "supplier_id", "issued_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    code: Mapped[str] = mapped_column(String(8), unique=True)
    client_key: Mapped[str] = mapped_column(String(64), unique=True)
    verify_token: Mapped[str] = mapped_column(String(24), unique=True)
    kind: Mapped[LenderPaperKind] = mapped_column(code_of(LenderPaperKind))
    supplier_id: Mapped[int] = mapped_column(ForeignKey("supplier.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    order_id: Mapped[int | None] = mapped_column(ForeignKey("purchase_order.id"))
    first_on: Mapped[date]
    last_on: Mapped[date]
    deliveries: Mapped[int]
    buyers: Mapped[int]
    paid_minor: Mapped[int]
    currency: Mapped[str] = mapped_column(String(3))
    issued_at: Mapped[datetime]
    valid_until: Mapped[date]
    withdrawn_at: Mapped[datetime | None]
