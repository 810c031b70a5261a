"""A desk on a Tuesday morning: Anna, Theresia and the mediator before browsers of their own."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from sqlalchemy.orm import Session

from marketplace.people.models import Person
from tests.actions.linkage import morning, typical_cost
from tests.pages.desk.room import Desk, sit_down
from tests.support.client import PageClient
from tests.world import World, small_world


@pytest.fixture(autouse=True)
def at() -> Iterator[time_machine.Traveller]:
    """The clock, which a test may move."""
    with time_machine.travel(morning(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(at: object, session: Session) -> World:
    """The small world, committed, with the typical cost of tomatoes."""
    made = small_world(session)
    typical_cost(session, made)
    session.commit()
    return made


@pytest.fixture
def sit(session: Session, new_client: Callable[[], PageClient]) -> Callable[[Person], Desk]:
    """Seat a facilitator before a browser of her own."""
    return lambda person: sit_down(session, new_client(), person)


@pytest.fixture
def anna(world: World, sit: Callable[[Person], Desk]) -> Desk:
    """Anna, of Mto wa Mbu, its villages and Rhotia."""
    return sit(world.people["anna"])


@pytest.fixture
def theresia(world: World, sit: Callable[[Person], Desk]) -> Desk:
    """Theresia, of Karatu, who reaches nothing of Anna's."""
    return sit(world.people["theresia"])
