"""The board on paper: a poster in pictures, a bulletin to read out; never who, never a price."""

import pytest
from sqlalchemy.orm import Session

from marketplace.catalogue.models import MarketDay
from marketplace.sourcing.models import Need
from tests.actions.linkage import asks
from tests.pages.desk.room import words
from tests.support.client import PageClient
from tests.support.markup import parse
from tests.world import World

PATHS = ("/poster?lang=en", "/bulletin?lang=en")


@pytest.fixture
def need(session: Session, world: World) -> Need:
    made = asks(session, world)
    session.add(MarketDay(place_id=world.places["mto_wa_mbu"].id, weekday=3))
    session.commit()
    return made


@pytest.mark.paper(2)
def test_board_poster_and_bulletin_say_leaf_amount_village_and_week(
    client: PageClient, need: Need
) -> None:
    for path in ("/?lang=en", *PATHS):
        text = words(client.get(path))
        assert "Tomatoes" in text
        assert "20 kg" in text
        assert "Rhotia" in text
        assert "week of" in text
        assert "Kijani" not in text
        assert "1,400" not in text
    digest = words(client.get("/bulletin?lang=en"))
    assert f"Wanted: 20 kg Tomatoes, Rhotia ({need.code})" in digest, "an SMS to send"


def test_the_poster_shows_pictures_and_the_way_in(client: PageClient, need: Need) -> None:
    page = client.get("/poster?lang=en")
    tree = parse(page.get_data(as_text=True))
    drawn = {use.get("{http://www.w3.org/1999/xlink}href") for use in tree.all("use")}
    assert "#p-tomato" in drawn
    assert "/s/?d=" in words(page)


def test_the_bulletin_names_the_next_market_day(client: PageClient, need: Need) -> None:
    assert "Thu 26 Nov: market in Mto wa Mbu" in words(client.get("/bulletin?lang=en"))


def test_an_empty_board_says_so(client: PageClient, world: World) -> None:
    for path in PATHS:
        assert "Nothing is asked for here just now." in words(client.get(path))


def test_without_a_destination_there_is_no_paper(client: PageClient) -> None:
    assert client.get("/poster").status_code == 404
