"""Five questions about an operator say where to begin; no other place and no buyer sees them."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from marketplace.people.models import Person
from marketplace.sourcing.rules.operator_ready import Question, Ready, Told, readiness
from tests.pages.desk.room import Desk, words
from tests.world import World

Q, T = Question, Told
ALL_NO = dict.fromkeys(Question, T.NO)


@pytest.mark.parametrize(
    ("told", "ready"),
    [
        ({}, Ready.UNASKED),
        ({Q.SEEKS_SUPPLIERS: T.YES}, Ready.UNASKED),
        (ALL_NO, Ready.LATER),
        (ALL_NO | {Q.CSR_PROFILE: T.YES}, Ready.BUSINESS_FIRST),
        (ALL_NO | {Q.SEEKS_SUPPLIERS: T.YES}, Ready.LATER),
        (ALL_NO | {Q.SEEKS_SUPPLIERS: T.YES, Q.AUDIT_PRESSURE: T.PARTLY}, Ready.BEGIN),
    ],
)
def test_what_five_answers_say(told: dict[Question, Told], ready: Ready) -> None:
    assert readiness(told) is ready


@given(st.fixed_dictionaries({question: st.sampled_from(Told) for question in Question}))
def test_a_fine_image_alone_never_begins(told: dict[Question, Told]) -> None:
    image_only = told | {Q.SEEKS_SUPPLIERS: T.NO, Q.CSR_PROFILE: T.YES}
    assert readiness(image_only) is not Ready.BEGIN


@pytest.mark.both
@pytest.mark.paper(112)
def test_five_questions_are_kept_and_say_where_to_begin(
    anna: Desk, theresia: Desk, session: Session, world: World, sit: Callable[[Person], Desk]
) -> None:
    path = f"/desk/operators/{world.kijani.public_id}/readiness"
    assert path in anna.get("/desk/operators").get_data(as_text=True)
    page = anna.get(path)
    assert "Ask all five" in words(page)
    for said in ("look for suppliers", "guests want what comes from here", "audit", "cannot get",
                 "community work"):  # fmt: skip
        assert said in words(page), said
    part = anna.send(page, {"seeks_suppliers": "yes"}, action="/readiness")
    assert "Ask all five" in words(part)
    told = {one.value: "no" for one in Question} | {
        "seeks_suppliers": "yes", "market_failure": "partly",
    }  # fmt: skip
    kept = anna.send(part, told, action="/readiness")
    assert "Begin here" in words(kept)
    assert "Begin here" in words(anna.get(path)), "it is kept"
    assert theresia.get(path).status_code == 404
    assert sit(world.people["neema"]).get(path).status_code == 403
