"""What the desk adds: overrides, looks at conditions, standing, second signatures, publications."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.assessment.rules.fingerprint import Standing
from marketplace.assessment.rules.lists import ConditionOutcome, DueReason
from marketplace.db import Base, code_of, tongue_of


class AssessmentOverride(Base):
    """One signal moved by one level, with the facilitator's written reason; one an assessment."""

    __tablename__ = "assessment_override"
    __table_args__ = (
        UniqueConstraint("assessment_id"),
        CheckConstraint("level_from BETWEEN 0 AND 3 AND level_to BETWEEN 0 AND 3", name="levels"),
        CheckConstraint("level_from - level_to IN (-1, 1)", name="one_level"),
        Index("ix_assessment_override_made_at", "made_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"))
    code: Mapped[str] = mapped_column(String(4))
    level_from: Mapped[int]
    level_to: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)
    reason_in: Mapped[str | None] = tongue_of("reason")
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]


class ConditionLook(Base):
    """One look at a condition on its day: kept, not kept, or moved to another day, and why."""

    __tablename__ = "condition_look"
    __table_args__ = (
        CheckConstraint("(outcome = 'moved') = (moved_to IS NOT NULL)", name="moved_to"),
        CheckConstraint("outcome = 'kept' OR reason <> ''", name="reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    condition_id: Mapped[int] = mapped_column(ForeignKey("assessment_condition.id"), index=True)
    outcome: Mapped[ConditionOutcome] = mapped_column(code_of(ConditionOutcome))
    reason: Mapped[str] = mapped_column(Text)
    reason_in: Mapped[str | None] = tongue_of("reason")
    moved_to: Mapped[datetime | None]
    looked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    looked_at: Mapped[datetime]


class AssessmentStanding(Base):
    """How a signature stood when it was last looked at; no row: it was not looked at yet.

    ``since`` is when the change was first seen: from it run the thirty days of a review, and
    the notice of a new blocker, which ends at ``orders_until``.
    """

    __tablename__ = "assessment_standing"
    __table_args__ = (
        UniqueConstraint("assessment_id"),
        Index("ix_assessment_standing_place", "place_id", "standing"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"))
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    standing: Mapped[Standing] = mapped_column(code_of(Standing))
    reason: Mapped[DueReason | None] = mapped_column(code_of(DueReason))
    blockers: Mapped[str] = mapped_column(String(80))  # codes of signals, comma-separated
    since: Mapped[datetime]
    orders_until: Mapped[datetime | None]
    looked_at: Mapped[datetime] = mapped_column(index=True)


class SignatureRequest(Base):
    """A first signature by who entered the offer; a second person, remotely too, completes it."""

    __tablename__ = "signature_request"
    __table_args__ = (
        UniqueConstraint("assessment_id"),
        CheckConstraint("second_by_id <> first_by_id", name="two_people"),
        Index("ix_signature_request_open", "destination_id", "second_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"))
    destination_id: Mapped[int] = mapped_column(ForeignKey("destination.id"))
    first_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    first_at: Mapped[datetime]
    second_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    second_at: Mapped[datetime | None]


class RuleSetPublication(Base):
    """Who published a version of the numbers, when and why; the version itself never changes."""

    __tablename__ = "rule_set_publication"

    id: Mapped[int] = mapped_column(primary_key=True)
    rule_set_id: Mapped[int] = mapped_column(ForeignKey("rule_set_version.id"), unique=True)
    reason: Mapped[str] = mapped_column(Text)
    reason_in: Mapped[str | None] = tongue_of("reason")
    published_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    published_at: Mapped[datetime]
