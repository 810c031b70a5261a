"""What the command writes: for funders and as open data, by the rules of publication."""

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from marketplace.cli import main
from marketplace.config import Config
from marketplace.insight.queries.exports import Sight, every_table, sight_of
from marketplace.insight.queries.ocds import record_of, release_package
from marketplace.insight.queries.trades import trades_of
from marketplace.insight.rules import tables
from marketplace.insight.rules.csv_text import BOM, csv_text
from marketplace.insight.rules.ocds import Publisher
from marketplace.insight.rules.tables import Table
from marketplace.kernel.refused import NotFound
from marketplace.people.models import Operator, Person, Supplier
from marketplace.people.rules.lists import StatedFact
from marketplace.sourcing.models import Incumbent, IncumbentSource, Need
from marketplace.sourcing.rules.lists import Lane, Origin
from tests.actions.linkage import asks, morning, offers
from tests.support.statements import counting
from tests.world import World, small_world
from tests.world.traded import growers, traded

pytestmark = pytest.mark.both
SECRET = "s" * 40
PUBLIC = Sight(SECRET)
BACK, LONG_AGO = 20, 120


@pytest.fixture
def world(session: Session) -> World:
    with time_machine.travel(morning(), tick=False):
        yield small_world(session)


@pytest.fixture
def market(session: Session, world: World) -> list[Supplier]:
    """Six growers, who sold 120 days ago and 20 days ago."""
    world.goods.leaves["veg.tomato"].hs_code = "070200"
    world.goods.units["kg"].unece_code = "KGM"
    people = growers(session, world, 6)
    for she in people:
        traded(session, world, she, days_ago=LONG_AGO)
        traded(session, world, she, days_ago=BACK)
    session.commit()
    return people


def by_name(found: tuple[Table, ...]) -> dict[str, list[dict[str, Any]]]:
    return {one.name: [dict(zip(one.header, row, strict=True)) for row in one.rows]
            for one in found}  # fmt: skip


@pytest.mark.feature("P3")
@pytest.mark.parametrize("way", ["csv", "xlsx", "ocds"])
def test_the_command_writes_what_may_leave_and_nothing_private(
    way: str, session: Session, market: list[Supplier], config: Config, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setenv("MKEKA_DATA", str(config.data_dir))
    monkeypatch.setenv("MKEKA_DATABASE_URL", config.database_url)
    monkeypatch.setenv("MKEKA_SECRET", SECRET)
    folder = tmp_path / "out"
    assert main(["export", way, str(folder)]) == 0
    files = {one.name: one.read_bytes() for one in folder.iterdir()}
    expected = {
        "csv": {"README.txt", *(f"{one.name}.csv" for one in tables.EVERY)},
        "xlsx": {"export.xlsx"}, "ocds": {"releases.json", "records.json"},
    }  # fmt: skip
    assert set(files) == expected[way]
    session.rollback()
    names = [*session.scalars(select(Person.name)), *session.scalars(select(Operator.name)),
             *session.scalars(select(Supplier.public_id))]  # fmt: skip
    for name in names:
        assert not any(name.encode() in data for data in files.values()), name
    assert main(["export", way, str(folder)]) == 1
    assert "--force" in capsys.readouterr().err
    assert main(["export", way, str(folder), "--force"]) == 0


@pytest.mark.feature("P3")
def test_the_tables_are_banded_and_only_ninety_days_old(
    session: Session, market: list[Supplier]
) -> None:
    found = by_name(every_table(session, PUBLIC))
    for name in ("offers", "orders", "deliveries", "payments", "assessments"):
        assert len(found[name]) == 6, name
        assert {row["week"].isoformat() for row in found[name]} == {"2026-07-27"}, name
        assert {row["category"] for row in found[name]} == {"veg.tomato"}
        assert len({row["supplier"] for row in found[name]}) == 6
    paid = found["payments"][0]
    assert (str(paid["amount_from"]), str(paid["amount_to"])) == ("20000", "50000")
    assert found["orders"][0]["quantity_from"] == 20
    assert {row["order"] for row in found["orders"]} == {r["order"] for r in found["payments"]}
    assert len(found["needs"]) == 6
    assert {(row["hs"], row["unece"]) for row in found["needs"]} == {("070200", "KGM")}
    worth = next(r for r in found["indicators"] if (r["split"], r["indicator"]) == ("all", "value"))
    assert (worth["value"], worth["unit"], worth["people"]) == (168_000, "TZS", 6)


def test_of_fewer_than_five_nothing_is_told(session: Session, world: World) -> None:
    for she in growers(session, world, 4):
        traded(session, world, she, days_ago=LONG_AGO)
        traded(session, world, she, days_ago=BACK)
    session.commit()
    found = by_name(every_table(session, PUBLIC))
    for name in ("offers", "orders", "deliveries", "payments", "assessments"):
        assert found[name] == [], name
    told = {(r["indicator"], r["split"]): r for r in found["indicators"]}
    assert told["value", "all"]["value"] is None
    assert told["value", "all"]["people"] is None


def test_a_sealed_offer_never_leaves_not_even_with_its_facilitator(
    session: Session, world: World
) -> None:
    need = asks(session, world, quantity=20)
    offers(session, world, need)
    session.commit()
    found = by_name(every_table(session, sight_of(world.anna, SECRET)))
    assert found["offers"] == []
    assert found["needs"] == []


def test_a_facilitator_takes_her_own_places_exactly_and_no_others(
    session: Session, world: World, market: list[Supplier]
) -> None:
    hers = by_name(every_table(session, sight_of(world.anna, SECRET)))
    assert len(hers["payments"]) == 12
    assert {str(row["amount_from"]) for row in hers["payments"]} == {"28000"}
    assert hers["payments"][0]["supplier"].startswith("S-")
    others = by_name(every_table(session, sight_of(world.theresia, SECRET)))
    assert others["payments"] == others["needs"] == []


def test_statements_do_not_grow_with_the_data(
    session: Session, engine: Engine, world: World, market: list[Supplier]
) -> None:
    counts = []
    for _ in range(2):
        with counting(engine) as seen:
            every_table(session, PUBLIC)
        counts.append(len(seen))
        for she in market:
            traded(session, world, she, days_ago=LONG_AGO + 10)
        session.commit()
    assert counts[0] == counts[1] <= 10


@pytest.mark.feature("P2")
def test_outcomes_come_from_what_was_really_traded(session: Session, world: World) -> None:
    women = growers(session, world, 5, name="Woman", facts=(StatedFact.WOMEN, StatedFact.MICRO))
    men = growers(session, world, 5, name="Man", place="rhotia")
    _imports_tomatoes(session, world)
    for she in women:
        traded(session, world, she, days_ago=LONG_AGO, paid_after=3)
        traded(session, world, she, days_ago=60, paid_after=3)
    for he in men:
        traded(session, world, he, days_ago=30, paid_after=9, on_time=False)
    session.commit()
    found = by_name(every_table(session, PUBLIC))["indicators"]
    told = {(r["indicator"], r["split"], r["part"]): r["value"] for r in found}
    assert told["value", "all", ""] == 280_000
    assert told["income_to_poor", "all", ""] == 140_000
    assert told["women_share", "all", ""] == 50
    assert told["imports_replaced", "all", ""] == 280_000
    assert told["repeat_orders", "all", ""] == 50
    assert told["on_time_in_full", "all", ""] == 50
    assert float(told["days_to_pay", "sex", "women"]) == 3
    assert float(told["days_to_pay", "sex", "others"]) == 9
    assert told["retention", "sex", "women"] == 100
    assert told["value", "distance", "near"] == 140_000
    assert told["value", "distance", "far"] == 140_000
    assert {r["split"] for r in found} == {"all", "sex", "age", "disability", "size", "distance"}


def _imports_tomatoes(session: Session, world: World) -> None:
    row = Incumbent(
        operator_id=world.kijani.id, category_id=world.goods.leaves["veg.tomato"].id,
        unit_id=world.goods.units["kg"].id, price_minor=100_000,
    )  # fmt: skip
    session.add(row)
    session.flush()
    session.add(
        IncumbentSource(
            incumbent_id=row.id, origin=Origin.IMPORTED, monthly_quantity=300, lead_days=9
        )
    )
    session.flush()


def test_a_supplier_without_trade_is_there_with_nothing(session: Session, world: World) -> None:
    session.commit()
    found = trades_of(session, [world.destination.id])[world.destination.id]
    assert len(found) == 3
    assert {(one.orders, one.income_minor, one.km) for one in found} == {(0, 0, None)}


PUBLISHER = Publisher("Mkeka", "ocds-test", morning())


def packages(session: Session) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(release_package(session, PUBLIC, PUBLISHER)))
    return found


@pytest.mark.feature("Q1")
def test_releases_have_what_the_standard_requires(session: Session, market: list[Supplier]) -> None:
    package = packages(session)
    assert {"uri", "version", "publishedDate", "publisher", "releases"} <= set(package)
    assert package["version"] == "1.1"
    assert len(package["releases"]) == 6, "nothing of the last ninety days"
    for one in package["releases"]:
        assert {"ocid", "id", "date", "tag", "initiationType"} <= set(one)
        assert one["ocid"].startswith("ocds-test-P-")
        assert one["tag"] == ["tender", "award", "contract"]
        roles = {role: party["id"] for party in one["parties"] for role in party["roles"]}
        assert one["buyer"]["id"] == roles["buyer"]
        award, contract = one["awards"][0], one["contracts"][0]
        assert award["suppliers"][0]["id"] == roles["supplier"]
        assert contract["awardID"] == award["id"]
        assert award["valueBand"] == {"from": 20_000, "to": 50_000, "currency": "TZS"}
        (item,) = one["tender"]["items"]
        assert item["classification"]["scheme"] == "HS"
        assert item["classification"]["id"] == "070200"
        assert item["unit"] == {"name": "kg", "scheme": "UNCEFACT", "id": "KGM"}
    assert len({one["ocid"] for one in package["releases"]}) == 6


@pytest.mark.feature("Q1")
def test_a_record_is_one_process_and_a_strange_one_is_not_found(
    session: Session, market: list[Supplier]
) -> None:
    ocid = packages(session)["releases"][0]["ocid"]
    found = record_of(session, PUBLIC, PUBLISHER, ocid, "/here")
    (one,) = found["records"]
    assert one["ocid"] == ocid
    assert one["compiledRelease"]["tag"] == ["compiled"]
    with pytest.raises(NotFound):
        record_of(session, PUBLIC, PUBLISHER, "ocds-test-P-XXXXXXXX", "/here")


def test_an_unopened_tender_is_no_release(
    session: Session, market: list[Supplier], world: World
) -> None:
    need = session.scalars(select(Need).order_by(Need.id).limit(1)).one()
    need.lane = Lane.TENDER
    session.commit()
    assert len(packages(session)["releases"]) == 5


def test_csv_opens_as_written(session: Session, market: list[Supplier]) -> None:
    tables = list(every_table(session, PUBLIC))
    assert any(one.rows for one in tables)
    for one in tables:
        text = csv_text(one.header, one.rows)
        rows = list(csv.reader(StringIO(text.removeprefix(BOM), newline="")))
        assert [len(row) for row in rows] == [len(one.header)] * (len(one.rows) + 1)
