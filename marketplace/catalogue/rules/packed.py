"""The data sets that travel inside the package, read as plain values (``marketplace/data``)."""

import csv
import json
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

from marketplace.catalogue.rules.gazetteer import Town

_DATA = resources.files("marketplace") / "data"


def catalogue() -> dict[str, Any]:
    """Return groups with their leaves, units, and papers (``catalogue.json``)."""
    loaded: dict[str, Any] = json.loads((_DATA / "catalogue.json").read_text(encoding="utf-8"))
    return loaded


@cache
def specs() -> tuple[dict[str, Any], ...]:
    """Return the points of quality with the groups and leaves they fit (``specs.json``)."""
    return tuple(json.loads((_DATA / "specs.json").read_text(encoding="utf-8")))


def price_rows() -> Iterator[tuple[str, dict[str, str]]]:
    """Yield (leaf, row of ``prices.csv``) for each market series that speaks for a leaf."""
    leaf_of = {(row["commodity"], row["base"]): row["leaf"] for row in _table("price_leaves.csv")}
    for row in _table("prices.csv"):
        leaf = leaf_of.get((row["commodity"], row["base"]))
        if leaf is not None:
            yield leaf, row


@cache
def towns() -> tuple[Town, ...]:
    """Return the gazetteer: towns and villages of 24 countries, read at first use."""
    return tuple(
        Town(
            geonames_id=int(row["id"]),
            name=row["name"],
            country=row["country"],
            lat_e6=int(Decimal(row["lat"]) * 1_000_000),
            lon_e6=int(Decimal(row["lon"]) * 1_000_000),
            population=int(row["population"]),
            timezone=row["timezone"],
        )
        for row in _table("places.csv")
    )


@cache
def picture_purposes() -> dict[str, tuple[str, ...]]:
    """Return every picture with what it is for: leaf, unit, act, money, key… (`credits.csv`)."""
    text = (resources.files("marketplace") / "pictures" / "credits.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["code"]: tuple(row["purpose"].split()) for row in rows}


@cache
def symbols() -> dict[str, Any]:
    """Return the pictures that stand for persons and make up picture codes (``symbols.json``)."""
    loaded: dict[str, Any] = json.loads((_DATA / "symbols.json").read_text(encoding="utf-8"))
    return loaded


@cache
def sources() -> tuple[dict[str, Any], ...]:
    """Return every data and picture set with publisher, licence and attribution."""
    return tuple(json.loads((_DATA / "SOURCES.json").read_text(encoding="utf-8")))


def _table(name: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader((_DATA / name).read_text(encoding="utf-8").splitlines())


@cache
def price_leaves() -> dict[tuple[str, str], str]:
    """Return (commodity in small letters, base unit) → leaf, for market price files."""
    rows = _table("price_leaves.csv")
    return {(row["commodity"].lower(), row["base"]): row["leaf"] for row in rows}


def catalogue_pictures() -> tuple[tuple[str, str], ...]:
    """Return (code, picture) of every leaf and unit of ``catalogue.json``, in its order."""
    whole = catalogue()
    leaves = [leaf for group in whole["groups"] for leaf in group["leaves"]]
    return tuple((one["code"], one["picture"]) for one in (*leaves, *whole["units"]))
