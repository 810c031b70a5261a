"""Local days and hours: when an answer is due, and which day "same as last week" means."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from marketplace.sourcing.rules.daylight import wave_end, wave_minutes
from marketplace.sourcing.rules.lists import Lane
from marketplace.sourcing.rules.receiving import moment

_EVENING = 18 * 60
_WEEK = 7


def local_day(moment: datetime, zone: str) -> date:
    """Return the day it is at the door at this moment."""
    return moment.astimezone(ZoneInfo(zone)).date()


def answer_by(placed: datetime, deliver_on: date, zone: str, lane: Lane) -> datetime:
    """Return until when an order waits for its supplier's word.

    Urgent: 45 minutes. Else three daylight hours, and until the evening before the day: many
    answer through somebody else's phone, and the desk must have time to call.
    """
    heard = wave_end(placed, wave_minutes(lane), zone=zone)
    if lane is Lane.URGENT:
        return heard
    return max(heard, moment(deliver_on - timedelta(days=1), _EVENING, zone=zone))


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
