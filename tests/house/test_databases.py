"""The tests' own ground: every test has its own migrated database, on whichever server."""

import pytest
from sqlalchemy import Engine, text

from tests.support import application
from tests.support.setting import database

pytestmark = pytest.mark.both


@pytest.fixture
def own(database_url: str, tmp_path) -> Engine:
    from marketplace.cli.migrate import engine_for

    engine = engine_for(application.config(database_url, tmp_path))
    yield engine
    engine.dispose()


@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_has_its_own_migrated_database(own: Engine, turn: int) -> None:
    with own.begin() as connection:
        assert connection.execute(text("SELECT count(*) FROM journal_entry")).scalar_one() == 0
        connection.execute(text("CREATE TABLE left_behind (id integer)"))


def test_it_is_the_database_that_was_asked_for(own: Engine) -> None:
    assert own.dialect.name == {"sqlite": "sqlite", "postgres": "postgresql"}[database()]


def test_sockets_reach_loopback_only() -> None:
    import socket

    from pytest_socket import SocketConnectBlockedError

    with socket.socket() as away, pytest.raises((SocketConnectBlockedError, UserWarning)):
        away.connect(("192.0.2.1", 80))
