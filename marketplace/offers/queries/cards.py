"""What queries of offers return: frozen cards."""

from dataclasses import dataclass
from datetime import date, datetime

from marketplace.kernel.actor import Hand
from marketplace.offers.rules.lists import Bringing, DeclineReason, OfferState
from marketplace.sourcing.rules.lists import Lane, NeedState


@dataclass(frozen=True, slots=True)
class OfferCard:
    """An offer for its own supplier."""

    id: int
    public_id: str
    code: str
    state: OfferState
    supplier_id: int
    need_id: int
    need_code: str
    need_state: NeedState
    lane: Lane
    leaf_code: str
    picture: str
    quantity: int
    unit_code: str
    unit_picture: str
    price_minor: int
    currency: str
    at_asked_price: bool
    bringing: Bringing
    hand: Hand
    deliver_on: date
    timezone: str
    place_name: str
    operator_name: str
    property_name: str
    submitted_at: datetime
    closed_at: datetime | None
    decline_reason: DeclineReason | None
    outcome_seen_at: datetime | None

    @property
    def can_take_back(self) -> bool:
        """Tell whether it can still be taken back: until somebody accepted it."""
        return self.state in LIVE_UNDECIDED

    @property
    def total_minor(self) -> int:
        """What all of it is worth."""
        return self.quantity * self.price_minor


LIVE_UNDECIDED = (OfferState.SUBMITTED, OfferState.TO_READ_BACK, OfferState.WAITING_AT_DESK)


@dataclass(frozen=True, slots=True)
class OfferPage:
    """One page of a supplier's own offers, newest first."""

    offers: tuple[OfferCard, ...]
    page: int
    more: bool


@dataclass(frozen=True, slots=True)
class DraftCard:
    """An answer begun."""

    need_id: int
    supplier_id: int
    client_key: str
    quantity: int | None
    price_minor: int | None
    bringing: Bringing | None
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class ReadBackCard:
    """An offer entered for her that she has not confirmed yet.

    ``quantity`` and ``price_minor`` are sealed (none) for a facilitator who did not enter it, in
    a tender; in a quick buy the price is fixed and nothing is sealed.
    """

    public_id: str
    code: str
    supplier_id: int
    supplier_name: str
    supplier_code: str
    place_name: str
    need_code: str
    lane: Lane
    leaf_code: str
    picture: str
    unit_code: str
    unit_picture: str
    deliver_on: date
    currency: str
    quantity: int | None
    price_minor: int | None
    bringing: Bringing
    entered_by_id: int
    submitted_at: datetime


@dataclass(frozen=True, slots=True)
class OfferOfNeed:
    """An offer as settlement, buyer (once released) or desk sees it; in rotation order."""

    id: int
    public_id: str
    code: str
    state: OfferState
    supplier_id: int
    supplier_name: str
    supplier_code: str
    place_name: str
    quantity: int
    price_minor: int
    currency: str
    at_asked_price: bool
    bringing: Bringing
    hand: Hand
    entered_by_id: int
    submitted_at: datetime
    read_back_at: datetime | None
    wave: int
    position: int | None
    first_timer: bool
