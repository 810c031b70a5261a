"""Tables of the check: assessments with their signals, clearances, reviews."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.assessment.rules.lists import (
    AssessmentState,
    ClearanceState,
    ReviewOutcome,
    ReviewReason,
)
from marketplace.catalogue.rules.lists import Route
from marketplace.db import Base, code_of, tongue_of

_LIVE = "state = 'in_force'"


class Assessment(Base):
    """One run of the check on a linkage of a need or of a proposal; facts keep their source."""

    __tablename__ = "assessment"
    __table_args__ = (
        Index("ix_assessment_offer", "offer_id"),
        Index("ix_assessment_state", "state", "place_id"),
        CheckConstraint("(need_id IS NULL) <> (proposal_id IS NULL)", name="subject"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    state: Mapped[AssessmentState] = mapped_column(code_of(AssessmentState))
    need_id: Mapped[int | None] = mapped_column(ForeignKey("need.id"), index=True)
    proposal_id: Mapped[int | None] = mapped_column(index=True)  # no key: a later chapter's row
    offer_id: Mapped[int | None] = mapped_column(ForeignKey("offer.id"))
    supplier_id: Mapped[int] = mapped_column(ForeignKey("supplier.id"))
    operator_id: Mapped[int] = mapped_column(ForeignKey("operator.id"))
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"))
    route: Mapped[Route] = mapped_column(code_of(Route))
    rule_set_version: Mapped[int]
    verdict: Mapped[str] = mapped_column(String(12))
    fairness: Mapped[str] = mapped_column(String(12))
    complete: Mapped[bool]
    provisional: Mapped[bool]
    input_hash: Mapped[str] = mapped_column(String(64))
    computed_at: Mapped[datetime]
    clearance_id: Mapped[int | None] = mapped_column(ForeignKey("clearance.id"))
    out_of_bounds: Mapped[str | None] = mapped_column(String(200))  # codes, comma-separated
    signed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    signed_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]


class AssessmentInput(Base):
    """One figure that went in: documented key path, decimal or code, and where it came from."""

    __tablename__ = "assessment_input"
    __table_args__ = (UniqueConstraint("assessment_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"))
    key: Mapped[str] = mapped_column(String(80))
    value: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(String(40))


class AssessmentSignal(Base):
    """One signal's level at the time; the sentence is worked out again from the inputs."""

    __tablename__ = "assessment_signal"
    __table_args__ = (
        UniqueConstraint("assessment_id", "code"),
        CheckConstraint("level BETWEEN 0 AND 3", name="level"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"))
    code: Mapped[str] = mapped_column(String(4))
    level: Mapped[int]


class Clearance(Base):
    """A facilitator's signature for operator × leaf × route, within bounds, for six months."""

    __tablename__ = "clearance"
    __table_args__ = (
        Index(
            "uq_clearance_in_force", "operator_id", "category_id", "route", unique=True,
            sqlite_where=text(_LIVE), postgresql_where=text(_LIVE),
        ),
        CheckConstraint("price_low_minor <= price_high_minor", name="price_band"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    state: Mapped[ClearanceState] = mapped_column(code_of(ClearanceState))
    operator_id: Mapped[int] = mapped_column(ForeignKey("operator.id"))
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    route: Mapped[Route] = mapped_column(code_of(Route))
    price_low_minor: Mapped[int]
    price_high_minor: Mapped[int]
    currency: Mapped[str] = mapped_column(String(3))
    max_quantity: Mapped[int]
    rule_set_version: Mapped[int]
    signed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    signed_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    assessment_id: Mapped[int | None]  # the one it was signed on; no key: the two would circle


class ClearanceMonth(Base):
    """A month of the year in which a clearance holds."""

    __tablename__ = "clearance_month"
    __table_args__ = (UniqueConstraint("clearance_id", "month"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    clearance_id: Mapped[int] = mapped_column(ForeignKey("clearance.id"))
    month: Mapped[int]


class AssessmentCondition(Base):
    """A condition a signature rests on, with its owner and the day it is looked at.

    ``note`` is what the facilitator wrote: the whole of a condition of her own, else its details.
    """

    __tablename__ = "assessment_condition"

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int | None] = mapped_column(ForeignKey("assessment.id"), index=True)
    clearance_id: Mapped[int | None] = mapped_column(ForeignKey("clearance.id"), index=True)
    code: Mapped[str] = mapped_column(String(40))
    owner: Mapped[str] = mapped_column(String(20))
    due_at: Mapped[datetime]
    note: Mapped[str | None] = mapped_column(Text)
    note_in: Mapped[str | None] = tongue_of("note")
    closed_at: Mapped[datetime | None]


class Review(Base):
    """A cleared purchase put up for a second look within seven days."""

    __tablename__ = "review"
    __table_args__ = (
        UniqueConstraint("assessment_id"),
        Index("ix_review_open", "done_at", "place_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"))
    clearance_id: Mapped[int | None] = mapped_column(ForeignKey("clearance.id"), index=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    reason: Mapped[ReviewReason] = mapped_column(code_of(ReviewReason))
    due_at: Mapped[datetime]
    outcome: Mapped[ReviewOutcome | None] = mapped_column(code_of(ReviewOutcome))
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    done_at: Mapped[datetime | None]
