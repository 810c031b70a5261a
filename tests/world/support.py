"""Who helps suppliers on: providers, what they offer, and who is sent to them."""

from datetime import date

from sqlalchemy.orm import Session

from marketplace.kernel import ids
from marketplace.kernel.actor import Actor, Role
from marketplace.people.models import Person, SupportProvider
from marketplace.sourcing.models import Need, NeedSpec
from marketplace.support import actions
from marketplace.support.models import Referral, SupportService
from marketplace.support.rules.lists import ServiceKind, Topic
from tests.world.people import actor_of, add_person
from tests.world.small import World


def add_provider(
    session: Session, world: World, name: str = "Usafi Food Safety", *, account: bool = True
) -> tuple[SupportProvider, Person | None]:
    """Add a support provider, with a person who signs in unless told."""
    person = (
        add_person(session, world.destination, "Zawadi Kimaro", role=Role.SUPPORT)
        if account
        else None
    )
    row = SupportProvider(
        public_id=ids.public_id(), destination_id=world.destination.id, name=name,
        service="training", person_id=person.id if person else None,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row, person


def zawadi(person: Person) -> Actor:
    """The provider's person as an actor."""
    return actor_of(person, Role.SUPPORT)


def offers_service(
    session: Session, actor: Actor, provider: SupportProvider, *, name: str = "Clean hands",
    kind: ServiceKind = ServiceKind.COURSE, topic: Topic = Topic.HYGIENE, seats: int = 2,
    price: int = 3_000_000, outside: int = 1_000_000, giver: int = 0, shared: bool = False,
    paper: str | None = None, on_day: date | None = None,
) -> SupportService:  # fmt: skip
    """Let a provider offer something."""
    command = actions.OfferService(
        provider=provider.public_id, kind=kind, topic=topic, name=name, seats=seats, paper=paper,
        price_minor=price, outside_minor=outside, giver_minor=giver, shared=shared, on_day=on_day,
    )  # fmt: skip
    return actions.offer_service(session, actor, command)


def sends(
    session: Session, world: World, service: SupportService, who: str = "fish_47"
) -> Referral:
    """Let Anna send a supplier there, with her yes."""
    command = actions.Refer(
        supplier=world.suppliers[who].public_id, service=service.public_id,
        leaf_code="veg.tomato", agreed=True,
    )  # fmt: skip
    return actions.refer(session, world.anna, command)


def asks_points(session: Session, need: Need, *codes: str) -> None:
    """Let a need ask for points of quality."""
    from marketplace.sourcing.queries.specs import spec_ids

    known = spec_ids(session, codes)
    for position, code in enumerate(codes):
        session.add(NeedSpec(need_id=need.id, spec_point_id=known[code], position=position))
    session.flush()
