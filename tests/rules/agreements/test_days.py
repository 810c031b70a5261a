"""Local days: when an answer is due, and what "same as last week" means."""

from datetime import UTC, date, datetime

import pytest

from marketplace.agreements.rules.days import answer_by, local_day, next_same_weekday
from marketplace.sourcing.rules.lists import Lane

ZONE = "Africa/Dar_es_Salaam"  # UTC+3
MONDAY = date(2026, 11, 23)


def test_a_moment_is_on_the_day_it_is_at_the_door() -> None:
    assert local_day(datetime(2026, 11, 23, 22, tzinfo=UTC), ZONE) == date(2026, 11, 24)


def test_an_order_waits_until_the_evening_before() -> None:
    placed = datetime(2026, 11, 23, 6, tzinfo=UTC)
    until = answer_by(placed, date(2026, 11, 26), ZONE, Lane.QUICK)
    assert until == datetime(2026, 11, 25, 15, tzinfo=UTC)  # 18:00 local


def test_but_never_less_than_three_daylight_hours() -> None:
    placed = datetime(2026, 11, 23, 14, tzinfo=UTC)  # 17:00 local, an hour and a half of light
    until = answer_by(placed, date(2026, 11, 24), ZONE, Lane.QUICK)
    assert until == datetime(2026, 11, 24, 5, tzinfo=UTC)


def test_an_urgent_order_waits_three_quarters_of_an_hour() -> None:
    placed = datetime(2026, 11, 23, 6, tzinfo=UTC)
    until = answer_by(placed, MONDAY, ZONE, Lane.URGENT)
    assert until == datetime(2026, 11, 23, 6, 45, tzinfo=UTC)


@pytest.mark.parametrize(
    ("today", "hours", "expected"),
    [
        (date(2026, 11, 24), (0, 2, 4), date(2026, 11, 30)),  # Tuesday: next Monday
        (MONDAY, (0, 2, 4), date(2026, 11, 30)),  # never the same day
        (date(2026, 11, 29), (), date(2026, 11, 30)),  # a door without hours is open
        (date(2026, 11, 24), (2, 4), date(2026, 12, 2)),  # Mondays are shut now
    ],
)
def test_the_next_same_weekday(today: date, hours: tuple[int, ...], expected: date) -> None:
    assert next_same_weekday(MONDAY, today, hours) == expected
