"""What both sides are known by: sent back, called off, proven; and what they say of each other."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import Enum, String, Text, select
from sqlalchemy.orm import Session

from marketplace.agreements.actions import cancel, door_says, she_says
from marketplace.agreements.models import DoorFeedback, SupplierFeedback
from marketplace.agreements.queries.notes import note_at_desk, note_for_buyer, note_for_supplier
from marketplace.agreements.queries.relations import buyers_here, relations
from marketplace.agreements.rules.lists import DoorSays, RejectReason, SheSays
from marketplace.agreements.rules.refusals import ReceivingRefusal
from marketplace.jobs import tick
from marketplace.journal.models import OutboxMessage
from marketplace.kernel.refused import NotFound, Refused
from marketplace.people.models import SupplierLeaf
from marketplace.people.queries import operator_record
from tests.actions.after_the_door import part_taken, promised, taken, village
from tests.actions.linkage import morning
from tests.world import World

pytestmark = pytest.mark.both


@pytest.fixture(autouse=True)
def at() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(morning(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(at: object, session: Session) -> World:
    return village(session)


def test_the_buyers_record_counts_what_is_called_off_and_sent_back(
    session: Session, world: World
) -> None:
    for quantity in (5, 6):
        order, _ = promised(session, world, quantity=quantity)
        whole = quantity * 1000
        taken(session, world, order, accepted=whole - 1000, why=RejectReason.DIRTY, brought=whole)
    order, _ = promised(session, world, quantity=7)
    taken(session, world, order, accepted=7_000, brought=7_000)
    order, _ = promised(session, world, quantity=8)
    cancel(session, world.neema, order.public_id)
    session.commit()
    record = operator_record(session, world.kijani.id)
    assert (record.orders, record.cancelled, record.rejected) == (4, 1, 2)
    assert not record.trade_speaks
    order, _ = promised(session, world, quantity=4)
    cancel(session, world.neema, order.public_id)
    session.commit()
    assert operator_record(session, world.kijani.id).trade_speaks


def test_a_week_of_deliveries_raises_what_is_proven_and_never_lowers_it(
    session: Session, world: World
) -> None:
    order, her = promised(session, world)
    leaf = session.scalars(
        select(SupplierLeaf).where(
            SupplierLeaf.supplier_id == world.suppliers[her].id,
            SupplierLeaf.category_id == order.category_id,
        )
    ).one()
    leaf.weekly_amount, leaf.weekly_proven = 60, 12
    session.commit()
    taken(session, world, order)
    session.refresh(leaf)
    assert leaf.weekly_proven == 20
    leaf.weekly_proven = 50
    session.commit()
    second, _ = promised(session, world, quantity=6)
    taken(session, world, second, accepted=6_000, brought=6_000)
    session.refresh(leaf)
    assert leaf.weekly_proven == 50


def test_the_door_tells_her_how_the_goods_were_and_she_hears_once(
    session: Session, world: World
) -> None:
    delivery, order, her = part_taken(session, world)
    said = {DoorSays.FRESH: True, DoorSays.SIZE: False}
    door_says(session, world.neema, delivery.public_id, said)
    door_says(session, world.neema, delivery.public_id, {DoorSays.SIZE: True})
    session.commit()
    note = note_for_supplier(session, world.supplier(her), order.public_id)
    assert note.door == {DoorSays.FRESH: True, DoorSays.SIZE: True}
    assert session.scalars(select(OutboxMessage.kind)).all().count("door_feedback") == 1
    with pytest.raises(Refused) as refused:
        door_says(session, replace(world.neema, rights=frozenset()), delivery.public_id, said)
    assert refused.value.reasons == {ReceivingRefusal.MAY_NOT_RECEIVE}


def test_what_she_says_of_the_door_is_for_the_facilitator_only(
    session: Session, world: World
) -> None:
    delivery, order, her = part_taken(session, world)
    she_says(session, world.supplier(her), order.public_id, SheSays.POLITE, good=False)
    session.commit()
    assert note_at_desk(session, world.anna, delivery.public_id).her == {SheSays.POLITE: False}
    assert note_for_buyer(session, world.neema, delivery.public_id).her == {}
    with pytest.raises(NotFound):
        she_says(session, world.neema, order.public_id, SheSays.POLITE, good=True)


@pytest.mark.paper(32, part=True)
def test_there_is_no_free_text_in_any_feedback() -> None:
    for table in (DoorFeedback, SupplierFeedback):
        columns = table.__table__.columns
        texts = [c.name for c in columns if isinstance(c.type, (String, Text))]
        assert texts == ["aspect"]
        assert isinstance(columns["aspect"].type, Enum)  # a closed list, with a CHECK


def test_the_facilitator_sees_who_trades_with_whom(session: Session, world: World) -> None:
    part_taken(session, world)
    order, _ = promised(session, world, quantity=6)
    cancel(session, world.neema, order.public_id)
    session.commit()
    found = relations(session, world.anna)
    assert sum(one.orders for one in found) == 2
    assert sum(one.sent_back for one in found) == 1
    assert sum(one.cancelled for one in found) == 1
    assert sum(one.unpaid for one in found) == 1
    assert world.kijani.name in {one.name for one in buyers_here(session, world.anna)}
    assert relations(session, replace(world.anna, place_ids=frozenset())) == ()


@pytest.mark.feature("J2")
def test_money_past_its_day_is_told_to_buyer_and_desk_once(
    session: Session, world: World, at: time_machine.Traveller
) -> None:
    part_taken(session, world)
    at.shift(timedelta(days=7))
    tick(session)
    told = select(OutboxMessage).where(OutboxMessage.kind == "payment_late")
    assert session.scalars(told).all() == []
    at.shift(timedelta(days=1))
    tick(session)
    tick(session)
    assert [bool(row.to_operator_id) for row in session.scalars(told)] == [True, False]
