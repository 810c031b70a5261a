"""Waves count daylight only."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.sourcing.rules.daylight import (
    DAWN,
    DUSK,
    wave_end,
    wave_minutes,
)
from marketplace.sourcing.rules.lists import Lane

EAT = "Africa/Dar_es_Salaam"
ZONES = (EAT, "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Africa/Casablanca")


def local(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 6, day, hour, minute, tzinfo=ZoneInfo(EAT))


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (local(1, 9), local(1, 12)),
        (local(1, 17), local(2, 8)),  # an hour and a half tonight, the rest tomorrow
        (local(1, 18, 30), local(2, 9, 30)),
        (local(1, 23), local(2, 9, 30)),
        (local(1, 3), local(1, 9, 30)),
        (local(1, 15, 30), local(1, 18, 30)),
    ],
)
def test_three_hours_of_daylight(start: datetime, end: datetime) -> None:
    assert wave_end(start.astimezone(UTC), wave_minutes(Lane.QUICK), zone=EAT) == end


def test_urgent_is_45_minutes() -> None:
    assert wave_minutes(Lane.URGENT) == 45
    assert wave_end(local(1, 18), 45, zone=EAT) == local(2, 6, 45)


START = datetime(2025, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 3 * 365 * 86_400).map(lambda n: START + timedelta(seconds=n))


def daylight(start: datetime, end: datetime, zone: str) -> timedelta:
    """Add up what lies between dawn and dusk of every day from one moment to another."""
    first, total = start.astimezone(ZoneInfo(zone)).date(), timedelta(0)
    for n in range((end - start).days + 2):
        opens, closes = (
            datetime.combine(first + timedelta(days=n), hour, ZoneInfo(zone)).astimezone(UTC)
            for hour in (DAWN, DUSK)
        )
        total += max(min(closes, end) - max(opens, start), timedelta(0))
    return total


@given(MOMENTS, st.integers(1, 2_000), st.sampled_from(ZONES))
def test_a_wave_holds_exactly_its_daylight(start: datetime, minutes: int, zone: str) -> None:
    end = wave_end(start, minutes, zone=zone)
    assert daylight(start, end, zone) == timedelta(minutes=minutes)
    assert DAWN <= end.astimezone(ZoneInfo(zone)).time() <= DUSK


@given(MOMENTS, st.integers(0, 600), st.sampled_from(ZONES))
def test_a_later_start_never_ends_earlier(start: datetime, later: int, zone: str) -> None:
    assert wave_end(start, 180, zone=zone) <= wave_end(
        start + timedelta(minutes=later), 180, zone=zone
    )
