"""Facts of the installation for its administrator."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from marketplace.catalogue.models import (
    Category,
    Destination,
    Place,
    PriceReference,
    Unit,
    WorkerBeat,
)

PRAGMAS = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
SILENT_AFTER = timedelta(minutes=3)


@dataclass(frozen=True, slots=True)
class DatabaseFacts:
    """Which database, which version, which settings."""

    name: str
    version: str
    settings: tuple[tuple[str, str], ...]
    schema: str
    size: int  # bytes


def database_facts(session: Session) -> DatabaseFacts:
    """Return the linked version and the settings that matter."""
    schema = str(session.scalar(text("SELECT version_num FROM alembic_version")))
    if session.get_bind().dialect.name == "sqlite":
        *values, size = session.execute(_SETTINGS).one()
        settings = tuple(zip(PRAGMAS, map(str, values), strict=True))
        return DatabaseFacts("SQLite", sqlite3.sqlite_version, settings, schema, int(size))
    version, size = session.execute(_SERVER).one()
    return DatabaseFacts("PostgreSQL", str(version), (), schema, int(size))


_SETTINGS = text(
    "SELECT (SELECT journal_mode FROM pragma_journal_mode), "
    "(SELECT synchronous FROM pragma_synchronous), "
    "(SELECT foreign_keys FROM pragma_foreign_keys), "
    "(SELECT timeout FROM pragma_busy_timeout), "
    "(SELECT page_count FROM pragma_page_count) * (SELECT page_size FROM pragma_page_size)"
)
_SERVER = text("SELECT current_setting('server_version'), pg_database_size(current_database())")


@dataclass(frozen=True, slots=True)
class Beat:
    """The worker's last sign of life, and how many pieces of work ever failed."""

    at: datetime
    failed: int

    def silent(self, now: datetime) -> bool:
        """Tell whether the worker has said nothing for too long."""
        return now - self.at > SILENT_AFTER


def last_beat(session: Session) -> Beat | None:
    """Return when the worker was last at work; none if it never was."""
    row = session.execute(select(WorkerBeat.at, WorkerBeat.failed)).one_or_none()
    return Beat(row.at, row.failed) if row is not None else None


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
