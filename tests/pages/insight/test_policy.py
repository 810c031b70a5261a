"""Bought here: what was meant beside what is done, where the rest comes from, who buys."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from marketplace.kernel import clock
from marketplace.people.models import Person, SupplierSale
from tests.actions.linkage import asks, clears, today
from tests.pages.desk.room import Desk, words
from tests.world import World, add_operator


@pytest.fixture
def neema(world: World, sit: Callable[[Person], Desk]) -> Desk:
    return sit(world.people["neema"])


def buys_here(session: Session, world: World, amount: int) -> None:
    """Kijani bought for so much here in the last 90 days (minor units)."""
    session.add(
        SupplierSale(
            supplier_id=world.suppliers["fish_47"].id, operator_id=world.kijani.id,
            category_id=world.goods.leaves["veg.tomato"].id, delivery_id=9_001,
            amount_minor=amount, currency="TZS", at=clock.now() - timedelta(days=5),
        )
    )  # fmt: skip
    session.commit()


def says(neema: Desk, **changes: str) -> str:
    typed = {
        "goods": "veg.onion|kg", "monthly_quantity": "100", "origin": "imported",
        "price": "1,000", "transport": "300", "handling": "", "lead_days": "6",
        "reject_percent": "", **changes,
    }  # fmt: skip
    page = neema.get("/buyer/linkage/source")
    return words(neema.send(page, typed, action="/buyer/linkage/source"))


@pytest.mark.paper(4)
def test_the_local_share_is_told_with_a_marker_at_each_source(
    neema: Desk, session: Session, world: World
) -> None:
    assert "How much of it is bought here?" in neema.read("/buyer/linkage")
    buys_here(session, world, 3 * 3_000_000)  # 30,000 a month
    says(neema)  # 100 kg at 1,300: 130,000 a month, imported
    says(neema, goods="veg.tomato|kg", monthly_quantity="40", origin="local", price="1000",
         transport="", lead_days="1")  # fmt: skip
    text = neema.read("/buyer/linkage")
    assert "35% of what you spend stays here." in text
    assert "65% imported" in text
    onions = text[text.index("Onions") :]
    assert "TZS 1,300 at the door for one kilogram" in onions
    assert "imported Change" in onions
    assert "from here Change" in text


@pytest.mark.paper(108)
def test_landed_cost_has_fields_for_transport_and_lead_time(neema: Desk) -> None:
    text = says(neema, handling="50", reject_percent="10")
    assert "TZS 1,500 at the door for one kilogram" in text, "(1,000 + 300 + 50) ÷ 0.9"
    assert "TZS 1,000, transport TZS 300, handling TZS 50" in text
    assert "6 days on its way" in text
    shown = neema.get("/buyer/linkage/source?goods=veg.onion|kg").get_data(as_text=True)
    for value in ('value="1000"', 'value="300"', 'value="6"', 'value="10"'):
        assert value in shown, value
    wrong = says(neema, lead_days="soon", origin="")
    assert "Please write a whole number, like 20." in wrong
    assert "Please fill this in." in wrong


def sets(neema: Desk, world: World, **changes: str) -> str:
    typed = {
        "local_percent": "50", "until": (today() + timedelta(days=365)).isoformat(),
        "words": "Vegetables from our neighbours.", "answers": str(world.people["neema"].id),
        **changes,
    }  # fmt: skip
    return words(neema.send(neema.get("/buyer/linkage"), typed, action="/buyer/linkage"))


@pytest.mark.paper(103)
def test_target_and_actual_stand_side_by_side_for_buyer_and_facilitator(
    neema: Desk, anna: Desk, theresia: Desk, session: Session, world: World
) -> None:
    buys_here(session, world, 3 * 7_000_000)
    says(neema)
    assert "Kept." in sets(neema, world)
    text = neema.read("/buyer/linkage")
    assert "50% meant, by your policy 35% done, of what is known" in text
    assert "Kijani Ridge Lodges 50% 35% 65%" in anna.read("/desk/market/buyers")
    assert "15 of a hundred to the target" in anna.read("/desk/market/buyers")
    assert "Kijani" not in theresia.read("/desk/market/buyers"), "another facilitator's places"


@pytest.mark.paper(56)
def test_a_policy_names_who_answers_and_the_scoreboard_who_buys(
    neema: Desk, session: Session, world: World
) -> None:
    sets(neema, world)
    clears(session, world)
    asks(session, world)
    asks(session, world, days=4)
    session.commit()
    text = neema.read("/buyer/linkage")
    assert "“Vegetables from our neighbours.” Neema answers for it, until Wed 24 Nov." in text
    assert "Who of you buys here" in text
    assert "Neema 2 0 TZS 0" in text


def test_wrong_policies_are_answered_beside_their_fields(neema: Desk, world: World) -> None:
    assert "This number is too large." in sets(neema, world, local_percent="120")
    assert "Please write a share from 1 to 100." in sets(neema, world, local_percent="0")
    theirs = str(world.people["anna"].id)
    assert "Please choose one of your own people." in sets(neema, world, answers=theirs)
    assert "Please choose a day from the list" in sets(neema, world, until="never")


def test_it_is_private(
    anna: Desk, neema: Desk, session: Session, world: World, sit: Callable[[Person], Desk]
) -> None:
    from tests.world import add_buyer

    other = add_operator(session, world.destination, "Heroe Escarpment Hotel")
    joseph = add_buyer(session, other, "Joseph", destination=world.destination)
    session.commit()
    says(neema)
    assert "Onions" not in sit(joseph).read("/buyer/linkage")
    assert anna.get("/buyer/linkage").status_code == 403
    assert neema.get("/desk/market/buyers").status_code == 403
