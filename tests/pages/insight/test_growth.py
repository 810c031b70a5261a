"""How she grows: faces and rungs for her facilitator alone, and a plan with patience."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.models import SupplierPlan
from marketplace.agreements.rules.lists import ExitReason, PlanState
from marketplace.kernel import clock
from marketplace.people.models import Person, SupplierOutcome
from tests.actions.linkage import asks, clears, today
from tests.pages.desk.room import Desk, words
from tests.support.markup import parse
from tests.world import World, sold


@pytest.fixture
def path(world: World) -> str:
    return f"/desk/suppliers/{world.suppliers['fish_47'].public_id}"


def chosen(desk: Desk, path: str) -> dict[str, str]:
    tree = parse(desk.get(f"{path}/growth").get_data(as_text=True))
    return {
        field.get("name", ""): field.get("value", "")
        for field in tree.all("input")
        if field.get("type") == "radio" and "checked" in field.attrib
    }


def deliveries(session: Session, world: World, *, on_time: int, late: int) -> None:
    for number in range(on_time + late):
        session.add(
            SupplierOutcome(
                supplier_id=world.suppliers["fish_47"].id, delivery_id=8_000 + number,
                on_time=number < on_time, accepted_permille=900, at=clock.now(),
            )
        )  # fmt: skip
        sold(session, world.suppliers["fish_47"], world.kijani, world.goods.leaves["veg.tomato"])
    session.commit()


@pytest.mark.paper(114)
def test_four_faces_stand_beside_what_was_measured_and_no_buyer_sees_them(
    anna: Desk, session: Session, world: World, path: str, sit: Callable[[Person], Desk]
) -> None:
    deliveries(session, world, on_time=3, late=1)
    page = anna.get(f"{path}/growth")
    for said in ("Has a goal of her own", "Wants to grow", "Does what she said", "Leads others",
                 "Knows what good means here", "Knows what in time means here",
                 "Measured: 75% in time, 90% accepted, over 4 deliveries."):  # fmt: skip
        assert said in words(page), said
    kept = anna.send(page, {"face-growth": "4", "face-quality": "2"}, action="/readiness")
    assert "Kept." in words(kept)
    assert {"face-growth": "4", "face-quality": "2"}.items() <= chosen(anna, path).items()
    clears(session, world)
    asks(session, world)
    session.commit()
    neema = sit(world.people["neema"])
    assert neema.get(f"{path}/growth").status_code == 403
    for there in ("/buyer/", "/buyer/needs", "/buyer/linkage"):
        text = neema.read(there)
        assert "fully" not in text
        assert "a little" not in text


@pytest.mark.paper(22)
def test_each_leaf_has_a_ladder_of_five_rungs_with_its_evidence(
    anna: Desk, session: Session, world: World, path: str
) -> None:
    text = anna.read(f"{path}/growth")
    assert "0 deliveries prove: can make it" in text
    rungs = "0 can make it 1 regular 2 graded 3 delivered cold 4 certified"
    assert rungs in text
    assert chosen(anna, path) == {"step-veg.tomato": "0"}
    deliveries(session, world, on_time=3, late=0)
    assert chosen(anna, path) == {"step-veg.tomato": "1"}, "three deliveries prove it"
    anna.send(anna.get(f"{path}/growth"), {"step-veg.tomato": "2"}, action="/readiness")
    assert chosen(anna, path) == {"step-veg.tomato": "2"}


def test_nonsense_is_no_face_and_no_rung(anna: Desk, path: str) -> None:
    token = anna.token(anna.get(f"{path}/growth"))
    sent = {"csrf": token, "face-growth": "5", "face-x": "1", "step-veg.tomato": "9"}
    assert anna.client.post(f"{path}/readiness", data=sent).status_code == 303
    assert chosen(anna, path) == {"step-veg.tomato": "0"}


def begin(anna: Desk, path: str, *, attempts: str = "2", days: int = 100, leaf: str = "") -> str:
    page = anna.get(f"{path}/growth")
    typed = {
        "leaf": leaf or "veg.tomato", "attempts": attempts,
        "ends_on": (today() + timedelta(days=days)).isoformat(),
    }  # fmt: skip
    return words(anna.send(page, typed, action=f"{path}/plans"))


@pytest.mark.paper(54)
def test_a_plan_has_milestones_attempts_to_spare_and_an_exit_record(
    anna: Desk, session: Session, path: str
) -> None:
    text = begin(anna, path)
    for said in ("What is asked is agreed and shown in pictures", "A first delivery was accepted",
                 "Three deliveries in a row were accepted", "0 of 2 attempts used"):  # fmt: skip
        assert said in text, said
    anna.send(anna.get(f"{path}/growth"), action="/milestones", press="tried")
    dropped = {"reason": "not_enough"}
    page = anna.send(anna.get(f"{path}/growth"), dropped, action="/exit")
    assert page.status_code == 422
    assert "She has attempts left: patience first." in words(page)
    for _ in range(2):
        anna.send(anna.get(f"{path}/growth"), action="/failures")
    text = words(anna.send(anna.get(f"{path}/growth"), dropped, action="/exit"))
    assert "2 of 2 attempts used · It was not enough, after every attempt" in text
    session.rollback()
    plan = session.scalars(select(SupplierPlan)).one()
    assert (plan.state, plan.exit_reason) == (PlanState.STOPPED, ExitReason.NOT_ENOUGH)


def test_wrong_plans_are_answered_beside_their_fields(
    anna: Desk, theresia: Desk, path: str, session: Session
) -> None:
    assert "A plan ends within a year, and not today." in begin(anna, path, days=400)
    assert "Please write a whole number, like 20." in begin(anna, path, attempts="many")
    begin(anna, path)
    assert "A plan for this is running already." in begin(anna, path)
    session.rollback()
    plan = session.scalars(select(SupplierPlan.public_id)).one()
    assert theresia.get(f"{path}/growth").status_code == 404
    token = theresia.token(theresia.get("/desk/"))
    for what in ("milestones", "failures", "exit"):
        sent = {"csrf": token, "step": "tried", "reason": "her_wish"}
        answer = theresia.client.post(f"{path}/plans/{plan}/{what}", data=sent)
        assert answer.status_code == 404, what
    token = anna.token(anna.get(f"{path}/growth"))
    odd = anna.client.post(f"{path}/plans/{plan}/milestones", data={"csrf": token, "step": "odd"})
    assert odd.status_code == 404
