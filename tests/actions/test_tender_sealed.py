"""Sealed until the server's clock says otherwise: for buyer, rivals, and other facilitators."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from marketplace.db import transaction
from marketplace.jobs import tick
from marketplace.kernel import ids
from marketplace.kernel.refused import NotFound, Refused
from marketplace.offers.actions import SubmitOffer, enter_for_her, submit_offer, take_back
from marketplace.offers.actions.tenders import end_tender
from marketplace.offers.models import Offer
from marketplace.offers.queries import (
    my_offers,
    offer_for_supplier,
    offers_for_buyer,
    offers_for_desk,
    opened_offers,
    to_read_back,
)
from marketplace.offers.rules.lists import OfferState
from marketplace.offers.rules.refusals import OfferRefusal
from marketplace.people.models import Supplier
from marketplace.sourcing.actions import not_me
from marketplace.sourcing.actions.tender_life import open_early, write_opening
from marketplace.sourcing.models import Need, Tender
from marketplace.sourcing.rules.lists import NeedState, NotMe
from marketplace.sourcing.rules.tender_lists import EarlyReason, EndedBecause, Ending
from tests.actions.linkage_machine import morning
from tests.actions.tendering import CANARY, go_to, offers, publishes, tender_world
from tests.world import World, add_leaf, add_supplier, supplier_actor

pytestmark = pytest.mark.both


@pytest.fixture(autouse=True)
def at() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(morning(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(session: Session) -> World:
    return tender_world(session)


@pytest.fixture
def need(session: Session, world: World) -> Need:
    made = publishes(session, world)
    session.commit()
    return made


@pytest.mark.feature("D1")
def test_the_buyer_reads_nothing_until_the_deadline_and_all_of_it_then(
    session: Session, world: World, need: Need, at: time_machine.Traveller
) -> None:
    offer = offers(session, world, need)
    session.commit()
    assert need.closes_at is not None
    at.move_to(need.closes_at - timedelta(microseconds=1))
    for read in (opened_offers, offers_for_buyer):
        assert read(session, world.neema, need.public_id) == ()
    assert opened_offers(session, world.anna, need.public_id) == ()
    assert offers_for_desk(session, world.anna, need.public_id) == ()
    at.move_to(need.closes_at)  # a predicate: nobody wrote anything
    for reader in (world.neema, world.anna):
        (read,) = opened_offers(session, reader, need.public_id)
        assert (read.public_id, read.price_minor) == (offer.public_id, CANARY)
    with pytest.raises(Refused) as late:
        offers(session, world, need, who="sun_21")
    assert OfferRefusal.NEED_CLOSED in late.value.reasons


@pytest.mark.feature("D2")
def test_rivals_other_places_and_other_buyers_never_read_it(
    session: Session, world: World, need: Need, at: time_machine.Traveller
) -> None:
    offer = offers(session, world, need)
    session.commit()
    go_to(at, need.closes_at)
    for stranger in (world.theresia, world.supplier("sun_21"), world.fish_47):
        with pytest.raises(NotFound):
            opened_offers(session, stranger, need.public_id)
    rival = world.supplier("sun_21")
    with pytest.raises(NotFound):
        offer_for_supplier(session, rival.supplier_ids, offer.public_id)
    assert my_offers(session, rival.supplier_ids).offers == ()
    assert len(my_offers(session, world.fish_47.supplier_ids).offers) == 1


def test_who_entered_it_reads_it_back_others_see_that_there_is_one(
    session: Session, world: World, need: Need
) -> None:
    command = SubmitOffer(
        need.code, world.suppliers["fish_47"].id, 20, CANARY, client_key="for her"
    )
    enter_for_her(session, world.anna, command)
    session.commit()
    (own,) = to_read_back(session, world.anna)
    assert own.price_minor == CANARY
    elsewhere = replace(world.theresia, place_ids=world.anna.place_ids)
    (hers,) = to_read_back(session, elsewhere)
    assert (hers.quantity, hers.price_minor) == (None, None)


def test_an_unconfirmed_offer_opens_marked(
    session: Session, world: World, need: Need, at: time_machine.Traveller
) -> None:
    command = SubmitOffer(need.code, world.suppliers["fish_47"].id, 20, CANARY, client_key="k")
    enter_for_her(session, world.anna, command)
    session.commit()
    go_to(at, need.closes_at)
    (read,) = opened_offers(session, world.neema, need.public_id)
    assert read.to_read_back


def test_opened_early_with_a_reason_its_supplier_sees_the_mark(
    session: Session, world: World, need: Need
) -> None:
    offer = offers(session, world, need)
    open_early(session, world.anna, need.public_id, EarlyReason.GOODS_WOULD_SPOIL)
    session.commit()
    assert len(opened_offers(session, world.neema, need.public_id)) == 1
    card = offer_for_supplier(session, world.fish_47.supplier_ids, offer.public_id)
    assert card.opened_early_reason is EarlyReason.GOODS_WOULD_SPOIL
    tender = session.scalars(select(Tender).where(Tender.need_id == need.id)).one()
    assert tender.opened_by_id == world.people["anna"].id
    with pytest.raises(Refused):
        offers(session, world, need, who="sun_21")
    with pytest.raises(Refused):
        open_early(session, world.anna, need.public_id, EarlyReason.SAFETY)


def test_it_opens_when_everybody_has_answered_where_the_buyer_chose_so(
    session: Session, world: World
) -> None:
    need = publishes(session, world, opens_when_all_answered=True)
    offers(session, world, need)
    not_me(session, world.supplier("sun_21"), need.code, world.suppliers["sun_21"].id,
           NotMe.NONE_NOW)  # fmt: skip
    session.commit()
    assert opened_offers(session, world.neema, need.public_id) == ()
    offers(session, world, need, who="hen_33")
    session.commit()
    assert len(opened_offers(session, world.neema, need.public_id)) == 2
    assert need.state is NeedState.CLOSED
    tender = session.scalars(select(Tender).where(Tender.need_id == need.id)).one()
    assert tender.opened_early_reason is EarlyReason.ALL_HAVE_ANSWERED


@pytest.mark.feature("C2", part=True)
def test_sent_again_before_the_deadline_one_offer_lives(
    session: Session, world: World, need: Need
) -> None:
    first = offers(session, world, need)
    second = offers(session, world, need, quantity=30, price=CANARY - 100)
    session.commit()
    assert (first.state, second.state) == (OfferState.TAKEN_BACK, OfferState.SUBMITTED)
    take_back(session, world.fish_47, second.public_id)
    session.commit()
    shown = my_offers(session, world.fish_47.supplier_ids).offers
    assert [card.state for card in shown] == [OfferState.TAKEN_BACK] * 2


def test_taken_back_before_an_award_is_never_opened(
    session: Session, world: World, need: Need, at: time_machine.Traveller
) -> None:
    offer = offers(session, world, need)
    session.commit()
    go_to(at, need.closes_at)
    write_opening(session, world.anna, need.public_id)
    take_back(session, world.fish_47, offer.public_id)
    session.commit()
    assert opened_offers(session, world.neema, need.public_id) == ()


def test_withdrawn_while_sealed_it_stays_sealed(
    session: Session, world: World, need: Need, at: time_machine.Traveller
) -> None:
    offers(session, world, need)
    end_tender(session, world.neema, need.public_id, ending=Ending.CANCELLED,
               because=EndedBecause.BOUGHT_ELSEWHERE)  # fmt: skip
    session.commit()
    go_to(at, need.closes_at)
    for reader in (world.neema, world.anna):
        assert opened_offers(session, reader, need.public_id) == ()
    assert offers_for_buyer(session, world.neema, need.public_id) == ()
    assert offers_for_desk(session, world.anna, need.public_id) == ()


def test_offers_of_what_spoils_lapse_a_day_after_the_deadline_without_a_mark(
    session: Session, world: World, need: Need, at: time_machine.Traveller
) -> None:
    offer = offers(session, world, need)
    session.commit()
    assert need.closes_at is not None
    go_to(at, need.closes_at + timedelta(hours=23, minutes=59))
    tick(session)
    session.expire_all()
    assert offer.state is OfferState.SUBMITTED
    go_to(at, need.closes_at + timedelta(hours=24))
    tick(session)
    session.expire_all()
    assert (offer.state, offer.decline_reason) == (OfferState.LAPSED, None)
    assert need.state is NeedState.CLOSED


def test_senders_and_the_opening_race_and_nothing_acknowledged_is_lost(
    engine: Engine, session: Session, world: World, need: Need
) -> None:
    """Sixteen growers send while Anna opens: each is in before the opening, or told no."""
    growers = [_grower(session, world, number) for number in range(16)]
    code, public_id, anna, neema = need.code, need.public_id, world.anna, world.neema
    session.commit()

    def send(number: int) -> str | None:
        supplier_id, actor = growers[number]
        command = SubmitOffer(code, supplier_id, 5, CANARY, client_key=ids.public_id())
        try:
            with Session(engine) as own, transaction(own):
                return submit_offer(own, actor, command).public_id
        except Refused:
            return None

    def open_it(_: int) -> None:
        with Session(engine) as own, transaction(own):
            open_early(own, anna, public_id, EarlyReason.SAFETY)

    with ThreadPoolExecutor(8) as pool:
        sends = [pool.submit(send, number) for number in range(6)]
        opening = pool.submit(open_it, 0)
        sends += [pool.submit(send, number) for number in range(6, 16)]
        opening.result()
        receipts = {done.result() for done in sends} - {None}
    session.expire_all()
    assert {one.public_id for one in opened_offers(session, neema, public_id)} == receipts
    assert set(session.scalars(select(Offer.public_id))) == receipts


def _grower(session: Session, world: World, number: int) -> tuple[int, object]:
    supplier: Supplier
    supplier, person = add_supplier(
        session, world.destination, world.places["rhotia"], name=f"Grower {number}",
        symbol=("goat", 10 + number),
    )  # fmt: skip
    add_leaf(
        session, supplier, world.goods.leaves["veg.tomato"], unit=world.goods.units["kg"],
        weekly=10, proven=None,
    )  # fmt: skip
    return supplier.id, supplier_actor(person, supplier)
