"""Tours of the demo world, each walked once a run however many tests ask what was seen."""

import fcntl
import os
import pickle
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests.pages.porch.tour import Tour, tour
from tests.support.application import engine_of


@pytest.fixture(scope="session")
def _tours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder where workers leave their tours to each other."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "tours"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture
def toured(who: str, _tours: Path, request: pytest.FixtureRequest) -> Tour:
    """What ``who`` saw on the tour; the test is marked ``canaries.PLANTED``."""
    kept = _tours / f"{who}.pickle"
    with (_tours / f"{who}.lock").open("w") as door:
        fcntl.flock(door, fcntl.LOCK_EX)
        if not kept.exists():
            app, client = request.getfixturevalue("app"), request.getfixturevalue("client")
            with Session(engine_of(app), expire_on_commit=False) as session:
                kept.write_bytes(pickle.dumps(tour(app, session, client, who)))
    seen: Tour = pickle.loads(kept.read_bytes())  # this run wrote it
    return seen
