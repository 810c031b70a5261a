"""Finding a town by the name people type, in the gazetteer that travels with the product."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from marketplace.kernel.geo import distance_km


@dataclass(frozen=True, slots=True)
class Town:
    """A town or village of the gazetteer (GeoNames); position in micro-degrees."""

    geonames_id: int
    name: str
    country: str
    lat_e6: int
    lon_e6: int
    population: int
    timezone: str


def find_towns(
    towns: Iterable[Town], text: str, *, country: str | None = None, most: int = 6
) -> tuple[Town, ...]:
    """Return towns whose name holds ``text``, whole names first, then larger ones."""
    sought = plain(text)
    if not sought:
        return ()
    held = [
        (plain(town.name), town) for town in towns if country is None or town.country == country
    ]
    found = [(name, town) for name, town in held if sought in name]
    found.sort(key=lambda pair: (pair[0] != sought, -pair[1].population, pair[1].geonames_id))
    return tuple(town for _, town in found[:most])


def near(towns: Iterable[Town], *, lat_e6: int, lon_e6: int, within_km: int) -> tuple[Town, ...]:
    """Return the towns within a distance, nearest first."""
    away = [(distance_km(lat_e6, lon_e6, town.lat_e6, town.lon_e6), town) for town in towns]
    reached = [pair for pair in away if pair[0] <= within_km]
    reached.sort(key=lambda pair: (pair[0], pair[1].geonames_id))
    return tuple(town for _, town in reached)


def plain(name: str) -> str:
    """Return a name without accents, capitals and doubled blanks, to compare by."""
    bare = unicodedata.normalize("NFKD", name)
    letters = "".join(sign for sign in bare if not unicodedata.combining(sign))
    return " ".join(letters.casefold().split())
