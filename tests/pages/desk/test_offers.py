"""Offers at the desk: entered for a supplier, sealed where they must be, read back to her."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.kernel.actor import Hand
from marketplace.offers.models import Offer
from marketplace.offers.rules.lists import Bringing, OfferState
from marketplace.sourcing.models import Need
from marketplace.sourcing.rules.lists import Lane
from tests.actions.linkage import anna_enters, asks, today
from tests.actions.tendering import publishes
from tests.pages.desk.room import Desk, look_again, words
from tests.world import World, add_specs


@pytest.fixture
def need(session: Session, world: World) -> Need:
    """Neema asks for 20 kg."""
    made = asks(session, world)
    session.commit()
    return made


def path_of(need: Need) -> str:
    return f"/desk/needs/{need.public_id}/offer"


def stored(session: Session) -> list[Offer]:
    look_again(session)
    return list(session.scalars(select(Offer).order_by(Offer.id)))


@pytest.mark.feature("G3", part=True)
def test_an_offer_entered_for_her_counts_only_after_she_said_yes(
    anna: Desk, session: Session, world: World, need: Need
) -> None:
    page = anna.get(path_of(need))
    who = world.suppliers["fish_47"]
    read = anna.send(page, {"supplier": who.code, "much": "half"}, action="/offer")
    offer = stored(session)[0]
    assert (offer.state, offer.hand) == (OfferState.TO_READ_BACK, Hand.FACILITATOR)
    assert (offer.quantity, offer.price_minor, offer.bringing) == (10, 140_000, Bringing.BRING)
    assert "Read this to Mama Zuhura" in words(read)
    assert "Tomatoes: you bring 10 kg on Friday" in words(read)
    assert "TZS 14,000 for all of it" in words(read)
    assert "Kiswahili" in words(read)
    done = anna.send(read, action=offer.public_id, press="yes")
    assert "She said yes: her offer counts now." in words(done)
    assert stored(session)[0].state is OfferState.SUBMITTED


def test_her_no_takes_it_back(anna: Desk, session: Session, world: World, need: Need) -> None:
    offer = anna_enters(session, world, need)
    session.commit()
    page = anna.get(f"/desk/read-back/{offer.public_id}")
    anna.send(page, {"word": "perhaps"}, action=offer.public_id)
    assert stored(session)[0].state is OfferState.TO_READ_BACK, (
        "what was not offered decides nothing"
    )
    done = anna.send(page, action=offer.public_id, press="no")
    assert "it was taken back and leaves no mark" in words(done)
    assert stored(session)[0].state is OfferState.TAKEN_BACK
    again = anna.send(page, action=offer.public_id, press="yes")
    assert "This was answered meanwhile." in words(again)
    assert stored(session)[0].state is OfferState.TAKEN_BACK


def test_the_same_form_sent_twice_makes_one_offer(
    anna: Desk, session: Session, world: World, need: Need
) -> None:
    page = anna.get(path_of(need))
    values = {"supplier": world.suppliers["fish_47"].code}
    for _ in range(3):
        assert anna.send(page, values, action="/offer").status_code == 200
    assert len(stored(session)) == 1
    other = anna.send(page, {**values, "much": "half"}, action="/offer")
    assert "This form was sent once already." in words(other)


def test_refusals_stand_beside_their_field_with_what_was_typed(
    anna: Desk, session: Session, world: World, need: Need
) -> None:
    page = anna.get(path_of(need))
    nobody = anna.send(page, {"part": "7", "much": "part"}, action="/offer")
    assert nobody.status_code == 422
    assert "Please fill this in." in words(nobody)
    assert 'value="7"' in nobody.get_data(as_text=True)
    values = {"supplier": world.suppliers["fish_47"].code, "much": "part", "part": "25"}
    much = anna.send(page, values, action="/offer")
    assert "This is more than is still looked for." in words(much)
    far = anna.send(page, {**values, "part": "5", "price": "9000"}, action="/offer")
    assert "three times the asked price" in words(far)
    assert stored(session) == []
    anna.send(far, {"sure": "y"}, action="/offer")
    assert [(one.quantity, one.price_minor) for one in stored(session)] == [(5, 900_000)]


def test_another_place_enters_only_for_its_own(
    theresia: Desk, session: Session, world: World, need: Need
) -> None:
    assert theresia.get(path_of(need)).status_code == 404
    world.suppliers["fish_47"].place_id = world.places["karatu"].id
    session.commit()
    page = theresia.get(path_of(need))
    text = words(page)
    assert "Mama Zuhura" in text
    assert "Mzee Lazaro" not in text
    values = {"supplier": world.suppliers["sun_21"].code}
    assert theresia.send(page, values, action="/offer").status_code == 404
    assert stored(session) == []


def test_a_tender_is_sealed_for_who_did_not_enter_it(
    anna: Desk, theresia: Desk, session: Session, world: World, need: Need
) -> None:
    offer = anna_enters(session, world, need, quantity=13)
    need.lane = Lane.TENDER
    world.suppliers["fish_47"].place_id = world.places["karatu"].id
    session.commit()
    there = theresia.read("/desk/read-back")
    assert "sealed" in there
    assert "13 kg" not in there
    page = theresia.get(f"/desk/read-back/{offer.public_id}")
    assert "This offer is sealed" in words(page)
    assert "She says yes" not in words(page)
    story = anna.read(f"/desk/needs/{need.public_id}")
    assert "Sealed: you see that there is an offer" in story
    assert "13 kg" not in story
    assert "13 kg" in anna.read("/desk/read-back")  # she entered it


def test_a_price_under_her_fair_price_is_said_before_she_agrees(
    anna: Desk, session: Session, world: World
) -> None:
    need = asks(session, world, price=60_000)
    offer = anna_enters(session, world, need)
    session.commit()
    text = anna.read(f"/desk/read-back/{offer.public_id}")
    assert "Under her fair price of about" in text
    assert "a day of her work earns about" in text


def test_a_tenders_offer_is_entered_in_whole_lots_and_from_a_day(
    anna: Desk, session: Session, world: World
) -> None:
    add_specs(session)
    need = publishes(session, world, lot_quantity=20)
    session.commit()
    page = anna.get(path_of(need))
    assert "One lot is 20 kg" in words(page)
    who = world.suppliers["fish_47"].code
    typed = {"supplier": who, "much": "part", "lots": "2", "price": "1400"}
    early = anna.send(page, {**typed, "starts_on": today().isoformat()}, action="/offer")
    assert early.status_code == 422
    assert "This is before the first day that is asked for." in words(early)
    later = need.deliver_on + timedelta(days=7)
    read = anna.send(page, {**typed, "starts_on": later.isoformat()}, action="/offer")
    assert "you bring 40 kg" in words(read)
    offer = stored(session)[0]
    assert (offer.quantity, offer.starts_on) == (40, later)
