"""The desk of the check through its pages: judge, override, edit, try out, print, look, review."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.actions import settle
from marketplace.assessment.actions import check_linkage
from marketplace.assessment.models import (
    Assessment,
    AssessmentCondition,
    AssessmentInput,
    AssessmentOverride,
)
from marketplace.assessment.queries import ways_back
from marketplace.catalogue.rules.lists import Route
from marketplace.jobs.tick import tick
from marketplace.kernel.actor import SYSTEM
from marketplace.people.models import Person
from marketplace.sourcing.models import Incumbent
from tests.actions.linkage import PRICE, anna_enters, asks, names_in_rotation, today
from tests.actions.test_assessment_linkage import core, proposal
from tests.pages.desk.room import Desk, look_again, waiting_check, words
from tests.world import World

REASON = "She showed me the scales and the shed on Monday."


def at_guests(session: Session, world: World, **changes: object) -> Assessment:
    """A proposal that guests would buy, against two core products."""
    core(session, world)
    core(session, world, public_id="core-2", name="Rooms on the hill", category_code="stay.room",
         slot="night", zone="hill")  # fmt: skip
    row = check_linkage(session, SYSTEM, proposal(world, **changes))
    session.commit()
    return row


@pytest.mark.paper(80)
def test_what_is_judged_is_asked_with_the_source_of_what_is_known(
    anna: Desk, session: Session, world: World
) -> None:
    row = at_guests(session, world)
    page = anna.get(f"/desk/checks/{row.public_id}")
    text = words(page)
    for said in ("What you judge", "How many alike within 15 km", "Staged for visitors",
                 "Children", "from her papers", "from the offer"):  # fmt: skip
        assert said in text, said
    answer = anna.send(
        page, {"existing_similar": "4", "staged": "true", "children": "none"}, action="/answers"
    )
    assert "Staged for visitors, and 4 similar offers stand within 15 km." in words(answer)
    assert "Not yet another cultural village." in words(answer)
    look_again(session)
    judged = session.scalars(
        select(AssessmentInput.key).where(
            AssessmentInput.assessment_id == row.id, AssessmentInput.source == "judged"
        )
    )
    assert set(judged) == {"offer.existing_similar", "offer.staged", "offer.children"}


def test_guests_are_not_asked_about_where_no_guest_buys(
    anna: Desk, session: Session, world: World
) -> None:
    _, check = waiting_check(session, world)
    text = anna.read(f"/desk/checks/{check.public_id}")
    assert "What you judge" in text
    assert "How many alike within 15 km" not in text


def test_each_core_product_is_shown_and_the_worst_counts(
    anna: Desk, session: Session, world: World
) -> None:
    row = at_guests(session, world)
    text = anna.read(f"/desk/checks/{row.public_id}")
    assert "Against each core product" in text
    assert "Garden walk counts" in text
    assert "Rooms on the hill" in text


@pytest.mark.paper(50)
def test_both_sides_have_a_money_line_and_no_benefit_to_the_buyer_is_warned_of(
    anna: Desk, session: Session, world: World
) -> None:
    paid_now = Incumbent(
        operator_id=world.kijani.id, category_id=world.goods.leaves["veg.tomato"].id,
        unit_id=world.goods.units["kg"].id, price_minor=PRICE - 10_000,
    )  # fmt: skip
    session.add(paid_now)
    _, check = waiting_check(session, world)
    text = anna.read(f"/desk/checks/{check.public_id}")
    assert "She has of it: TZS 28,000 paid in all, TZS 18,000 over her cash cost" in text
    assert "The operator has of it: TZS 2,000 dearer than now, landed" in text
    assert "Nothing of it stays with the operator" in text
    row = at_guests(session, world)
    other = anna.read(f"/desk/checks/{row.public_id}")
    assert "USD 0 a month from guests" in other


def test_rules_read_with_the_numbers_in_force(anna: Desk, session: Session, world: World) -> None:
    row = at_guests(session, world)
    text = anna.read(f"/desk/checks/{row.public_id}")
    assert "under 70 % of the core price: condition; under 90 %: note" in text
    assert "over 8 % of the monthly margin: blocker" in text


def test_an_override_stands_with_name_and_reason_and_on_the_months_page(
    anna: Desk, theresia: Desk, session: Session, world: World
) -> None:
    _, check = waiting_check(session, world)
    page = anna.get(f"/desk/checks/{check.public_id}")
    page = anna.send(page, {"safety": "gap"}, action="/answers")
    wrong = anna.send(page, {"code": "A7", "level": "1", "reason": "so"}, action="/override")
    assert wrong.status_code == 422
    assert "Please write a reason that others can follow." in words(wrong)
    told = {"code": "A7", "level": "1", "reason": REASON}
    done = anna.send(page, told, action="/override")
    assert "overridden from condition" in words(done)
    assert "overridden by Anna Mrema on" in words(done)
    assert REASON in words(done)
    month = anna.read("/desk/overrides")
    assert "condition → note" in month
    assert REASON in month
    assert REASON not in theresia.read("/desk/overrides")
    assert "Nobody overrode a signal" in anna.read("/desk/overrides?month=2026-10")
    assert REASON in anna.read("/desk/overrides?month=nonsense")
    look_again(session)
    assert session.query(AssessmentOverride).count() == 1


def test_conditions_are_edited_and_what_was_typed_is_kept(
    anna: Desk, session: Session, world: World
) -> None:
    _, check = waiting_check(session, world)
    page = anna.get(f"/desk/checks/{check.public_id}")
    past = {"conditions": ["pilot"], "pilot.due": "2020-01-01", "pilot.note": "Mondays only"}
    wrong = anna.send(page, past, action="/signature")
    assert wrong.status_code == 422
    assert "A condition&#39;s day is in the past." in wrong.get_data(as_text=True)
    assert 'value="Mondays only"' in wrong.get_data(as_text=True)
    day = (today() + timedelta(days=9)).isoformat()
    told = past | {"pilot.due": day, "own-1.note": "She brings her own crates.", "own-1.due": day}
    done = anna.send(page, told, action="/signature")
    assert "A pilot of 30 days first. Mondays only" in words(done)
    assert "She brings her own crates." in words(done)


def test_a_condition_waits_on_the_desk_and_is_closed_with_its_outcome(
    anna: Desk, theresia: Desk, session: Session, world: World
) -> None:
    _, check = waiting_check(session, world)
    page = anna.get(f"/desk/checks/{check.public_id}")
    soon = (today() + timedelta(days=2)).isoformat()
    anna.send(page, {"conditions": ["pilot"], "pilot.due": soon}, action="/signature")
    assert "A condition is looked at" in anna.read("/desk/")
    page = anna.get("/desk/conditions")
    wrong = anna.send(page, {"outcome": "not_kept"}, action="/outcome")
    assert wrong.status_code == 422
    assert "Please write a reason" in words(wrong)
    look_again(session)
    row = session.scalars(select(AssessmentCondition.id)).one()
    token = {"csrf": theresia.token(theresia.get("/desk/")), "outcome": "kept"}
    forced = theresia.client.post(f"/desk/conditions/{row}/outcome", data=token)
    assert forced.status_code == 404
    done = anna.send(page, {"outcome": "not_kept", "reason": REASON}, action="/outcome")
    assert "Closed: it was not kept." in words(done)
    assert REASON in anna.read("/desk/conditions?state=closed")
    assert "A condition is looked at" not in anna.read("/desk/")


def test_what_if_shows_both_sides_and_saves_nothing(
    anna: Desk, theresia: Desk, session: Session, world: World
) -> None:
    row = at_guests(session, world)
    before = session.query(AssessmentInput).count()
    path = f"/desk/checks/{row.public_id}/what-if"
    assert "Nothing is saved" in anna.read(path)
    text = anna.read(f"{path}?price=&quantity=&guest_price=45&slot=morning&segment=&route=referred")
    assert "What would change" in text
    assert "Price to the guest condition fine" in text
    wrong = anna.get(f"{path}?quantity=many")
    assert wrong.status_code == 422
    assert "Please write a whole number, like 20." in words(wrong)
    assert theresia.get(path).status_code == 404
    look_again(session)
    assert session.query(AssessmentInput).count() == before


@pytest.mark.feature("G1")
def test_her_copy_is_in_her_language_without_the_operators_figures(
    anna: Desk, session: Session, world: World
) -> None:
    row = at_guests(session, world)
    world.suppliers["fish_47"].language = "sw"
    session.commit()
    page = anna.get(f"/desk/checks/{row.public_id}/for-her")
    text, source = words(page), page.get_data(as_text=True)
    assert "Mama Zuhura" in text
    assert "Garden walk" not in source
    for figure in ("10,935", "16.7", "45", "10935"):
        assert figure not in text, figure
    assert "Nyanya" in text
    assert "Margin at risk" not in text


def test_the_second_person_signs_from_another_place(
    anna: Desk, theresia: Desk, session: Session, world: World
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
    path = f"/desk/checks/{check.public_id}"
    assert theresia.get(path).status_code == 404
    asked = anna.send(anna.get(path), action="/signature")
    assert "a second person signs it" in words(asked)
    assert "Give the second signature" not in words(asked)
    assert "second signature" in theresia.read("/desk/checks")
    done = theresia.send(theresia.get(path), action="/signature")
    assert "Signed." in words(done)
    assert "first signature: Anna Mrema" in words(done)


def test_a_signature_due_for_review_says_so_and_is_checked_again(
    anna: Desk, session: Session, world: World, sit: Callable[[Person], Desk]
) -> None:
    row = at_guests(session, world, route=Route.INPUT)
    anna.send(anna.get(f"/desk/checks/{row.public_id}"), action="/signature")
    assert "Every signature is fresh." in anna.read("/desk/due")
    look_again(session)
    found = session.get_one(Assessment, row.id)
    found.expires_at = found.signed_at
    session.commit()
    tick(session)
    assert "The signature ran out." in anna.read("/desk/due")
    assert "Sign anew" in anna.read("/desk/")
    page = anna.get(f"/desk/checks/{row.public_id}")
    assert "Orders go on until" in words(page)
    again = anna.send(page, action="/renewal")
    assert "Sign this linkage" in words(again)


@pytest.mark.paper(122, part=True)
def test_one_click_makes_a_way_back_her_proposal_with_its_terms_filled_in(
    anna: Desk, session: Session, world: World
) -> None:
    row = at_guests(session, world)
    way = next(
        one
        for one in ways_back(session, world.anna, row.public_id)
        if not one.new_thing and one.route
    )
    check = anna.get(f"/desk/checks/{row.public_id}")
    assert "Make it a proposal" in words(check)
    shown = anna.send(check, {}, action=f"/ways/{way.code}")
    assert "Read it back to her" in words(shown)
    opened = anna.send(shown, {}, action="/word", press="yes")
    assert way.route is not None
    assert f'value="{way.route.value}" checked' in opened.text
    checked = anna.send(opened, {}, action="/puts")
    assert "Proposed: Tomatoes" in words(checked)
    look_again(session)
    again = session.scalars(select(Assessment).order_by(Assessment.id.desc())).first()
    assert again is not None
    assert again.route is way.route
    assert again.verdict == way.verdict.value
