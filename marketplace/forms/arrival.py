"""What an operator says of itself when it arrives: its door, its hours, what it lives from."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField

from marketplace.forms.base import HouseForm, TextField
from marketplace.i18n import gettext
from marketplace.kernel.text import latin_digits
from marketplace.kernel.words import N_

DAYS = (
    N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"),
    N_("Sunday"),
)  # fmt: skip
WEEK = len(DAYS)
USUAL = ("07:00", "17:00")
SUNDAY = 6
MOST_PRODUCTS = 3
NOT_AN_HOUR = N_("Please write an hour like 07:00.")
SHUTS_FIRST = N_("The door must close after it opens.")
NEVER_OPEN = N_("Please tick at least one day on which you receive.")
TOO_MANY = N_("Please choose three at most.")
_HOUR = re.compile(r"([01]?\d|2[0-4])[:.]([0-5]\d)")
Posted = MultiDict[str, str]


@dataclass(frozen=True, slots=True)
class Living:
    """What an operator may live from, as the check compares it (assessment.md)."""

    name: str
    picture: str
    segment: str
    slot: str
    role: str = "core"


PRODUCTS: Mapping[str, Living] = {
    "stay.room": Living(N_("Rooms or tents"), "lodge", "lodge_midrange", "night"),
    "food.lunch": Living(N_("Meals for guests"), "rice", "lodge_midrange", "midday"),
    "safari.gamedrive": Living(N_("Game drives"), "elephant", "lodge_midrange", "morning"),
    "guide.canoe": Living(N_("Canoe rides"), "canoe", "all", "morning"),
    "guide.hike": Living(N_("Guided walks"), "hike", "all", "morning"),
    "guide.bike": Living(N_("Bicycle tours"), "bike-ride", "all", "morning"),
}


class DayForm(HouseForm):
    """One weekday of the door: open or not, from when to when."""

    open = BooleanField()
    opens = TextField(most=5, needed=False)
    closes = TextField(most=5, needed=False)

    @property
    def window(self) -> tuple[int, int] | None:
        """Opening and closing in minutes after midnight; none if they are not hours in order."""
        opens, closes = minutes_of(self.opens.data), minutes_of(self.closes.data)
        return None if opens is None or closes is None or closes <= opens else (opens, closes)

    def makes_sense(self) -> bool:
        """Tell whether a shut day, or an open one with hours in order; say what is wrong."""
        good: bool = self.validate()
        if not self.open.data or self.window is not None:
            return good
        hours = [minutes_of(self.opens.data), minutes_of(self.closes.data)]
        text = NOT_AN_HOUR if None in hours else SHUTS_FIRST
        self.opens.errors = [gettext(text)]
        return False


def minutes_of(text: str | None) -> int | None:
    """Return an hour like 07:30 in minutes after midnight; none if it is none."""
    found = _HOUR.fullmatch(latin_digits(text or ""))
    minutes = int(found[1]) * 60 + int(found[2]) if found else None
    return minutes if minutes is None or minutes <= 24 * 60 else None


def usual_week() -> list[DayForm]:
    """Return a door that is open by day but on Sundays, to be put right."""
    return [
        DayForm(prefix=f"d{day}-", open=day != SUNDAY, opens=USUAL[0], closes=USUAL[1])
        for day in range(WEEK)
    ]


def read_week(posted: Posted) -> list[DayForm]:
    """Return the door as it was sent."""
    return [DayForm(posted, prefix=f"d{day}-") for day in range(WEEK)]


def hours_of(week: Sequence[DayForm]) -> dict[int, tuple[int, int]]:
    """Return weekday (Monday 0) to opening and closing minute, of the days that are open."""
    open_days = ((day, one.window) for day, one in enumerate(week) if one.open.data)
    return {day: window for day, window in open_days if window is not None}


def chosen_products(posted: Posted) -> list[str]:
    """Return the core products that were ticked, unknown ones left out."""
    return [code for code in dict.fromkeys(posted.getlist("product")) if code in PRODUCTS]


def week_trouble(week: Sequence[DayForm]) -> str:
    """Return what is wrong with the whole week; nothing if nothing is."""
    good = [day.makes_sense() for day in week]
    return gettext(NEVER_OPEN) if all(good) and not hours_of(week) else ""
