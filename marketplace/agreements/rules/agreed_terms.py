"""Terms of an agreement as plain data, and what is wrong with them (product.md, "Agreement")."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum

from marketplace.agreements.rules.agreed_lists import PriceKind, RejectsRule, Stage

MOST_DAYS = 366
MOST_BAND = 500  # permille: beyond half the price an index is no longer a price
MOST_NOTICE = 90
MOST_PAYMENT_DAYS = 60
MOST_STEPS = 6


@dataclass(frozen=True, slots=True)
class Step:
    """From a day on another price, in minor units per unit."""

    from_on: date
    price_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What both sides agree to. Quantities in whole units a delivery, price per unit.

    ``weekdays`` has one bit a weekday (Monday 1). ``band_permille`` bounds an index around the
    agreed price. ``index_base_minor`` is the market's median when the terms were written.
    """

    stage: Stage
    least: int
    most: int
    month_cap: int | None
    price_kind: PriceKind
    price_minor: int
    band_permille: int
    index_base_minor: int | None
    steps: tuple[Step, ...]
    payment_days: int
    cash_at_door: bool
    weekdays: int
    starts_on: date
    ends_on: date
    notice_days: int
    rejects: RejectsRule
    back_up_id: int | None

    @property
    def per_week(self) -> int:
        """The most that may be called off in a week: what her capacity is checked against."""
        return self.most * self.weekdays.bit_count()

    @property
    def price_ends(self) -> tuple[int, int]:
        """The lowest and the highest price the terms can ever come to."""
        if self.price_kind is PriceKind.INDEX:
            width = self.price_minor * self.band_permille // 1000
            return self.price_minor - width, self.price_minor + width
        prices = [self.price_minor]
        if self.price_kind is PriceKind.STEPS:
            prices += [step.price_minor for step in self.steps]
        return min(prices), max(prices)


class TermsRefusal(StrEnum):
    """Why terms cannot stand."""

    BAND_OUT_OF_RANGE = "band_out_of_range"
    CAP_UNDER_MOST = "cap_under_most"
    ENDS_TOO_EARLY = "ends_too_early"
    ENDS_TOO_LATE = "ends_too_late"
    LEAST_OVER_MOST = "least_over_most"
    NO_INDEX_HERE = "no_index_here"
    NO_WEEKDAY = "no_weekday"
    NOTICE_TOO_LONG = "notice_too_long"
    PAYS_TOO_LATE = "pays_too_late"
    PRICE_MISSING = "price_missing"
    STANDING_NEEDS_BACK_UP = "standing_needs_back_up"
    STANDING_NEEDS_CAP = "standing_needs_cap"
    STARTS_IN_PAST = "starts_in_past"
    STEPS_MISSING = "steps_missing"
    STEPS_OUTSIDE = "steps_outside"
    TRIAL_FIRST = "trial_first"
    TRIAL_TOO_LONG = "trial_too_long"


TRIAL_DAYS = 92


def terms_refusals(terms: Terms, *, today: date) -> Iterator[TermsRefusal]:
    """Say what is wrong with terms by themselves, all of it at once."""
    yield from _quantities(terms)
    yield from _price(terms)
    yield from _period(terms, today)
    if not 0 < terms.weekdays < 128:
        yield TermsRefusal.NO_WEEKDAY
    if not 0 <= terms.notice_days <= MOST_NOTICE:
        yield TermsRefusal.NOTICE_TOO_LONG
    if not 0 <= terms.payment_days <= MOST_PAYMENT_DAYS:
        yield TermsRefusal.PAYS_TOO_LATE


def _quantities(terms: Terms) -> Iterator[TermsRefusal]:
    if not 0 < terms.least <= terms.most:
        yield TermsRefusal.LEAST_OVER_MOST
    if terms.month_cap is not None and terms.month_cap < terms.most:
        yield TermsRefusal.CAP_UNDER_MOST
    if terms.stage is Stage.STANDING:
        if terms.month_cap is None:
            yield TermsRefusal.STANDING_NEEDS_CAP
        if terms.back_up_id is None:
            yield TermsRefusal.STANDING_NEEDS_BACK_UP


def _price(terms: Terms) -> Iterator[TermsRefusal]:
    if terms.price_minor <= 0:
        yield TermsRefusal.PRICE_MISSING
    if terms.price_kind is PriceKind.INDEX:
        if terms.index_base_minor is None:
            yield TermsRefusal.NO_INDEX_HERE
        if not 0 < terms.band_permille <= MOST_BAND:
            yield TermsRefusal.BAND_OUT_OF_RANGE
    if terms.price_kind is PriceKind.STEPS:
        yield from _steps(terms)


def _steps(terms: Terms) -> Iterator[TermsRefusal]:
    days = [step.from_on for step in terms.steps]
    if not days or len(days) > MOST_STEPS:
        yield TermsRefusal.STEPS_MISSING
    outside = any(not terms.starts_on < day <= terms.ends_on for day in days)
    wrong_price = any(step.price_minor <= 0 for step in terms.steps)
    if outside or wrong_price or days != sorted(set(days)):
        yield TermsRefusal.STEPS_OUTSIDE


def _period(terms: Terms, today: date) -> Iterator[TermsRefusal]:
    length = (terms.ends_on - terms.starts_on).days
    if terms.starts_on < today:
        yield TermsRefusal.STARTS_IN_PAST
    if length <= 0:
        yield TermsRefusal.ENDS_TOO_EARLY
    if length > MOST_DAYS:
        yield TermsRefusal.ENDS_TOO_LATE
    if terms.stage is Stage.TRIAL and length > TRIAL_DAYS:
        yield TermsRefusal.TRIAL_TOO_LONG


def changed(old: Terms, new: Terms) -> tuple[str, ...]:
    """Return the names of the terms that differ, in the order they are written."""
    names = (field.name for field in fields(Terms))
    return tuple(name for name in names if getattr(old, name) != getattr(new, name))


def needs_new_check(old: Terms, new: Terms) -> bool:
    """Tell whether a change goes beyond what was signed.

    Inside it are a narrower quantity band, prices between the ends the check saw, fewer days a
    week, an earlier payment and an earlier end; everything else is looked at again
    (assessment.md: moves inside the agreed bounds do not make a signature stale).
    """
    low, high = old.price_ends
    new_low, new_high = new.price_ends
    inside = (
        new.least >= old.least and new.most <= old.most
        and new.per_week <= old.per_week
        and low <= new_low and new_high <= high
        and new.payment_days <= old.payment_days
        and (new.cash_at_door or not old.cash_at_door)
        and new.ends_on <= old.ends_on
        and new.stage is old.stage
        and new.back_up_id == old.back_up_id
    )  # fmt: skip
    return not inside
