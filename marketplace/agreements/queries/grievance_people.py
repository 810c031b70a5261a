"""Whom a facilitator can name when she writes a grievance down."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Place
from marketplace.kernel.actor import Actor
from marketplace.people.models import FacilitatorPlace, Person, Supplier
from marketplace.people.queries.reach import at_places
from marketplace.people.rules.lists import SupplierState

MOST = 500


def suppliers_near(session: Session, actor: Actor) -> dict[str, str]:
    """Return the suppliers of her places by public id, by name with their village."""
    mine = at_places(actor, Supplier.place_id)
    rows = session.execute(
        select(Supplier.public_id, Supplier.name, Place.name.label("place"))
        .join(Place, Place.id == Supplier.place_id)
        .where(mine, Supplier.state == SupplierState.ACTIVE)
        .order_by(Supplier.name, Supplier.id)
        .limit(MOST)
    )
    return {row.public_id: f"{row.name} · {row.place}" for row in rows}


def helpers_near(session: Session, actor: Actor) -> dict[int, str]:
    """Return the facilitators of her destinations but herself."""
    rows = session.execute(
        select(Person.id, Person.name)
        .join(FacilitatorPlace, FacilitatorPlace.person_id == Person.id)
        .join(Place, Place.id == FacilitatorPlace.place_id)
        .where(Place.destination_id.in_(actor.destination_ids), Person.id != actor.person_id)
        .group_by(Person.id, Person.name)
        .order_by(Person.name, Person.id)
        .limit(MOST)
    )
    return {row.id: row.name for row in rows}
