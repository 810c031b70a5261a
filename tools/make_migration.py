"""Writes a migration from the difference between the models and a freshly migrated database.

Usage: python tools/make_migration.py "what changes". Read it and mend it before committing:
checks, partial indexes and triggers are not seen by the comparison.
"""

import sys
import tempfile
from pathlib import Path

from alembic import command

from marketplace.cli.migrate import alembic_config, engine_for, upgrade
from marketplace.config import Config


def main(message: str) -> None:
    """Migrate a scratch database, compare, and write the file."""
    with tempfile.TemporaryDirectory() as scratch:
        engine = engine_for(Config(data_dir=Path(scratch)))
        upgrade(engine)
        settings = alembic_config()
        with engine.connect() as connection:
            settings.attributes["connection"] = connection
            command.revision(settings, message=message, autogenerate=True)
        engine.dispose()


if __name__ == "__main__":
    main(sys.argv[1])
