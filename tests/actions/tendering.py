"""Steps of a tender, for tests: kept, checked, published, answered, opened."""

from dataclasses import replace
from datetime import datetime, timedelta

import time_machine
from sqlalchemy.orm import Session

from marketplace.kernel import clock, ids
from marketplace.offers.actions import SubmitOffer, submit_offer
from marketplace.offers.models import Offer
from marketplace.people.actions.facts import keep_fact
from marketplace.people.rules.lists import StatedFact
from marketplace.sourcing.actions.tender_commands import SaveTender
from marketplace.sourcing.actions.tenders import publish, save_tender, send_to_check
from marketplace.sourcing.models import Need
from marketplace.sourcing.rules.need_check import NeedFinding
from marketplace.sourcing.rules.tender_lists import PriceKind
from tests.actions.linkage import today
from tests.world import World, add_specs, small_world

SPECS = ("ripe", "whole")
PRICE = 140_000
CANARY = 173_100  # a price that appears nowhere else: 1,731 shillings


def tender_world(session: Session) -> World:
    """The small world with points of quality to pick from."""
    world = small_world(session)
    add_specs(session)
    return world


def wanted(world: World, **changes: object) -> SaveTender:
    """Neema wants 60 kg of tomatoes in twelve days, at an open price; answers within five."""
    command = SaveTender(
        property_public_id=world.kijani_ridge.public_id, leaf_code="veg.tomato", unit_code="kg",
        quantity=60, deliver_on=today() + timedelta(days=12),
        closes_at=clock.now() + timedelta(days=5), specs=SPECS, price_kind=PriceKind.OPEN,
        confirmed=frozenset(NeedFinding), client_key=ids.public_id(),
    )  # fmt: skip
    return replace(command, **changes)  # type: ignore[arg-type]  # by name


def drafts(session: Session, world: World, **changes: object) -> Need:
    """Let Neema keep a draft."""
    return save_tender(session, world.neema, wanted(world, **changes))


def publishes(session: Session, world: World, **changes: object) -> Need:
    """Let Neema send her draft to the desk and Anna publish it."""
    need = drafts(session, world, **changes)
    session.flush()
    send_to_check(session, world.neema, need.public_id)
    return publish(session, world.anna, need.public_id)


def offers(
    session: Session, world: World, need: Need, *, who: str = "fish_47", quantity: int = 20,
    price: int = CANARY, **more: object,
) -> Offer:  # fmt: skip
    """Let a supplier send an offer."""
    command = SubmitOffer(
        need.code, world.suppliers[who].id, quantity, price, client_key=ids.public_id(),
        confirmed_far=True,
    )  # fmt: skip
    command = replace(command, **more)  # type: ignore[arg-type]  # by name
    return submit_offer(session, world.supplier(who), command)


def states(session: Session, world: World, *who: str, fact: StatedFact = StatedFact.WOMEN) -> None:
    """Let suppliers tell Anna a fact about themselves, with consent to use it."""
    for name in who:
        keep_fact(session, world.anna, world.suppliers[name].public_id, fact, consented=True)


def go_to(at: time_machine.Traveller, moment: datetime | None) -> None:
    """Move the clock to a moment."""
    assert moment is not None
    at.move_to(moment)
