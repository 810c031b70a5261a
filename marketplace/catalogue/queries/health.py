"""Facts of the installation for its administrator."""

import sqlite3
from dataclasses import dataclass

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Category, Destination, Place, PriceReference, Unit

PRAGMAS = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")


@dataclass(frozen=True, slots=True)
class DatabaseFacts:
    """Which database, which version, which settings."""

    name: str
    version: str
    settings: tuple[tuple[str, str], ...]


def database_facts(session: Session) -> DatabaseFacts:
    """Return the linked version and the settings that matter."""
    if session.get_bind().dialect.name == "sqlite":
        settings = tuple((name, str(session.scalar(text(f"PRAGMA {name}")))) for name in PRAGMAS)
        return DatabaseFacts("SQLite", sqlite3.sqlite_version, settings)
    version = str(session.scalar(text("SHOW server_version")))
    return DatabaseFacts("PostgreSQL", version, ())


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the catalogue holds."""

    destinations: int
    places: int
    leaves: int
    units: int
    prices: int


def counts(session: Session) -> Counts:
    """Count what the catalogue holds, in one statement."""
    leaves = select(func.count()).select_from(Category).where(Category.parent_id.is_not(None))
    row = session.execute(
        select(
            *(
                select(func.count()).select_from(table).scalar_subquery()
                for table in (Destination, Place)
            ),
            leaves.scalar_subquery(),
            *(
                select(func.count()).select_from(table).scalar_subquery()
                for table in (Unit, PriceReference)
            ),
        )
    ).one()
    places = ("destinations", "places", "leaves", "units", "prices")
    return Counts(**{name: int(found) for name, found in zip(places, row, strict=True)})
