"""The demo world's rows, read from the package (``marketplace/data/demo``, see its README)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from typing import Any

Row = dict[str, Any]
_DEMO = resources.files("marketplace") / "data" / "demo"


@dataclass(frozen=True, slots=True)
class World:
    """What is everywhere, each destination's own file, and the trade between its people."""

    house: Row
    lands: tuple[Row, ...]
    trade: Row
    market: Row
    tenders: Row
    growth: Row

    @property
    def password(self) -> str:
        """The password of every staff sign-in."""
        return str(self.house["password"])

    @property
    def keys(self) -> str:
        """The keys of every supplier's picture code."""
        return "".join(str(key) for key in self.house["picture_code"])

    def everywhere(self, kind: str) -> Iterator[tuple[Row, Row]]:
        """Yield (destination, row) for every row of a kind in every destination."""
        for land in self.lands:
            for row in land[kind]:
                yield land, row


def read() -> World:
    """Return the demo world as the package has it."""
    house = _file("world.json")
    lands = tuple(_file(name) for name in house["destinations"])
    market, tenders = _file(house["market"]), _file("tenders.json")
    growth = _file("growth.json")
    return World(house, lands, _file(house["trade"]), market, tenders, growth)


def _file(name: str) -> Row:
    loaded: Row = json.loads((_DEMO / name).read_text(encoding="utf-8"))
    return loaded


def staff_of(world: World) -> list[tuple[Row, str]]:
    """Return everybody who signs in with a password, with what they are in a few words."""
    named = [
        (person, f"{person['function']}, {operator['name']}")
        for _, operator in world.everywhere("operators")
        for person in operator["staff"]
    ]
    for land, row in world.everywhere("facilitators"):
        named.append((row, f"facilitator, {_first_place(land, row)} and around"))
    named += [(row, "facilitator, everywhere") for row in world.house["facilitators"]]
    for _, provider in world.everywhere("support_providers"):
        if provider["contact"]:
            named.append((provider["contact"], f"support, {provider['name']}"))
    named += [(row, "observer") for row in world.house["observers"]]
    return named + [(row, "administrator") for row in world.house["administrators"]]


def _first_place(land: Row, row: Row) -> str:
    return next(str(at["name"]) for at in land["places"] if at["code"] == row["places"][0])
