"""Days and moments: what the offsets of the demo data mean on the day it is loaded."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from marketplace.cli.demo_world.data import Row

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Calendar:
    """A destination's local days, counted from the moment of loading (UTC)."""

    loaded: datetime
    zone: ZoneInfo

    @property
    def today(self) -> date:
        """The local day on which the world is loaded."""
        return self.loaded.astimezone(self.zone).date()

    def day(self, offset: int) -> date:
        """Return the local day so many days from the load."""
        return self.today + timedelta(days=offset)

    def at(self, offset: int, clock: str) -> datetime:
        """Return a local hour ("HH:MM") so many days from the load, in UTC."""
        return self.on(self.day(offset), clock)

    def on(self, day: date, clock: str) -> datetime:
        """Return a local hour of a day, in UTC."""
        return datetime.combine(day, time.fromisoformat(clock), self.zone).astimezone(UTC)

    def moment(self, row: Row, delivered: date) -> datetime:
        """Return what a written moment stands for; ``delivered`` is the purchase's own day."""
        if "minutes_ago" in row:
            return self.loaded - timedelta(minutes=row["minutes_ago"])
        if "days_after_delivery" in row:
            day = delivered + timedelta(days=row["days_after_delivery"])
            return self.on(day, row["at"])
        return self.at(row["day"], row["at"])


def open_day(receiving: Row, offset: int, today: date) -> date:
    """Return the next open day from ``offset`` on; before today, the last one up to it."""
    day, stride = today + timedelta(days=offset), timedelta(days=1 if offset >= 0 else -1)
    while WEEKDAYS[day.weekday()] not in receiving:
        day += stride
    return day


def minutes(clock: str) -> int:
    """Return the minutes after midnight of "HH:MM"."""
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)
