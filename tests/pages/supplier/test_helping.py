"""Helping at the same phone: recorded by name, her own yes before anything, and nothing learnt."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from marketplace.journal.models import JournalEntry
from marketplace.kernel import clock
from marketplace.offers.actions import sweep_helped
from marketplace.offers.models import HelpedAnswer, Offer, OfferDraft
from marketplace.sourcing.models import Asked, Need
from marketplace.sourcing.rules.lists import Answer
from tests.actions.linkage import asks, offers
from tests.pages.buyer.lodge import signed_in
from tests.pages.supplier.beginning import count, rows
from tests.pages.supplier.test_answer import to_right
from tests.pages.supplier.village import (
    enter,
    follow,
    hidden,
    link,
    links,
    press,
    seated,
    words,
)
from tests.support.client import PageClient
from tests.world import World

NewClient = Callable[[], PageClient]


@pytest.fixture
def need(session: Session, world: World) -> Need:
    """Neema's need: 20 kg of tomatoes in three days, 1,400 shillings a kilogram."""
    made = asks(session, world)
    session.commit()
    return made


def helps(client: PageClient, need: Need, number: str = "47") -> TestResponse:
    """Mzee Lazaro answers all of it, for whoever has this number beside the fish."""
    seated(client, "sun-21")
    page = client.get(link(to_right(client, need), "Somebody else"))
    page = client.get(page.headers["Location"])
    assert "Somebody else" in words(page)
    page = follow(client, enter(client, client.get(link(page, "Fish")), number=number))
    assert f"Fish {number}" in words(page)
    return follow(client, press(client, page, "Send"))


@pytest.mark.feature("C6", part=True)
def test_what_a_helper_says_waits_for_her_own_four_pictures(
    client: PageClient, session: Session, world: World, need: Need
) -> None:
    page = helps(client, need)
    assert "Say yes first" in words(page)
    assert (count(session, Offer), count(session, OfferDraft)) == (0, 0)
    page = client.get(link(page, "My four pictures"))
    page = follow(client, enter(client, page, keys="1234"))
    assert "Mzee Lazaro" in words(page), "by name"
    page = client.get(link(page, "Tomatoes"))
    assert "28,000" in words(page)
    page = follow(client, press(client, page, "Yes"))
    follow(client, press(client, page, "Send"))
    (offer,) = rows(session, Offer)
    assert offer.supplier_id == world.suppliers["fish_47"].id
    assert offer.entered_by_id == world.people["fish_47"].id, "she sent it herself"
    assert count(session, HelpedAnswer) == 0
    said = select(JournalEntry.verb, JournalEntry.actor_id).where(
        JournalEntry.verb.startswith("helped_answer.")
    )
    helper, her = (world.people[name].id for name in ("sun_21", "fish_47"))
    assert session.execute(said.order_by(JournalEntry.id)).all() == [
        ("helped_answer.say", helper), ("helped_answer.take", her),
    ]  # fmt: skip


def test_her_no_forgets_it_and_nothing_else_decides(
    client: PageClient, session: Session, need: Need
) -> None:
    helps(client, need)
    seated(client)
    page = client.get(link(client.get("/s/"), "Say yes first"))
    page = client.get(link(page, "Tomatoes"))
    junk = client.post(page.request.path, data={**hidden(page), "answer": "perhaps"})
    assert junk.headers["Location"] == page.request.path
    assert count(session, HelpedAnswer) == 1
    follow(client, press(client, page, "No"))
    assert (count(session, HelpedAnswer), count(session, OfferDraft)) == (0, 0)
    assert "Say yes first" not in links(client.get("/s/"))
    assert client.get(page.request.path).status_code == 404


def test_it_takes_no_turn_of_hers_and_stands_in_nobodys_way(
    client: PageClient, session: Session, world: World, need: Need
) -> None:
    helps(client, need)
    session.rollback()
    hers = Asked.supplier_id == world.suppliers["fish_47"].id
    assert session.scalars(select(Asked.answer).where(hers)).one() is Answer.WAITING
    seated(client)
    follow(client, press(client, to_right(client, need), "Send"))
    assert count(session, Offer) == 1


def test_whoever_helps_learns_nothing(
    new_client: NewClient, session: Session, world: World, need: Need
) -> None:
    """No such symbol, one with an offer already, one's own: the same pages, and nothing more."""
    offers(session, world, need, quantity=5)
    session.commit()
    said = []
    for number in ("47", "48"):
        page = words(helps(new_client(), need, number))
        said.append(page.replace(f"Fish {number}", "Fish"))
    assert said[0] == said[1]
    assert count(session, HelpedAnswer) == 1


def test_said_again_the_newer_one_stands_and_two_helpers_are_two(
    new_client: NewClient, session: Session, world: World, need: Need
) -> None:
    helps(new_client(), need)
    helps(new_client(), need)
    assert [row.quantity for row in rows(session, HelpedAnswer)] == [20]


def test_only_she_sees_it_and_only_after_her_code(
    client: PageClient, new_client: NewClient, session: Session, need: Need
) -> None:
    helps(client, need)
    (row,) = rows(session, HelpedAnswer)
    stranger, other = new_client(), new_client()
    assert stranger.get("/s/helped").headers["Location"].startswith("/s/who")
    seated(other, "hen-33")
    assert other.get(f"/s/helped/{row.public_id}").status_code == 404
    token = hidden(other.get("/s/needs"))
    sent = other.post(f"/s/helped/{row.public_id}", data={**token, "answer": "yes"})
    assert sent.status_code == 404
    assert count(session, HelpedAnswer) == 1


def test_the_desk_has_it_in_the_read_back_queue_without_figures(
    client: PageClient, new_client: NewClient, session: Session, world: World, need: Need
) -> None:
    helps(client, need)
    anna, theresia = (
        signed_in(session, new_client(), world.people[name]) for name in ("anna", "theresia")
    )
    page = words(anna.get("/desk/read-back?lang=en"))
    assert "Mama Zuhura" in page
    assert "said by Mzee Lazaro" in page
    assert "1,400" not in page
    assert "Mama Zuhura" not in words(theresia.get("/desk/read-back?lang=en"))


def test_unanswered_it_is_forgotten(
    client: PageClient, session: Session, need: Need, at: time_machine.Traveller
) -> None:
    helps(client, need)
    for days, left in ((13, 1), (2, 0)):
        at.shift(timedelta(days=days))
        sweep_helped(session, clock.now())
        session.commit()
        assert count(session, HelpedAnswer) == left


@pytest.mark.parametrize("who", ["", "fish", "fish-9", "dragon-47"])
def test_what_can_be_no_symbol_is_asked_again(client: PageClient, need: Need, who: str) -> None:
    seated(client, "sun-21")
    to_right(client, need)
    answer = client.get(f"/s/needs/{need.code}/for", query_string={"who": who})
    assert answer.headers["Location"].startswith("/s/who")
    token = hidden(client.get("/s/needs"))
    sent = client.post(f"/s/needs/{need.code}/for?who={who}", data=token)
    assert sent.headers["Location"].endswith("/for")
