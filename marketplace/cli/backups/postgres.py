"""PostgreSQL: ``pg_dump`` on an exported snapshot, ``pg_restore`` in one transaction."""

import os
import shutil
import subprocess
from pathlib import Path

from sqlalchemy import Connection, create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from marketplace.cli.backups.manifest import BackupProblem
from marketplace.cli.backups.stores import head_in, refuse_broken, revision_of
from marketplace.cli.migrate import engine_for, is_current, upgrade
from marketplace.config import Config
from marketplace.journal.queries import Head, head_of

OURS = "public"
KEPT = "replaced_"  # what a restore replaced stays in the database under such a name


class Postgres:
    """A database on a PostgreSQL server."""

    name = "postgresql"

    def __init__(self, config: Config) -> None:
        self.config = config

    def snapshot(self, to: Path) -> tuple[str, Head]:
        """Dump what one transaction sees, and check that very state."""
        engine = engine_for(self.config)
        try:
            schema, ours = revision_of(engine), is_current(engine)
            frozen = engine.connect().execution_options(isolation_level="REPEATABLE READ")
            with frozen as connection, Session(connection) as session:
                mark = session.scalar(text("SELECT pg_export_snapshot()"))
                if ours:
                    refuse_broken(session)
                self._run("pg_dump", "-Fc", "--no-owner", f"--exclude-schema={KEPT}*",
                          f"--snapshot={mark}", f"--file={to}")  # fmt: skip
                return schema, head_of(session)
        finally:
            engine.dispose()

    def verify(self, file: Path) -> Head:
        """Let ``pg_restore`` read the dump from end to end; its head is in the manifest."""
        self._run("pg_restore", f"--file={os.devnull}", str(file), connects=False)
        return Head(-1, "")

    def occupied(self) -> bool:
        """Tell whether there are tables already."""
        engine = create_engine(self.config.sqlalchemy_url)
        try:
            return bool(revision_of(engine))
        finally:
            engine.dispose()

    def replace(self, file: Path, aside: str) -> str | None:
        """Set the old tables aside under another schema, restore, migrate; else put them back."""
        old = KEPT + aside.rpartition("-")[2].lower()
        occupied = self.occupied()
        self._statements(f"ALTER SCHEMA {OURS} RENAME TO {old}", f"CREATE SCHEMA {OURS}")
        try:
            into = f"--dbname={make_url(self.config.sqlalchemy_url).database}"
            self._run("pg_restore", "--no-owner", "--exit-on-error", "--single-transaction",
                      into, str(file))  # fmt: skip
            self._bring_up()
        except BaseException:
            self._statements(f"DROP SCHEMA {OURS} CASCADE", f"ALTER SCHEMA {old} RENAME TO {OURS}")
            raise
        if not occupied:
            self._statements(f"DROP SCHEMA {old} CASCADE")
        return f"the database's schema {old}" if occupied else None

    def _bring_up(self) -> None:
        engine = engine_for(self.config)
        try:
            upgrade(engine)
            with Session(engine) as session:
                refuse_broken(session)
            head_in(engine)
        finally:
            engine.dispose()

    def _statements(self, *statements: str) -> None:
        engine = engine_for(self.config)
        try:
            with engine.begin() as connection:
                _alone(connection)
                for statement in statements:
                    connection.execute(text(statement))
        except SQLAlchemyError as problem:
            raise BackupProblem(
                f"the database's owner must restore it ({type(problem).__name__}). "
                "Nothing was changed."
            ) from None
        finally:
            engine.dispose()

    def _run(self, program: str, *options: str, connects: bool = True) -> None:
        path = shutil.which(program)
        if path is None:
            raise BackupProblem(
                f"{program} was not found on PATH: install PostgreSQL's client programs of the "
                "server's version (Debian: postgresql-client)."
            )
        surroundings = {**os.environ, **(self._address() if connects else {})}
        done = subprocess.run(  # noqa: S603  # a fixed program with options of our own
            [path, *options], env=surroundings, capture_output=True, text=True, check=False
        )
        if done.returncode:
            said = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
            raise BackupProblem(f"{program} did not succeed: {said}")

    def _address(self) -> dict[str, str]:
        """Return the address as PG variables: a password on a command line is read by everybody."""
        url = make_url(self.config.sqlalchemy_url)
        parts = {
            "PGHOST": url.host or url.query.get("host"), "PGUSER": url.username,
            "PGPORT": str(url.port) if url.port else None, "PGPASSWORD": url.password,
            "PGDATABASE": url.database,
        }  # fmt: skip
        return {name: str(value) for name, value in parts.items() if value}


def _alone(connection: Connection) -> None:
    """Refuse while anybody else is connected: a server that goes on would write to the old."""
    others = connection.scalar(
        text(
            "SELECT count(*) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    )
    if others:
        raise BackupProblem(
            "the database is in use: stop the server and the worker first. Nothing was changed."
        )
