"""Market days: where people meet in the next seven days."""

from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select, true
from sqlalchemy.orm import Session

from marketplace.catalogue.models import MarketDay, Place

DAYS_AHEAD = 7


@dataclass(frozen=True, slots=True)
class Market:
    """A market on a day."""

    place_name: str
    on: date


def markets_ahead(
    session: Session, today: date, *, place_ids: Collection[int], everywhere: bool = False
) -> tuple[Market, ...]:
    """Return the market days of some places from today on for a week, the nearest first."""
    rows = session.execute(
        select(Place.name, MarketDay.weekday, MarketDay.day_of_month)
        .join(Place, Place.id == MarketDay.place_id)
        .where(true() if everywhere else MarketDay.place_id.in_(sorted(place_ids)))
        .order_by(Place.name, MarketDay.id)
    )
    days = [today + timedelta(days=ahead) for ahead in range(DAYS_AHEAD)]
    found = [
        Market(name, day)
        for name, weekday, day_of_month in rows
        for day in days
        if _falls(day, weekday, day_of_month)
    ]
    return tuple(sorted(found, key=lambda market: (market.on, market.place_name)))


@dataclass(frozen=True, slots=True)
class Markets:
    """When a place has its market: weekdays (Monday 0) and days of the month, none for neither."""

    days: tuple[tuple[int | None, int | None], ...]

    def on(self, day: date) -> bool:
        """Tell whether there is a market on a day."""
        return any(_falls(day, weekday, day_of_month) for weekday, day_of_month in self.days)

    @property
    def weekdays(self) -> int:
        """The weekdays of markets as a mask (Monday 1); a monthly market has none."""
        return sum({1 << weekday for weekday, _ in self.days if weekday is not None})


def markets_of(session: Session, place_id: int) -> Markets:
    """Return when a place has its market."""
    rows = session.execute(
        select(MarketDay.weekday, MarketDay.day_of_month).where(MarketDay.place_id == place_id)
    )
    return Markets(tuple((row.weekday, row.day_of_month) for row in rows))


def _falls(day: date, weekday: int | None, day_of_month: int | None) -> bool:
    return day.weekday() == weekday or day.day == _in_month(day, day_of_month)


def _in_month(day: date, day_of_month: int | None) -> int | None:
    """Return the day a monthly market falls on: the last one in a month that is too short."""
    if day_of_month is None:
        return None
    return min(day_of_month, monthrange(day.year, day.month)[1])
