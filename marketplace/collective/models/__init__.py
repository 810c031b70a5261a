"""Tables of joint action, events and the buyers' circle."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.collective.rules.activities import (
    ActivityKind,
    ActivityState,
    Said,
    Verdict,
)
from marketplace.collective.rules.events import (
    EventKind,
    EventState,
    GuestSays,
    LeadFound,
    RecommendationState,
)
from marketplace.db import Base, code_of, tongue_of

_LIVING = "state IN ('asked', 'shared')"


class Activity(Base):
    """Something done together; no activity without the day of its quick win."""

    __tablename__ = "activity"
    __table_args__ = (
        CheckConstraint("beyond >= 0", name="beyond"),
        CheckConstraint("state <> 'running' OR verdict IS NOT NULL", name="judged"),
        Index("ix_activity_place", "place_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    kind: Mapped[ActivityKind] = mapped_column(code_of(ActivityKind))
    state: Mapped[ActivityState] = mapped_column(code_of(ActivityState))
    title: Mapped[str]
    title_in: Mapped[str | None] = tongue_of("title")
    win: Mapped[str]  # what will have got better by then
    quick_win_on: Mapped[date]
    won_on: Mapped[date | None]
    selective_discounts: Mapped[bool]
    beyond: Mapped[int]  # people who gain without being members
    beyond_words: Mapped[str]
    verdict: Mapped[Verdict | None] = mapped_column(code_of(Verdict))
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    ends_on: Mapped[date | None]
    ended_at: Mapped[datetime | None]


class ActivityMember(Base):
    """A supplier or an operator who takes part."""

    __tablename__ = "activity_member"
    __table_args__ = (
        CheckConstraint("(supplier_id IS NULL) <> (operator_id IS NULL)", name="one"),
        UniqueConstraint("activity_id", "supplier_id"),
        UniqueConstraint("activity_id", "operator_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"))
    supplier_id: Mapped[int | None] = mapped_column(ForeignKey("supplier.id"), index=True)
    operator_id: Mapped[int | None] = mapped_column(ForeignKey("operator.id"), index=True)
    joined_at: Mapped[datetime]


class ActivityAnswer(Base):
    """A secret answer to one of the four questions; ``member_id`` none is the facilitator's."""

    __tablename__ = "activity_answer"
    __table_args__ = (
        UniqueConstraint("activity_id", "member_id", "question"),
        CheckConstraint("question >= 1 AND question <= 4", name="question"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"), index=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("activity_member.id"))
    question: Mapped[int]
    said: Mapped[Said] = mapped_column(code_of(Said))
    at: Mapped[datetime]


class Event(Base):
    """An open day, a trial walk, a fair, a get-together: suppliers are invited by what they make.

    The table is ``gathering``: *event* is a word of its own in databases.
    """

    __tablename__ = "gathering"
    __table_args__ = (Index("ix_gathering_place", "place_id", "held_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    host_id: Mapped[int | None] = mapped_column(ForeignKey("operator.id"), index=True)
    kind: Mapped[EventKind] = mapped_column(code_of(EventKind))
    state: Mapped[EventState] = mapped_column(code_of(EventState))
    title: Mapped[str]
    title_in: Mapped[str | None] = tongue_of("title")
    held_on: Mapped[date]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]


class EventLeaf(Base):
    """What somebody must make to be invited."""

    __tablename__ = "gathering_leaf"
    __table_args__ = (UniqueConstraint("event_id", "category_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("gathering.id"))
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"))


class EventGuest(Base):
    """An invited supplier: what she said, and whether she came."""

    __tablename__ = "gathering_guest"
    __table_args__ = (UniqueConstraint("event_id", "supplier_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("gathering.id"))
    supplier_id: Mapped[int] = mapped_column(ForeignKey("supplier.id"), index=True)
    says: Mapped[GuestSays] = mapped_column(code_of(GuestSays))
    came: Mapped[bool | None]
    invited_at: Mapped[datetime]


class EventLead(Base):
    """Two who met and may trade; looked at again after 30 and 90 days."""

    __tablename__ = "gathering_lead"
    __table_args__ = (UniqueConstraint("event_id", "supplier_id", "operator_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("gathering.id"))
    supplier_id: Mapped[int] = mapped_column(ForeignKey("supplier.id"))
    operator_id: Mapped[int] = mapped_column(ForeignKey("operator.id"), index=True)
    first_look_on: Mapped[date]
    second_look_on: Mapped[date]
    first_found: Mapped[LeadFound | None] = mapped_column(code_of(LeadFound))
    second_found: Mapped[LeadFound | None] = mapped_column(code_of(LeadFound, name="secondfound"))
    noted_at: Mapped[datetime]


class Recommendation(Base):
    """An operator who would let other, non-competing buyers know of a supplier; she says yes."""

    __tablename__ = "recommendation"
    __table_args__ = (
        Index("uq_recommendation_one", "operator_id", "supplier_id", unique=True,
              sqlite_where=text(_LIVING), postgresql_where=text(_LIVING)),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    operator_id: Mapped[int] = mapped_column(ForeignKey("operator.id"))
    supplier_id: Mapped[int] = mapped_column(ForeignKey("supplier.id"), index=True)
    state: Mapped[RecommendationState] = mapped_column(code_of(RecommendationState))
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
