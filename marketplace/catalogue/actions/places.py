"""Places and market days added to a destination that is at work."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Destination, MarketDay, Place
from marketplace.catalogue.rules.opening import NewPlace, codes_for
from marketplace.catalogue.rules.places import Known, PlaceRefusal, Rhythm, refusals
from marketplace.journal.actions import record
from marketplace.journal.keys import hold
from marketplace.kernel import geo, ids
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.refused import Forbidden, NotFound, Refused
from marketplace.kernel.text import tidy


def add_place(session: Session, actor: Actor, destination: str, new: NewPlace) -> str:
    """Add a place to a destination (by public id); return the place's public id."""
    _only_administrators(actor)
    at = session.scalar(select(Destination).where(Destination.public_id == destination))
    if at is None:
        raise NotFound
    hold(session, "places", at.id)
    here = session.scalars(select(Place).where(Place.destination_id == at.id)).all()
    known = tuple(Known(one.name, one.lat_e6, one.lon_e6) for one in here)
    Refused.unless_empty(refusals(new, known))
    place = Place(
        public_id=ids.public_id(), destination_id=at.id, name=tidy(new.name), kind=new.kind,
        code=_free_code(new.name, {one.code for one in here}), lat_e6=new.lat_e6,
        lon_e6=new.lon_e6, cell=geo.cell(new.lat_e6, new.lon_e6),
    )  # fmt: skip
    session.add(place)
    record(session, actor, verb="place.add", subject=place, facts={"destination": at.id})
    session.flush()
    return place.public_id


def _free_code(name: str, taken: set[str]) -> str:
    return codes_for([*sorted(taken), name])[-1]


def add_market_day(session: Session, actor: Actor, place_id: str, rhythm: Rhythm) -> None:
    """Add a market to a place (by public id)."""
    place = _place(session, actor, place_id)
    if not rhythm.possible:
        raise Refused(PlaceRefusal.DAY_WRONG)
    same = select(MarketDay.id).where(
        MarketDay.place_id == place.id,
        MarketDay.weekday == rhythm.weekday
        if rhythm.weekday is not None
        else MarketDay.day_of_month == rhythm.day_of_month,
    )
    hold(session, "market", place.id)
    if session.scalar(same) is not None:
        raise Refused(PlaceRefusal.MARKET_IS_HERE)
    day = MarketDay(place_id=place.id, weekday=rhythm.weekday, day_of_month=rhythm.day_of_month)
    session.add(day)
    record(session, actor, verb="market_day.add", subject=day, facts={"place": place.id})


def remove_market_day(session: Session, actor: Actor, place_id: str, day_id: int) -> None:
    """Remove a market of a place: people are no longer told of it."""
    place = _place(session, actor, place_id)
    day = session.scalar(
        select(MarketDay).where(MarketDay.id == day_id, MarketDay.place_id == place.id)
    )
    if day is None:
        raise NotFound
    record(
        session, actor, verb="market_day.remove", subject=place,
        facts={"weekday": day.weekday, "day_of_month": day.day_of_month},
    )  # fmt: skip
    session.delete(day)


def _place(session: Session, actor: Actor, public_id: str) -> Place:
    _only_administrators(actor)
    place = session.scalar(select(Place).where(Place.public_id == public_id))
    if place is None:
        raise NotFound
    return place


def _only_administrators(actor: Actor) -> None:
    if not actor.has(Role.ADMINISTRATOR):
        raise Forbidden
