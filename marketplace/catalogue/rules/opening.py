"""What a new destination is made of, and how it is drawn from the gazetteer."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, count

from marketplace.catalogue.rules.gazetteer import Town, near, plain

REACH_KM = 30  # about a morning's way to a market and back
CITY, TOWN = 100_000, 5_000


@dataclass(frozen=True, slots=True)
class NewPlace:
    """A village, town or city of a new destination; position in micro-degrees."""

    name: str
    kind: str
    lat_e6: int
    lon_e6: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDestination:
    """A new destination; money in minor units, the guest rate in millionths."""

    name: str
    country: str
    currency: str
    guest_currency: str
    guest_rate_micro: int
    timezone: str
    quick_buy_ceiling_minor: int
    day_rate_minor: int
    languages: tuple[str, ...]
    places: tuple[NewPlace, ...]


def place_of(town: Town) -> NewPlace:
    """Return a town of the gazetteer as a place; its kind goes by its people."""
    kind = "city" if town.population >= CITY else "town" if town.population >= TOWN else "village"
    return NewPlace(town.name, kind, town.lat_e6, town.lon_e6)


def places_around(towns: Iterable[Town], home: Town, *, within_km: int) -> tuple[NewPlace, ...]:
    """Return the home town and those of its country within reach, nearest first."""
    same_country = (town for town in towns if town.country == home.country)
    found = near(same_country, lat_e6=home.lat_e6, lon_e6=home.lon_e6, within_km=within_km)
    return tuple(place_of(town) for town in found)


def codes_for(names: Iterable[str]) -> tuple[str, ...]:
    """Return one short code a name, in order; a second of the same name gets a number."""
    given: list[str] = []
    for name in names:
        base = re.sub(r"[^a-z0-9]+", "_", plain(name)).strip("_")[:36] or "place"
        numbered = (f"{base}_{number}" for number in count(2))
        given.append(next(code for code in chain([base], numbered) if code not in given))
    return tuple(given)
