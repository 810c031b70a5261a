"""The village at nine o'clock on a Tuesday, for every supplier page."""

from collections.abc import Iterator

import pytest
import time_machine
from sqlalchemy.orm import Session

from tests.actions.linkage import morning
from tests.pages.supplier.village import village
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
