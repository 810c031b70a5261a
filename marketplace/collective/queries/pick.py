"""What a facilitator can choose from: her places, buyers with a door there, leaves made there."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Category, Place
from marketplace.kernel.actor import Actor
from marketplace.people.models import Operator, Supplier, SupplierLeaf
from marketplace.people.queries.reach import at_places, in_reach
from marketplace.sourcing.models import Property

MOST = 300


def places_here(session: Session, actor: Actor) -> dict[str, str]:
    """Return her places by public id."""
    mine = at_places(actor, Place.id)
    rows = session.execute(
        select(Place.public_id, Place.name).where(mine).order_by(Place.name).limit(MOST)
    )
    return {row.public_id: row.name for row in rows}


def buyers_here(session: Session, actor: Actor) -> dict[str, str]:
    """Return the operators with a door in her places, by public id."""
    rows = session.execute(
        select(Operator.public_id, Operator.name)
        .join(Property, Property.operator_id == Operator.id)
        .where(in_reach(actor, Property.place_id))
        .group_by(Operator.id, Operator.public_id, Operator.name)
        .order_by(Operator.name)
        .limit(MOST)
    )
    return {row.public_id: row.name for row in rows}


def leaves_made(session: Session, actor: Actor) -> tuple[str, ...]:
    """Return the codes of what is made in her destinations."""
    rows = session.scalars(
        select(Category.code)
        .join(SupplierLeaf, SupplierLeaf.category_id == Category.id)
        .join(Supplier, Supplier.id == SupplierLeaf.supplier_id)
        .where(Supplier.destination_id.in_(actor.destination_ids))
        .distinct()
        .order_by(Category.code)
    )
    return tuple(rows)
