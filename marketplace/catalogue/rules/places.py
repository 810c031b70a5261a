"""Adding a place or a market day to a destination: what is refused."""

from dataclasses import dataclass
from enum import StrEnum

from marketplace.catalogue.rules.opening import NewPlace
from marketplace.kernel.geo import distance_km
from marketplace.kernel.text import tidy, unsafe_characters

MAX_NAME = 80
REACH_KM = 300  # a destination is a region; farther away it is another one
MICRO = 1_000_000


class PlaceRefusal(StrEnum):
    """Why a place or a market day cannot be added."""

    DAY_WRONG = "day_wrong"
    IS_HERE = "is_here"
    MARKET_IS_HERE = "market_is_here"
    NAME_WRONG = "name_wrong"
    POSITION_WRONG = "position_wrong"
    TOO_FAR = "too_far"


@dataclass(frozen=True, slots=True)
class Known:
    """A place that is there already."""

    name: str
    lat_e6: int
    lon_e6: int


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A market: every week on a weekday (Monday 0), or once a month on a day; never both."""

    weekday: int | None = None
    day_of_month: int | None = None

    @property
    def possible(self) -> bool:
        """Tell whether there is such a day at all."""
        if self.weekday is not None:
            return self.day_of_month is None and 0 <= self.weekday <= 6
        return self.day_of_month is not None and 1 <= self.day_of_month <= 31


def refusals(new: NewPlace, known: tuple[Known, ...]) -> frozenset[PlaceRefusal]:
    """Return everything that speaks against a new place beside those that are there."""
    name = tidy(new.name)
    on_earth = abs(new.lat_e6) <= 90 * MICRO and abs(new.lon_e6) <= 180 * MICRO
    found = {
        PlaceRefusal.NAME_WRONG: not name or len(name) > MAX_NAME or bool(unsafe_characters(name)),
        PlaceRefusal.POSITION_WRONG: not on_earth,
        PlaceRefusal.IS_HERE: any(one.name.casefold() == name.casefold() for one in known),
        PlaceRefusal.TOO_FAR: on_earth and bool(known) and _nearest(new, known) > REACH_KM,
    }
    return frozenset(reason for reason, wrong in found.items() if wrong)


def _nearest(new: NewPlace, known: tuple[Known, ...]) -> float:
    return min(distance_km(new.lat_e6, new.lon_e6, one.lat_e6, one.lon_e6) for one in known)
