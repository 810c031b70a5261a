"""Reading destinations, their places and their languages."""

from dataclasses import dataclass

from sqlalchemy import bindparam, exists, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Destination, DestinationLanguage, Installation, Place


@dataclass(frozen=True, slots=True)
class DestinationCard:
    """A destination; money in minor units, the guest rate in millionths."""

    id: int
    public_id: str
    code: str
    name: str
    country: str
    currency: str
    guest_currency: str
    guest_rate_micro: int
    timezone: str
    quick_buy_ceiling_minor: int
    day_rate_minor: int
    adult_age: int


@dataclass(frozen=True, slots=True)
class PlaceCard:
    """A village, town or landing; position in micro-degrees."""

    id: int
    public_id: str
    destination_id: int
    code: str
    name: str
    kind: str
    lat_e6: int
    lon_e6: int
    cell: int


_DESTINATIONS = select(
    Destination.id, Destination.public_id, Destination.code, Destination.name,
    Destination.country, Destination.currency, Destination.guest_currency,
    Destination.guest_rate_micro, Destination.timezone, Destination.quick_buy_ceiling_minor,
    Destination.day_rate_minor, Destination.adult_age,
).order_by(Destination.name, Destination.id)  # fmt: skip
_DESTINATION = _DESTINATIONS.where(Destination.id == bindparam("destination_id"))
_PLACES = select(
    Place.id, Place.public_id, Place.destination_id, Place.code, Place.name, Place.kind,
    Place.lat_e6, Place.lon_e6, Place.cell,
).order_by(Place.name, Place.id)  # fmt: skip
_PLACES_OF = _PLACES.where(Place.destination_id == bindparam("destination_id"))
_PLACE = _PLACES.where(Place.id == bindparam("place_id"))
_LANGUAGES_OF = (
    select(DestinationLanguage.language)
    .where(DestinationLanguage.destination_id == bindparam("destination_id"))
    .order_by(DestinationLanguage.position, DestinationLanguage.language)
)
_IS_SET_UP = select(exists(select(Installation.id)) & exists(select(Destination.id)))


def is_set_up(session: Session) -> bool:
    """Tell whether the installation and at least one destination exist."""
    return bool(session.scalar(_IS_SET_UP))


def destinations(session: Session) -> tuple[DestinationCard, ...]:
    """Return all destinations by name."""
    return tuple(DestinationCard(**row._asdict()) for row in session.execute(_DESTINATIONS))


def destination(session: Session, destination_id: int) -> DestinationCard | None:
    """Return a destination by its id."""
    row = session.execute(_DESTINATION, {"destination_id": destination_id}).first()
    return DestinationCard(**row._asdict()) if row else None


def languages_of(session: Session, destination_id: int) -> tuple[str, ...]:
    """Return the languages spoken to people there, the first choice first."""
    return tuple(session.scalars(_LANGUAGES_OF, {"destination_id": destination_id}))


def places_of(session: Session, destination_id: int) -> tuple[PlaceCard, ...]:
    """Return a destination's places by name."""
    rows = session.execute(_PLACES_OF, {"destination_id": destination_id})
    return tuple(PlaceCard(**row._asdict()) for row in rows)


def place(session: Session, place_id: int) -> PlaceCard | None:
    """Return a place by its id."""
    row = session.execute(_PLACE, {"place_id": place_id}).first()
    return PlaceCard(**row._asdict()) if row else None
