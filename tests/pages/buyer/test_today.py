"""What an operator pays today is his alone; what making things takes is kept by facilitators."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import TypicalCost
from marketplace.kernel.actor import Role
from marketplace.sourcing.models import Incumbent
from tests.pages.buyer.lodge import SignIn
from tests.pages.supplier.village import follow, words
from tests.support.client import PageClient
from tests.world import World
from tests.world.operators import add_buyer, add_operator, add_property
from tests.world.people import add_person

TODAY = {
    "goods": "veg.tomato:kg", "price": "1777", "transport": "100", "handling": "23", "reject": "5",
}  # fmt: skip


@pytest.fixture
def kept(neema: PageClient, session: Session) -> Incumbent:
    page = neema.get("/buyer/today")
    told = words(follow(neema, neema.submit(page, TODAY, action="/buyer/today")))
    assert "Kept. The next check compares with it." in told
    assert "landed TZS 2,000 for one kilogram" in told  # (1,777 + 100 + 23) ÷ 0.95
    assert "At the market near here: TZS 1,200" in told
    return session.scalars(select(Incumbent)).one()


def test_what_is_paid_today_is_kept_landed_and_corrected(
    kept: Incumbent, neema: PageClient, session: Session
) -> None:
    assert (kept.price_minor, kept.transport_minor) == (177_700, 10_000)
    assert (kept.handling_minor, kept.reject_permille) == (2_300, 50)
    neema.submit(neema.get("/buyer/today"), {**TODAY, "price": "1500"}, action="/buyer/today")
    session.rollback()
    assert session.scalars(select(Incumbent.price_minor)).all() == [150_000]


@pytest.mark.paper(39)
def test_in_house_jobs_are_listed_beside_what_they_would_cost_near_here(
    kept: Incumbent, neema: PageClient, session: Session
) -> None:
    assert "What you do yourselves" not in words(neema.get("/buyer/today"))
    ours = {**TODAY, "in_house": "y"}
    told = words(follow(neema, neema.submit(neema.get("/buyer/today"), ours, action="/today")))
    assert "What you do yourselves" in told
    assert "you: TZS 2,000 for one kilogram · near here: TZS 1,200" in told
    assert "TZS 800 less" in told
    dear = {**ours, "price": "1000", "transport": "", "handling": "", "reject": ""}
    told = words(follow(neema, neema.submit(neema.get("/buyer/today"), dear, action="/today")))
    assert "TZS 200 more" in told, "an honest scan says so as well"
    session.rollback()
    assert session.scalars(select(Incumbent.in_house)).all() == [True]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"price": ""}, "Please fill this in."),
        ({"price": "much"}, "Please write an amount, like 1450."),
        ({"reject": "100"}, "This number is too large."),
        ({"goods": "veg.tomato:trip"}, "Please choose from the list."),
    ],
)
def test_wrong_input_is_answered_beside_the_field(
    neema: PageClient, session: Session, wrong: dict[str, str], said: str
) -> None:
    page = neema.get("/buyer/today")
    answer = neema.submit(page, {**TODAY, **wrong}, action="/buyer/today")
    assert answer.status_code == 422
    assert said in words(answer)
    assert session.scalars(select(Incumbent)).all() == []


@pytest.mark.usefixtures("kept")
def test_nobody_else_ever_reads_it(session: Session, world: World, sign_in: SignIn) -> None:
    other = add_operator(session, world.destination, "Maji Mengi Canoes")
    add_property(session, other, world.places["karatu"], name="The jetty")
    rehema = sign_in(add_buyer(session, other, "Rehema", destination=world.destination))
    seen = rehema.get("/buyer/today").get_data(as_text=True)
    assert "1,777" not in seen
    assert "2,000" not in seen
    observer = sign_in(add_person(session, world.destination, "Otto", role=Role.OBSERVER))
    anna = sign_in(world.people["anna"])
    assert [one.get("/buyer/today").status_code for one in (observer, anna)] == [403, 403]


def test_a_facilitator_keeps_what_making_a_thing_typically_takes(
    session: Session, world: World, sign_in: SignIn
) -> None:
    anna = sign_in(world.people["anna"])
    page = anna.get("/desk/costs")
    typed = {"goods": "veg.onion:kg", "cash": "400", "minutes": "24"}
    told = words(follow(anna, anna.submit(page, typed, action="/desk/costs")))
    assert "cash TZS 400, 24 minutes of work, fair price TZS 770" in told
    bad = anna.submit(page, {**typed, "minutes": "an hour"}, action="/desk/costs")
    assert bad.status_code == 422
    onion = world.goods.leaves["veg.onion"].id
    rows = session.scalars(select(TypicalCost).where(TypicalCost.category_id == onion)).all()
    assert [(row.cash_minor, row.labour_minutes) for row in rows] == [(40_000, 24)]


def test_a_buyer_does_not_keep_typical_costs(neema: PageClient) -> None:
    assert neema.get("/desk/costs").status_code == 403
