"""Local days and hours: when an answer is due, and which day "same as last week" means."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ANSWER_HOURS = timedelta(hours=3)
URGENT_ANSWER = timedelta(minutes=45)
_EVENING = time(18)
_WEEK = 7


def local_day(moment: datetime, zone: str) -> date:
    """Return the day it is at the door at this moment."""
    return moment.astimezone(ZoneInfo(zone)).date()


def at_local(day: date, minutes: int, zone: str) -> datetime:
    """Return the moment some minutes after local midnight of a day (1440: the next midnight)."""
    midnight = datetime.combine(day, time(0), ZoneInfo(zone))
    return midnight + timedelta(minutes=minutes)


def answer_by(placed: datetime, deliver_on: date, zone: str, *, urgent: bool) -> datetime:
    """Return until when an order waits for its supplier's word.

    Urgent: 45 minutes. Else at least three hours, and until the evening before the day: many
    answer through somebody else's phone, and the desk must have time to call.
    """
    if urgent:
        return placed + URGENT_ANSWER
    evening = datetime.combine(deliver_on - timedelta(days=1), _EVENING, ZoneInfo(zone))
    return max(placed + ANSWER_HOURS, evening)


def next_same_weekday(last: date, today: date, open_weekdays: Collection[int]) -> date:
    """Return the next day after today with the weekday of ``last`` (Monday 0).

    Where the door is shut on that weekday now, the next day it is open; a door without hours is
    taken as open.
    """
    ahead = (last.weekday() - today.weekday() - 1) % _WEEK + 1
    wished = today + timedelta(days=ahead)
    if not open_weekdays or wished.weekday() in open_weekdays:
        return wished
    later = (wished + timedelta(days=n) for n in range(1, _WEEK))
    return next(day for day in later if day.weekday() in open_weekdays)
