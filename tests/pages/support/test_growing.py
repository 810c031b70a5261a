"""Gaps, plans' clocks and her own next step, on the pages."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.actions.follow import open_plan
from marketplace.agreements.rules.lists import RejectReason
from marketplace.mediation.actions import conclude, say_yes
from marketplace.people.models import Person
from marketplace.support.models import GrowthWish
from marketplace.support.rules.lists import Topic, Wish
from tests.actions.linkage import asks, offers, today
from tests.actions.openings import chosen, opening
from tests.pages.desk.room import Desk, words
from tests.pages.supplier.village import follow, link, press, seated
from tests.pages.supplier.village import words as seen
from tests.pages.support.conftest import Pair
from tests.pages.support.farm import brought, her, paper
from tests.support.client import PageClient
from tests.world import World
from tests.world.support import asks_points, offers_service, zawadi


@pytest.mark.feature("O1", part=True)
def test_a_leaf_is_laid_beside_what_lodges_ask_and_says_who_can_help(
    anna: Desk, theresia: Desk, session: Session, world: World, usafi: Pair
) -> None:
    _, who = brought(session, world, RejectReason.UNRIPE)
    paper(session, world, "food_safety")
    need = asks(session, world, quantity=90, days=6)
    asks_points(session, need, "ripe", "same_size")
    offers_service(session, zawadi(usafi[1]), usafi[0], topic=Topic.GROWING, name="At your field")
    session.commit()
    text = anna.read(her(world, "gaps?leaf=veg.tomato", who))
    for said in (
        "Quality: Ripe, not green At your field, Usafi Food Safety · send her there",
        "Quality: All of one size Look at it with her.",
        "Paper: Food-safety check of kitchen or stall",
        "Nobody offers help with this yet: Papers and certificates.",
        "How much at once",
    ):
        assert said in text, said
    assert theresia.get(her(world, "gaps", who)).status_code == 404
    assert anna.get(her(world, "gaps?leaf=protein.egg", who)).status_code == 404
    assert anna.get(her(world, "gaps?need=NO-SUCH", who)).status_code == 404


@pytest.mark.paper(9)
def test_each_buyer_is_as_strict_as_he_asks_and_she_is_ready_or_not(
    anna: Desk, session: Session, world: World
) -> None:
    asks_points(session, asks(session, world), "ripe", "whole", "clean", "same_size")
    session.commit()
    text = anna.read(her(world, "gaps"))
    assert "Kijani Ridge Lodges 4 points in 1 need · wants at least: graded strict" in text
    assert "not ready yet" in text
    page = anna.get(her(world, "growth"))
    anna.send(page, {"step-veg.tomato": "2"}, action="/readiness")
    text = anna.read(her(world, "gaps"))
    assert "strict she is ready" in text
    assert "Step on the ladder now: graded · wanted: graded met" in text


@pytest.mark.feature("O1")
@pytest.mark.feature("O3", part=True)
def test_after_a_loss_the_desk_and_she_herself_see_what_was_missing(
    anna: Desk, client: PageClient, session: Session, world: World
) -> None:
    paper(session, world, "food_safety")
    need, made = opening(session, world)
    asks_points(session, need, "ripe")
    got = chosen(session, world, made["sun_21"])
    say_yes(session, world.supplier("sun_21"), got.public_id)
    conclude(session, world.neema, need.public_id)
    session.commit()
    listed = anna.get("/desk/first-offers")
    tree = [row for row in listed.get_data(as_text=True).split('"') if "/gaps?need=" in row]
    assert tree, "the loss leads to what was missing"
    text = anna.read(tree[0].replace("&amp;", "&"))
    assert f"Beside what need {need.code} asks." in text
    assert "Paper: Food-safety check of kitchen or stall" in text
    seated(client)
    offer = client.get(f"/s/offers/{made['fish_47'].public_id}")
    lesson = client.get(link(offer, "Learn"))
    assert "This paper first" in seen(lesson)
    assert "Sell together" in seen(lesson), "sixty were asked, forty are proven"
    assert "Ripe" in seen(client.get(link(lesson, "Good")))
    other = made["sun_21"].public_id
    assert client.get(f"/s/offers/{other}/next").status_code == 404


@pytest.mark.feature("O3")
def test_a_bad_delivery_leads_to_a_picture_and_a_talk_and_blocks_nothing(
    anna: Desk, client: PageClient, session: Session, world: World
) -> None:
    order, who = brought(session, world, RejectReason.WARM)
    seated(client, who.replace("_", "-"))
    path = f"/s/orders/{order.public_id}/note"
    follow(client, press(client, client.get(path), "Yes"))
    mine = client.get(link(client.get(path), "Ice box"))
    assert "Learn" in seen(mine)
    assert "Ice box" in seen(mine)
    assert client.get("/s/next", query_string={"lang": "sw"}).status_code == 200
    session.rollback()
    need = asks(session, world, days=5)
    assert offers(session, world, need, who=who).state.value == "submitted"
    session.commit()
    desk = anna.read("/desk/")
    assert "next time: a cooler box" in desk
    steps = anna.get("/desk/steps")
    assert "only a part was taken" in words(steps)
    assert "talked through" in words(anna.send(steps, action="/talk"))
    assert "next time: a cooler box" not in anna.read("/desk/")


@pytest.mark.paper(21)
def test_she_sees_good_and_bad_in_pictures_and_what_to_do_after_each_delivery(
    client: PageClient, session: Session, world: World
) -> None:
    order, who = brought(session, world, RejectReason.UNRIPE)
    seated(client, who.replace("_", "-"))
    good = client.get("/s/good/veg.tomato")
    text = good.get_data(as_text=True)
    assert "p-spec-ripe-good" in text
    assert "p-spec-ripe-bad" in text
    path = f"/s/orders/{order.public_id}/note"
    follow(client, press(client, client.get(path), "Yes"))
    assert "Bring it ripe" in seen(client.get(path))
    assert client.get("/s/good/no-such").status_code == 404


@pytest.mark.paper(99)
def test_she_is_asked_what_she_wants_and_courses_are_listed_beside_it(
    anna: Desk, client: PageClient, session: Session, world: World, usafi: Pair
) -> None:
    offers_service(
        session, zawadi(usafi[1]), usafi[0], topic=Topic.BUSINESS, name="Count your costs"
    )
    session.commit()
    seated(client)
    mine = client.get("/s/next")
    assert "All is good. Go on." in seen(mine)
    asked = client.get(link(mine, "What do you want?"))
    after = follow(client, press(client, asked, "Sell more"))
    assert "Sell more" in seen(after)
    session.rollback()
    assert session.scalars(select(GrowthWish.wish)).one() is Wish.MORE
    text = anna.read(her(world, "help"))
    assert "She wants to sell more" in text
    assert "Count your costs Usafi Food Safety · Course with seats" in text


@pytest.mark.paper(106)
def test_how_she_runs_her_trade_is_ticked_and_somebody_else_helps_with_it(
    anna: Desk, session: Session, world: World, usafi: Pair
) -> None:
    page = anna.get(her(world, "help"))
    kept = words(anna.send(page, {"writes_down": "no", "stand_in": "yes"}, action="/managing"))
    assert "Somebody else can help with this: nobody offers it yet." in kept
    offers_service(session, zawadi(usafi[1]), usafi[0], topic=Topic.PEOPLE, name="Leading a group")
    session.commit()
    text = anna.read(her(world, "help"))
    assert "Somebody else can help with this: Leading a group, Usafi Food Safety" in text


@pytest.mark.paper(122)
def test_the_upgrade_clock_runs_less_than_a_year_and_warns_when_it_is_late(
    anna: Desk,
    session: Session,
    world: World,
    usafi: Pair,
    at: time_machine.Traveller,
    sit: Callable[[Person], Desk],
) -> None:
    path = her(world, "growth")
    too_long = {
        "leaf": "veg.tomato", "attempts": "3",
        "ends_on": (today() + timedelta(days=366)).isoformat(),
    }  # fmt: skip
    wrong = anna.send(anna.get(path), too_long, action="/plans")
    assert "A plan ends within a year, and not today." in words(wrong)
    open_plan(
        session, world.anna, world.suppliers["fish_47"].public_id, leaf_code="veg.tomato",
        ends_on=today() + timedelta(days=100), attempts=3,
    )  # fmt: skip
    session.commit()
    page = anna.get(her(world, "help"))
    assert "0% of the time is gone, 0 of 4 milestones reached" in words(page)
    assert "nobody supports it yet" in words(page)
    named = anna.send(page, {"provider": usafi[0].public_id}, action="/helper")
    assert "Supported by Usafi Food Safety." in words(named)
    at.shift(timedelta(days=28))
    anna = sit(world.people["anna"])
    assert "3 days late" in anna.read(her(world, "help"))
    desk = anna.read("/desk/")
    assert "plan late" in desk
    assert "A milestone of her plan was due" in desk
