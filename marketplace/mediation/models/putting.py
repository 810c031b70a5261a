"""A proposal put to one operator, on terms of its own, with its own assessment."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.catalogue.rules.lists import Route
from marketplace.db import Base, code_of
from marketplace.mediation.rules.putting import NotWanted, PutState

_LIVE = "state IN ('checking', 'put')"


class PutProposal(Base):
    """How the proposal would reach this operator's guests or kitchen; figures are private."""

    __tablename__ = "put_proposal"
    __table_args__ = (
        CheckConstraint("guest_price_minor IS NULL OR guest_price_minor > 0", name="guest_price"),
        Index(
            "uq_put_proposal_one_live", "proposal_id", "operator_id", unique=True,
            sqlite_where=text(_LIVE), postgresql_where=text(_LIVE),
        ),
        Index("ix_put_proposal_operator", "operator_id", "state"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    state: Mapped[PutState] = mapped_column(code_of(PutState))
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), index=True)
    operator_id: Mapped[int] = mapped_column(ForeignKey("operator.id"))
    assessment_id: Mapped[int | None] = mapped_column(ForeignKey("assessment.id"), unique=True)
    route: Mapped[Route] = mapped_column(code_of(Route))
    segment: Mapped[str | None] = mapped_column(String(40))
    slot: Mapped[str | None] = mapped_column(String(20))
    zone: Mapped[str | None] = mapped_column(String(40))
    guest_price_minor: Mapped[int | None]  # in the guest currency, per guest
    users: Mapped[int | None]  # guests a month
    income_minor: Mapped[int | None]  # what the operator keeps per guest, guest currency
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime | None]
    not_wanted: Mapped[NotWanted | None] = mapped_column(code_of(NotWanted))
