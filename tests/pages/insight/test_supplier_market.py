"""A supplier's own market: needs by picture, who buys what she makes, asked in her own tongue."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.journal.models import OutboxMessage
from marketplace.sourcing.actions import not_me
from marketplace.sourcing.models import Need
from marketplace.sourcing.rules.lists import NeedState, NotMe
from tests.actions.linkage import asks
from tests.pages.supplier.village import link, links, seated, village, words
from tests.support.client import PageClient
from tests.world import World
from tests.world.market import add_lodge, asked_for


@pytest.fixture
def world(at: object, session: Session) -> World:
    """The village with codes and steps, where Kijani asks for tomatoes."""
    made = village(session)
    session.commit()
    return made


@pytest.fixture
def need(session: Session, world: World) -> Need:
    made = asks(session, world)
    session.commit()
    return made


def test_a_picture_leads_to_its_needs(client: PageClient, need: Need) -> None:
    page = client.get("/s/needs?lang=en")
    page = client.get(link(page, "Pictures"))
    assert "Tomatoes" in words(page)
    assert "Eggs" not in words(page), "nobody looks for eggs"
    page = client.get(link(page, "Tomatoes"))
    assert "20 kg" in words(page)
    assert any(need.code in href for href in links(page).values())
    assert "Nothing now" in words(client.get("/s/needs?leaf=veg.onion"))
    assert "Nothing now" in words(client.get("/s/needs?leaf=no-such"))


def test_the_public_board_has_the_same_pictures(
    client: PageClient, session: Session, world: World, need: Need
) -> None:
    asked_for(session, world, leaf="veg.onion", state=NeedState.PUBLISHED)  # not on the board
    session.commit()
    assert "Tomatoes" in words(client.get("/?lang=en&leaf=veg.tomato"))


@pytest.mark.paper(1)
def test_she_finds_needs_by_picture_and_who_buys_and_is_told_in_her_language(
    client: PageClient, session: Session, world: World, need: Need
) -> None:
    lodge = add_lodge(session, world, "Mbuyu Town Inn")
    for _ in range(2):
        asked_for(session, world, by=lodge, days_ago=20)
    asked_for(session, world, by=lodge, leaf="veg.onion")
    asked_for(session, world, by=lodge, days_ago=120)
    session.commit()
    seated(client)
    page = client.get(link(client.get("/s/needs?lang=en"), "Who buys?"))
    said = words(page)
    assert "Kijani Ridge Lodges" in said
    assert "Mbuyu Town Inn" in said
    assert "2 × · New here" in said, "twice in three months; not last spring, not onions"
    assert said.index("Kijani") < said.index("Mbuyu"), "who asks now comes first"


@pytest.mark.paper(1)
def test_who_is_asked_is_told_first_thing_in_her_own_language(
    client: PageClient, session: Session, world: World, need: Need
) -> None:
    for person in (world.people["fish_47"], world.people["sun_21"]):
        person.language = "sw"
    session.commit()
    seated(client)
    assert "Wanakuuliza" in words(client.get("/s/"))
    not_me(session, world.fish_47, need.code, world.suppliers["fish_47"].id, NotMe.NONE_NOW)
    session.commit()
    assert "Wanakuuliza" not in words(client.get("/s/")), "she answered"
    messages = session.scalars(select(OutboxMessage).where(OutboxMessage.kind == "asked")).all()
    assert world.suppliers["fish_47"].id in {one.to_supplier_id for one in messages}


def test_nobody_else_sees_who_buys(client: PageClient, world: World) -> None:
    assert client.get("/s/buyers").status_code == 303
    seated(client, "sun-21")
    assert "Nothing yet." in words(client.get("/s/buyers?lang=en"))
    assert "Nothing yet." in words(client.get("/s/buyers?lang=en&page=7"))
