"""The administrator's room: Tumsifu before a browser, on the Tuesday of the desk."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from marketplace.kernel.actor import Role
from marketplace.people.models import Person
from tests.pages.desk.conftest import anna, at, sit, theresia, world
from tests.pages.desk.room import Desk
from tests.world import World, add_person

__all__ = ["anna", "at", "sit", "theresia", "world"]


@pytest.fixture
def tumsifu(world: World, session: Session, sit: Callable[[Person], Desk]) -> Desk:
    """Tumsifu, who runs the installation."""
    person = add_person(session, world.destination, name="Tumsifu Shayo", role=Role.ADMINISTRATOR)
    session.commit()
    return sit(person)
