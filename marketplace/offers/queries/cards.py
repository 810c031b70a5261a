"""What queries of offers return: frozen cards."""

from dataclasses import dataclass
from datetime import date, datetime

from marketplace.kernel import clock
from marketplace.kernel.actor import Hand
from marketplace.offers.rules.lists import Bringing, DeclineReason, OfferState
from marketplace.sourcing.rules.lists import Lane, NeedState
from marketplace.sourcing.rules.opening import is_over
from marketplace.sourcing.rules.tender_lists import EarlyReason, EndedBecause


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
    starts_on: date
    closes_at: datetime | None
    opened_at: datetime | None  # of a tender
    opened_early_reason: EarlyReason | None
    ended_because: EndedBecause | None
    still_yes_asked: bool  # the need was changed; she has not said her offer again
    need_quantity: int

    @property
    def can_change(self) -> bool:
        """Tell whether she may still send it anew: a tender's, until its deadline."""
        over = self.opened_at is not None or is_over(self.closes_at, now=clock.now())
        return self.lane is Lane.TENDER and self.can_take_back and not over

    @property
    def standing_quantity(self) -> int:
        """Her quantity; where she is asked again, never more than is needed now."""
        asks = self.still_yes_asked and self.can_change
        return min(self.quantity, self.need_quantity) if asks else self.quantity

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
    starts_on: date | None


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
