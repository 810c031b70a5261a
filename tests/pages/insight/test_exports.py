"""Pages of what leaves: exports, the report, obstacles, the programme, the impact card."""

import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from sqlalchemy import Engine, update
from sqlalchemy.orm import Session

from marketplace.catalogue.models import CategoryPaper, Paper
from marketplace.kernel import clock
from marketplace.kernel.actor import Role
from marketplace.people.models import (
    OperatorStaff,
    Person,
    RoleGrant,
    SupplierLeaf,
    SupplierPaper,
)
from marketplace.people.rules.lists import Function, StatedFact
from tests.actions.linkage import asks, rotation
from tests.pages.desk.room import Desk, words
from tests.pages.insight.conduct import three_buyers
from tests.support.client import PageClient
from tests.support.statements import counting
from tests.world import World, add_person
from tests.world.places import add_destination
from tests.world.traded import growers, traded

Sit = Callable[[Person], Desk]
PAGES = ("/exports", "/exports/report", "/exports/obstacles")


@pytest.fixture
def market(session: Session, world: World) -> World:
    """Five women and five others sold, long ago and lately; Kijani pays them."""
    people = growers(session, world, 5, name="Woman", facts=(StatedFact.WOMEN,))
    people += growers(session, world, 5, name="Other")
    for she in people:
        traded(session, world, she, days_ago=120)
        traded(session, world, she, days_ago=20)
    session.commit()
    return world


@pytest.fixture
def observer(session: Session, world: World, sit: Sit) -> Desk:
    person = add_person(session, world.destination, "Dr Mwita")
    session.add(RoleGrant(person_id=person.id, role=Role.OBSERVER, granted_at=clock.now()))
    session.commit()
    return sit(person)


@pytest.mark.feature("P3")
def test_an_observer_takes_tables_and_a_workbook_away(observer: Desk, market: World) -> None:
    text = observer.read("/exports")
    assert "Nobody is named, amounts are bands, nothing is younger than 90 days" in text
    table = observer.get("/exports/csv")
    assert table.headers["Content-Disposition"].startswith('attachment; filename="export-')
    with ZipFile(BytesIO(table.get_data())) as archive:
        payments = archive.read("payments.csv").decode("utf-8-sig").splitlines()
        assert "README.txt" in archive.namelist()
    assert len(payments) == 1 + 10
    assert "20000,50000,TZS,closed" in payments[1]
    assert "Woman" not in "".join(payments)
    book = observer.get("/exports/xlsx")
    with ZipFile(BytesIO(book.get_data())) as archive:
        assert "xl/worksheets/sheet8.xml" in archive.namelist()


@pytest.mark.feature("P3")
@pytest.mark.paper(49)
def test_the_report_for_funders_says_what_was_reached_and_how_buyers_behave(
    observer: Desk, session: Session, market: World
) -> None:
    three_buyers(session, market)
    text = observer.read("/exports/report")
    for said in (
        "Report for funders", "TSh 280,000 Paid to suppliers", "10 Suppliers paid",
        "50% Women's share of value", "How buyers behave",
        "3 buyers: promise to pay after 7 days and pay after",
        "of orders are called off",
    ):  # fmt: skip
        assert said in text.replace("TZS", "TSh").replace("\xa0", " "), said
    assert "Kijani" not in text


@pytest.mark.feature("P1")
def test_the_dashboard_shows_value_suppliers_and_repeat_orders(
    observer: Desk, market: World, engine: Engine
) -> None:
    with counting(engine) as seen:
        text = observer.read("/observer/")
    assert len(seen) <= 10, seen
    for said in ("Paid to suppliers", "10 Suppliers paid", "10 Suppliers active in 90 days",
                 "100% Repeat orders", "women's trades", "10 km and more"):  # fmt: skip
        assert said in text, said


@pytest.mark.paper(89)
@pytest.mark.paper(97)
def test_the_library_compares_destinations_and_says_how_it_counts(
    observer: Desk, session: Session, market: World
) -> None:
    other = add_destination(session, code="zanzibar", name="Zanzibar")
    there = replace(market, destination=other)
    for she in growers(session, there, 5, name="Far"):
        traded(session, there, she, days_ago=20)
    session.commit()
    text = observer.read("/observer/indicators").replace("\xa0", " ")
    assert "Indicator Mto wa Mbu and Karatu Zanzibar TZ (whole country)" in text
    assert re.search(r"Suppliers paid 10 5 15", text), "a country is the sum of its destinations"
    assert "Repeat orders = orders that are not the first between their two sides" in text
    assert "whole country" in text


def test_those_who_have_no_business_there_are_turned_away(
    session: Session, market: World, sit: Sit, client: PageClient
) -> None:
    neema = sit(market.people["neema"])
    for path in (*PAGES, "/exports/csv", "/exports/xlsx", "/observer/", "/observer/indicators"):
        assert neema.client.get(path).status_code == 403, path
        assert client.get(path).status_code == 303, path


def test_a_facilitators_copy_says_that_it_is_for_her_alone(anna: Desk, market: World) -> None:
    assert "not to be passed on" in anna.read("/exports")
    with ZipFile(BytesIO(anna.get("/exports/csv").get_data())) as archive:
        assert "Do not pass it on" in archive.read("README.txt").decode()
        assert len(archive.read("payments.csv").decode("utf-8-sig").splitlines()) == 21


@pytest.mark.feature("P2")
@pytest.mark.paper(111, part=True)  # the cost share and the buyers' circle come elsewhere
def test_everybody_sees_the_impact_card_and_never_of_few(
    client: PageClient, session: Session, world: World
) -> None:
    people = growers(session, world, 4)
    for she in people:
        traded(session, world, she, days_ago=20)
    session.commit()
    silent = words(client.get("/impact?lang=en"))
    assert "Too few people yet to say anything without saying who." in silent
    assert "28,000" not in silent
    traded(session, world, growers(session, world, 1)[0], days_ago=20)
    session.commit()
    text = words(client.get("/impact?lang=en"))
    assert "140,000" in text
    assert "paid to 5 suppliers near here" in text


@pytest.mark.paper(69)
def test_government_reads_which_papers_are_in_the_way_with_counts(
    observer: Desk, session: Session, market: World
) -> None:
    paper = Paper(code="food_business_permit", picture="paper")
    session.add(paper)
    session.flush()
    session.add(CategoryPaper(category_id=market.goods.leaves["veg.tomato"].id, paper_id=paper.id))
    holders = growers(session, market, 5, name="Licensed")
    for she in holders:
        session.add(SupplierPaper(supplier_id=she.id, paper_id=paper.id, checked_at=clock.now()))
    session.commit()
    text = observer.read("/exports/obstacles")
    assert "18 13" in text, "18 make tomatoes, five of them hold it"
    session.add(
        SupplierPaper(
            supplier_id=market.suppliers["fish_47"].id, paper_id=paper.id,
            checked_at=clock.now(), expires_at=clock.now(),
        )
    )  # fmt: skip
    session.commit()
    assert "18 13" in observer.read("/exports/obstacles"), "one that ran out is none"


@pytest.mark.paper(110)
def test_government_gets_a_pack_and_charity_moves_nobody_up(
    observer: Desk, session: Session, market: World
) -> None:
    pack = observer.read("/exports")
    for part in ("Open the report", "Open the list", "Take the tables"):
        assert part in pack, part
    first, staff = asks(session, market), OperatorStaff.person_id == market.people["neema"].id
    asked = rotation(session, first)
    session.execute(update(OperatorStaff).where(staff).values(function=Function.CSR))
    session.execute(update(SupplierLeaf).values(asked_at=None))
    again = asks(session, market, days=4)
    assert rotation(session, again) == asked


def test_empty_places_have_pages_too(observer: Desk, client: PageClient) -> None:
    assert "Fewer than three buyers with a record" in observer.read("/observer/")
    assert "No paper is needed by five suppliers or more." in observer.read("/exports/obstacles")
    assert "Too few people yet" in words(client.get("/impact?lang=en"))
