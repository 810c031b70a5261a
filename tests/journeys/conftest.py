"""The demo world as ``marketplace demo`` serves it, on a Tuesday morning, with its worker running.

The clock is the demo's own, put to that morning; only `/admin/clock` moves it on.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread

import pytest
from flask import Flask
from playwright.sync_api import Page
from sqlalchemy.orm import Session

from marketplace.config import Config
from marketplace.jobs import run_worker
from marketplace.kernel import clock
from tests.journeys.hands import Hand
from tests.support import application
from tests.support.browser import NewPage

ROUND = 0.2


@pytest.fixture(autouse=True)
def _clock_set_right() -> Iterator[None]:
    yield
    clock.set_offset(timedelta(0))


@pytest.fixture
def config(database_url: str, tmp_path: Path) -> Config:
    """The settings of ``marketplace demo``."""
    return replace(application.config(database_url, tmp_path), demo=True, log_level="WARNING")


@pytest.fixture(autouse=True)
def _worker(app: Flask) -> Iterator[None]:
    """The worker beside the server, at a short step."""
    stop = Event()
    thread = Thread(target=run_worker, args=(app,), kwargs={"interval": ROUND, "stop": stop})
    thread.start()
    yield
    stop.set()
    thread.join(timeout=10)


@pytest.fixture
def hold(session: Session) -> Callable[[Page], Hand]:
    """Give somebody a browser in hand."""
    return lambda page: Hand(page, session)


@pytest.fixture
def anna(desk: NewPage, hold: Callable[[Page], Hand]) -> Hand:
    """Anna before her own desk, signed in."""
    hand = hold(desk())
    hand.sign_in("anna", "/desk/?lang=en")
    return hand
