"""Read back, taken back, told; and who may see an offer."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.journal.models import JournalEntry
from marketplace.kernel import clock
from marketplace.kernel.actor import SYSTEM
from marketplace.kernel.refused import NotFound, Refused
from marketplace.kernel.states import WrongState
from marketplace.offers.actions import (
    Costs,
    SubmitOffer,
    accept,
    decline,
    enter_for_her,
    hold,
    keep_costs,
    lapse,
    outcome_seen,
    read_back,
    submit_offer,
    take_back,
)
from marketplace.offers.models import Offer
from marketplace.offers.queries import (
    fair_price_of,
    my_offers,
    offer_for_supplier,
    offers_for_buyer,
    offers_for_desk,
    to_read_back,
)
from marketplace.offers.rules.lists import DeclineReason, OfferState
from marketplace.sourcing.actions import match, reserve
from marketplace.sourcing.models import Asked, Need
from marketplace.sourcing.rules.lists import Answer, Lane
from tests.actions.linkage import asks, typical_cost
from tests.world import World, add_buyer, add_leaf, add_operator, add_supplier, small_world
from tests.world.small import buyer, supplier_actor


@pytest.fixture
def world(session: Session) -> World:
    return small_world(session)


@pytest.fixture
def need(session: Session, world: World) -> Need:
    return asks(session, world)


def sends(session: Session, world: World, need: Need, name: str, quantity: int = 5) -> Offer:
    command = SubmitOffer(need.code, world.suppliers[name].id, quantity, client_key=f"{name}-tap")
    return submit_offer(session, world.supplier(name), command)


def enters(session: Session, world: World, need: Need) -> Offer:
    command = SubmitOffer(need.code, world.suppliers["fish_47"].id, 5, client_key="for-her")
    return enter_for_her(session, world.anna, command)


def last_verb(session: Session) -> str:
    session.commit()
    newest = select(JournalEntry.verb).order_by(JournalEntry.id.desc()).limit(1)
    return session.scalars(newest).one()


@pytest.mark.feature("C6", part=True)
@pytest.mark.parametrize("who", ["anna", "fish_47"])
def test_read_back_and_confirmed(session: Session, world: World, need: Need, who: str) -> None:
    offer = enters(session, world, need)
    read_back(session, getattr(world, who), offer.public_id, yes=True)
    assert offer.state is OfferState.SUBMITTED
    assert offer.read_back_by_id == world.people[who].id
    assert last_verb(session) == "offer.read_back"


def test_read_back_and_no(session: Session, world: World, need: Need) -> None:
    offer = enters(session, world, need)
    read_back(session, world.fish_47, offer.public_id, yes=False)
    assert offer.state is OfferState.TAKEN_BACK
    assert last_verb(session) == "offer.take_back"


def test_what_is_not_confirmed_cannot_be_accepted(
    session: Session, world: World, need: Need
) -> None:
    offer = enters(session, world, need)
    with pytest.raises(Refused) as caught:
        accept(session, SYSTEM, offer)
    assert caught.value.reasons == {WrongState.NOT_NOW}


@pytest.mark.feature("C2", part=True)
def test_taken_back_leaves_no_mark_and_she_may_answer_again(
    session: Session, world: World, need: Need
) -> None:
    offer = sends(session, world, need, "fish_47")
    take_back(session, world.fish_47, offer.public_id)
    asked = session.scalars(select(Asked).where(Asked.supplier_id == offer.supplier_id)).one()
    assert (asked.answer, asked.answered_at) == (Answer.WAITING, None)
    again = SubmitOffer(need.code, offer.supplier_id, 7, client_key="again")
    assert submit_offer(session, world.fish_47, again).quantity == 7


def test_nothing_is_taken_back_once_it_was_accepted(
    session: Session, world: World, need: Need
) -> None:
    offer = sends(session, world, need, "fish_47")
    accept(session, SYSTEM, offer)
    with pytest.raises(Refused):
        take_back(session, world.fish_47, offer.public_id)


def test_each_outcome_is_stepped_and_closed(session: Session, world: World, need: Need) -> None:
    one, two, three = (sends(session, world, need, n) for n in ("fish_47", "sun_21", "hen_33"))
    hold(session, SYSTEM, one)
    assert (one.state, one.closed_at) == (OfferState.WAITING_AT_DESK, None)
    accept(session, SYSTEM, one)
    decline(session, SYSTEM, two, DeclineReason.FILLED_BY_ROTATION)
    lapse(session, SYSTEM, three)
    assert [o.state for o in (one, two, three)] == [
        OfferState.ACCEPTED, OfferState.DECLINED, OfferState.LAPSED,
    ]  # fmt: skip
    assert all(o.closed_at for o in (one, two, three))
    assert [o.version for o in (one, two, three)] == [3, 2, 2]
    outcome_seen(session, world.supplier("sun_21"), two.public_id)
    card = offer_for_supplier(session, [two.supplier_id], two.public_id)
    assert card.outcome_seen_at is not None
    assert card.decline_reason is DeclineReason.FILLED_BY_ROTATION


@pytest.mark.feature("D2", part=True)
def test_an_offer_is_its_suppliers_own(session: Session, world: World, need: Need) -> None:
    offer = sends(session, world, need, "fish_47")
    mine = my_offers(session, world.fish_47.supplier_ids).offers
    assert [(card.public_id, card.total_minor) for card in mine] == [
        (offer.public_id, 5 * offer.price_minor)
    ]
    assert mine[0].can_take_back
    rival = world.supplier("sun_21")
    assert my_offers(session, rival.supplier_ids).offers == ()
    with pytest.raises(NotFound):
        offer_for_supplier(session, rival.supplier_ids, offer.public_id)
    for act in (take_back, outcome_seen):
        for actor in (rival, world.neema, world.theresia):
            with pytest.raises(NotFound):
                act(session, actor, offer.public_id)


@pytest.mark.feature("D1", part=True)
def test_a_buyer_sees_no_offer_before_the_wave_is_over(
    session: Session, world: World, need: Need
) -> None:
    sends(session, world, need, "fish_47")
    enters_later = SubmitOffer(need.code, world.suppliers["sun_21"].id, 3, client_key="x")
    enter_for_her(session, world.anna, enters_later)
    assert offers_for_buyer(session, world.neema, need.public_id) == ()
    need.closes_at = clock.now()
    session.flush()
    seen = offers_for_buyer(session, world.neema, need.public_id)
    assert [offer.supplier_name for offer in seen] == ["Mama Zuhura"]  # the other is unconfirmed


def test_a_settled_need_shows_its_offers_to_its_own_buyer_only(
    session: Session, world: World, need: Need
) -> None:
    sends(session, world, need, "fish_47", 20)
    reserve(session, need.id, 20)
    match(session, SYSTEM, need)
    session.flush()
    assert len(offers_for_buyer(session, world.neema, need.public_id)) == 1
    other = add_operator(session, world.destination, "Heroe")
    joseph = buyer(add_buyer(session, other, "Joseph"), other)
    for look, actor in (
        (offers_for_buyer, joseph), (offers_for_buyer, world.anna),
        (offers_for_desk, world.theresia), (offers_for_desk, world.neema),
    ):  # fmt: skip
        with pytest.raises(NotFound):
            look(session, actor, need.public_id)


def test_the_desk_sees_a_quick_buy_but_not_a_running_tender(
    session: Session, world: World, need: Need
) -> None:
    sends(session, world, need, "fish_47")
    assert len(offers_for_desk(session, world.anna, need.public_id)) == 1
    need.lane = Lane.TENDER
    session.flush()
    assert offers_for_desk(session, world.anna, need.public_id) == ()


def test_to_read_back_is_sealed_in_a_tender_but_for_who_entered_it(
    session: Session, world: World, need: Need
) -> None:
    enters(session, world, need)
    colleague = replace(world.theresia, place_ids=world.anna.place_ids)
    assert [card.quantity for card in to_read_back(session, colleague)] == [5]
    need.lane = Lane.TENDER
    session.flush()
    sealed = to_read_back(session, colleague)
    assert [(card.quantity, card.price_minor) for card in sealed] == [(None, None)]
    for actor in (world.anna, world.fish_47):
        assert [card.quantity for card in to_read_back(session, actor)] == [5]
    for actor in (world.theresia, world.neema, world.supplier("sun_21")):
        assert to_read_back(session, actor) == ()
    everywhere = replace(world.theresia, everywhere=True)
    assert len(to_read_back(session, everywhere)) == 1


def test_offers_come_in_rotation_order_not_by_speed(
    session: Session, world: World, need: Need
) -> None:
    tomato, kg = world.goods.leaves["veg.tomato"], world.goods.units["kg"]
    late, person = add_supplier(session, world.destination, world.places["majengo"], name="Late")
    add_leaf(session, late, tomato, unit=kg, weekly=30)
    command = SubmitOffer(need.code, late.id, 5, client_key="late")
    submit_offer(session, supplier_actor(person, late), command)
    ranked = session.scalars(
        select(Asked.supplier_id).where(Asked.position.is_not(None)).order_by(Asked.position)
    ).all()
    names = {supplier.id: name for name, supplier in world.suppliers.items()}
    for supplier_id in reversed(ranked):
        sends(session, world, need, names[supplier_id])
    order = [offer.supplier_id for offer in offers_for_desk(session, world.anna, need.public_id)]
    assert order == [*ranked, late.id]


def test_her_list_of_offers_pages_by_six(session: Session, world: World) -> None:
    for _ in range(8):
        sends_one = asks(session, world)
        command = SubmitOffer(
            sends_one.code, world.suppliers["fish_47"].id, 1, client_key=sends_one.code
        )
        submit_offer(session, world.fish_47, command)
    first = my_offers(session, world.fish_47.supplier_ids)
    second = my_offers(session, world.fish_47.supplier_ids, page=2)
    assert (len(first.offers), first.more, len(second.offers), second.more) == (6, True, 2, False)


def test_her_own_costs_come_before_the_typical_ones(session: Session, world: World) -> None:
    her, leaf = world.suppliers["fish_47"].id, world.goods.leaves["veg.tomato"].id
    unit = world.goods.units["kg"].id
    assert fair_price_of(session, her, category_id=leaf, unit_id=unit) is None
    typical_cost(session, world, cash=50_000, minutes=30)
    default = fair_price_of(session, her, category_id=leaf, unit_id=unit)
    assert default is not None
    assert (default.is_default, default.cost_minor) == (True, 87_500)
    costs = Costs(
        supplier_id=her, category_id=leaf, unit_id=unit, inputs_minor=40_000,
        transport_minor=10_000, labour_minutes=48,
    )  # fmt: skip
    for stranger in (world.theresia, world.supplier("sun_21"), world.neema):
        with pytest.raises(NotFound):
            keep_costs(session, stranger, costs)
    keep_costs(session, world.anna, costs)
    keep_costs(session, world.fish_47, replace(costs, inputs_minor=50_000))
    own = fair_price_of(session, her, category_id=leaf, unit_id=unit)
    assert own is not None
    assert (own.is_default, own.cash_minor, own.floor_minor) == (False, 60_000, 132_000)
