"""A lodge on a Tuesday morning, and its buyer before a browser."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from sqlalchemy.orm import Session

from marketplace.people.models import Person
from tests.actions.linkage import morning
from tests.pages.buyer.lodge import lodge, signed_in
from tests.support.client import PageClient
from tests.world import World


@pytest.fixture(autouse=True)
def at() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(morning(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(at: object, session: Session) -> World:
    return lodge(session)


@pytest.fixture
def sign_in(
    session: Session, new_client: Callable[[], PageClient]
) -> Callable[[Person], PageClient]:
    return lambda person: signed_in(session, new_client(), person)


@pytest.fixture
def neema(world: World, sign_in: Callable[[Person], PageClient]) -> PageClient:
    """Neema, who buys for Kijani Ridge Lodges, before her own browser."""
    return sign_in(world.people["neema"])
