"""Standing: what both sides earned, and when it is enough to speak."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from marketplace.people import actions, queries
from marketplace.people.models import CommittedWeek, SupplierLeaf, SupplierSale
from tests.support.statements import counting
from tests.world import World, add_operator, small_world

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def world(session: Session) -> World:
    """The small world."""
    made = small_world(session)
    session.commit()
    return made


def paid(session: Session, operator_id: int, number: int, days: int, **more: object) -> None:
    values = {"late_days": max(0, days - 7), "promised_days": 7, "at": NOW - 20 * DAY, **more}
    actions.record_payment(
        session,
        actions.Paid(payment_id=number, operator_id=operator_id, days=days, **values),  # type: ignore[arg-type]  # named by the test
    )


def test_a_buyers_record_speaks_from_five_payments(session: Session, world: World) -> None:
    for number, days in enumerate((3, 4, 9, 30), start=1):
        paid(session, world.kijani.id, number, days)
    before = queries.operator_record(session, world.kijani.id, NOW)
    assert (before.speaks, before.count) == (False, 4)
    paid(session, world.kijani.id, 5, 5)
    record = queries.operator_record(session, world.kijani.id, NOW)
    assert record.speaks
    assert (record.count, record.median_days, record.late_permille) == (5, 5, 400)


def test_only_the_last_ten_undisputed_payments_count(session: Session, world: World) -> None:
    kijani = world.kijani.id
    for number in range(1, 6):
        paid(session, kijani, number, 60, at=NOW - 100 * DAY)
    for number in range(6, 16):
        paid(session, kijani, number, 4, at=NOW - DAY)
    paid(session, kijani, 16, 90, at=NOW - DAY / 2, disputed=True)
    record = queries.operator_record(session, kijani, NOW)
    assert (record.count, record.median_days, record.late_permille) == (15, 4, 0)
    earlier = queries.operator_record(session, kijani, NOW - 50 * DAY)
    assert (earlier.count, earlier.median_days, earlier.late_permille) == (5, 60, 1000)


def test_a_dispute_that_ends_replaces_what_stood_there(session: Session, world: World) -> None:
    paid(session, world.kijani.id, 1, 20, disputed=True)
    assert queries.operator_record(session, world.kijani.id, NOW).count == 0
    paid(session, world.kijani.id, 1, 20)
    record = queries.operator_record(session, world.kijani.id, NOW)
    assert (record.count, record.median_days) == (1, 20)


def test_many_records_are_one_statement(session: Session, engine: Engine, world: World) -> None:
    others = [add_operator(session, world.destination, f"Lodge {n}") for n in range(20)]
    for number, operator in enumerate(others):
        paid(session, operator.id, number, number)
    session.commit()
    with counting(engine) as sent:
        records = queries.operator_records(session, [o.id for o in others] + [world.kijani.id], NOW)
    assert len(sent) == 1
    assert [records[o.id].median_days for o in others] == list(range(20))
    assert records[world.kijani.id] == queries.operator_record(session, world.kijani.id, NOW)


def outcome(session: Session, world: World, number: int, on_time: bool, accepted: int) -> None:
    actions.record_outcome(
        session,
        actions.Outcome(
            delivery_id=number, supplier_id=world.suppliers["fish_47"].id, on_time=on_time,
            accepted_permille=accepted, at=NOW,
        ),
    )  # fmt: skip


def test_a_suppliers_record_speaks_from_three_deliveries(session: Session, world: World) -> None:
    fish = world.suppliers["fish_47"].id
    assert queries.supplier_record(session, fish).on_time_permille is None
    outcome(session, world, 1, True, 1000)
    outcome(session, world, 2, False, 500)
    outcome(session, world, 2, False, 500)  # said twice, counted once
    assert not queries.supplier_record(session, fish).speaks
    outcome(session, world, 3, True, 900)
    record = queries.supplier_record(session, fish)
    assert record.speaks
    assert (record.deliveries, record.on_time_permille, record.accepted_permille) == (3, 666, 800)


def sale(
    session: Session, world: World, number: int, *, operator_id: int, amount: int, ago: timedelta
) -> None:
    actions.record_sale(
        session,
        actions.Sale(
            delivery_id=number, supplier_id=world.suppliers["fish_47"].id,
            operator_id=operator_id, category_id=world.goods.leaves["veg.tomato"].id,
            amount_minor=amount, currency="TZS", at=NOW - ago,
        ),
    )  # fmt: skip


def test_a_buyers_share_of_all_she_sold(session: Session, world: World) -> None:
    other = add_operator(session, world.destination, "Heroe").id
    fish, kijani = world.suppliers["fish_47"].id, world.kijani.id

    def share(operator_id: int) -> queries.BuyerShare:
        return queries.buyer_share(session, supplier_id=fish, operator_id=operator_id, now=NOW)

    assert (share(kijani).share_permille, share(kijani).months) == (None, 0)
    sale(session, world, 1, operator_id=kijani, amount=75_000, ago=7 * 30 * DAY)
    sale(session, world, 2, operator_id=other, amount=25_000, ago=10 * DAY)
    assert share(kijani) == queries.BuyerShare(750, 7, 2)
    assert not share(kijani).speaks
    sale(session, world, 3, operator_id=other, amount=50_000, ago=DAY)
    assert share(kijani) == queries.BuyerShare(500, 7, 3)
    assert share(kijani).speaks
    sale(session, world, 4, operator_id=other, amount=1_000_000, ago=400 * DAY)
    assert share(kijani).share_permille == 500  # older than a year


def test_a_sale_said_twice_is_one(session: Session, world: World) -> None:
    for _ in range(3):
        sale(session, world, 1, operator_id=world.kijani.id, amount=5, ago=DAY)
    assert len(session.scalars(select(SupplierSale)).all()) == 1


moves = st.lists(st.tuples(st.booleans(), st.integers(1, 50), st.integers(0, 13)), max_size=12)


@settings(max_examples=15)
@given(moves=moves)
def test_a_promised_week_is_never_less_than_nothing(
    session: Session, world: World, moves: list[tuple[bool, int, int]]
) -> None:
    """Whatever is promised and taken back, each week holds what is left, and never under zero."""
    leaf = {
        "supplier_id": world.suppliers["fish_47"].id, "unit_id": world.goods.units["kg"].id,
        "category_id": world.goods.leaves["veg.tomato"].id,
    }  # fmt: skip
    first = date(2026, 11, 23)  # a Monday
    expected = {first: 0, first + timedelta(days=7): 0}
    for add, quantity, after in moves:
        day = first + timedelta(days=after)
        monday = day - timedelta(days=day.weekday())
        change = actions.commit_week if add else actions.uncommit_week
        change(session, **leaf, day=day, quantity=quantity)
        left = expected[monday] + (quantity if add else -quantity)
        expected[monday] = max(0, left)
    session.expire_all()
    stored = {row.monday: row.quantity for row in session.scalars(select(CommittedWeek))}
    assert {day: stored.get(day, 0) for day in expected} == expected
    session.rollback()


def test_what_she_proved_only_rises(session: Session, world: World) -> None:
    sun = world.suppliers["sun_21"].id
    leaf = {
        "supplier_id": sun, "category_id": world.goods.leaves["veg.tomato"].id,
        "unit_id": world.goods.units["kg"].id,
    }  # fmt: skip
    for delivered in (12, 40, 25):
        actions.prove_week(session, **leaf, delivered=delivered)
    session.expire_all()
    row = session.scalars(select(SupplierLeaf).where(SupplierLeaf.supplier_id == sun)).one()
    assert row.weekly_proven == 40
