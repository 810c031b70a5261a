"""Loading a supplier through what a facilitator may see."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Place
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.people.models import Supplier
from marketplace.people.rules.access import reaches_place, require


@dataclass(frozen=True, slots=True)
class Her:
    """A supplier as pages about her growth name her."""

    id: int
    public_id: str
    code: str
    name: str
    place_id: int
    place_name: str
    destination_id: int


def reached(session: Session, actor: Actor, public_id: str) -> Her:
    """Return a supplier of a facilitator's places; ``NotFound`` for anybody else's."""
    row = session.execute(
        select(
            Supplier.id, Supplier.public_id, Supplier.code, Supplier.name, Supplier.place_id,
            Place.name, Supplier.destination_id,
        )
        .join(Place, Place.id == Supplier.place_id)
        .where(Supplier.public_id == public_id)
    ).one_or_none()  # fmt: skip
    if row is None:
        raise NotFound
    require(reaches_place(actor, row.place_id))
    return Her(*row)
