"""Tables of a tender: what it adds to a need, its points, guests, questions and changes."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.db import Base, code_of, personal, tongue_of
from marketplace.sourcing.rules.suggesting import SuggestedWhy, SuggestionKind
from marketplace.sourcing.rules.tender_lists import (
    ChangeKind,
    EarlyReason,
    EndedBecause,
    Ending,
    PriceKind,
    Repeat,
    Reply,
    ReservedFor,
    SentBack,
    Stage,
    Topic,
    Visibility,
)


class Tender(Base):
    """What a tender adds to its need; "open" is a predicate, ``opened_at`` only its record.

    The need's ``closes_at`` is the deadline, its ``quantity`` is per delivery.
    """

    __tablename__ = "tender"
    __table_args__ = (
        CheckConstraint("(visibility = 'reserved') = (reserved_for IS NOT NULL)", name="reserved"),
        CheckConstraint("lot_quantity IS NULL OR lot_quantity > 0", name="lot"),
        CheckConstraint("weekdays BETWEEN 0 AND 127", name="weekdays"),
        CheckConstraint("(repeat = 'weekly') = (weekdays > 0)", name="weekly"),
        CheckConstraint("(repeat = 'weekly') = (repeat_until IS NOT NULL)", name="until"),
        CheckConstraint(
            "(price_kind = 'band') = (band_low_minor IS NOT NULL AND band_high_minor IS NOT NULL)",
            name="band",
        ),
        CheckConstraint(
            "band_low_minor IS NULL OR (band_low_minor > 0 AND band_low_minor <= band_high_minor)",
            name="band_order",
        ),
        CheckConstraint("(ending IS NULL) = (ended_because IS NULL)", name="ended"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id"), unique=True)
    state: Mapped[Stage] = mapped_column(code_of(Stage))
    version: Mapped[int] = mapped_column(default=1)
    visibility: Mapped[Visibility] = mapped_column(code_of(Visibility))
    reserved_for: Mapped[ReservedFor | None] = mapped_column(code_of(ReservedFor))
    lot_quantity: Mapped[int | None]  # offers are whole lots
    price_kind: Mapped[PriceKind] = mapped_column(code_of(PriceKind))
    band_low_minor: Mapped[int | None]  # a band guides staff; no supplier ever sees it
    band_high_minor: Mapped[int | None]
    repeat: Mapped[Repeat] = mapped_column(code_of(Repeat))
    weekdays: Mapped[int] = mapped_column(default=0)  # bit 0 is Monday
    repeat_until: Mapped[date | None]  # from the need's day of delivery on
    segment: Mapped[str | None] = mapped_column(String(40))
    slot: Mapped[str | None] = mapped_column(String(20))
    zone: Mapped[str | None] = mapped_column(String(40))
    guest_price_minor: Mapped[int | None]
    users_month: Mapped[int | None]
    opens_when_all_answered: Mapped[bool] = mapped_column(default=False)
    sent_back_because: Mapped[SentBack | None] = mapped_column(code_of(SentBack))
    checked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    opened_at: Mapped[datetime | None]
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    opened_early_reason: Mapped[EarlyReason | None] = mapped_column(code_of(EarlyReason))
    ending: Mapped[Ending | None] = mapped_column(code_of(Ending))
    ended_because: Mapped[EndedBecause | None] = mapped_column(code_of(EndedBecause))


class NeedSpec(Base):
    """A point of quality a tender asks for."""

    __tablename__ = "need_spec"
    __table_args__ = (UniqueConstraint("need_id", "spec_point_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id"))
    spec_point_id: Mapped[int] = mapped_column(ForeignKey("spec_point.id"))
    position: Mapped[int]


class NeedInvited(Base):
    """A supplier named for an invited tender."""

    __tablename__ = "need_invited"
    __table_args__ = (UniqueConstraint("need_id", "supplier_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id"))
    supplier_id: Mapped[int] = mapped_column(ForeignKey("supplier.id"), index=True)


class MatchSuggestion(Base):
    """A facilitator's own match: somebody put forward or proposed to the buyer, and why."""

    __tablename__ = "match_suggestion"
    __table_args__ = (UniqueConstraint("need_id", "supplier_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id"))
    supplier_id: Mapped[int] = mapped_column(ForeignKey("supplier.id"), index=True)
    kind: Mapped[SuggestionKind] = mapped_column(code_of(SuggestionKind))
    why: Mapped[SuggestedWhy] = mapped_column(code_of(SuggestedWhy))
    words: Mapped[str | None] = mapped_column(String(200), info=personal("supplier_id"))
    words_in: Mapped[str | None] = tongue_of("words")
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]


class NeedQuestion(Base):
    """A question without a name, answered for all; who asked is never shown to anybody."""

    __tablename__ = "need_question"
    __table_args__ = (
        UniqueConstraint("need_id", "topic"),
        CheckConstraint("(reply IS NULL) = (answered_at IS NULL)", name="answered"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id"))
    topic: Mapped[Topic] = mapped_column(code_of(Topic))
    asked_at: Mapped[datetime]
    reply: Mapped[Reply | None] = mapped_column(code_of(Reply))
    words: Mapped[str | None] = mapped_column(String(280))
    words_in: Mapped[str | None] = tongue_of("words")
    answered_at: Mapped[datetime | None]


class NeedChange(Base):
    """One thing changed after publication, with old and new; only the parts of its kind."""

    __tablename__ = "need_change"
    __table_args__ = (Index("ix_need_change_need", "need_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id"))
    kind: Mapped[ChangeKind] = mapped_column(code_of(ChangeKind))
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    quantity_before: Mapped[int | None]
    quantity_after: Mapped[int | None]
    day_before: Mapped[date | None]
    day_after: Mapped[date | None]
    closes_before: Mapped[datetime | None]
    closes_after: Mapped[datetime | None]
    spec_removed_id: Mapped[int | None] = mapped_column(ForeignKey("spec_point.id"))
    spec_added_id: Mapped[int | None] = mapped_column(ForeignKey("spec_point.id"))
