"""SQLite: ``VACUUM INTO`` on a connection of its own, never a copy of a live file.

A plain copy was whole once in five times; this is a read transaction that waits for nobody and
makes nobody wait (trust.md, "Data").
"""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Engine, create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from marketplace.cli.backups.manifest import BackupProblem
from marketplace.cli.backups.stores import head_in, refuse_broken, revision_of
from marketplace.cli.migrate import is_current, upgrade
from marketplace.config import Config
from marketplace.db import BUSY_TIMEOUT_MS, prepare_engine
from marketplace.journal.queries import Head

BESIDE = ("-wal", "-shm")


class Embedded:
    """The embedded database, one file."""

    name = "sqlite"

    def __init__(self, config: Config) -> None:
        self.path = Path(make_url(config.sqlalchemy_url).database or "")

    def snapshot(self, to: Path) -> tuple[str, Head]:
        """Write a whole, compact file while others write."""
        if not self.path.exists():
            raise BackupProblem(f"there is no database at {self.path} yet.")
        source = f"file:{self.path}?mode=rw"
        with closing(sqlite3.connect(source, uri=True, timeout=BUSY_TIMEOUT_MS / 1000)) as live:
            live.execute("VACUUM INTO ?", (str(to),))
        with _opened(to) as engine:
            return revision_of(engine), head_in(engine)

    def verify(self, file: Path) -> Head:
        """Check the file's pages, its references, and its promises where its schema is ours."""
        with closing(sqlite3.connect(file)) as raw:
            try:
                pages = raw.execute("PRAGMA integrity_check(1)").fetchone()[0]
                loose = raw.execute("PRAGMA foreign_key_check").fetchone()
            except sqlite3.DatabaseError as problem:
                raise BackupProblem(f"the database inside is damaged ({problem}).") from None
        if pages != "ok" or loose is not None:
            raise BackupProblem("the database inside is damaged.")
        with _opened(file) as engine:
            if is_current(engine):
                with Session(engine) as session:
                    refuse_broken(session)
            return head_in(engine)

    def occupied(self) -> bool:
        """Tell whether there is a database file already."""
        return self.path.exists() and self.path.stat().st_size > 0

    def replace(self, file: Path, aside: str) -> str | None:
        """Migrate the restored file, then move it into the place of the old one, which is kept."""
        with _opened(file) as engine:
            upgrade(engine)
        self.verify(file)
        self._refuse_while_open()
        near = self.path.with_name(f".{self.path.name}.restored")  # another disk than the backup's
        shutil.copyfile(file, near)
        kept = self._keep(self.path.parent / aside) if self.occupied() else None
        near.replace(self.path)
        return kept

    def _keep(self, aside: Path) -> str:
        aside.mkdir()
        for end in ("", *BESIDE):
            old = self.path.with_name(self.path.name + end)
            if old.exists():
                old.rename(aside / old.name)
        return str(aside)

    def _refuse_while_open(self) -> None:
        """Only the last connection to a database may take it out of WAL."""
        if not self.occupied():
            return
        with closing(sqlite3.connect(self.path, timeout=0.2)) as raw:
            try:
                mode = raw.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
            except sqlite3.OperationalError:
                mode = "wal"
        if mode == "wal":
            raise BackupProblem(
                "the database is in use: stop the server and the worker first. Nothing was changed."
            )


@contextmanager
def _opened(path: Path) -> Iterator[Engine]:
    engine = create_engine(f"sqlite:///{path}")
    prepare_engine(engine)
    try:
        yield engine
    finally:
        engine.dispose()  # the last connection leaves no -wal behind
