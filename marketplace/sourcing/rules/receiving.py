"""When a property's door is open: weekdays (Monday 0) with minutes after local midnight."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

Hours = Mapping[int, tuple[int, int]]
DEFAULT_WINDOW = (420, 1020)  # 07:00 to 17:00 where a shut day was confirmed
_LOOK_AHEAD_DAYS = 7


def is_shut(hours: Hours, day: date) -> bool:
    """Tell whether nobody receives on this day."""
    return day.weekday() not in hours


def window(hours: Hours, day: date) -> tuple[int, int]:
    """Return the door's window on a day; on a shut one, that of the next open day."""
    if not is_shut(hours, day):
        return hours[day.weekday()]
    following = next_open(hours, day)
    return DEFAULT_WINDOW if following is None else hours[following.weekday()]


def next_open(hours: Hours, day: date) -> date | None:
    """Return the first open day from ``day`` on; none where the door never opens."""
    return next(iter(open_days(hours, day, count=1)), None)


def open_days(hours: Hours, start: date, *, count: int) -> tuple[date, ...]:
    """Return the next open days from ``start`` on."""
    if not hours:
        return ()
    days = (start + timedelta(days=n) for n in range(count * _LOOK_AHEAD_DAYS))
    return tuple(day for day in days if not is_shut(hours, day))[:count]


def moment(day: date, minutes: int, *, zone: str) -> datetime:
    """Return the UTC moment of so many minutes after local midnight."""
    hour, minute = divmod(min(minutes, 1439), 60)
    return datetime.combine(day, time(hour, minute), tzinfo=ZoneInfo(zone)).astimezone(UTC)


def monday_of(day: date) -> date:
    """Return the Monday of the day's week: capacity and public pages count in weeks."""
    return day - timedelta(days=day.weekday())
