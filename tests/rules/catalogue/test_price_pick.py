"""Which market price speaks: age, number of points, level of trade, currency, unit."""

from datetime import date

import pytest

from marketplace.catalogue.rules.lists import TradeLevel
from marketplace.catalogue.rules.prices import PriceSeries, age_months, pick, read

TODAY = date(2026, 11, 23)


def series(**changes: object) -> PriceSeries:
    facts: dict[str, object] = {
        "commodity": "Tomatoes", "base": "kg", "level": TradeLevel.RETAIL, "currency": "KES",
        "last_month": date(2026, 3, 1), "points": 14, "p10_minor": 6627, "median_minor": 8691,
        "p90_minor": 15714, "source": "WFP",
    }  # fmt: skip
    return PriceSeries(**(facts | changes))  # type: ignore[arg-type]  # facts named after fields


def picked(*candidates: PriceSeries, **changes: object) -> PriceSeries | None:
    asked: dict[str, object] = {"base": "kg", "currency": "KES", "on": TODAY} | changes
    return pick(candidates, **asked)  # type: ignore[arg-type]  # named after parameters


@pytest.mark.parametrize(
    ("month", "speaks"),
    [
        (date(2025, 11, 1), True),
        (date(2025, 10, 1), False),
        (date(2026, 11, 1), True),
        (date(2026, 12, 1), False),
    ],
)
def test_a_series_speaks_for_twelve_months_and_never_of_the_future(
    month: date, speaks: bool
) -> None:
    assert (picked(series(last_month=month)) is not None) is speaks


@pytest.mark.parametrize(("points", "speaks"), [(3, True), (2, False)])
def test_fewer_than_three_points_are_no_reference(points: int, speaks: bool) -> None:
    assert (picked(series(points=points)) is not None) is speaks


def test_another_currency_or_base_is_no_reference() -> None:
    assert picked(series(currency="USD")) is None
    assert picked(series(base="piece")) is None


def test_wholesale_comes_first_and_retail_stands_in() -> None:
    retail, wholesale = series(), series(level=TradeLevel.WHOLESALE, points=4)
    assert picked(retail, wholesale) == wholesale
    assert picked(retail) == retail
    old = series(level=TradeLevel.WHOLESALE, last_month=date(2025, 1, 1))
    assert picked(retail, old) == retail


def test_the_asker_may_want_another_level() -> None:
    retail, wholesale = series(), series(level=TradeLevel.WHOLESALE)
    assert picked(retail, wholesale, levels=(TradeLevel.RETAIL,)) == retail
    assert picked(wholesale, levels=(TradeLevel.RETAIL,)) is None


def test_the_youngest_speaks_then_the_one_with_most_points_whatever_the_order() -> None:
    old, young = series(last_month=date(2026, 1, 1), points=60), series(points=5)
    more = series(points=6, commodity="Tomatoes (local)")
    assert picked(old, young) == picked(young, old) == young
    assert picked(young, more) == picked(more, young) == more


def test_a_reading_is_in_the_unit_asked_with_its_age() -> None:
    crate = read(series(), factor_milli=20_000, on=TODAY)
    assert (crate.p10_minor, crate.median_minor, crate.p90_minor) == (132540, 173820, 314280)
    assert (crate.points, crate.age_months, crate.level) == (14, 8, TradeLevel.RETAIL)
    jar = read(series(), factor_milli=500, on=TODAY)
    assert (jar.p10_minor, jar.median_minor) == (3314, 4346)  # half up


def test_age_counts_calendar_months() -> None:
    assert age_months(date(2025, 11, 30), date(2026, 11, 1)) == 12
    assert age_months(date(2026, 12, 1), date(2026, 11, 30)) == -1
