"""What queries of sourcing return: frozen cards, so that a page can never load lazily."""

from dataclasses import dataclass
from datetime import date, datetime

from marketplace.catalogue.rules.lists import Route
from marketplace.kernel import clock
from marketplace.people.rules.lists import FoundAt, FoundWhen, PhoneArrangement
from marketplace.people.rules.private import SafeWay
from marketplace.sourcing.rules.lists import (
    Answer,
    Lane,
    NeedState,
    NotMe,
    Silence,
    UnfilledReason,
)
from marketplace.sourcing.rules.opening import is_over


@dataclass(frozen=True, slots=True)
class PropertyCard:
    """A property with its door, for its operator."""

    id: int
    public_id: str
    operator_id: int
    operator_name: str
    name: str
    place_name: str
    payment_days: int
    currency: str
    guest_currency: str
    timezone: str
    hours: tuple[tuple[int, int, int], ...]  # weekday (Monday 0), opens, closes
    next_open_days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class PublicNeed:
    """What outsiders see of a need: leaf, amount, village, week, and whether it is open."""

    code: str
    leaf_code: str
    picture: str
    quantity: int  # what is still looked for; of a need that is over, what was
    unit_code: str
    unit_picture: str
    place_name: str
    monday: date
    open: bool


@dataclass(frozen=True, slots=True)
class NeedToBegin:
    """A need for somebody who named a symbol: what outsiders see, and the money it counts in."""

    id: int
    need: PublicNeed
    currency: str


@dataclass(frozen=True, slots=True)
class BoardPage:
    """One page of the board; ``after`` of the next page, none on the last."""

    needs: tuple[PublicNeed, ...]
    next: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class NeedCard:
    """A need for a signed-in supplier; quantity is what is still looked for."""

    id: int
    code: str
    lane: Lane
    state: NeedState
    leaf_code: str
    picture: str
    quantity: int
    unit_code: str
    unit_picture: str
    deliver_on: date
    window_opens: int
    window_closes: int
    place_id: int
    place_name: str
    distance_km: int
    price_minor: int | None
    currency: str
    cash_at_door: bool
    payment_days: int
    operator_id: int
    operator_name: str
    property_name: str
    closes_at: datetime | None
    timezone: str
    answer: Answer | None  # what she said; none where nobody asked her
    category_id: int
    unit_id: int
    lot_quantity: int | None
    weekdays: int | None  # of a tender that repeats; bit 0 is Monday
    repeat_until: date | None
    for_her: bool  # meant for a group or by name: she sees only that she may answer

    @property
    def open(self) -> bool:
        """Tell whether an answer can still be sent; a tender ends by the clock."""
        over = self.lane is Lane.TENDER and is_over(self.closes_at, now=clock.now())
        return self.state is NeedState.PUBLISHED and self.quantity > 0 and not over


@dataclass(frozen=True, slots=True)
class SupplierPage:
    """One page of a supplier's list."""

    needs: tuple[NeedCard, ...]
    page: int
    more: bool


@dataclass(frozen=True, slots=True)
class NeedDetail:
    """A need for its buyer or its facilitator."""

    id: int
    public_id: str
    code: str
    version: int
    lane: Lane
    state: NeedState
    leaf_code: str
    picture: str
    quantity: int
    awarded: int
    unit_code: str
    unit_picture: str
    price_minor: int | None
    currency: str
    price_from: str
    deliver_on: date
    window_opens: int
    window_closes: int
    payment_days: int
    cash_at_door: bool
    route: Route
    operator_id: int
    operator_name: str
    property_id: int
    property_name: str
    place_id: int
    place_name: str
    timezone: str
    created_at: datetime
    published_at: datetime | None
    closes_at: datetime | None
    settled_at: datetime | None
    unfilled_reason: UnfilledReason | None
    order_list_id: int | None
    category_id: int
    unit_id: int

    @property
    def remaining(self) -> int:
        """What is not awarded yet."""
        return self.quantity - self.awarded


@dataclass(frozen=True, slots=True)
class AskedCard:
    """One supplier who was asked, for the facilitator: the call sheet and the story."""

    supplier_id: int
    supplier_code: str
    supplier_name: str
    place_name: str
    wave: int
    position: int | None  # none: she came by herself
    first_timer: bool
    answer: Answer
    not_me: NotMe | None
    answered_at: datetime | None
    seen_at: datetime | None
    phone_arrangement: PhoneArrangement
    phone_number: str | None
    found_at: FoundAt
    found_when: FoundWhen
    language: str
    silence: Silence | None = None
    safe_when: FoundWhen | None = None
    safe_way: SafeWay | None = None
    covered: bool | None = None


@dataclass(frozen=True, slots=True)
class OpenWave:
    """A wave that may be settled: its time is over, or all who were asked have answered."""

    wave_id: int
    need_id: int
    number: int
    ends_at: datetime
