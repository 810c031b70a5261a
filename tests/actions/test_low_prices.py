"""D4: under her fair price only with "I know, send"; under her cost nobody takes it uncalled."""

from collections.abc import Iterator

import pytest
import time_machine
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from marketplace.agreements.actions import accept_offer, called_about_price, settle
from marketplace.agreements.models import Order
from marketplace.agreements.queries.matters import matters_open
from marketplace.agreements.rules.refusals import OrderRefusal
from marketplace.journal.models import JournalEntry
from marketplace.kernel import ids
from marketplace.kernel.actor import SYSTEM
from marketplace.kernel.refused import NotFound, Refused
from marketplace.kernel.states import WrongState
from marketplace.mediation.queries.stuck import Stuck
from marketplace.offers.actions import Costs, SubmitOffer, keep_costs, read_back, submit_offer
from marketplace.offers.models import CostBuildUp, LowPrice, Offer
from marketplace.offers.queries import fair_price_of
from marketplace.offers.queries.low import low_calls
from marketplace.offers.rules.lists import CallResult, HowLow, OfferState
from marketplace.offers.rules.refusals import OfferRefusal
from marketplace.sourcing.models import Need
from tests.actions.linkage import anna_enters, asks, clears, morning, names_in_rotation
from tests.world import World, small_world

pytestmark = pytest.mark.both
# With 600,000 a day: half an hour is 37,500; cost 137,500 and floor 151,250 with 100,000 of cash.
CASH, MINUTES = 100_000, 30
UNDER_COST, UNDER_FLOOR, FAIR = 137_499, 140_000, 151_250


@pytest.fixture(autouse=True)
def at() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(morning(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(session: Session) -> World:
    made = small_world(session)
    clears(session, made)
    for who in made.suppliers:
        counts(session, made, who)
    session.commit()
    return made


def counts(session: Session, world: World, who: str, *, unit: str = "kg", times: int = 1) -> None:
    command = Costs(
        supplier_id=world.suppliers[who].id, category_id=world.goods.leaves["veg.tomato"].id,
        unit_id=world.goods.units[unit].id, inputs_minor=CASH * times,
        labour_minutes=MINUTES * times,
    )  # fmt: skip
    keep_costs(session, world.supplier(who), command)


def says(
    session: Session, world: World, need: Need, price: int, *, knows: bool = False,
    who: str = "fish_47",
) -> Offer:  # fmt: skip
    command = SubmitOffer(
        need_code=need.code, supplier_id=world.suppliers[who].id, quantity=20,
        price_minor=price, client_key=ids.public_id(), confirmed_far=True, confirmed_low=knows,
    )  # fmt: skip
    return submit_offer(session, world.supplier(who), command)


def low_of(session: Session, offer: Offer) -> LowPrice | None:
    session.flush()
    return session.scalars(select(LowPrice).where(LowPrice.offer_id == offer.id)).one_or_none()


@pytest.mark.feature("D4")
@pytest.mark.parametrize(
    ("price", "low"), [(UNDER_COST, HowLow.UNDER_COST), (UNDER_FLOOR, HowLow.UNDER_FLOOR)]
)
def test_a_low_price_raises_the_hand_and_goes_out_with_i_know(
    session: Session, world: World, price: int, low: HowLow
) -> None:
    need = asks(session, world, price=price)
    with pytest.raises(Refused) as refused:
        says(session, world, need, price)
    assert refused.value.reasons == {OfferRefusal.PRICE_LOW}
    offer = says(session, world, need, price, knows=True)
    mark = low_of(session, offer)
    assert mark is not None
    assert (mark.how_low, mark.called_at) == (low, None)


def test_a_fair_price_or_one_of_unknown_cost_raises_nothing(session: Session, world: World) -> None:
    assert low_of(session, says(session, world, asks(session, world, price=FAIR), FAIR)) is None
    session.execute(delete(CostBuildUp))
    unknown = says(session, world, asks(session, world, price=1_000), 1_000)
    assert low_of(session, unknown) is None


@pytest.mark.feature("D4")
def test_under_her_cost_it_waits_for_a_call_and_then_takes_its_turn(
    session: Session, world: World
) -> None:
    need = asks(session, world, price=UNDER_COST)
    first = names_in_rotation(session, world, need)[0]
    offer = says(session, world, need, UNDER_COST, knows=True, who=first)
    settle(session, SYSTEM, need.id)
    assert offer.state is OfferState.SUBMITTED
    assert session.scalars(select(Order)).all() == []
    mark = low_of(session, offer)
    assert mark is not None
    assert [one.public_id for one in low_calls(session, world.anna)] == [mark.public_id]
    assert low_calls(session, world.theresia) == ()
    assert [(one.stuck, one.public_id) for one in matters_open(session, world.anna)] == [
        (Stuck.LOW_PRICE, mark.public_id)
    ]
    assert matters_open(session, world.theresia) == ()
    called_about_price(session, world.anna, mark.public_id, CallResult.SHE_WANTS_IT)
    session.commit()
    assert low_calls(session, world.anna) == ()
    assert matters_open(session, world.anna) == ()
    # C1 at level 2 is a condition; Anna's clearance has it in its standing terms.
    assert offer.state in {OfferState.ACCEPTED, OfferState.WAITING_AT_DESK}
    verbs = session.scalars(select(JournalEntry.verb).order_by(JournalEntry.id)).all()
    assert verbs.count("low_price.call") == 1


def test_under_the_floor_only_nobody_is_called(session: Session, world: World) -> None:
    need = asks(session, world, price=UNDER_FLOOR)
    first = names_in_rotation(session, world, need)[0]
    offer = says(session, world, need, UNDER_FLOOR, knows=True, who=first)
    assert low_calls(session, world.anna) == ()
    settle(session, SYSTEM, need.id)
    assert offer.state is not OfferState.SUBMITTED


def test_she_takes_it_back_on_the_phone_and_it_leaves_no_order(
    session: Session, world: World
) -> None:
    need = asks(session, world, price=UNDER_COST)
    offer = says(session, world, need, UNDER_COST, knows=True)
    mark = low_of(session, offer)
    assert mark is not None
    called_about_price(session, world.anna, mark.public_id, CallResult.TAKEN_BACK)
    session.commit()
    assert offer.state is OfferState.TAKEN_BACK
    with pytest.raises(Refused) as refused:
        called_about_price(session, world.anna, mark.public_id, CallResult.SHE_WANTS_IT)
    assert refused.value.reasons == {WrongState.NOT_NOW}


def test_only_a_facilitator_of_her_place_makes_the_call(session: Session, world: World) -> None:
    offer = says(session, world, asks(session, world, price=UNDER_COST), UNDER_COST, knows=True)
    mark = low_of(session, offer)
    assert mark is not None
    for actor in (world.theresia, world.neema, world.fish_47):
        with pytest.raises(NotFound):
            called_about_price(session, actor, mark.public_id, CallResult.SHE_WANTS_IT)


def test_the_buyer_cannot_choose_it_before_the_call(session: Session, world: World) -> None:
    need = asks(session, world, price=FAIR)
    offer = says(session, world, need, UNDER_COST, knows=True)
    with pytest.raises(Refused) as refused:
        accept_offer(session, world.neema, offer.public_id)
    assert refused.value.reasons == {OrderRefusal.WAITS_FOR_A_CALL}


def test_reading_it_back_by_a_facilitator_is_the_call(session: Session, world: World) -> None:
    offer = anna_enters(session, world, asks(session, world, price=UNDER_COST))
    mark = low_of(session, offer)
    assert mark is not None
    read_back(session, world.anna, offer.public_id, yes=True)
    assert (mark.call_result, mark.called_by_id) == (
        CallResult.SHE_WANTS_IT, world.people["anna"].id,
    )  # fmt: skip


def test_a_cost_counted_by_the_crate_holds_for_a_kilogram(session: Session, world: World) -> None:
    session.execute(delete(CostBuildUp))
    counts(session, world, "sun_21", unit="crate", times=20)
    kg = world.goods.units["kg"].id
    tomato = world.goods.leaves["veg.tomato"].id
    found = fair_price_of(session, world.suppliers["sun_21"].id, category_id=tomato, unit_id=kg)
    assert found is not None
    assert (found.cash_minor, found.labour_minutes) == (CASH, MINUTES)
