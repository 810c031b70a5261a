"""Applications for tests: made from a database's address, and closed again.

The application is imported where it is used, so that a test of plain rules needs nothing of it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask
from sqlalchemy import Engine

from marketplace.config import Config
from tests.support.standing import Ground, Lent

SECRET = "the tests' own secret, long enough to be one"


@dataclass(frozen=True)
class House:
    """An application, the ground it stands on, and its own settings as they were made."""

    app: Flask
    ground: Ground
    config: dict[str, Any]


_houses: Lent[House] = Lent()
_grounds: Lent[Ground] = Lent()


def config(url: str, folder: Path) -> Config:
    """Return the settings of an application under test."""
    return Config(data_dir=folder, database_url=url, secret=SECRET, testing=True)


@contextmanager
def running(settings: Config) -> Iterator[Flask]:
    """Yield an application in which these settings live; it stood there before, others lived in it.

    Where a test changes the house itself, let it ask for ``built``.
    """
    with _houses.of(_kind(settings), lambda: _house(settings)) as house:
        yield from _lived_in(house, settings)


@contextmanager
def built(settings: Config) -> Iterator[Flask]:
    """Yield an application made for this test alone."""
    yield from _lived_in(_house(settings), settings)


def _kind(settings: Config) -> Config:
    """Return what two applications must have in common to be one."""
    scheme = "sqlite:///" if settings.is_sqlite else "postgresql://"
    return replace(settings, data_dir=Path(), database_url=scheme)


def _house(settings: Config) -> House:
    from marketplace.app import create_app

    app = create_app(settings)
    return House(app, Ground(engine_of(app)), dict(app.config))


def _lived_in(house: House, settings: Config) -> Iterator[Flask]:
    from marketplace.app import settle
    from marketplace.db import db
    from marketplace.web import swaps

    app = house.app
    with house.ground.at(settings.sqlalchemy_url) as engine:
        app.test_client_class = None
        swaps.install(app)
        with app.app_context():
            db.engines[None] = engine
        settle(app, settings)
        try:
            yield app
        finally:
            with app.app_context():
                db.session.remove()
    if dict(app.config) != house.config:
        raise AssertionError("a test changed the house it was lent: let it ask for one of its own")


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
    lent = _grounds.of(settings.is_sqlite, lambda: Ground(command.engine_for(settings)))
    with lent as ground, ground.at(settings.sqlalchemy_url) as engine:
        yield engine


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
