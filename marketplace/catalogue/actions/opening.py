"""Opening a destination: the first thing an installation does."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Destination, DestinationLanguage, Installation, Place
from marketplace.catalogue.rules.opening import OpenDestination, codes_for
from marketplace.journal.actions import record
from marketplace.kernel import clock, geo, ids
from marketplace.kernel.actor import Actor


def mark_installed(session: Session) -> None:
    """Note that this is an installation for real; once, however often called."""
    if session.scalar(select(Installation.id)) is None:
        session.add(Installation(id=1, created_at=clock.now(), is_demo=False))
        session.flush()


def open_destination(session: Session, actor: Actor, command: OpenDestination) -> int:
    """Open a destination with its languages and places; return its id."""
    taken = tuple(session.scalars(select(Destination.code)))
    destination = Destination(
        public_id=ids.public_id(), code=codes_for([*taken, command.name])[-1], name=command.name,
        country=command.country, currency=command.currency,
        guest_currency=command.guest_currency, guest_rate_micro=command.guest_rate_micro,
        timezone=command.timezone, quick_buy_ceiling_minor=command.quick_buy_ceiling_minor,
        day_rate_minor=command.day_rate_minor,
    )  # fmt: skip
    session.add(destination)
    session.flush()
    session.add_all(
        DestinationLanguage(destination_id=destination.id, language=language, position=position)
        for position, language in enumerate(command.languages)
    )
    _places(session, destination.id, command)
    record(session, actor, verb="destination.open", subject=destination)
    session.flush()
    return destination.id


def _places(session: Session, destination_id: int, command: OpenDestination) -> None:
    codes = codes_for(place.name for place in command.places)
    session.add_all(
        Place(
            public_id=ids.public_id(), destination_id=destination_id, code=code, name=place.name,
            kind=place.kind, lat_e6=place.lat_e6, lon_e6=place.lon_e6,
            cell=geo.cell(place.lat_e6, place.lon_e6),
        )
        for code, place in zip(codes, command.places, strict=True)
    )  # fmt: skip
