"""A fresh, migrated database for every test, quickly: migrated once a worker, then copied.

SQLite copies a file; PostgreSQL clones a template database. ``MKEKA_TEST_DB`` says which.
"""

import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

import psycopg
from psycopg import sql

from tests.support.setting import database
from tools.quick_folder import quick_folder

Fill = Callable[[str], None]
LOCAL = "postgresql://postgres@127.0.0.1:5432/postgres"


class Databases(Protocol):
    """Makes templates and hands out copies."""

    def template(self, fill: Fill, base: str | None = None) -> str:
        """Make a database, from another or empty; fill it by its URL; return its name."""

    def copy(self, template: str) -> tuple[str, Callable[[], None]]:
        """Return the URL of a copy and how to remove it."""

    def close(self) -> None:
        """Remove everything."""


class SqliteDatabases:
    """Templates and copies are files in a worker's own folder.

    Where that lies in memory, FULL synchronous writes wait for no disk: the product's own settings
    stay as they are, only the ground under them is quicker.
    """

    def __init__(self) -> None:
        self.folder = quick_folder("tests")

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

    def copy(self, template: str) -> tuple[str, Callable[[], None]]:
        place = self.folder / secrets.token_hex(6)
        place.mkdir()
        shutil.copyfile(template, place / "mkeka.sqlite3")
        return f"sqlite:///{place / 'mkeka.sqlite3'}", lambda: shutil.rmtree(place)

    def close(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


class PostgresDatabases:
    """Templates are databases with names of their own, so that workers never meet."""

    def __init__(self, address: str) -> None:
        self.admin = psycopg.connect(address, autocommit=True)
        self.address = address
        self.made: set[str] = set()
        # Copying files is quickest, and the only way there was before PostgreSQL 15.
        self.how = " STRATEGY FILE_COPY" if self.admin.info.server_version >= 150_000 else ""

    def _url(self, name: str) -> str:
        return f"{self.address.rpartition('/')[0]}/{name}"

    def _create(self, source: str) -> str:
        worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
        name = f"mkeka_test_{worker}_{secrets.token_hex(6)}"
        words = (sql.Identifier(name), sql.Identifier(source))
        self.admin.execute(sql.SQL(f"CREATE DATABASE {{}} TEMPLATE {{}}{self.how}").format(*words))
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

    def copy(self, template: str) -> tuple[str, Callable[[], None]]:
        name = self._create(template)
        return self._url(name), lambda: self._drop(name)

    def close(self) -> None:
        for name in list(self.made):
            self._drop(name)
        self.admin.close()


@contextmanager
def databases() -> Iterator[Databases]:
    """Yield the maker of databases for this run."""
    maker: Databases = (
        PostgresDatabases(os.environ.get("MKEKA_TEST_POSTGRES") or LOCAL)
        if database() == "postgres"
        else SqliteDatabases()
    )
    try:
        yield maker
    finally:
        maker.close()
