"""The case: who works on it, what was said, what was proposed, what is to be done."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.db import Base, code_of, personal, tongue_of
from marketplace.kernel.actor import Hand
from marketplace.mediation.rules.lists import (
    Audience,
    CaseState,
    ConflictKind,
    EventKind,
    Outcome,
    ProposalState,
    Side,
    TaskState,
)
from marketplace.offers.rules.lists import Bringing

_OPEN = "state = 'open'"
_PRICED = "price_minor IS NOT NULL"
_IN_FORCE = "lifted_at IS NULL"


class MediationCase(Base):
    """One case per need and the offers chosen; it belongs to the place of the need's property."""

    __tablename__ = "mediation_case"
    __table_args__ = (Index("ix_mediation_case_waiting", "state", "place_id", "last_event_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id"), unique=True)
    operator_id: Mapped[int] = mapped_column(ForeignKey("operator.id"), index=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    state: Mapped[CaseState] = mapped_column(code_of(CaseState))
    opened_at: Mapped[datetime]
    last_event_at: Mapped[datetime]  # 21 days without one ring the alarm
    closed_at: Mapped[datetime | None]


class Shortlisted(Base):
    """An offer somebody keeps in view; crossing it off keeps the row."""

    __tablename__ = "shortlisted"
    __table_args__ = (UniqueConstraint("offer_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("mediation_case.id"), index=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    dropped_at: Mapped[datetime | None]


class CounterProposal(Base):
    """What one side asks to be different in an offer; one open at a time, one price a side."""

    __tablename__ = "counter_proposal"
    __table_args__ = (
        Index(
            "uq_counter_proposal_open", "offer_id", unique=True, sqlite_where=text(_OPEN),
            postgresql_where=text(_OPEN),
        ),
        Index(
            "uq_counter_proposal_price", "offer_id", "side", unique=True,
            sqlite_where=text(_PRICED), postgresql_where=text(_PRICED),
        ),
        CheckConstraint("price_minor IS NULL OR price_minor > 0", name="price"),
        CheckConstraint("quantity IS NULL OR quantity > 0", name="quantity"),
        Index("ix_counter_proposal_case", "case_id", "id"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("mediation_case.id"))
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id"))
    side: Mapped[Side] = mapped_column(code_of(Side))
    state: Mapped[ProposalState] = mapped_column(code_of(ProposalState))
    price_minor: Mapped[int | None]  # per unit; none: as it stands
    quantity: Mapped[int | None]
    deliver_on: Mapped[date | None]
    bringing: Mapped[Bringing | None] = mapped_column(code_of(Bringing))
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    hand: Mapped[Hand] = mapped_column(code_of(Hand))
    made_at: Mapped[datetime]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_by_desk: Mapped[bool | None]  # somebody said it, a facilitator wrote it down
    answered_at: Mapped[datetime | None]


class CaseEvent(Base):
    """A note, call, visit or meeting in the file of a case or of a supplier; text is erasable."""

    __tablename__ = "case_event"
    __table_args__ = (
        CheckConstraint("case_id IS NOT NULL OR supplier_id IS NOT NULL", name="file"),
        CheckConstraint("minutes IS NULL OR minutes BETWEEN 1 AND 600", name="minutes"),
        CheckConstraint("(kind = 'note') = (outcome IS NULL)", name="spoken"),
        Index("ix_case_event_case", "case_id", "at"),
        Index("ix_case_event_supplier", "supplier_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("mediation_case.id"))
    supplier_id: Mapped[int | None] = mapped_column(ForeignKey("supplier.id"))
    kind: Mapped[EventKind] = mapped_column(code_of(EventKind))
    audience: Mapped[Audience] = mapped_column(code_of(Audience))
    outcome: Mapped[Outcome | None] = mapped_column(code_of(Outcome))
    minutes: Mapped[int | None]
    words: Mapped[str | None] = mapped_column(Text, info=personal("supplier_id"))
    words_in: Mapped[str | None] = tongue_of("words")
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class CaseTask(Base):
    """Something to be done by somebody by a day, in the file of a case or of a supplier."""

    __tablename__ = "case_task"
    __table_args__ = (
        CheckConstraint("case_id IS NOT NULL OR supplier_id IS NOT NULL", name="file"),
        Index("ix_case_task_case", "case_id"),
        Index("ix_case_task_supplier", "supplier_id"),
        Index("ix_case_task_owner", "owner_id", "state", "due_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("mediation_case.id"))
    supplier_id: Mapped[int | None] = mapped_column(ForeignKey("supplier.id"))
    state: Mapped[TaskState] = mapped_column(code_of(TaskState))
    words: Mapped[str] = mapped_column(String(200), info=personal("supplier_id"))
    words_in: Mapped[str | None] = tongue_of("words")
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    due_on: Mapped[date]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class ConflictMark(Base):
    """That a person or a supplier is not neutral in a case; lifted, never deleted."""

    __tablename__ = "conflict_mark"
    __table_args__ = (
        CheckConstraint("(person_id IS NULL) <> (supplier_id IS NULL)", name="who"),
        Index(
            "uq_conflict_mark_person", "case_id", "person_id", unique=True,
            sqlite_where=text(_IN_FORCE), postgresql_where=text(_IN_FORCE),
        ),
        Index("ix_conflict_mark_case", "case_id"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("mediation_case.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    supplier_id: Mapped[int | None] = mapped_column(ForeignKey("supplier.id"))
    kind: Mapped[ConflictKind] = mapped_column(code_of(ConflictKind))
    declared_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    declared_at: Mapped[datetime]
    lifted_at: Mapped[datetime | None]
