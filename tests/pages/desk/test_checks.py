"""The check on one screen: figures, rule, ways back; signing, refusing, clearing, looking again."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.actions import settle
from marketplace.agreements.models import Order
from marketplace.assessment.models import Assessment, AssessmentCondition, Clearance, Review
from marketplace.assessment.rules.lists import AssessmentState, ClearanceState, ReviewOutcome
from marketplace.catalogue.models import TypicalCost
from marketplace.kernel.actor import SYSTEM
from marketplace.offers.models import Offer
from marketplace.offers.rules.lists import OfferState
from marketplace.people.models import Person
from marketplace.sourcing.actions import not_me
from marketplace.sourcing.rules.lists import NotMe
from tests.actions.linkage import anna_enters, asks, clears, names_in_rotation, offers
from tests.pages.desk.room import Desk, look_again, mediator, waiting_check, words
from tests.world import World


def state_of(session: Session, row: Assessment) -> AssessmentState:
    look_again(session)
    return session.get_one(Assessment, row.id).state


def test_one_screen_shows_verdict_figures_rule_and_what_was_assumed(
    anna: Desk, session: Session, world: World
) -> None:
    _, check = waiting_check(session, world)
    text = anna.read(f"/desk/checks/{check.public_id}")
    for said in (
        "Does this linkage help both sides?", "Proposed: Tomatoes",
        "Overlap is not judged: the operator uses it up itself", "Her own cost",
        "price 1,400", "under her cash cost: blocker", "What was assumed or left out",
        "Taken as: no children take part.", "No clearance covers this operator and these goods",
        "Sign this linkage",
    ):  # fmt: skip
        assert said in text, said


def test_other_places_do_not_reach_it_and_the_mediator_does(
    theresia: Desk, session: Session, world: World, sit: Callable[[Person], Desk]
) -> None:
    _, check = waiting_check(session, world)
    path = f"/desk/checks/{check.public_id}"
    assert theresia.get(path).status_code == 404
    assert theresia.get(f"{path}/clearance").status_code == 404
    forced = {"csrf": theresia.token(theresia.get("/desk/")), "conditions": ["pilot"]}
    assert theresia.client.post(f"{path}/signature", data=forced).status_code == 404
    look_again(session)
    bakari = sit(mediator(session, world.destination))
    assert bakari.get(path).status_code == 200


def test_signing_places_the_order_under_the_ticked_conditions(
    anna: Desk, session: Session, world: World
) -> None:
    need, check = waiting_check(session, world)
    page = anna.get(f"/desk/checks/{check.public_id}")
    answer = anna.send(page, {"conditions": ["back_up", "pilot"]}, action="/signature")
    assert "Signed. What waited was ordered" in words(answer)
    assert "A back-up supplier is named." in words(answer)
    assert "by Anna Mrema on" in words(answer)
    assert state_of(session, check) is AssessmentState.SIGNED
    kept = session.scalars(select(AssessmentCondition.code).order_by(AssessmentCondition.code))
    assert kept.all() == ["back_up", "pilot"]
    order = session.scalars(select(Order)).one()
    assert (order.need_id, order.assessment_id) == (need.id, check.id)


def test_signing_twice_says_that_it_was_decided(anna: Desk, session: Session, world: World) -> None:
    _, check = waiting_check(session, world)
    page = anna.get(f"/desk/checks/{check.public_id}")
    anna.send(page, action="/signature")
    again = anna.send(page, action="/signature")
    assert again.status_code == 422
    assert "This was decided meanwhile." in words(again)
    look_again(session)
    assert len(session.scalars(select(Order)).all()) == 1


def test_refusing_needs_a_reason_and_keeps_it(anna: Desk, session: Session, world: World) -> None:
    _, check = waiting_check(session, world)
    page = anna.get(f"/desk/checks/{check.public_id}")
    without = anna.send(page, action="/refusal")
    assert without.status_code == 422
    assert "Please fill this in." in words(without)
    assert state_of(session, check) is AssessmentState.WAITING
    answer = anna.send(page, {"reason": "price"}, action="/refusal")
    assert "The price or the payment does not pay her work" in words(answer)
    assert state_of(session, check) is AssessmentState.REFUSED
    assert session.scalars(select(Offer.state)).one() is OfferState.DECLINED


def test_what_is_missing_is_listed_asked_and_keeps_it_from_being_signed(
    anna: Desk, session: Session, world: World
) -> None:
    session.query(TypicalCost).delete()
    _, check = waiting_check(session, world)
    page = anna.get(f"/desk/checks/{check.public_id}")
    text = words(page)
    assert "Still to be known before anybody signs" in text
    assert "The supplier: what one unit costs her." in text
    assert "It cannot be signed while something is not known." in text
    assert "Sign this linkage" not in text
    forced = anna.client.post(
        f"/desk/checks/{check.public_id}/signature",
        data={"csrf": anna.token(page), "conditions": ["pilot"]},
    )
    assert forced.status_code == 422
    assert state_of(session, check) is AssessmentState.WAITING


def test_who_entered_an_offer_over_the_ceiling_does_not_sign_it(
    anna: Desk, session: Session, world: World, sit: Callable[[Person], Desk]
) -> None:
    need = asks(session, world, quantity=20)
    world.destination.quick_buy_ceiling_minor = 1_000_000
    offer = anna_enters(session, world, need, who=names_in_rotation(session, world, need)[0])
    session.commit()
    page = anna.get(f"/desk/read-back/{offer.public_id}")
    anna.send(page, action=f"/read-back/{offer.public_id}", press="yes")
    look_again(session)
    settle(session, SYSTEM, need.id)
    session.commit()
    check = session.scalars(select(Assessment)).one()
    page = anna.get(f"/desk/checks/{check.public_id}")
    assert "you entered this offer" in words(page)
    answer = anna.send(page, action="/signature")
    look_again(session)
    assert "a second person signs it" in words(answer)
    bakari = sit(mediator(session, world.destination))
    done = bakari.send(bakari.get(f"/desk/checks/{check.public_id}"), action="/signature")
    assert "Signed." in words(done)


@pytest.mark.feature("J1", part=True)
def test_a_clearance_is_filled_in_from_the_purchase_and_lets_the_next_through(
    anna: Desk, session: Session, world: World
) -> None:
    _, check = waiting_check(session, world)
    path = f"/desk/checks/{check.public_id}/clearance"
    page = anna.get(path)
    form = page.get_data(as_text=True)
    assert 'value="1120"' in form
    assert 'value="1680"' in form
    wrong = anna.send(page, {"price_low": "2000", "price_high": "1000"}, action=path)
    assert "the lower one first" in words(wrong)
    assert 'value="2000"' in wrong.get_data(as_text=True)
    all_year = [str(month) for month in range(1, 13)]
    done = anna.send(page, {"months": all_year, "conditions": ["pilot"]}, action=path)
    assert "Signed: from now on such purchases go through by themselves." in words(done)
    assert "TZS 1,120–TZS 1,680 · up to 60 kg at a time · the whole year" in words(done)
    assert state_of(session, check) is AssessmentState.SIGNED
    assert len(session.scalars(select(Order)).all()) == 1
    row = session.scalars(select(Clearance)).one()
    assert row.assessment_id == check.id


def test_a_clearance_is_ended_with_its_consequence_named(
    anna: Desk, theresia: Desk, session: Session, world: World
) -> None:
    row = clears(session, world)
    session.commit()
    assert "Clearances" in theresia.read("/desk/clearances")
    assert "Kijani" not in theresia.read("/desk/clearances")
    page = anna.get("/desk/clearances")
    assert "Every purchase of this kind will wait for you." in words(page)
    anna.send(page, action="/end")
    look_again(session)
    assert session.get_one(Clearance, row.id).state is ClearanceState.ENDED
    assert "Kijani Ridge Lodges" in anna.read("/desk/clearances?state=ended")


def test_two_second_looks_found_wrong_end_the_clearance(
    anna: Desk, session: Session, world: World
) -> None:
    row = clears(session, world)
    for day, who in ((3, "fish_47"), (4, "sun_21")):
        need = asks(session, world, quantity=10, days=day)
        for name in names_in_rotation(session, world, need):
            if name != who:
                seller = world.supplier(name), need.code, world.suppliers[name].id
                not_me(session, *seller, NotMe.NONE_NOW)
        offers(session, world, need, who=who, quantity=10)
        settle(session, SYSTEM, need.id)
    session.commit()
    due = session.scalars(select(Review).order_by(Review.id)).all()
    assert len(due) == 2  # two first sales
    for one in due:
        page = anna.get("/desk/reviews")
        assert "her first sale" in words(page)
        anna.send(page, action=f"/reviews/{one.public_id}", press="wrong")
    look_again(session)
    assert {one.outcome for one in due} == {ReviewOutcome.WRONG}
    assert session.get_one(Clearance, row.id).state is ClearanceState.ENDED
    assert "No second look is due." in anna.read("/desk/reviews")
