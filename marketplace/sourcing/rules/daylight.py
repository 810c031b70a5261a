"""Time that counts only by daylight, so that nobody loses a need while she sleeps."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from marketplace.sourcing.rules.lists import Lane

DAWN = time(6, 30)
DUSK = time(18, 30)
WAVE_MINUTES = 180
URGENT_MINUTES = 45


def wave_minutes(lane: Lane) -> int:
    """Return how many daylight minutes a wave lasts at least."""
    return URGENT_MINUTES if lane is Lane.URGENT else WAVE_MINUTES


def wave_end(start: datetime, minutes: int, *, zone: str) -> datetime:
    """Return the UTC moment at which so many daylight minutes have passed since ``start``."""
    left = timedelta(minutes=minutes)
    for opens, closes in _days(start, ZoneInfo(zone)):
        begins = max(start, opens)
        if begins + left <= closes:
            return begins + left
        left -= max(closes - begins, timedelta(0))
    raise AssertionError("days do not end")


def _days(start: datetime, zone: ZoneInfo) -> Iterator[tuple[datetime, datetime]]:
    day = start.astimezone(zone).date()
    while True:
        yield _at(day, DAWN, zone), _at(day, DUSK, zone)
        day += timedelta(days=1)


def _at(day: date, when: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, when, tzinfo=zone).astimezone(UTC)
