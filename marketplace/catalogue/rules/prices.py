"""Which market price speaks for a leaf, and what it says in the unit that was asked.

A series must be of the destination's currency, not older than twelve months and of at least three
points (assessment.md, C2); currencies are never converted, since one country's dollar column was
found unusable. Wholesale comes first, because that is what a kitchen pays on the market.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from marketplace.catalogue.rules.lists import TradeLevel

MIN_POINTS = 3
MAX_AGE_MONTHS = 12
LEVELS = (TradeLevel.WHOLESALE, TradeLevel.RETAIL, TradeLevel.FARM_GATE)


@dataclass(frozen=True, slots=True)
class PriceSeries:
    """A year of one market series; prices in minor units of ``currency`` per base unit."""

    commodity: str
    base: str
    level: TradeLevel
    currency: str
    last_month: date
    points: int
    p10_minor: int
    median_minor: int
    p90_minor: int
    source: str
    markets: int = 0


@dataclass(frozen=True, slots=True)
class PriceReading:
    """What the market says: minor units per unit asked, on how many points, when, and where."""

    p10_minor: int
    median_minor: int
    p90_minor: int
    points: int
    month: date
    age_months: int
    level: TradeLevel
    currency: str
    commodity: str
    source: str
    markets: int = 0


def pick(
    series: Iterable[PriceSeries], *, base: str, currency: str, on: date,
    levels: tuple[TradeLevel, ...] = LEVELS,
) -> PriceSeries | None:  # fmt: skip
    """Return the series that speaks on a day, or none: "no local reference".

    The first level of ``levels`` that has one decides; within a level the youngest, then the one
    with the most points.
    """
    speaking = [one for one in series if _speaks(one, base=base, currency=currency, on=on)]
    for level in levels:
        here = [one for one in speaking if one.level == level]
        if here:
            return min(here, key=lambda one: (_age(one, on), -one.points, one.commodity))
    return None


def read(series: PriceSeries, *, factor_milli: int, on: date) -> PriceReading:
    """Return the series for a unit of ``factor_milli`` thousandths of its base unit."""
    return PriceReading(
        p10_minor=_scaled(series.p10_minor, factor_milli),
        median_minor=_scaled(series.median_minor, factor_milli),
        p90_minor=_scaled(series.p90_minor, factor_milli),
        points=series.points,
        month=series.last_month,
        age_months=_age(series, on),
        level=series.level,
        currency=series.currency,
        commodity=series.commodity,
        source=series.source,
        markets=series.markets,
    )


def age_months(month: date, on: date) -> int:
    """Return the calendar months from ``month`` to ``on``; negative if it lies ahead."""
    return (on.year - month.year) * 12 + on.month - month.month


def _speaks(series: PriceSeries, *, base: str, currency: str, on: date) -> bool:
    return (
        series.base == base
        and series.currency == currency
        and series.points >= MIN_POINTS
        and 0 <= _age(series, on) <= MAX_AGE_MONTHS
    )


def _age(series: PriceSeries, on: date) -> int:
    return age_months(series.last_month, on)


def _scaled(minor: int, factor_milli: int) -> int:
    return (minor * factor_milli + 500) // 1000
