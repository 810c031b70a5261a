"""What forbids a tender, and what may change once it is published: pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from marketplace.catalogue.rules.lists import Route
from marketplace.sourcing.rules.tender_lists import ChangeKind, PriceKind, Repeat, Visibility

FEWEST_SPECS, MOST_SPECS = 2, 5
SHORTEST = timedelta(hours=24)  # nobody loses a tender because she looked a day later
MOST_LOTS = 40
_WEEK = 7


class TenderRefusal(StrEnum):
    """What forbids a tender before the need check is asked."""

    BAND_WRONG = "band_wrong"
    DEADLINE_MISSING = "deadline_missing"
    DEADLINE_TOO_SOON = "deadline_too_soon"
    GUEST_FACTS_MISSING = "guest_facts_missing"
    LOT_NOT_WHOLE = "lot_not_whole"
    NOBODY_INVITED = "nobody_invited"
    NOT_SENT_TO_CHECK = "not_sent_to_check"
    PRICE_NEEDED = "price_needed"
    SPECS_TOO_FEW = "specs_too_few"
    SPECS_TOO_MANY = "specs_too_many"
    SPEC_UNKNOWN = "spec_unknown"
    UNTIL_BEFORE_DAY = "until_before_day"
    WEEKDAYS_MISSING = "weekdays_missing"
    WHO_IS_MEANT_MISSING = "who_is_meant_missing"


class ChangeRefusal(StrEnum):
    """Why a published tender is not changed so."""

    DAY_GONE = "day_gone"
    DEADLINE_NOT_LATER = "deadline_not_later"
    NOTHING_CHANGED = "nothing_changed"
    OPEN_ALREADY = "open_already"
    QUANTITY_WRONG = "quantity_wrong"
    SPECS_WRONG = "specs_wrong"


@dataclass(frozen=True, slots=True)
class TenderFacts:
    """What the refusals look at; money in minor units, the quantity is per delivery."""

    quantity: int
    deliver_on: date
    now: datetime
    closes_at: datetime | None
    price_minor: int | None
    price_kind: PriceKind
    band: tuple[int | None, int | None]
    repeat: Repeat
    weekdays: int
    repeat_until: date | None
    visibility: Visibility
    names_group: bool
    invited: int
    specs: int
    known_specs: int
    lot_quantity: int | None
    route: Route
    guest_facts: bool


def refusals(facts: TenderFacts) -> frozenset[TenderRefusal]:
    """Return everything that stands against publishing; a draft may be kept with all of it."""
    parts = (_specs, _when, _price, _repeat, _who, _lots)
    return frozenset(found for part in parts for found in part(facts))


def _specs(facts: TenderFacts) -> Iterator[TenderRefusal]:
    if facts.specs < FEWEST_SPECS:
        yield TenderRefusal.SPECS_TOO_FEW
    elif facts.specs > MOST_SPECS:
        yield TenderRefusal.SPECS_TOO_MANY
    if facts.known_specs < facts.specs:
        yield TenderRefusal.SPEC_UNKNOWN


def _when(facts: TenderFacts) -> Iterator[TenderRefusal]:
    if facts.closes_at is None:
        yield TenderRefusal.DEADLINE_MISSING
    elif facts.closes_at < facts.now + SHORTEST:
        yield TenderRefusal.DEADLINE_TOO_SOON


def _price(facts: TenderFacts) -> Iterator[TenderRefusal]:
    low, high = facts.band
    if facts.price_kind is PriceKind.FIXED and facts.price_minor is None:
        yield TenderRefusal.PRICE_NEEDED
    if facts.price_kind is PriceKind.BAND and not (low and high and low <= high):
        yield TenderRefusal.BAND_WRONG


def _repeat(facts: TenderFacts) -> Iterator[TenderRefusal]:
    if facts.repeat is Repeat.ONCE:
        return
    if not facts.weekdays:
        yield TenderRefusal.WEEKDAYS_MISSING
    if facts.repeat_until is None or facts.repeat_until <= facts.deliver_on:
        yield TenderRefusal.UNTIL_BEFORE_DAY


def _who(facts: TenderFacts) -> Iterator[TenderRefusal]:
    if facts.visibility is Visibility.RESERVED and not facts.names_group:
        yield TenderRefusal.WHO_IS_MEANT_MISSING
    if facts.visibility is Visibility.INVITED and not facts.invited:
        yield TenderRefusal.NOBODY_INVITED
    if facts.route is not Route.INPUT and not facts.guest_facts:
        yield TenderRefusal.GUEST_FACTS_MISSING


def _lots(facts: TenderFacts) -> Iterator[TenderRefusal]:
    lot = facts.lot_quantity
    many = lot is not None and facts.quantity > lot * MOST_LOTS
    if many or not fits_lots(facts.quantity, lot, most=facts.quantity):
        yield TenderRefusal.LOT_NOT_WHOLE


def fits_lots(quantity: int, lot: int | None, *, most: int) -> bool:
    """Tell whether a quantity is whole lots, at least one and at most ``most``."""
    if not 0 < quantity <= most:
        return False
    return lot is None or quantity % lot == 0


def propose_lot(quantity: int, proven: Iterable[int]) -> int | None:
    """Return a lot that the middle of those who can bring at all can bring.

    The largest divisor of the quantity that the median free capacity covers; none where one of
    them can bring everything, or where nobody is known.
    """
    able = sorted(capacity for capacity in proven if capacity > 0)
    if not able or able[-1] >= quantity:
        return None
    middle = able[(len(able) - 1) // 2]
    fitting = [n for n in range(1, middle + 1) if quantity % n == 0 and quantity // n <= MOST_LOTS]
    return fitting[-1] if fitting else None


def weekdays_of(mask: int) -> tuple[int, ...]:
    """Return the weekdays (Monday 0) of a mask whose bit 0 is Monday."""
    return tuple(day for day in range(_WEEK) if mask >> day & 1)


def mask_of(weekdays: Iterable[int]) -> int:
    """Return the mask of some weekdays; anything that is none is left out."""
    return sum(1 << day for day in sorted(set(weekdays)) if 0 <= day < _WEEK)


def delivery_days(first: date, *, weekdays: int, until: date | None) -> tuple[date, ...]:
    """Return every day something is brought: the first one, or each weekday to the end."""
    if until is None or not weekdays:
        return (first,)
    span = range((until - first).days + 1)
    days = (first + timedelta(days=n) for n in span)
    return tuple(day for day in days if weekdays >> day.weekday() & 1)


@dataclass(frozen=True, slots=True)
class Published:
    """What of a published tender may change."""

    quantity: int
    deliver_on: date
    closes_at: datetime
    specs: tuple[str, ...]
    lot_quantity: int | None = None
    awarded: int = 0


def changed(before: Published, after: Published) -> tuple[ChangeKind, ...]:
    """Return what differs, in a fixed order."""
    parts = {
        ChangeKind.DAY: before.deliver_on != after.deliver_on,
        ChangeKind.DEADLINE: before.closes_at != after.closes_at,
        ChangeKind.QUANTITY: before.quantity != after.quantity,
        ChangeKind.SPEC: set(before.specs) != set(after.specs),
    }
    return tuple(kind for kind, differs in parts.items() if differs)


def change_refusals(
    before: Published, after: Published, *, now: datetime, opened: bool
) -> frozenset[ChangeRefusal]:
    """Return why it may not be changed so; only a deadline that moves later is a fair one."""
    return frozenset(_against(before, after, now=now, opened=opened))


def _against(
    before: Published, after: Published, *, now: datetime, opened: bool
) -> Iterator[ChangeRefusal]:
    if opened:
        yield ChangeRefusal.OPEN_ALREADY
    if not changed(before, after):
        yield ChangeRefusal.NOTHING_CHANGED
    if after.closes_at < before.closes_at:
        yield ChangeRefusal.DEADLINE_NOT_LATER
    if after.deliver_on < now.date() or after.deliver_on < after.closes_at.date():
        yield ChangeRefusal.DAY_GONE
    if not _right_amount(before, after):
        yield ChangeRefusal.QUANTITY_WRONG
    if not FEWEST_SPECS <= len(set(after.specs)) <= MOST_SPECS:
        yield ChangeRefusal.SPECS_WRONG


def _right_amount(before: Published, after: Published) -> bool:
    enough = after.quantity >= max(before.awarded, 1)
    return enough and fits_lots(after.quantity, before.lot_quantity, most=after.quantity)


ASK_AGAIN = frozenset({ChangeKind.DAY, ChangeKind.QUANTITY, ChangeKind.SPEC})


def must_confirm(kinds: Iterable[ChangeKind]) -> bool:
    """Tell whether offers already in must be said again: a later deadline asks nobody."""
    return bool(ASK_AGAIN & set(kinds))
