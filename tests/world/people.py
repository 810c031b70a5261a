"""Persons, mediators, and the actors they become."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from marketplace.catalogue.models import Destination, Place
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Actor, Role, Via
from marketplace.people.models import FacilitatorPlace, Person, RoleGrant


def add_person(
    session: Session, destination: Destination | None, name: str, *, role: Role | None = None
) -> Person:
    """Add a person, with a role if one is named."""
    person = Person(
        public_id=ids.public_id(), destination_id=destination.id if destination else None,
        name=name, language="en", created_at=clock.now(),
    )  # fmt: skip
    session.add(person)
    session.flush()
    if role is not None:
        session.add(RoleGrant(person_id=person.id, role=role, granted_at=clock.now()))
        session.flush()
    return person


def add_facilitator(
    session: Session, destination: Destination, name: str, *, places: Iterable[Place]
) -> Person:
    """Add a mediator who works in these places."""
    person = add_person(session, destination, name, role=Role.FACILITATOR)
    for place in places:
        session.add(FacilitatorPlace(person_id=person.id, place_id=place.id))
    session.flush()
    return person


def actor_of(person: Person, role: Role, *, via: Via = Via.WEB, **reach: object) -> Actor:
    """Return the person as an actor in one role, with what it may reach."""
    return Actor(
        person_id=person.id, via=via, roles=frozenset({role}), name=person.name,
        code_proved=True, **reach,  # type: ignore[arg-type]  # by name
    )  # fmt: skip
