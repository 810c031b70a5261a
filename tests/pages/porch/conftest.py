"""Tours of the demo world, each walked once a worker however many tests ask what was seen."""

import pytest
from sqlalchemy.orm import Session

from tests.pages.porch.tour import Tour, tour
from tests.support.application import engine_of


@pytest.fixture(scope="session")
def _tours() -> dict[str, Tour]:
    return {}


@pytest.fixture
def toured(who: str, _tours: dict[str, Tour], request: pytest.FixtureRequest) -> Tour:
    """What ``who`` saw on the tour; the test is marked ``filled`` by ``canaries.planted``."""
    if who not in _tours:
        app, client = request.getfixturevalue("app"), request.getfixturevalue("client")
        with Session(engine_of(app), expire_on_commit=False) as session:
            _tours[who] = tour(app, session, client, who)
    return _tours[who]
