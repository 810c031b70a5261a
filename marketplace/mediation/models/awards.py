"""Awards, and what everyone who was not chosen is told and given."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.db import Base, code_of, tongue_of
from marketplace.mediation.rules.lists import (
    AwardState,
    LookKind,
    LookState,
    NoReason,
    PricePosition,
    Skill,
    UndoReason,
)
from marketplace.offers.rules.lists import Bringing

_LIVE = "state IN ('waiting', 'reserved', 'accepted')"


class Award(Base):
    """A quantity of an offer, reserved after a signed assessment until its supplier answers.

    ``quantity`` is per delivery, ``value_minor`` of all deliveries. WAITING holds nothing.
    """

    __tablename__ = "award"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("price_minor > 0", name="price"),
        CheckConstraint("deliveries > 0", name="deliveries"),
        CheckConstraint("(state = 'undone') = (undo_reason IS NOT NULL)", name="undone"),
        CheckConstraint("state <> 'reserved' OR expires_at IS NOT NULL", name="expires"),
        Index(
            "uq_award_one_live", "offer_id", unique=True, sqlite_where=text(_LIVE),
            postgresql_where=text(_LIVE),
        ),
        Index("ix_award_need", "need_id", "state"),
        Index("ix_award_supplier", "supplier_id", "state"),
        Index("ix_award_expires", "state", "expires_at"),
        Index("ix_award_assessment", "assessment_id"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("mediation_case.id"), index=True)
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id"))
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id"))
    supplier_id: Mapped[int] = mapped_column(ForeignKey("supplier.id"))
    operator_id: Mapped[int] = mapped_column(ForeignKey("operator.id"), index=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"))
    state: Mapped[AwardState] = mapped_column(code_of(AwardState))
    version: Mapped[int] = mapped_column(default=1)
    quantity: Mapped[int]
    price_minor: Mapped[int]
    currency: Mapped[str] = mapped_column(String(3))
    deliveries: Mapped[int]
    value_minor: Mapped[int]
    starts_on: Mapped[date]
    bringing: Mapped[Bringing] = mapped_column(code_of(Bringing))
    then_next: Mapped[bool]  # if she says no, the next best is asked without being chosen anew
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # none: next best
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    no_reason: Mapped[NoReason | None] = mapped_column(code_of(NoReason))
    undo_reason: Mapped[UndoReason | None] = mapped_column(code_of(UndoReason))


class Loss(Base):
    """What one who was not chosen is told: never who was, never how much."""

    __tablename__ = "loss"
    __table_args__ = (UniqueConstraint("offer_id"), Index("ix_loss_need", "need_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id"))
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id"))
    supplier_id: Mapped[int] = mapped_column(ForeignKey("supplier.id"), index=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    position: Mapped[PricePosition] = mapped_column(code_of(PricePosition))
    none_suitable: Mapped[bool]
    told_at: Mapped[datetime]
    standstill_until: Mapped[datetime]


class SecondLook(Base):
    """A look or a complaint somebody not chosen asked for; the desk answers, no party to it."""

    __tablename__ = "second_look"
    __table_args__ = (
        UniqueConstraint("loss_id", "kind"),
        Index("ix_second_look_waiting", "state", "place_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    loss_id: Mapped[int] = mapped_column(ForeignKey("loss.id"))
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    kind: Mapped[LookKind] = mapped_column(code_of(LookKind))
    state: Mapped[LookState] = mapped_column(code_of(LookState))
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime | None]
    words: Mapped[str | None] = mapped_column(String(400))
    words_in: Mapped[str | None] = tongue_of("words")


class Coaching(Base):
    """One step after a lost offer: a skill as a picture card and a next need to answer."""

    __tablename__ = "coaching"
    __table_args__ = (UniqueConstraint("offer_id"), Index("ix_coaching_supplier", "supplier_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id"))
    supplier_id: Mapped[int] = mapped_column(ForeignKey("supplier.id"))
    skill: Mapped[Skill] = mapped_column(code_of(Skill))
    next_need_id: Mapped[int | None] = mapped_column(ForeignKey("need.id"))
    made_at: Mapped[datetime]
    talked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    talked_at: Mapped[datetime | None]
