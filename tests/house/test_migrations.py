"""Migrations make what the models say, and can be taken back with rows in the tables."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from marketplace.assessment.actions import check_purchase
from marketplace.cli import migrate
from marketplace.db import write_transaction
from marketplace.kernel.actor import SYSTEM
from tests.actions.linkage import asks, purchase
from tests.support import application
from tests.support.databases import Databases
from tests.support.schema import row_counts, tables_dump, triggers
from tests.world.small import small_world

pytestmark = pytest.mark.both


@pytest.fixture
def engine(database_url: str, tmp_path: Path) -> Iterator[Engine]:
    """A migrated database without an application."""
    made = migrate.engine_for(application.config(database_url, tmp_path))
    yield made
    made.dispose()


@pytest.fixture
def from_models(_databases: Databases, tmp_path: Path) -> Iterator[Engine]:
    """A database made from the models alone."""
    folder = tmp_path / "models"
    folder.mkdir()
    url, remove = _databases.copy(_databases.template(lambda _url: None))
    made = migrate.engine_for(application.config(url, folder))
    with made.begin() as connection:
        migrate.all_metadata().create_all(connection)
    yield made
    made.dispose()
    remove()


def fill(engine: Engine) -> None:
    """Put the small world in, a checked purchase, and one journal row of our own."""
    with write_transaction(), Session(engine) as session:
        world = small_world(session)
        check_purchase(session, SYSTEM, purchase(world, asks(session, world)))
        session.execute(
            text(
                "INSERT INTO journal_entry (id, verb, subject_type, subject_id, facts, via, at, "
                "previous, hash) VALUES (1000, 'test.fill', 'place', 1, '{}', 'cli', "
                "CURRENT_TIMESTAMP, '', 'h')"
            )
        )
        session.commit()


def revisions() -> list[tuple[str, str | None]]:
    """Return every revision with the one below it, newest first."""
    script = ScriptDirectory.from_config(migrate.alembic_config())
    return [(str(r.revision), r.down_revision) for r in script.walk_revisions()]


def test_every_step_stands_on_one_other_and_only_one_is_last() -> None:
    """The numbers are names, not the order (docs/operations.md): the order is this chain."""
    script = ScriptDirectory.from_config(migrate.alembic_config())
    steps = list(script.walk_revisions())
    assert len(steps) == len(list(Path(script.versions).glob("*.py"))) > 20
    assert [step.revision for step in steps if step.is_branch_point or step.is_merge_point] == []
    assert (len(script.get_heads()), len(script.get_bases())) == (1, 1)


def test_migrations_make_what_the_models_say(engine: Engine, from_models: Engine) -> None:
    with engine.connect() as migrated, from_models.connect() as modelled:
        made, meant = tables_dump(migrated), tables_dump(modelled)
    assert len(meant) > 100
    assert made == meant


def test_the_comparison_sees_what_alembic_misses(engine: Engine) -> None:
    with engine.connect() as connection:
        dump = "\n".join(tables_dump(connection))
    assert "awarded <= quantity" in dump
    assert "WHERE" in dump


def test_each_step_can_be_taken_back_and_again_with_rows_in_it(engine: Engine) -> None:
    fill(engine)
    with engine.connect() as connection:
        before = row_counts(connection), triggers(connection), tables_dump(connection)
    for _, below in revisions():
        if below is not None:
            migrate.downgrade(engine, below)
            assert not migrate.is_current(engine)
    migrate.upgrade(engine)
    assert migrate.is_current(engine)
    with engine.connect() as connection:
        assert (row_counts(connection), triggers(connection), tables_dump(connection)) == before


def test_the_first_step_leaves_nothing_behind(engine: Engine) -> None:
    fill(engine)
    migrate.downgrade(engine, "base")
    with engine.connect() as connection:
        assert (row_counts(connection), triggers(connection), tables_dump(connection)) == (
            {},
            [],
            [],
        )


@pytest.mark.parametrize(
    "change", ["UPDATE journal_entry SET verb = 'other'", "DELETE FROM journal_entry"]
)
def test_the_journal_refuses_change_after_every_step(engine: Engine, change: str) -> None:
    fill(engine)
    with engine.begin() as connection, pytest.raises(DBAPIError, match="append-only"):
        connection.execute(text(change))
