"""Who helps in a place: the facilitators a supplier can look for, with where they are found."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Place
from marketplace.people.models import FacilitatorPlace, Person, StaffPhone, Supplier

MOST = 6


@dataclass(frozen=True, slots=True)
class HelperCard:
    """A facilitator and the places to find her in, by name."""

    name: str
    places: tuple[str, ...]
    phone: str | None = None


def helpers_of(
    session: Session, *, destination_id: int, supplier_ids: frozenset[int] = frozenset()
) -> tuple[HelperCard, ...]:
    """Return the facilitators of a destination, those of the suppliers' own places only if any.

    At most six, by name, in at most two statements.
    """
    rows = session.execute(
        select(Person.id, Person.name, Place.id, Place.name, StaffPhone.number)
        .join(FacilitatorPlace, FacilitatorPlace.person_id == Person.id)
        .join(Place, Place.id == FacilitatorPlace.place_id)
        .outerjoin(StaffPhone, StaffPhone.person_id == Person.id)
        .where(Place.destination_id == destination_id, Person.disabled_at.is_(None))
        .order_by(Person.name, Person.id, Place.name)
    ).all()
    homes = _homes(session, supplier_ids)
    near = {person for person, _, place, _, _ in rows if place in homes}
    places: dict[tuple[int, str, str | None], list[str]] = defaultdict(list)
    for person, name, _, place_name, phone in rows:
        if not near or person in near:
            places[person, name, phone].append(place_name)
    cards = (HelperCard(name, tuple(found), phone) for (_, name, phone), found in places.items())
    return tuple(cards)[:MOST]


def _homes(session: Session, supplier_ids: frozenset[int]) -> frozenset[int]:
    if not supplier_ids:
        return frozenset()
    return frozenset(
        session.scalars(select(Supplier.place_id).where(Supplier.id.in_(supplier_ids)))
    )
