"""Answering "what is held about me?": that it was answered is journalled, what was said is not."""

from typing import Any

from sqlalchemy.orm import Session

from marketplace.journal.actions import record
from marketplace.kernel.actor import Actor
from marketplace.people.actions.states import reaches_person
from marketplace.people.models import Person
from marketplace.people.queries.held import held_about
from marketplace.people.rules import access


def disclose(session: Session, actor: Actor, person_id: int) -> dict[str, Any]:
    """Return everything held about a person as plain data, for her, by whoever may act for her."""
    person = session.get(Person, person_id)
    access.require(person is not None)
    own = actor.person_id == person_id
    access.require(own or reaches_person(session, actor, person_id))
    held = held_about(session, person_id)
    record(session, actor, verb="person.disclose", subject=person, facts={"tables": len(held)})
    return {holding.table: list(holding.rows) for holding in held}
