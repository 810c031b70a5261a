"""A year of a series in five numbers: how many prices, p10, median and p90, from and to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from marketplace.catalogue.rules.prices import MAX_AGE_MONTHS, MIN_POINTS, age_months


@dataclass(frozen=True, slots=True)
class Summary:
    """What a series' last twelve months say, in minor units per base unit."""

    first_month: date
    last_month: date
    points: int
    markets: int
    p10_minor: int
    median_minor: int
    p90_minor: int


def summed(points: Iterable[tuple[date, str, int]]) -> Summary | None:
    """Return the year that ends with the newest (day, market, price); none of no points."""
    known = list(points)
    if not known:
        return None
    newest = max(day for day, _, _ in known)
    year = [one for one in known if age_months(one[0], newest) < MAX_AGE_MONTHS]
    prices = sorted(price for _, _, price in year)
    return Summary(
        first_month=min(day for day, _, _ in year).replace(day=1),
        last_month=newest.replace(day=1), points=len(year),
        markets=len({market for _, market, _ in year}), p10_minor=percentile(prices, 10),
        median_minor=percentile(prices, 50), p90_minor=percentile(prices, 90),
    )  # fmt: skip


def replaces(new: Summary, *, last_month: date | None, points: int) -> bool:
    """Tell whether a summary may stand in place of what is known: never older, never thinner.

    ``last_month`` none: nothing is known yet. Fewer than three points never replace three.
    """
    if last_month is None:
        return True
    return new.last_month >= last_month and (new.points >= MIN_POINTS or points < MIN_POINTS)


def percentile(ordered: Sequence[int], percent: int) -> int:
    """Return a percentile of ordered whole numbers: between two, in proportion, half up."""
    place, part = divmod((len(ordered) - 1) * percent, 100)
    if not part:
        return ordered[place]
    low, high = ordered[place], ordered[place + 1]
    return (100 * low + part * (high - low) + 50) // 100
