"""The administrator's first page, and the figures for a machine that watches."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.blueprints.home import admin
from marketplace.catalogue.actions import worker_beat
from marketplace.catalogue.models import WorkerBeat
from marketplace.config import BadConfig, Config
from tests.pages.desk.room import Desk
from tests.support.client import PageClient
from tests.world import World

TOKEN = "a-token-of-many-signs"


def test_a_silent_worker_is_the_first_thing_said(
    tumsifu: Desk, session: Session, at: time_machine.Traveller
) -> None:
    assert "the worker was never seen" in tumsifu.read("/admin/")
    worker_beat(session, failed=0)
    assert "Everything is in order." in tumsifu.read("/admin/")
    at.shift(timedelta(minutes=4))
    said = tumsifu.read("/admin/")
    assert "1 thing needs mending." in said
    assert "start marketplace worker" in said


def test_the_worker_beats_twice_a_minute_and_counts_what_failed(
    session: Session, world: World, at: time_machine.Traveller
) -> None:
    for _ in range(10):
        worker_beat(session, failed=0)
    worker_beat(session, failed=2)
    at.shift(timedelta(seconds=31))
    worker_beat(session, failed=0)
    session.rollback()
    row = session.scalars(select(WorkerBeat)).one()
    assert (row.beats, row.failed) == (3, 2)


def test_a_disk_that_fills_is_said_before_it_is_full(
    tumsifu: Desk, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker_beat(session, failed=0)
    monkeypatch.setattr(admin, "LITTLE_ROOM", 2**60)
    said = tumsifu.read("/admin/")
    assert "1 thing needs mending." in said
    assert "The disk is nearly full" in said


def test_database_schema_and_settings_are_shown(tumsifu: Desk) -> None:
    said = tumsifu.read("/admin/")
    assert "Migrated to 0" in said
    assert "SQLite" in said or "PostgreSQL" in said


@pytest.fixture
def settings(app: Flask) -> Iterator[Callable[..., None]]:
    """Change the settings of the running application."""
    before: Config = app.extensions["mkeka"]

    def change(**values: Any) -> None:
        app.extensions["mkeka"] = replace(before, **values)

    yield change
    app.extensions["mkeka"] = before


def test_figures_are_for_this_machine(client: PageClient, world: World) -> None:
    answer = client.get("/metrics")
    assert answer.status_code == 200
    assert answer.content_type.startswith("text/plain; version=0.0.4")
    lines = answer.get_data(as_text=True).splitlines()
    named = {line.split()[2] for line in lines if line.startswith("# TYPE")}
    assert {"mkeka_journal_entries", "mkeka_outbox_waiting", "mkeka_data_free_bytes"} <= named
    for line in lines:
        if not line.startswith("#"):
            name, value = line.rsplit(" ", 1)
            assert name.partition("{")[0] in named
            float(value)


@pytest.mark.parametrize(
    ("behind", "headers", "address"),
    [
        ({}, {}, "192.0.2.7"),
        ({}, {"X-Forwarded-For": "192.0.2.7"}, "127.0.0.1"),
        ({"behind_tls": True}, {}, "127.0.0.1"),
        ({"metrics_token": TOKEN}, {}, "127.0.0.1"),
        ({"metrics_token": TOKEN}, {"Authorization": "Bearer wrong"}, "127.0.0.1"),
        ({"metrics_token": TOKEN}, {"Authorization": f"Basic {TOKEN}"}, "127.0.0.1"),
    ],
)
def test_nobody_else_is_told(
    client: PageClient, settings: Callable[..., None], behind: dict[str, Any],
    headers: dict[str, str], address: str,
) -> None:  # fmt: skip
    settings(**behind)
    surroundings = {"REMOTE_ADDR": address}
    answer = client.get("/metrics", headers=headers, environ_base=surroundings)
    assert answer.status_code == 404


def test_the_token_opens_from_anywhere(client: PageClient, settings: Callable[..., None]) -> None:
    settings(metrics_token=TOKEN, behind_tls=True)
    answer = client.get(
        "/metrics", headers={"Authorization": f"Bearer {TOKEN}"},
        environ_base={"REMOTE_ADDR": "192.0.2.7"},
    )  # fmt: skip
    assert answer.status_code == 200


def test_a_short_token_is_no_token(config: Config) -> None:
    with pytest.raises(BadConfig, match="16 characters"):
        replace(config, metrics_token="short")
