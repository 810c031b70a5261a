"""A year of a series in five numbers, and when it may replace what is known."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.catalogue.rules.price_summary import Summary, percentile, replaces, summed

prices = st.lists(st.integers(1, 10**12), min_size=1, max_size=60)
days = st.dates(date(2020, 1, 1), date(2026, 12, 31))


def year(points: int, last: date) -> Summary:
    return Summary(last, last, points, 1, 1, 2, 3)


def test_only_the_twelve_months_to_the_newest_price_speak() -> None:
    made = summed([
        (date(2023, 3, 15), "Nakuru", 900),
        (date(2023, 4, 15), "Nakuru", 100),
        (date(2024, 1, 15), "Vanga", 200),
        (date(2024, 3, 15), "Nakuru", 300),
    ])  # fmt: skip
    assert made == Summary(date(2023, 4, 1), date(2024, 3, 1), 3, 2, 120, 200, 280)
    assert summed([]) is None


@given(prices)
def test_percentiles_are_ordered_and_lie_among_the_prices(known: list[int]) -> None:
    ordered = sorted(known)
    low, middle, high = (percentile(ordered, part) for part in (10, 50, 90))
    assert ordered[0] <= low <= middle <= high <= ordered[-1]


@given(st.lists(st.tuples(days, st.sampled_from("ABC"), st.integers(1, 10**9)), min_size=1))
def test_the_order_of_lines_does_not_matter(points: list[tuple[date, str, int]]) -> None:
    assert summed(points) == summed(points[::-1])


@pytest.mark.parametrize(
    ("new", "known", "points", "may"),
    [
        (year(1, date(2024, 3, 1)), None, 0, True),
        (year(3, date(2024, 3, 1)), date(2024, 3, 1), 94, True),
        (year(2, date(2024, 4, 1)), date(2024, 3, 1), 94, False),
        (year(2, date(2024, 4, 1)), date(2024, 3, 1), 2, True),
        (year(90, date(2024, 2, 1)), date(2024, 3, 1), 3, False),
    ],
)
def test_never_older_and_never_thinner(
    new: Summary, known: date | None, points: int, may: bool
) -> None:
    assert replaces(new, last_month=known, points=points) is may
