"""The page of references: source, how many, how old; own deals; and "no local reference"."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from marketplace.kernel import clock
from marketplace.kernel.actor import Role
from marketplace.people.models import PaidPrice
from tests.pages.buyer.lodge import SignIn
from tests.pages.supplier.village import read
from tests.support.client import PageClient
from tests.support.markup import visible
from tests.support.statements import counting
from tests.world import World
from tests.world.operators import add_operator
from tests.world.people import add_person
from tests.world.places import add_destination


def seen(page: TestResponse) -> str:
    """Return every word a person sees, the table's too."""
    root = read(page).root
    return " ".join(" ".join(text for text, _ in visible(root)).split())


def paid_for_onions(session: Session, world: World, count: int) -> None:
    names = list(world.suppliers)
    session.add_all(
        PaidPrice(
            payment_id=1000 + at, destination_id=world.destination.id,
            category_id=world.goods.leaves["veg.onion"].id, unit_id=world.goods.units["kg"].id,
            supplier_id=world.suppliers[names[at % 3]].id, price_minor=100_000 + at * 10_000,
            currency="TZS", at=clock.now() - timedelta(days=3),
        )
        for at in range(count)
    )  # fmt: skip
    session.commit()


def test_each_leaf_says_where_its_price_comes_from_and_how_old_it_is(neema: PageClient) -> None:
    told = seen(neema.get("/prices"))
    assert "Tomatoes for one kilogram" in told
    assert "TZS 800 TZS 1,200 TZS 1,600" in told
    assert "WFP, wholesale" in told
    assert "12 prices, 3 markets" in told
    assert "October 2026" in told
    assert "No local reference" in told
    assert "Onions" in told.partition("No local reference")[2]


def test_own_deals_stand_where_no_market_speaks_and_say_so(
    neema: PageClient, session: Session, world: World
) -> None:
    paid_for_onions(session, world, 4)
    assert "own deals" not in seen(neema.get("/prices")).partition("No local reference")[0]
    session.query(PaidPrice).delete()
    paid_for_onions(session, world, 5)
    told = seen(neema.get("/prices")).partition("No local reference")[0]
    assert "TZS 1,040 TZS 1,200 TZS 1,360 own deals 5 deals, 3 suppliers 90 days" in told
    asked = seen(neema.get("/buyer/needs/new?leaf=veg.onion"))
    assert "No market speaks. The middle of 5 own deals here in 90 days." in asked


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.ADMINISTRATOR])
def test_facilitators_and_administrators_read_it_too(
    session: Session, world: World, sign_in: SignIn, role: Role
) -> None:
    person = add_person(session, world.destination, "Amina", role=role)
    assert "Tomatoes" in seen(sign_in(person).get("/prices"))


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.SUPPORT])
def test_others_are_turned_away(
    session: Session, world: World, sign_in: SignIn, client: PageClient, role: Role
) -> None:
    person = add_person(session, world.destination, "Otto", role=role)
    assert sign_in(person).get("/prices").status_code == 403
    assert client.get("/prices").headers["Location"].startswith("/sign-in")


def test_another_destinations_prices_do_not_exist_for_a_buyer(
    neema: PageClient, session: Session
) -> None:
    elsewhere = add_destination(session, "naivasha", name="Naivasha", currency="KES", country="KE")
    add_operator(session, elsewhere, "Ziwa Camp")
    session.commit()
    assert neema.get("/prices?d=naivasha").status_code == 404
    assert neema.get("/prices?d=no-such").status_code == 404


def test_few_statements_however_many_leaves(
    neema: PageClient, engine: Engine, session: Session, world: World
) -> None:
    paid_for_onions(session, world, 30)
    with counting(engine) as issued:
        assert neema.get("/prices").status_code == 200
    assert len(issued) <= 8 + 2
