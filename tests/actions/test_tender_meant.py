"""Whom a tender is meant for: reserved and invited ones exist for nobody else."""

from collections.abc import Iterator

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.kernel.refused import NotFound, Refused
from marketplace.offers.rules.refusals import OfferRefusal
from marketplace.people.actions.facts import keep_fact, withdraw_fact
from marketplace.people.queries.facts import facts_of
from marketplace.people.rules.lists import FactRefusal, StatedFact
from marketplace.sourcing.models import Asked, Need
from marketplace.sourcing.queries import (
    board_page,
    need_for_supplier,
    public_need,
    supplier_list,
)
from marketplace.sourcing.rules.board import EVERYWHERE
from marketplace.sourcing.rules.need_check import CheckRefused, NeedFinding
from marketplace.sourcing.rules.tender_lists import ReservedFor, Visibility
from tests.actions.linkage_machine import morning
from tests.actions.tendering import offers, publishes, states, tender_world
from tests.world import World, sold

pytestmark = pytest.mark.both


@pytest.fixture(autouse=True)
def at() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(morning(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(session: Session) -> World:
    return tender_world(session)


def asked(session: Session, need: Need) -> set[int]:
    return set(session.scalars(select(Asked.supplier_id).where(Asked.need_id == need.id)))


def sees(session: Session, world: World, need: Need, who: str) -> bool:
    supplier_id = world.suppliers[who].id
    listed = need.code in [card.code for card in supplier_list(session, supplier_id).needs]
    try:
        need_for_supplier(session, supplier_id, need.code)
    except NotFound:
        assert not listed
        return False
    assert listed
    return True


@pytest.mark.feature("B6", part=True)
def test_reserved_for_women_it_exists_for_nobody_else(session: Session, world: World) -> None:
    states(session, world, "fish_47", "hen_33")
    need = publishes(session, world, visibility=Visibility.RESERVED, reserved_for=ReservedFor.WOMEN)
    session.commit()
    assert asked(session, need) == {world.suppliers[who].id for who in ("fish_47", "hen_33")}
    assert sees(session, world, need, "fish_47")
    assert not sees(session, world, need, "sun_21")
    assert board_page(session, cell=EVERYWHERE).needs == ()
    with pytest.raises(NotFound):
        public_need(session, need.code)
    with pytest.raises(NotFound):
        offers(session, world, need, who="sun_21")
    card = need_for_supplier(session, world.suppliers["fish_47"].id, need.code)
    assert card.for_her
    assert "women" not in repr(card)
    offers(session, world, need)


@pytest.mark.feature("B6")
@pytest.mark.parametrize(
    ("group", "fact"),
    [
        (ReservedFor.YOUTH, StatedFact.YOUTH),
        (ReservedFor.DISABLED, StatedFact.DISABLED),
    ],
)
def test_youth_and_disabled_suppliers_alike(
    session: Session, world: World, group: ReservedFor, fact: StatedFact
) -> None:
    states(session, world, "sun_21", fact=fact)
    need = publishes(session, world, visibility=Visibility.RESERVED, reserved_for=group)
    session.commit()
    assert asked(session, need) == {world.suppliers["sun_21"].id}


@pytest.mark.feature("B6", part=True)
def test_first_timers_are_counted_not_asked(session: Session, world: World) -> None:
    sold(session, world.suppliers["fish_47"], world.kijani, world.goods.leaves["veg.tomato"])
    need = publishes(
        session, world, visibility=Visibility.RESERVED, reserved_for=ReservedFor.FIRST_TIME,
        payment_days=7,
    )  # fmt: skip
    session.commit()
    assert asked(session, need) == {world.suppliers[who].id for who in ("sun_21", "hen_33")}
    assert not sees(session, world, need, "fish_47")


def test_micro_suppliers_are_paid_within_a_week(session: Session, world: World) -> None:
    with pytest.raises(CheckRefused) as refused:
        publishes(
            session, world, visibility=Visibility.RESERVED, reserved_for=ReservedFor.MICRO,
            payment_days=14,
        )  # fmt: skip
    assert refused.value.reasons == {NeedFinding.PAYMENT_LATE}


@pytest.mark.feature("B2")
def test_invited_by_name(session: Session, world: World) -> None:
    code = world.suppliers["hen_33"].code
    need = publishes(session, world, visibility=Visibility.INVITED, invited=(code,))
    session.commit()
    assert asked(session, need) == {world.suppliers["hen_33"].id}
    assert not sees(session, world, need, "fish_47")
    assert sees(session, world, need, "hen_33")


def test_a_fact_needs_her_consent_and_can_be_taken_back(session: Session, world: World) -> None:
    her = world.suppliers["fish_47"]
    with pytest.raises(Refused) as refused:
        keep_fact(session, world.anna, her.public_id, StatedFact.WOMEN, consented=False)
    assert refused.value.reasons == {FactRefusal.NO_CONSENT}
    for stranger in (world.theresia, world.neema, world.fish_47):
        with pytest.raises(NotFound):
            keep_fact(session, stranger, her.public_id, StatedFact.WOMEN, consented=True)
        with pytest.raises(NotFound):
            facts_of(session, stranger, her.public_id)
    states(session, world, "fish_47", "fish_47")
    assert facts_of(session, world.anna, her.public_id) == {StatedFact.WOMEN}
    withdraw_fact(session, world.anna, her.public_id, StatedFact.WOMEN)
    session.commit()
    assert facts_of(session, world.anna, her.public_id) == frozenset()
    states(session, world, "fish_47")
    assert facts_of(session, world.anna, her.public_id) == {StatedFact.WOMEN}


@pytest.mark.feature("C3", part=True)
def test_offers_are_whole_lots(session: Session, world: World) -> None:
    need = publishes(session, world, lot_quantity=15)
    session.commit()
    with pytest.raises(Refused) as refused:
        offers(session, world, need, quantity=20)
    assert refused.value.reasons == {OfferRefusal.NOT_WHOLE_LOTS}
    assert offers(session, world, need, quantity=30).quantity == 30
