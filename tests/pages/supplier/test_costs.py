"""Her cost by pictures, her fair price, and the red hand: by tapping, without a script."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.offers.models import CostBuildUp, CostDraft, LowPrice, Offer
from tests.actions.linkage import asks
from tests.pages.desk.room import sit_down
from tests.pages.supplier.village import buttons, follow, link, press, seated, words
from tests.support.client import PageClient
from tests.world import World

PARTS = ("What you buy", "Transport", "Packing", "What you lose", "Group money")


def taps(client: PageClient, page, *notes: str):  # type: ignore[no-untyped-def]  # pages in, page out
    for note in notes:
        page = press(client, page, note)
    return follow(client, press(client, page, "Go on" if notes else "Nothing"))


def counted(client: PageClient):  # type: ignore[no-untyped-def]  # the page that says her fair price
    """Ten kilograms: 3,000 of seed, two half days, 1,000 for the way, 500 spoiled."""
    page = client.get(link(client.get("/s/prices"), "Tomatoes · 1 kg Nobody knows yet"))
    assert "How many?" in words(page)
    page = follow(client, press(client, page, "Go on", quantity="10"))
    assert "What you buy" in words(page)
    page = taps(client, page, "2,000", "1,000")
    assert "Your work" in words(page)
    page = follow(client, press(client, page, "Go on", quantity="2"))
    page = taps(client, page, "1,000")
    page = taps(client, page)
    page = taps(client, page, "500")
    assert "Group money" in words(page)
    return taps(client, page)


@pytest.mark.feature("D4", part=True)
def test_tapping_notes_and_half_days_tells_her_fair_price_and_her_day(
    client: PageClient, session: Session, world: World
) -> None:
    seated(client)
    page = counted(client)
    told = words(page)
    assert "Fair price" in told
    assert "11,550" in told  # a tenth over 4,500 of cash and a day at 6,000
    assert "Your costs 10,500" in told
    assert "One day 7,050" in told
    shown = follow(client, press(client, page, "Good"))
    assert "Fair price 1,155" in words(shown)
    row = session.scalars(select(CostBuildUp)).one()
    assert (row.inputs_minor, row.losses_minor, row.labour_minutes) == (30_000, 5_000, 48)
    assert session.scalars(select(CostDraft)).all() == []


def test_a_wrong_way_in_leads_to_the_question_and_loses_nothing(
    client: PageClient, session: Session, world: World
) -> None:
    seated(client)
    for path in ("/s/costs/veg.tomato/work", "/s/fair/veg.tomato"):
        assert client.get(path).headers["Location"] == "/s/costs/veg.tomato"
    assert client.get("/s/costs/veg.onion").status_code == 404  # she does not make them
    page = client.get("/s/costs/veg.tomato?quantity=10")
    page = follow(client, press(client, page, "Go on"))
    assert client.get("/s/costs/veg.tomato/no-such").status_code == 404
    again = press(client, client.get("/s/costs/veg.tomato/work"), "Go on", quantity="900")
    assert again.headers["Location"] == "/s/costs/veg.tomato/work"
    assert session.scalars(select(CostDraft.quantity)).one() == 10


def test_her_costs_are_hers_alone(client: PageClient, session: Session, world: World) -> None:
    seated(client)
    press(client, counted(client), "Good")
    client.post("/s/leave", data={})
    seated(client, "sun-21")
    assert "1,155" not in words(client.get("/s/prices"))
    assert client.get("/s/fair/veg.tomato").headers["Location"] == "/s/costs/veg.tomato"


@pytest.mark.feature("D4", part=True)
def test_the_red_hand_is_held_up_and_i_know_sends_it_to_a_call(
    client: PageClient, other_client: PageClient, session: Session, world: World
) -> None:
    seated(client)
    press(client, counted(client), "Good")
    need = asks(session, world, price=90_000)  # 900 a kilogram, which costs her 1,050
    session.commit()
    page = client.get(f"/s/needs/{need.code}/quantity")
    page = follow(client, press(client, page, "All 20"))
    page = follow(client, press(client, page, "Good"))
    page = follow(client, press(client, page, "Send"))
    assert "You lose money" in words(page)
    assert "Fair price 23,100" in words(page)
    assert session.scalars(select(Offer)).all() == []
    assert "I know, send" in buttons(page)
    page = follow(client, press(client, page, "I know, send"))
    assert "Sent" in words(page)
    session.rollback()
    mark = session.scalars(select(LowPrice)).one()
    anna = sit_down(session, other_client, world.people["anna"])
    calls = anna.get("/desk/calls")
    told = anna.read("/desk/calls")
    assert "A price under her cost" in told
    assert "900" not in told.partition("A price under her cost")[2].partition("Orders and")[0]
    shown = anna.send(calls, action=f"/prices/{mark.public_id}", press="word=yes")
    assert "Kept: she wants it." in shown.get_data(as_text=True)
    session.rollback()
    session.refresh(mark)
    assert mark.call_result == "she_wants_it"
