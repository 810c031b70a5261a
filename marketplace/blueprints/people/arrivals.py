"""What comes with an operator's answer to its invitation: its door, and what it lives from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from marketplace.catalogue import queries as catalogue
from marketplace.catalogue.queries import PlaceCard
from marketplace.forms.arrival import PRODUCTS
from marketplace.i18n import gettext
from marketplace.kernel.actor import Actor, Via
from marketplace.kernel.refused import NotFound
from marketplace.people.queries.operators import works_for
from marketplace.sourcing.actions import (
    CoreProductFacts,
    NewProperty,
    add_property,
    keep_core_product,
)
from marketplace.sourcing.rules.lists import ProductRole


@dataclass(frozen=True, slots=True)
class Arrival:
    """The door goods come to, when it is open, and codes of core products."""

    property_name: str
    place_id: int
    hours: Mapping[int, tuple[int, int]]
    products: Sequence[str]

    def settle_in(self, session: Session, person_id: int) -> None:
        """Add door and core products in the name of the operator's first person."""
        operator_ids = works_for(session, person_id)
        actor = Actor(person_id=person_id, via=Via.WEB, operator_ids=operator_ids)
        operator_id = min(operator_ids)
        made = add_property(session, actor, NewProperty(
            operator_id=operator_id, place_id=self.place_id, name=self.property_name,
            hours=self.hours,
        ))  # fmt: skip
        for code in self.products:
            facts = _facts(session, code, place_id=self.place_id, property_id=made.id)
            keep_core_product(session, actor, replace(facts, operator_id=operator_id))


def _facts(session: Session, code: str, *, place_id: int, property_id: int) -> CoreProductFacts:
    """Return what is known of a core product on the first day; its figures are still missing."""
    place, living = _place(session, place_id), PRODUCTS[code]
    there = catalogue.destination(session, place.destination_id)
    return CoreProductFacts(
        operator_id=0, property_id=property_id, name=gettext(living.name), category_code=code,
        picture=living.picture, role=ProductRole(living.role), segment=living.segment,
        slot=living.slot, zone=place.code, currency=there.currency if there else "USD",
    )  # fmt: skip


def _place(session: Session, place_id: int) -> PlaceCard:
    found = catalogue.place(session, place_id)
    if found is None:
        raise NotFound
    return found
