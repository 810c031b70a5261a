"""What support providers and operators offer to suppliers, and what was agreed with providers."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.db import Base, code_of, tongue_of
from marketplace.support.rules.lists import ServiceKind, ServiceState, Topic


class SupportService(Base):
    """A course with seats, advice on the spot, an inspector's visit, a loan officer.

    Money is minor units for one taker, or for the whole visit where it is ``shared``. What
    neither the giver nor outside money bears is the suppliers' part.
    """

    __tablename__ = "support_service"
    __table_args__ = (
        CheckConstraint("(provider_id IS NULL) <> (operator_id IS NULL)", name="one_giver"),
        CheckConstraint("seats > 0", name="seats"),
        CheckConstraint(
            "giver_minor >= 0 AND outside_minor >= 0 AND "
            "giver_minor + outside_minor <= price_minor",
            name="cost",
        ),
        Index("ix_support_service_destination", "destination_id", "state", "topic"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    destination_id: Mapped[int] = mapped_column(ForeignKey("destination.id"))
    provider_id: Mapped[int | None] = mapped_column(ForeignKey("support_provider.id"), index=True)
    operator_id: Mapped[int | None] = mapped_column(ForeignKey("operator.id"), index=True)
    state: Mapped[ServiceState] = mapped_column(code_of(ServiceState))
    kind: Mapped[ServiceKind] = mapped_column(code_of(ServiceKind))
    topic: Mapped[Topic] = mapped_column(code_of(Topic))
    name: Mapped[str] = mapped_column(String(80))
    paper_id: Mapped[int | None] = mapped_column(ForeignKey("paper.id"))
    on_day: Mapped[date | None]
    seats: Mapped[int]
    price_minor: Mapped[int]
    giver_minor: Mapped[int]
    outside_minor: Mapped[int]
    currency: Mapped[str] = mapped_column(String(3))
    shared: Mapped[bool]
    offered_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    offered_at: Mapped[datetime]


class Memorandum(Base):
    """What was agreed in writing with a support provider, until when (paper §4.1.1)."""

    __tablename__ = "memorandum"
    __table_args__ = (CheckConstraint("until > signed_on", name="until"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("support_provider.id"), index=True)
    signed_on: Mapped[date]
    until: Mapped[date]
    words: Mapped[str] = mapped_column(String(300))
    words_in: Mapped[str | None] = tongue_of("words")
    kept_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kept_at: Mapped[datetime]
