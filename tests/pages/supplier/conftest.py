"""The village at nine o'clock on a Tuesday, for every supplier page."""

from collections.abc import Iterator

import pytest
import time_machine
from sqlalchemy.orm import Session

from marketplace.config import Config
from tests.actions.linkage import morning
from tests.pages.supplier.village import village
from tests.support import supplier_checker
from tests.support.spoken import speak_everything
from tests.world import World


@pytest.fixture(autouse=True)
def at() -> Iterator[time_machine.Traveller]:
    """The clock, which a test may move."""
    with time_machine.travel(morning(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(session: Session) -> World:
    """The village, committed, so that every phone sees it."""
    made = village(session)
    session.commit()
    return made


@pytest.fixture(autouse=True)
def voices(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every clip is there, so every word of every page must be heard."""
    speak_everything(config.data_dir)
    monkeypatch.setattr(supplier_checker, "SPOKEN", True)
