"""The villages a facilitator mediates in, with what their destination says of them."""

from dataclasses import dataclass

from marketplace.catalogue import queries as catalogue
from marketplace.catalogue.queries import PlaceCard
from marketplace.db import db
from marketplace.kernel.actor import Actor
from marketplace.people.rules.access import reaches_place


@dataclass(frozen=True, slots=True)
class Village:
    """A place of one's own; ``country`` as in phone numbers, ``adult_age`` in years."""

    place: PlaceCard
    country: str
    adult_age: int


def villages(actor: Actor) -> tuple[Village, ...]:
    """Return the places a facilitator registers in, by destination and name."""
    return tuple(
        Village(place, there.country, there.adult_age)
        for there in catalogue.destinations(db.session())
        if actor.everywhere or there.id in actor.destination_ids
        for place in catalogue.places_of(db.session(), there.id)
        if reaches_place(actor, place.id)
    )
