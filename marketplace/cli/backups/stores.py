"""The two databases, as a backup sees them: take a picture of one, look at it, put it back."""

from pathlib import Path
from typing import Protocol

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from marketplace.cli.backups.manifest import BackupProblem
from marketplace.cli.migrate import alembic_config
from marketplace.cli.promises import promises_kept
from marketplace.journal.queries import Head, head_of


class Store(Protocol):
    """One kind of database."""

    name: str

    def snapshot(self, to: Path) -> tuple[str, Head]:
        """Write a consistent picture while others write; return its schema and journal head."""

    def verify(self, file: Path) -> Head:
        """Read a picture from end to end; raise ``BackupProblem`` if it is not whole."""

    def occupied(self) -> bool:
        """Tell whether there is something that a restore would replace."""

    def replace(self, file: Path, aside: str) -> str | None:
        """Put the picture in the place of what is there; return where that is kept, if anything.

        ``aside`` names the place: a folder beside the database, or a schema inside it.
        """


def revision_of(engine: Engine) -> str:
    """Return the schema's revision; "" where there is none."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() or ""


def refuse_unknown(schema: str) -> None:
    """Raise ``BackupProblem`` for a schema this version does not know: it is newer."""
    known = {one.revision for one in ScriptDirectory.from_config(alembic_config()).walk_revisions()}
    if schema not in known:
        raise BackupProblem(
            f"its schema ({schema or 'none'}) is not known to this version: it was made by a "
            "newer one. Install that version first; nothing was changed."
        )


def refuse_broken(session: Session) -> None:
    """Raise ``BackupProblem`` where the data break a promise."""
    broken = promises_kept(session)
    if broken:
        first = broken[0]
        raise BackupProblem(
            f"{len(broken)} promises are broken; the first, {first.promise}: {first.found}."
        )


def head_in(engine: Engine) -> Head:
    """Return where the journal stands."""
    with Session(engine) as session:
        return head_of(session)
