"""Five minutes a year: pictures, bands, seasons, one tap; and nobody else ever reads a figure."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Season
from marketplace.kernel.actor import Role
from marketplace.people.models import Person
from marketplace.sourcing.models import CoreProduct, CoreProductSeason, CoreProductVersion
from marketplace.sourcing.rules.lists import MarginBand
from tests.pages.buyer.lodge import SignIn, afresh
from tests.pages.supplier.village import follow, link, links, words
from tests.support.client import PageClient
from tests.world import World
from tests.world.operators import add_buyer, add_operator, add_property
from tests.world.people import add_person

CANARY = "7931"  # a price that stands nowhere else
FIGURES = {
    "name": "Night under canvas", "price": CANARY, "margin_band": "40-50",
    "capacity_month": "7932", "utilisation_percent": "61", "s-green-percent": "33",
    "must_stay_ours": "y",
}  # fmt: skip


@pytest.fixture(autouse=True)
def seasons(session: Session, world: World) -> None:
    session.add_all(
        Season(destination_id=world.destination.id, code=code, month=month, occupancy_percent=50)
        for code, month in (("green", 4), ("green", 5), ("peak", 7))
    )
    session.commit()


@pytest.fixture
def tent(neema: PageClient, session: Session) -> CoreProduct:
    """What Neema writes down: a picture, then its figures."""
    start = neema.get("/buyer/products/new")
    page = neema.get(link(start, "Rooms or tents"))
    follow(neema, neema.submit(page, FIGURES, action="/buyer/products"))
    return session.scalars(select(CoreProduct)).one()


def test_a_picture_and_a_few_bands_write_it_down(
    tent: CoreProduct, neema: PageClient, session: Session
) -> None:
    assert (tent.category_code, tent.price_minor) == ("stay.room", 793_100)
    assert (tent.margin_band, tent.capacity_month) == (MarginBand.B40_50, 7932)
    season = session.scalars(select(CoreProductSeason)).one()
    assert (season.season, season.utilisation_percent) == ("green", 33)
    page = neema.get(f"/buyer/products/{tent.public_id}")
    assert "Rainy season (Apr, May)" in words(page)
    assert "written down, Neema" in page.get_data(as_text=True)


def test_wrong_figures_are_answered_beside_the_field_and_nothing_typed_is_lost(
    tent: CoreProduct, neema: PageClient, session: Session
) -> None:
    page = neema.get(f"/buyer/products/{tent.public_id}")
    bad = {**FIGURES, "s-green-percent": "140", "price": "much", "name": "My own name"}
    answer = neema.submit(page, bad, action=f"/products/{tent.public_id}")
    assert answer.status_code == 422
    assert "This number is too large." in words(answer)
    assert "Please write an amount" in words(answer)
    assert "My own name" in answer.get_data(as_text=True)
    afresh(session)
    assert len(session.scalars(select(CoreProductVersion)).all()) == 1


def test_a_year_later_the_home_asks_and_one_tap_answers(
    tent: CoreProduct, world: World, session: Session, at: time_machine.Traveller, sign_in: SignIn
) -> None:
    at.shift(timedelta(days=340))
    neema = sign_in(world.people["neema"])
    home = neema.get("/buyer/")
    assert "Look at what you live from" in words(home)
    assert "Night under canvas: Looked at 11 months ago; still right?" in words(home)
    page = neema.get("/buyer/products")
    assert "1 thing wants your look." in words(page)
    told = follow(neema, neema.submit(page, action=f"/{tent.public_id}/look"))
    assert "Thank you. We ask again in a year." in words(told)
    assert "Looked at" not in words(neema.get("/buyer/"))
    afresh(session)
    kinds = session.scalars(select(CoreProductVersion.kind).order_by(CoreProductVersion.id)).all()
    assert [kind.value for kind in kinds] == ["added", "looked_at"]


def test_what_is_given_up_leaves_the_list(tent: CoreProduct, neema: PageClient) -> None:
    page = neema.get(f"/buyer/products/{tent.public_id}")
    shown = follow(neema, neema.submit(page, action=f"/{tent.public_id}/retirement"))
    assert "Given up. Its history stays." in words(shown)
    assert "Night under canvas" not in words(shown)
    assert neema.get(f"/buyer/products/{tent.public_id}").status_code == 404


def test_an_unknown_picture_leads_back_to_the_pictures(neema: PageClient) -> None:
    page = neema.get("/buyer/products/new?kind=stay.room")
    answer = neema.submit(page, {**FIGURES, "kind": "no.such"}, action="/buyer/products")
    assert answer.headers["Location"] == "/buyer/products/new"
    assert "Canoe rides" in links(neema.get("/buyer/products/new?kind=no.such"))


def test_the_facilitator_of_its_place_reads_and_nobody_else_sees_a_figure(
    tent: CoreProduct, session: Session, world: World, sign_in: Callable[[Person], PageClient]
) -> None:
    other = add_operator(session, world.destination, "Maji Mengi Canoes")
    add_property(session, other, world.places["karatu"], name="The jetty")
    rehema = sign_in(add_buyer(session, other, "Rehema", destination=world.destination))
    anna, theresia = sign_in(world.people["anna"]), sign_in(world.people["theresia"])
    observer = sign_in(add_person(session, world.destination, "Otto", role=Role.OBSERVER))
    desk = f"/desk/operators/{world.kijani.public_id}/products"
    mine = f"/buyer/products/{tent.public_id}"
    assert CANARY in words(anna.get(desk)).replace(",", "")
    assert desk in links(anna.get("/desk/operators")).values()
    assert desk not in links(theresia.get("/desk/operators")).values()
    answers = {
        "theresia": theresia.get(desk), "rehema": rehema.get(mine),
        "rehema's list": rehema.get("/buyer/products"), "rehema at the desk": rehema.get(desk),
        "observer": observer.get(mine), "observer at the desk": observer.get(desk),
        "anna as a buyer": anna.get(mine),
    }  # fmt: skip
    assert {who: answer.status_code for who, answer in answers.items()} == {
        "theresia": 404, "rehema": 404, "rehema's list": 200, "rehema at the desk": 403,
        "observer": 403, "observer at the desk": 403, "anna as a buyer": 403,
    }  # fmt: skip
    for answer in answers.values():
        seen = answer.get_data(as_text=True).replace(",", "")
        assert not any(word in seen for word in (CANARY, "7932", "Night under canvas"))
