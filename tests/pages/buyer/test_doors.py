"""Who may see and do what; and how few statements a page needs, however much there is."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from marketplace.kernel.actor import Role
from marketplace.people.models import OperatorStaff
from marketplace.sourcing.models import CoreProduct
from marketplace.sourcing.rules.lists import MarginBand, ProductRole
from tests.actions.linkage import asks
from tests.pages.buyer.lodge import SignIn, afresh, delivered, in_days, ordered, owed
from tests.pages.supplier.village import follow, hidden, link, links, words
from tests.support.client import PageClient
from tests.support.statements import counting
from tests.world import World
from tests.world.operators import add_buyer, add_operator, add_property
from tests.world.people import add_person

PORCH = 2
PAGES = (
    "/buyer/", "/buyer/needs", "/buyer/needs/new", "/buyer/needs/new?leaf=veg.tomato",
    "/buyer/needs/list/new", "/buyer/receiving", "/buyer/payments",
    "/buyer/payments/statement", "/buyer/orders", "/buyer/deliveries", "/buyer/products",
)  # fmt: skip


@pytest.fixture
def rival(session: Session, world: World, sign_in: SignIn) -> PageClient:
    """Somebody who buys for another lodge."""
    other = add_operator(session, world.destination, "Maji Mengi Canoes")
    add_property(session, other, world.places["karatu"], name="The jetty")
    return sign_in(add_buyer(session, other, "Rehema", destination=world.destination))


def a_product(session: Session, world: World) -> CoreProduct:
    product = CoreProduct(
        public_id="walk", operator_id=world.kijani.id, name="Guided walk", picture="village-walk",
        category_code="guide.village", role=ProductRole.CORE, segment="leisure", slot="day",
        zone="village", currency="USD", price_minor=3_500,
    )  # fmt: skip
    session.add(product)
    session.commit()
    return product


def test_another_lodges_things_do_not_exist(
    rival: PageClient, session: Session, world: World
) -> None:
    delivery, payment = delivered(session, world), owed(session, world)
    order, need = ordered(session, world), asks(session, world)
    product = a_product(session, world)
    addresses = (
        f"/buyer/needs/{need.public_id}", f"/buyer/orders/{order.public_id}",
        f"/buyer/payments/{payment.public_id}", f"/buyer/deliveries/{delivery.public_id}/again",
        f"/buyer/products/{product.public_id}",
        f"/buyer/receiving?property={world.kijani_ridge.public_id}",
        f"/buyer/needs/new?leaf=veg.tomato&property={world.kijani_ridge.public_id}",
    )  # fmt: skip
    assert [rival.get(address).status_code for address in addresses] == [404] * len(addresses)
    token = hidden(rival.get("/buyer/"))
    posts = (
        f"/buyer/needs/{need.public_id}/withdrawal", f"/buyer/orders/{order.public_id}/absence",
        f"/buyer/orders/{order.public_id}/cancellation",
        f"/buyer/payments/{payment.public_id}/sending",
        f"/buyer/deliveries/{delivery.public_id}/again",
        f"/buyer/products/{product.public_id}",
    )  # fmt: skip
    assert [rival.post(to, data=token).status_code for to in posts] == [404] * len(posts)
    assert "Kijani" not in words(rival.get("/buyer/"))


def test_other_roles_are_turned_away(
    client: PageClient, session: Session, world: World, sign_in: SignIn
) -> None:
    anna = sign_in(world.people["anna"])
    watcher = sign_in(add_person(session, world.destination, "Otto", role=Role.OBSERVER))
    for page in PAGES:
        assert client.get(page).headers["Location"].startswith("/sign-in")
        assert (anna.get(page).status_code, watcher.get(page).status_code) == (403, 403)


@pytest.mark.parametrize(
    ("right", "menu", "closed"),
    [
        ("may_order", "Ask for something", ("/buyer/needs/new", "/buyer/needs/list/new")),
        ("may_receive", "Receiving", ("/buyer/receiving",)),
        ("may_pay", "Payments", ("/buyer/payments", "/buyer/payments/statement")),
    ],
)
def test_a_right_that_is_missing_hides_and_refuses(
    neema: PageClient, session: Session, world: World, right: str, menu: str,
    closed: tuple[str, ...],
) -> None:  # fmt: skip
    payment, order = owed(session, world), ordered(session, world)
    assert menu in links(neema.get("/buyer/"))
    session.execute(OperatorStaff.__table__.update().values({right: False}))
    session.commit()
    home = neema.get("/buyer/")
    assert menu not in links(home)
    assert [neema.get(address).status_code for address in closed] == [403] * len(closed)
    acts = {
        "may_order": f"/buyer/orders/{order.public_id}/cancellation",
        "may_receive": "/buyer/receiving",
        "may_pay": f"/buyer/payments/{payment.public_id}/sending",
    }  # fmt: skip
    data = {
        **hidden(home), "method": "cash", "property": world.kijani_ridge.public_id,
        "day": in_days(3), f"{order.public_id}-outcome": "all", f"{order.public_id}-brought": "20",
    }  # fmt: skip
    refused = neema.post(acts[right], data=data)
    assert refused.status_code in {403, 422}
    afresh(session)
    assert (order.state, payment.state) == ("confirmed", "due")


@pytest.mark.feature("J2", part=True)
def test_the_home_begins_with_what_waits_oldest_promise_first(
    session: Session, world: World, at: time_machine.Traveller, sign_in: SignIn
) -> None:
    empty = sign_in(world.people["neema"]).get("/buyer/")
    assert "Nothing waits for you." in words(empty)
    assert "Ask for something" in words(empty)
    ordered(session, world, days=12)
    owed(session, world)
    at.shift(timedelta(days=12))
    home = words(sign_in(world.people["neema"]).get("/buyer/"))
    assert "2 things wait for you." in home
    assert home.index("Pay TZS 28,000") < home.index("20 kg · Tomatoes")
    assert "5 days late" in home
    assert "No record yet: it speaks from five confirmed payments on, and 0 are there." in home


def test_pages_need_few_statements_however_much_there_is(
    session: Session, world: World, engine: Engine, sign_in: SignIn
) -> None:
    for _ in range(3):
        owed(session, world)
        ordered(session, world)
        need = asks(session, world, price=None)
    order, payment = ordered(session, world), owed(session, world)
    delivery = delivered(session, world)
    session.commit()
    client = sign_in(world.people["neema"])
    single = (
        f"/buyer/needs/{need.public_id}", f"/buyer/orders/{order.public_id}",
        f"/buyer/payments/{payment.public_id}", f"/buyer/deliveries/{delivery.public_id}/again",
        f"/buyer/receiving?day={in_days(3)}",
    )  # fmt: skip
    for address in (*PAGES, *single):
        with counting(engine) as seen:
            assert client.get(address).status_code == 200
        assert len(seen) <= 8 + PORCH, (address, seen)


def test_a_core_product_is_put_right(neema: PageClient, session: Session, world: World) -> None:
    a_product(session, world)
    page = neema.get(link(neema.get("/buyer/products"), "Change Guided walk"))
    bad = neema.submit(page, {"utilisation_percent": "140"}, action="/buyer/products/walk")
    assert bad.status_code == 422
    typed = {"price": "40", "margin_band": "30-40", "capacity_month": "120", "must_stay_ours": "y"}
    shown = follow(neema, neema.submit(page, typed, action="/buyer/products/walk"))
    assert "30 to 40 %" in words(shown)
    afresh(session)
    product = session.scalars(select(CoreProduct)).one()
    assert (product.price_minor, product.margin_band) == (4_000, MarginBand.B30_40)
    assert (product.capacity_month, product.must_stay_ours) == (120, True)


def test_every_page_speaks_swahili_too(neema: PageClient, session: Session, world: World) -> None:
    owed(session, world)
    ordered(session, world)
    for page in PAGES:
        sign = "&" if "?" in page else "?"
        shown = neema.get(f"{page}{sign}lang=sw")
        assert shown.status_code == 200
        assert '<html lang="sw"' in shown.get_data(as_text=True)
