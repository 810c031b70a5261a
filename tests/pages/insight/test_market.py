"""The market at the desk: gaps, crowding with a way out, what many ask for, the sheet to print."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from marketplace.people.models import Person
from marketplace.sourcing.rules.lists import NeedState
from tests.pages.desk.room import Desk, mediator, words
from tests.support.client import PageClient
from tests.support.markup import parse
from tests.world import World, add_leaf, add_supplier
from tests.world.market import add_lodge, asked_for


@pytest.fixture
def many_onions(session: Session, world: World) -> World:
    """Four grow onions and nobody asks; eggs are asked for by three lodges and not brought."""
    onion, kg = world.goods.leaves["veg.onion"], world.goods.units["kg"]
    for number in range(4):
        her, _ = add_supplier(
            session, world.destination, world.places["majengo"], name=f"Grower {number}"
        )
        add_leaf(session, her, onion, unit=kg, weekly=50)
    for lodge in (None, add_lodge(session, world), add_lodge(session, world)):
        asked_for(session, world, by=lodge, quantity=60, state=NeedState.UNFILLED)
        asked_for(
            session, world, by=lodge, leaf="protein.egg", unit="tray30", quantity=30,
            state=NeedState.UNFILLED,
        )  # fmt: skip
    session.commit()
    return world


@pytest.mark.paper(38)
@pytest.mark.paper(30)
@pytest.mark.paper(40)
def test_a_crowded_leaf_warns_and_points_to_a_neighbour_with_unmet_need(
    anna: Desk, many_onions: World
) -> None:
    text = anna.read("/desk/market")
    crowded = text[text.index("Crowded: careful before one more starts") :]
    assert "Onions 4 suppliers, and nobody asked in 90 days" in crowded
    assert "Better: Tomatoes · 3 needs not filled" in crowded


@pytest.mark.paper(38)
def test_crowding_is_told_as_suppliers_for_each_need(
    anna: Desk, session: Session, many_onions: World
) -> None:
    for _ in range(3):
        asked_for(session, many_onions, leaf="veg.onion")
    session.commit()
    assert "4 suppliers for each need of a month" in anna.read("/desk/market")
    for _ in range(3):
        asked_for(session, many_onions, leaf="veg.onion")
    session.commit()
    text = anna.read("/desk/market")
    assert "No goods have more suppliers than the lodges can keep busy." in text


@pytest.mark.paper(20)
def test_the_scoping_sheet_has_demand_against_supply_and_the_gap_list(
    anna: Desk, many_onions: World
) -> None:
    page = anna.get("/desk/market/sheet")
    text = words(page)
    assert "Scoping sheet: Mto wa Mbu" in text
    assert "Gap list" in text
    assert "Eggs from layers : 3 needs of 3 not filled, 30 trays a month missing" in text
    rows = {
        "".join(row.find(".//{*}th").itertext()).strip(): [
            "".join(cell.itertext()).replace("\xa0", " ").strip() for cell in row.findall("{*}td")
        ]
        for row in parse(page.get_data(as_text=True)).all("tr")
        if row.find("{*}td") is not None
    }
    assert rows["Eggs from layers"] == [
        "3",
        "3",
        "3",
        "30 trays",
        "0",
        "0 trays",
        "30 trays",
        "not filled",
    ]
    assert rows["Onions"][:2] == ["0", "0"]
    assert rows["Onions"][-1] == "crowded"
    assert "To find out on foot" in text


@pytest.mark.paper(16)
def test_what_three_lodges_ask_for_is_pooled_and_never_says_who(
    anna: Desk, client: PageClient, session: Session, many_onions: World
) -> None:
    for text in (anna.read("/desk/market"), words(client.get("/bulletin?lang=en"))):
        assert "3 lodges need 30 trays of Eggs from layers a month" in text
        assert "3 lodges need 60 kg of Tomatoes a month" in text
        assert "Kijani" not in text
        assert "Lodge 1" not in text
    asked_for(session, many_onions, leaf="craft.basket", unit="piece")
    asked_for(session, many_onions, leaf="craft.basket", unit="piece", by=add_lodge(
        session, many_onions
    ))  # fmt: skip
    session.commit()
    assert "of Baskets" not in anna.read("/desk/market"), "two lodges are too few"


def test_an_empty_market_says_what_to_do(anna: Desk) -> None:
    text = anna.read("/desk/market")
    assert "What is asked for is brought." in text
    assert "Ask a lodge what it still brings from far." in text


def test_the_desk_of_the_market_is_for_facilitators(
    session: Session, world: World, sit: Callable[[Person], Desk]
) -> None:
    neema = sit(world.people["neema"])
    for path in ("/desk/market", "/desk/market/sheet"):
        assert neema.get(path).status_code == 403
    assert (
        sit(mediator(session, world.destination)).get("/desk/market?d=no-such").status_code == 200
    )
