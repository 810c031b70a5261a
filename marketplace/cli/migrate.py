"""``marketplace migrate``: the only place that makes or changes the schema."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, MetaData, create_engine

from marketplace.config import Config, from_environ
from marketplace.db import Base, prepare_engine, write_transaction

CONTEXTS = (
    "journal", "catalogue", "people", "sourcing", "offers", "assessment", "mediation",
    "agreements", "support", "collective",
)  # fmt: skip


def all_metadata() -> MetaData:
    """Return every table of every context."""
    for name in CONTEXTS:
        import_module(f"marketplace.{name}.models")
    return Base.metadata


def folder() -> Path:
    """Return where the migrations lie: inside an installed package, else beside it."""
    package = Path(__file__).parent.parent
    inside = package / "_migrations"
    return inside if inside.exists() else package.parent / "migrations"


def alembic_config() -> AlembicConfig:
    """Return Alembic's own configuration, without any file."""
    made = AlembicConfig()
    made.set_main_option("script_location", str(folder()))
    return made


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring a database up to a revision."""
    _run(engine, command.upgrade, revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Bring a database down to a revision; data that only later ones hold is lost."""
    _run(engine, command.downgrade, revision)


def _run(engine: Engine, what: object, revision: str) -> None:
    settings = alembic_config()
    with write_transaction(), engine.connect() as connection, _keys_at_rest(connection):
        settings.attributes["connection"] = connection
        what(settings, revision)  # type: ignore[operator]  # one of Alembic's two commands
        connection.commit()


@contextmanager
def _keys_at_rest(connection: Connection) -> Iterator[None]:
    """Let SQLite rebuild a table that others point at; every key is looked at afterwards.

    SQLite cannot change a column in place, and dropping the old table would count as deleting
    its rows. The switch works outside a transaction only.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    raw = connection.connection.cursor()
    raw.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
        if raw.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise RuntimeError("a migration left a row that points at nothing")
    finally:
        raw.execute("PRAGMA foreign_keys=ON")
        raw.close()


def is_current(engine: Engine) -> bool:
    """Tell whether the database stands at the newest revision."""
    with engine.connect() as connection:
        known = MigrationContext.configure(connection).get_current_revision()
    return known == ScriptDirectory.from_config(alembic_config()).get_current_head()


def engine_for(config: Config) -> Engine:
    """Return an engine of this house for a configuration."""
    engine = create_engine(config.sqlalchemy_url)
    prepare_engine(engine)
    return engine


def main(argv: list[str]) -> int:
    """Run ``marketplace migrate``."""
    parser = argparse.ArgumentParser(prog="marketplace migrate", description=main.__doc__)
    parser.add_argument("--to", default="head", help="a revision; the newest if not given")
    options = parser.parse_args(argv)
    engine = engine_for(from_environ())
    upgrade(engine, options.to)
    engine.dispose()
    print("The database is up to date.")
    return 0
