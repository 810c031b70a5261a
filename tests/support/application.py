"""Applications for tests: made from a database's address, and closed again.

The application is imported where it is used, so that a test of plain rules needs nothing of it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask
from sqlalchemy import Engine

from marketplace.config import Config

SECRET = "the tests' own secret, long enough to be one"


def config(url: str, folder: Path) -> Config:
    """Return the settings of an application under test."""
    return Config(data_dir=folder, database_url=url, secret=SECRET, testing=True)


@contextmanager
def running(settings: Config) -> Iterator[Flask]:
    """Yield an application and dispose its engines, so that no connection is left open."""
    from marketplace.app import create_app
    from marketplace.db import db

    app = create_app(settings)
    try:
        yield app
    finally:
        with app.app_context():
            db.session.remove()
            for engine in db.engines.values():
                engine.dispose()


def engine_of(app: Flask) -> Engine:
    """Return an application's engine."""
    from marketplace.db import db

    with app.app_context():
        return db.engine


@contextmanager
def engine_alone(settings: Config) -> Iterator[Engine]:
    """Yield an engine that needs no application, with every table known."""
    from marketplace.cli import migrate as command

    command.all_metadata()
    engine = command.engine_for(settings)
    try:
        yield engine
    finally:
        engine.dispose()


def migrate(url: str) -> None:
    """Bring the database at an address to the newest schema."""
    from marketplace.cli import migrate as command

    with TemporaryDirectory() as folder, engine_alone(config(url, Path(folder))) as engine:
        command.upgrade(engine)


def filler(fill: Callable[[Flask], None]) -> Callable[[str], None]:
    """Turn what fills an application into what fills a database by its address."""

    def by_address(url: str) -> None:
        with TemporaryDirectory() as folder, running(config(url, Path(folder))) as app:
            fill(app)

    return by_address
