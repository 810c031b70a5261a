"""Why nobody answers: asked by phone, kept at the need, told as a rate on the market page."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy.orm import Session

from marketplace.sourcing.actions import not_me
from marketplace.sourcing.rules.lists import NotMe
from tests.actions.linkage import asks
from tests.pages.desk.room import Desk, words
from tests.world import World


@pytest.mark.paper(101)
def test_reasons_are_asked_by_phone_and_the_response_rate_is_told(
    anna: Desk, session: Session, world: World, sit: object, at: time_machine.Traveller
) -> None:
    need = asks(session, world)
    not_me(session, world.fish_47, need.code, world.suppliers["fish_47"].id, NotMe.TOO_FAR)
    session.commit()
    path = f"/desk/needs/{need.public_id}"
    page = anna.get(path)
    her = world.suppliers["sun_21"].code
    token = anna.token(page)
    sent = {"csrf": token, "supplier": her, "silence": "no_trust"}
    assert anna.client.post(f"{path}/silence", data=sent).status_code == 303
    assert "On the phone: she does not trust it yet." in anna.read(path)
    assert "Nobody was asked in 90 days." in anna.read("/desk/market"), "it is still being asked"
    at.shift(timedelta(hours=9))
    anna = sit(world.people["anna"])  # type: ignore[operator]  # the fixture
    text = anna.read("/desk/market")
    assert "33% of those asked answered (1 of 3)." in text
    assert "she does not trust it yet · 1" in text


def test_nothing_chosen_and_whoever_answered_are_said_beside_the_field(
    anna: Desk, session: Session, world: World
) -> None:
    need = asks(session, world)
    not_me(session, world.fish_47, need.code, world.suppliers["fish_47"].id, NotMe.TOO_FAR)
    session.commit()
    path = f"/desk/needs/{need.public_id}"
    token = anna.token(anna.get(path))
    for who, reason, said in (
        ("sun_21", "", "Please mend what is marked."),
        ("sun_21", "odd", "Please mend what is marked."),
        ("fish_47", "busy", "This was answered meanwhile."),
    ):
        sent = {"csrf": token, "supplier": world.suppliers[who].code, "silence": reason}
        answer = anna.client.post(f"{path}/silence", data=sent)
        assert answer.status_code == 422
        assert said in words(answer)
    sent = {"csrf": token, "supplier": "NO-SUCH", "silence": "busy"}
    assert anna.client.post(f"{path}/silence", data=sent).status_code == 404


def test_another_place_asks_nobody_here(theresia: Desk, session: Session, world: World) -> None:
    need = asks(session, world)
    session.commit()
    token = theresia.token(theresia.get("/desk/"))
    sent = {"csrf": token, "supplier": world.suppliers["sun_21"].code, "silence": "busy"}
    answer = theresia.client.post(f"/desk/needs/{need.public_id}/silence", data=sent)
    assert answer.status_code == 404
