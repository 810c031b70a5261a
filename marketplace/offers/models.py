"""Tables of offers."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.catalogue.models.attachments import Attachment
from marketplace.catalogue.rules.attachments import OFFER_ATTACHMENT
from marketplace.db import Base, code_of
from marketplace.kernel.actor import Hand
from marketplace.offers.rules.lists import (
    Bringing,
    CallResult,
    DeclineReason,
    HowLow,
    OfferState,
    Step,
)
from marketplace.offers.rules.proposals import ProposalState

_LIVE = "state IN ('submitted', 'to_read_back', 'waiting_at_desk', 'accepted')"


class Offer(Base):
    """A supplier's answer to a need; sealed for all but her until the rules release it."""

    __tablename__ = "offer"
    __table_args__ = (
        UniqueConstraint("entered_by_id", "client_key"),
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("price_minor > 0", name="price"),
        Index(
            "uq_offer_one_live", "need_id", "supplier_id", unique=True,
            sqlite_where=text(_LIVE), postgresql_where=text(_LIVE),
        ),
        Index("ix_offer_need_state", "need_id", "state"),
        Index("ix_offer_supplier", "supplier_id", "submitted_at"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    code: Mapped[str] = mapped_column(String(8), unique=True)
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id"))
    supplier_id: Mapped[int] = mapped_column(ForeignKey("supplier.id"))
    state: Mapped[OfferState] = mapped_column(code_of(OfferState))
    version: Mapped[int] = mapped_column(default=1)
    quantity: Mapped[int]
    price_minor: Mapped[int]  # per unit
    currency: Mapped[str] = mapped_column(String(3))
    at_asked_price: Mapped[bool]
    bringing: Mapped[Bringing] = mapped_column(code_of(Bringing))
    hand: Mapped[Hand] = mapped_column(code_of(Hand))
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    client_key: Mapped[str] = mapped_column(String(64))
    submitted_at: Mapped[datetime]
    read_back_at: Mapped[datetime | None]
    read_back_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    closed_at: Mapped[datetime | None]
    decline_reason: Mapped[DeclineReason | None] = mapped_column(code_of(DeclineReason))
    outcome_seen_at: Mapped[datetime | None]
    starts_on: Mapped[date | None]  # from when, where she said another day than the need's


class OfferConfirmation(Base):
    """That an offer must be said again, because its need was changed after it was sent.

    Until she says yes the offer stands as it was, for the terms before the change.
    """

    __tablename__ = "offer_confirmation"
    __table_args__ = (UniqueConstraint("offer_id", "change_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id"))
    change_id: Mapped[int] = mapped_column(ForeignKey("need_change.id"))
    asked_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class OfferDraft(Base):
    """An answer begun: it lives on the server under its owner, whatever the phone does."""

    __tablename__ = "offer_draft"
    __table_args__ = (UniqueConstraint("person_id", "need_id", "supplier_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    supplier_id: Mapped[int] = mapped_column(ForeignKey("supplier.id"))
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id"))
    client_key: Mapped[str] = mapped_column(String(64))
    quantity: Mapped[int | None]
    price_minor: Mapped[int | None]
    bringing: Mapped[Bringing | None] = mapped_column(code_of(Bringing))
    starts_on: Mapped[date | None]
    updated_at: Mapped[datetime]


class SymbolDraft(Base):
    """An answer begun by whoever named a symbol on a phone; nobody's until the code is shown.

    After the code it becomes an ``OfferDraft``. Where she had begun another answer to the same
    need it waits here under her name (``person_id``, no seat) until she says which one holds.
    """

    __tablename__ = "symbol_draft"
    __table_args__ = (
        UniqueConstraint("seat_id", "need_id"),
        UniqueConstraint("person_id", "need_id"),
        CheckConstraint("(seat_id IS NULL) <> (person_id IS NULL)", name="one_owner"),
        CheckConstraint("NOT asked_price OR price_minor IS NULL", name="one_price"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("symbol_seat.id", ondelete="CASCADE"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id"))
    client_key: Mapped[str] = mapped_column(String(64))
    quantity: Mapped[int | None]
    asked_price: Mapped[bool]  # "what they say": not shown before the code
    price_minor: Mapped[int | None]
    updated_at: Mapped[datetime]


class HelpedAnswer(Base):
    """What somebody at the same phone said for her: no offer before she herself says yes to it."""

    __tablename__ = "helped_answer"
    __table_args__ = (
        UniqueConstraint("person_id", "helper_id", "need_id"),
        CheckConstraint("person_id <> helper_id", name="two_people"),
        CheckConstraint("quantity > 0 AND price_minor > 0", name="said"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    helper_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id"))
    quantity: Mapped[int]
    price_minor: Mapped[int]
    bringing: Mapped[Bringing] = mapped_column(code_of(Bringing))
    said_at: Mapped[datetime] = mapped_column(index=True)


class CostBuildUp(Base):
    """What one unit costs her: the ground of her fair price (signal C1); hers alone."""

    __tablename__ = "cost_build_up"
    __table_args__ = (UniqueConstraint("supplier_id", "category_id", "unit_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    supplier_id: Mapped[int] = mapped_column(ForeignKey("supplier.id"))
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    inputs_minor: Mapped[int]
    transport_minor: Mapped[int]
    packing_minor: Mapped[int]
    losses_minor: Mapped[int]
    group_fee_minor: Mapped[int]
    labour_minutes: Mapped[int]
    updated_at: Mapped[datetime]


class Proposal(Base):
    """What a supplier can do that nobody asked for: a leaf, so many a month, her price for one."""

    __tablename__ = "proposal"
    __table_args__ = (
        UniqueConstraint("entered_by_id", "client_key"),
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("price_minor > 0", name="price"),
        Index(
            "uq_proposal_one_open", "supplier_id", "category_id", unique=True,
            sqlite_where=text("state <> 'taken_back' AND from_assessment_id IS NULL"),
            postgresql_where=text("state <> 'taken_back' AND from_assessment_id IS NULL"),
        ),
        Index("ix_proposal_place", "place_id", "state"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    code: Mapped[str] = mapped_column(String(8), unique=True)
    state: Mapped[ProposalState] = mapped_column(code_of(ProposalState))
    version: Mapped[int] = mapped_column(default=1)
    supplier_id: Mapped[int] = mapped_column(ForeignKey("supplier.id"))
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    quantity: Mapped[int]  # a month
    price_minor: Mapped[int]  # per unit
    currency: Mapped[str] = mapped_column(String(3))
    hand: Mapped[Hand] = mapped_column(code_of(Hand))
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    client_key: Mapped[str] = mapped_column(String(64))
    entered_at: Mapped[datetime]
    from_assessment_id: Mapped[int | None]  # a block's way back; an earlier chapter has no key


class CostDraft(Base):
    """A build-up begun: for so many units, each part as a sum in the hand; hers alone."""

    __tablename__ = "cost_draft"
    __table_args__ = (
        UniqueConstraint("person_id", "supplier_id", "category_id"),
        CheckConstraint("quantity > 0", name="quantity"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    supplier_id: Mapped[int] = mapped_column(ForeignKey("supplier.id"))
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    quantity: Mapped[int]
    inputs_minor: Mapped[int | None]
    half_days: Mapped[int | None]
    transport_minor: Mapped[int | None]
    packing_minor: Mapped[int | None]
    losses_minor: Mapped[int | None]
    group_fee_minor: Mapped[int | None]
    updated_at: Mapped[datetime]


class LowPrice(Base):
    """An offer under her floor or under her cost, sent with "I know" (D4); under cost: a call."""

    __tablename__ = "low_price"
    __table_args__ = (
        UniqueConstraint("offer_id"),
        CheckConstraint("(called_at IS NULL) = (call_result IS NULL)", name="called"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id"))
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    how_low: Mapped[HowLow] = mapped_column(code_of(HowLow))
    at: Mapped[datetime]
    called_at: Mapped[datetime | None]
    called_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    call_result: Mapped[CallResult | None] = mapped_column(code_of(CallResult))


class OfferAttachment(Attachment):
    """What shows or tells more of an offer: hers; sealed as the offer is, and looked at first.

    ``for_buyer`` is her consent that the buyer may see or hear it; without it only her facilitator.
    """

    __tablename__ = "offer_attachment"
    beside = "offer"
    machine = OFFER_ATTACHMENT

    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id"))
    for_buyer: Mapped[bool]


class AnswerStep(Base):
    """One screen of an answer, come to or got past, in a week and a language; nobody's name."""

    __tablename__ = "answer_step"
    __table_args__ = (Index("ix_answer_step_week", "week", "language", "step"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    week: Mapped[date]  # its Monday
    language: Mapped[str] = mapped_column(String(8))
    step: Mapped[Step] = mapped_column(code_of(Step))
