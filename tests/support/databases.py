"""A fresh, migrated database for every test, quickly: migrated once a worker, then copied.

SQLite copies a file; PostgreSQL clones a template database. ``MKEKA_TEST_DB`` says which.
"""

import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import psycopg
from psycopg import sql

from tests.support.setting import database

Fill = Callable[[str], None]
LOCAL = "postgresql://postgres@127.0.0.1:5432/postgres"


class Databases(Protocol):
    """Makes templates and hands out copies."""

    def template(self, fill: Fill, base: str | None = None) -> str:
        """Make a database, from another or empty; fill it by its URL; return its name."""

    def copy(self, template: str, folder: Path) -> tuple[str, Callable[[], None]]:
        """Return the URL of a copy and how to remove it."""

    def close(self) -> None:
        """Remove everything."""


class SqliteDatabases:
    """Templates are files in a worker's own folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def template(self, fill: Fill, base: str | None = None) -> str:
        path = self.folder / f"{secrets.token_hex(6)}.sqlite3"
        if base:
            shutil.copyfile(base, path)
        else:
            path.touch()
        fill(f"sqlite:///{path}")
        if list(self.folder.glob(f"{path.name}-wal")):
            raise RuntimeError("a template is still open: dispose its engine")
        return str(path)

    def copy(self, template: str, folder: Path) -> tuple[str, Callable[[], None]]:
        path = folder / "mkeka.sqlite3"
        shutil.copyfile(template, path)
        return f"sqlite:///{path}", lambda: None

    def close(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


class PostgresDatabases:
    """Templates are databases with names of their own, so that workers never meet."""

    def __init__(self, address: str) -> None:
        self.admin = psycopg.connect(address, autocommit=True)
        self.address = address
        self.made: set[str] = set()

    def _url(self, name: str) -> str:
        return f"{self.address.rpartition('/')[0]}/{name}"

    def _create(self, source: str) -> str:
        worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
        name = f"mkeka_test_{worker}_{secrets.token_hex(6)}"
        words = (sql.Identifier(name), sql.Identifier(source))
        self.admin.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*words))
        self.made.add(name)
        return name

    def _drop(self, name: str) -> None:
        statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
        self.admin.execute(statement.format(sql.Identifier(name)))
        self.made.discard(name)

    def template(self, fill: Fill, base: str | None = None) -> str:
        name = self._create(base or "template0")
        fill(self._url(name))
        return name

    def copy(self, template: str, folder: Path) -> tuple[str, Callable[[], None]]:
        name = self._create(template)
        return self._url(name), lambda: self._drop(name)

    def close(self) -> None:
        for name in list(self.made):
            self._drop(name)
        self.admin.close()


@contextmanager
def databases(folder: Path) -> Iterator[Databases]:
    """Yield the maker of databases for this run."""
    maker: Databases = (
        PostgresDatabases(os.environ.get("MKEKA_TEST_POSTGRES") or LOCAL)
        if database() == "postgres"
        else SqliteDatabases(folder)
    )
    try:
        yield maker
    finally:
        maker.close()
