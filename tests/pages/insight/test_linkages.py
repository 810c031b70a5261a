"""Linkages at the desk: a process with looks, a stall alarm, a growth alarm, the desk's clock."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.models import FollowUp
from marketplace.agreements.rules.lists import Look
from marketplace.people.models import Person
from tests.actions.linkage import clears, today
from tests.pages.buyer.lodge import delivered
from tests.pages.desk.room import Desk, waiting_check
from tests.pages.insight.boxes import ticked
from tests.world import World, commit_week

Sit = Callable[[Person], Desk]


@pytest.fixture
def linked(session: Session, world: World) -> World:
    """Kijani got its first tomatoes: ordered this morning, here at once."""
    clears(session, world)
    delivered(session, world)
    return world


def after(days: int, at: time_machine.Traveller, sit: Sit, world: World) -> Desk:
    """Let days pass; Anna signs in again."""
    at.shift(timedelta(days=days))
    return sit(world.people["anna"])


@pytest.mark.paper(57)
def test_a_linkage_is_looked_at_after_30_90_and_180_days(
    session: Session, linked: World, sit: Sit, at: time_machine.Traveller
) -> None:
    anna = sit(linked.people["anna"])
    assert "No look is due." in anna.read("/desk/linkages")
    assert "first delivery" in anna.read("/desk/linkages")
    for step, days in ((31, 30), (60, 90), (90, 180)):
        anna = after(step, at, sit, linked)
        assert "1 look is due." in anna.read("/desk/linkages")
        desk = anna.read("/desk/?all=1")
        assert f"Look at Kijani Ridge Lodges and Mama Happy after {days} days" in desk
        page = anna.get("/desk/linkages")
        kept = anna.send(page, {"found": "steady"}, action="/looks")
        assert "Kept." in kept.get_data(as_text=True)
        assert "No look is due." in anna.read("/desk/linkages")
    session.rollback()
    looks = session.execute(select(FollowUp.days, FollowUp.found).order_by(FollowUp.days)).all()
    assert [tuple(row) for row in looks] == [(days, Look.STEADY) for days in (30, 90, 180)]


@pytest.mark.paper(76)
@pytest.mark.feature("N2")
def test_twenty_one_quiet_days_raise_an_alarm_and_an_event_ends_it(
    session: Session, linked: World, sit: Sit, at: time_machine.Traveller
) -> None:
    anna = after(20, at, sit, linked)
    assert "Every linkage had something happen in 21 days." in anna.read("/desk/")
    anna = after(1, at, sit, linked)
    assert "Kijani Ridge Lodges and Mama Happy: nothing since Tue 24 Nov." in anna.read("/desk/")
    assert "1 quiet for 21 days, of 1" in anna.read("/desk/linkages")
    delivered(session, linked)
    assert "Every linkage had something happen in 21 days." in anna.read("/desk/")


@pytest.mark.paper(76)
def test_more_than_four_fifths_of_her_week_raise_the_growth_alarm(
    anna: Desk, session: Session, world: World
) -> None:
    her, tomato = world.suppliers["fish_47"], world.goods.leaves["veg.tomato"]
    kg = world.goods.units["kg"]
    commit_week(session, her, tomato, unit=kg, on=today(), quantity=32)  # of 40 proven: 80 %
    session.commit()
    assert "Nobody is promised to more than four fifths of her week." in anna.read("/desk/")
    commit_week(
        session, world.suppliers["sun_21"], tomato, unit=kg, on=today(), quantity=49
    )  # of 60
    session.commit()
    text = anna.read("/desk/")
    assert "Mzee Lazaro: 81 % of what she said she can bring is promised this week" in text
    assert "Name a back-up before the next order." in text


def test_a_linkage_that_is_over_raises_no_alarm(
    linked: World, sit: Sit, at: time_machine.Traveller
) -> None:
    anna = after(31, at, sit, linked)
    anna.send(anna.get("/desk/linkages"), {"found": "over"}, action="/looks")
    assert "0 quiet for 21 days, of 1" in anna.read("/desk/linkages")
    assert "No look is due." in anna.read("/desk/linkages")


@pytest.mark.paper(73, part=True)  # stages that a programme configures come with programmes
def test_no_order_is_forced_and_the_desk_has_a_clock(
    session: Session, linked: World, sit: Sit, at: time_machine.Traveller
) -> None:
    anna = after(100, at, sit, linked)  # nobody looked after 30 days: one look for both is enough
    page = anna.get("/desk/linkages")
    anna.send(page, {"found": "growing", "days": 90}, action="/looks")
    assert "look after 180 days" in anna.read("/desk/linkages")


def test_the_clock_says_how_long_checks_wait(
    anna: Desk, session: Session, world: World, sit: Sit, at: time_machine.Traveller
) -> None:
    _, check = waiting_check(session, world)
    assert "24 Nov" in anna.read("/desk/linkages")
    at.shift(timedelta(hours=5))
    anna = sit(world.people["anna"])
    page = anna.get(f"/desk/checks/{check.public_id}")
    anna.send(
        page,
        {"conditions": sorted(ticked(anna, f"/desk/checks/{check.public_id}"))},
        action="/signature",
    )
    assert "5 hours until a check is answered, of 1 in 30 days" in anna.read("/desk/linkages")


def test_wrong_people_and_wrong_pairs_are_turned_away(
    session: Session, linked: World, sit: Sit, anna: Desk, theresia: Desk,
    at: time_machine.Traveller,
) -> None:  # fmt: skip
    assert sit(linked.people["neema"]).get("/desk/linkages").status_code == 403
    assert "Nothing was delivered here yet." in theresia.read("/desk/linkages")
    pair = f"/desk/linkages/{linked.kijani.public_id}/{linked.suppliers['hen_33'].public_id}/looks"
    token = theresia.token(theresia.get("/desk/linkages"))
    sent = {"csrf": token, "found": "steady", "days": "30"}
    assert theresia.client.post(pair, data=sent).status_code == 404
    token = anna.token(anna.get("/desk/linkages"))
    early = anna.client.post(pair, data={**sent, "csrf": token})
    assert early.status_code == 422
    assert "This look is not due yet." in early.get_data(as_text=True)
    nonsense = anna.client.post(pair, data={"csrf": token, "found": "x", "days": "soon"})
    assert nonsense.status_code == 422
