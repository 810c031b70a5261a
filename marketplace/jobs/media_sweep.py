"""Photographs that nobody knows any more: files without a row, and files never finished.

One may be left behind when a transaction failed after its file was written. A day goes by before
anything is removed, and a file that any text of any table names is kept.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Column, Enum, String, Text, select
from sqlalchemy.orm import Session

from marketplace.db import Base
from marketplace.kernel import clock
from marketplace.media import Store

log = logging.getLogger(__name__)
LEFT_ALONE = timedelta(days=1)
EVERY = timedelta(hours=6)
CHUNK = 400
SHORTEST_NAME = 20  # signs; a column with room for fewer names no file


@dataclass
class Sweeper:
    """Sweeps a store every six hours; never during the first round after a start."""

    store: Store
    due: datetime | None = None

    def sweep_when_due(self, session: Session) -> int:
        """Sweep if it is time; return how many files were removed."""
        now = clock.now()
        if self.due is None or now < self.due:
            self.due = self.due or now + EVERY
            return 0
        self.due = now + EVERY
        return sweep(session, self.store, now)


def sweep(session: Session, store: Store, now: datetime) -> int:
    """Remove files older than a day that no row names; return how many."""
    gone = store.drop_parts(now - LEFT_ALONE)
    stray = store.older_than(now - LEFT_ALONE)
    for column in sorted(_texts(), key=lambda one: one.name != "file"):
        stray -= _named(session, column, stray)
        if not stray:
            break
    session.rollback()
    for name in stray:
        store.remove(name)
    if stray or gone:
        log.info("stray files were removed", extra={"files": len(stray) + gone})
    return len(stray) + gone


def _texts() -> list[Column[str]]:
    """Every column that could hold a file's name, whoever owns its table."""
    return [
        column
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, String | Text)
        and not isinstance(column.type, Enum)
        and (column.type.length or SHORTEST_NAME) >= SHORTEST_NAME
    ]


def _named(session: Session, column: Column[str], names: Iterable[str]) -> frozenset[str]:
    wanted = sorted(names)
    found: set[str] = set()
    for start in range(0, len(wanted), CHUNK):
        part = wanted[start : start + CHUNK]
        found.update(session.scalars(select(column).where(column.in_(part))))
    return frozenset(found)
