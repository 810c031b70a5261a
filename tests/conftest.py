"""What every test may ask for. The databases and the browser live in ``tests/support``."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from marketplace.config import Config
from tests.support import application, quick_hashes
from tests.support.client import PageClient
from tests.support.databases import Databases, databases

pytest_plugins = ["tests.support.plugin", "tests.support.browser"]

settings.register_profile(
    "ci",
    deadline=None,
    derandomize=True,
    print_blob=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
settings.register_profile("search", parent=settings.get_profile("ci"), derandomize=False)
settings.load_profile(os.environ.get("MKEKA_HYPOTHESIS", "ci"))
quick_hashes.spend(quick_hashes.QUICK)


@pytest.fixture(autouse=True)
def _push_request_context() -> None:
    """Keep pytest-flask from pushing one request context over a whole test.

    Its ``g`` would be shared by all clients, and client B answered as client A.
    """


@pytest.fixture
def honest_hashes() -> Iterator[None]:
    """Hashes at the product's own cost."""
    with quick_hashes.honest():
        yield


@pytest.fixture(scope="session")
def _databases() -> Iterator[Databases]:
    with databases() as maker:
        yield maker


@pytest.fixture(scope="session")
def _migrated(_databases: Databases) -> str:
    """The template every database is copied from: migrated, empty."""
    return _databases.template(application.migrate)


@pytest.fixture(scope="session")
def _templates() -> dict[object, str]:
    return {}


@pytest.fixture
def template(
    request: pytest.FixtureRequest, _databases: Databases, _templates: dict[object, str]
) -> str:
    """The template of this test: migrated; filled where ``pytest.mark.filled`` says so.

    ``filled(by=fill)``, or ``filled.with_args(fill, more)`` for one upon the other. Each runs once
    a worker; each test gets its own copy.
    """
    made: str = request.getfixturevalue("_migrated")
    mark = request.node.get_closest_marker("filled")
    steps: tuple[Callable[[Flask], None], ...] = ()
    for fill in () if mark is None else (mark.args or (mark.kwargs["by"],)):
        steps = (*steps, fill)
        if steps not in _templates:
            _templates[steps] = _databases.template(application.filler(fill), made)
        made = _templates[steps]
    return made


@pytest.fixture
def database_url(template: str, _databases: Databases) -> Iterator[str]:
    """The address of this test's own database, migrated."""
    url, remove = _databases.copy(template)
    yield url
    remove()


@pytest.fixture
def config(database_url: str, tmp_path: Path) -> Config:
    """The settings of this test's application."""
    return application.config(database_url, tmp_path)


@pytest.fixture
def app(config: Config) -> Iterator[Flask]:
    """The application on this test's own database; its engine is disposed afterwards."""
    with application.running(config) as running:
        yield running


@pytest.fixture
def engine(request: pytest.FixtureRequest, config: Config) -> Iterator[Engine]:
    """The engine of this test's database: the application's, where the test has one."""
    if "app" in request.fixturenames:
        yield application.engine_of(request.getfixturevalue("app"))
        return
    with application.engine_alone(config) as own:
        yield own


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A session of the test's own, outside any request; commit before a client reads."""
    with Session(engine, expire_on_commit=False) as own:
        yield own


@pytest.fixture
def new_client(app: Flask) -> Callable[[], PageClient]:
    """Make clients: each is another browser, and each checks every page it is given."""
    app.test_client_class = PageClient

    def make() -> PageClient:
        client = app.test_client()
        assert isinstance(client, PageClient)
        return client

    return make


@pytest.fixture
def client(new_client: Callable[[], PageClient]) -> PageClient:
    """A browser without a person."""
    return new_client()


@pytest.fixture
def other_client(new_client: Callable[[], PageClient]) -> PageClient:
    """Somebody else's browser."""
    return new_client()
