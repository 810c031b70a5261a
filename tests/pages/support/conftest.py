"""The desk's Tuesday morning, with a support provider before a browser of his own."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from marketplace.people.models import Person, SupportProvider
from tests.pages.desk.conftest import anna, at, sit, theresia
from tests.pages.desk.room import Desk
from tests.pages.supplier.village import village
from tests.world import World, add_specs
from tests.world.support import add_provider

__all__ = ["anna", "at", "sit", "theresia"]
Pair = tuple[SupportProvider, Person]


@pytest.fixture
def world(at: object, session: Session) -> World:
    """The village with points of quality, committed."""
    made = village(session)
    add_specs(session)
    session.commit()
    return made


@pytest.fixture
def usafi(session: Session, world: World) -> Pair:
    """Usafi Food Safety, and Zawadi who speaks for it."""
    provider, person = add_provider(session, world)
    assert person is not None
    session.commit()
    return provider, person


@pytest.fixture
def zawadi_sits(usafi: Pair, sit: Callable[[Person], Desk]) -> Desk:
    """Zawadi before her own browser."""
    return sit(usafi[1])
