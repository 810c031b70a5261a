"""Tables of grievances, and apart from them of safeguarding reports."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.agreements.rules.grievances import (
    EvidenceKind,
    GrievanceEnd,
    GrievanceState,
    Raiser,
    Whom,
    Wrong,
)
from marketplace.agreements.rules.safeguarding import Harm, ReportEnd, ReportState
from marketplace.db import Base, code_of, personal, tongue_of
from marketplace.kernel.actor import Hand

_NOW = "until IS NULL"


class Grievance(Base):
    """What somebody says went wrong; ``words`` are for the handler, ``told_words`` for the other.

    What the other side reads is written by the handler: nobody's words go out unread.
    """

    __tablename__ = "grievance"
    __table_args__ = (
        CheckConstraint("(state = 'closed') = (outcome IS NOT NULL)", name="outcome"),
        CheckConstraint("state <> 'taken_up' OR handler_id IS NOT NULL", name="handler"),
        CheckConstraint("side <> 'supplier' OR supplier_id IS NOT NULL", name="supplier"),
        CheckConstraint("side <> 'buyer' OR operator_id IS NOT NULL", name="buyer"),
        Index("ix_grievance_desk", "place_id", "state", "raised_at"),
        Index("ix_grievance_supplier", "supplier_id", "raised_at"),
        Index("ix_grievance_operator", "operator_id", "raised_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    code: Mapped[str] = mapped_column(String(8), unique=True)
    client_key: Mapped[str] = mapped_column(String(64), unique=True)
    state: Mapped[GrievanceState] = mapped_column(code_of(GrievanceState))
    kind: Mapped[Wrong] = mapped_column(code_of(Wrong))
    side: Mapped[Raiser] = mapped_column(code_of(Raiser))
    whom: Mapped[Whom] = mapped_column(code_of(Whom))
    hand: Mapped[Hand] = mapped_column(code_of(Hand))
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    supplier_id: Mapped[int | None] = mapped_column(ForeignKey("supplier.id"))
    operator_id: Mapped[int | None] = mapped_column(ForeignKey("operator.id"))
    order_id: Mapped[int | None] = mapped_column(ForeignKey("purchase_order.id"), index=True)
    about_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    raised_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    raised_at: Mapped[datetime]
    acknowledge_by: Mapped[datetime]
    wants_call: Mapped[bool]
    words: Mapped[str | None] = mapped_column(Text, info=personal("raised_by_id"))
    words_in: Mapped[str | None] = tongue_of("words")
    find_me: Mapped[str | None] = mapped_column(info=personal("raised_by_id"))
    handler_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    taken_up_at: Mapped[datetime | None]
    due_on: Mapped[date | None]
    told_words: Mapped[str | None] = mapped_column(Text, info=personal("raised_by_id"))
    told_words_in: Mapped[str | None] = tongue_of("told_words")
    told_at: Mapped[datetime | None]  # when the handler told the other side
    reminded_at: Mapped[datetime | None]  # when the desk was told that a day was missed
    outcome: Mapped[GrievanceEnd | None] = mapped_column(code_of(GrievanceEnd))
    outcome_words: Mapped[str | None] = mapped_column(Text, info=personal("raised_by_id"))
    outcome_words_in: Mapped[str | None] = tongue_of("outcome_words")
    ended_at: Mapped[datetime | None]


class GrievanceEvidence(Base):
    """Something laid on the table: a photograph, a note, the delivery note of the order."""

    __tablename__ = "grievance_evidence"
    __table_args__ = (
        CheckConstraint("kind <> 'photo' OR file IS NOT NULL", name="photo"),
        CheckConstraint("kind <> 'delivery_note' OR delivery_id IS NOT NULL", name="delivery"),
        Index("ix_grievance_evidence_of", "grievance_id", "id"),
        Index("ix_grievance_evidence_day", "added_by_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    grievance_id: Mapped[int] = mapped_column(ForeignKey("grievance.id"))
    kind: Mapped[EvidenceKind] = mapped_column(code_of(EvidenceKind))
    side: Mapped[Raiser | None] = mapped_column(code_of(Raiser))  # none: the handler's own
    delivery_id: Mapped[int | None] = mapped_column(ForeignKey("delivery.id"))
    file: Mapped[str | None] = mapped_column(String(60), unique=True)
    words: Mapped[str | None] = mapped_column(Text, info=personal("added_by_id"))
    words_in: Mapped[str | None] = tongue_of("words")
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class SafeguardingLead(Base):
    """Who reads reports of harm of a destination; she works in none of its places."""

    __tablename__ = "safeguarding_lead"
    __table_args__ = (
        Index(
            "uq_safeguarding_lead_person", "destination_id", "person_id", unique=True,
            sqlite_where=text(_NOW), postgresql_where=text(_NOW),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    destination_id: Mapped[int] = mapped_column(ForeignKey("destination.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    deputy: Mapped[bool]
    named_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    since: Mapped[datetime]
    until: Mapped[datetime | None]


class SafeguardingReport(Base):
    """A report of harm, as short as it can be; who told it stands nowhere but in ``find_me``."""

    __tablename__ = "safeguarding_report"
    __table_args__ = (
        CheckConstraint("(state = 'closed') = (ended IS NOT NULL)", name="ended"),
        UniqueConstraint("client_key"),
        Index("ix_safeguarding_report_waiting", "destination_id", "state", "reported_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    client_key: Mapped[str] = mapped_column(String(64))
    state: Mapped[ReportState] = mapped_column(code_of(ReportState))
    kind: Mapped[Harm] = mapped_column(code_of(Harm))
    destination_id: Mapped[int] = mapped_column(ForeignKey("destination.id"))
    place_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"))
    supplier_id: Mapped[int | None] = mapped_column(ForeignKey("supplier.id"))  # whom to call
    about_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    find_me: Mapped[str | None] = mapped_column(info=personal("supplier_id"))
    reported_at: Mapped[datetime]
    human_by: Mapped[datetime]
    alarms: Mapped[int]
    alarmed_at: Mapped[datetime | None]
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    in_hand_at: Mapped[datetime | None]
    ended: Mapped[ReportEnd | None] = mapped_column(code_of(ReportEnd))
    ended_at: Mapped[datetime | None]
