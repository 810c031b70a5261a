"""Orders that end before the door: called off at a price, nobody came, less than promised."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from marketplace.agreements.actions import (
    OrderAnswer,
    PaymentAnswer,
    answer_order,
    answer_payment,
    cancel,
    miss,
    nobody_yet,
    on_the_way,
)
from marketplace.agreements.models import Order, Payment
from marketplace.agreements.queries.calling_off import cost_for_buyer
from marketplace.agreements.rules.lists import OrderState, PaymentReason, PaymentState
from marketplace.agreements.rules.refusals import OrderRefusal
from marketplace.catalogue.models import Category
from marketplace.jobs import tick
from marketplace.journal.models import OutboxMessage
from marketplace.journal.queries import check_chain, story_of
from marketplace.kernel.actor import SYSTEM
from marketplace.kernel.refused import Refused
from marketplace.kernel.states import WrongState
from marketplace.people.models import OperatorTradeRecord, SupplierLapse
from marketplace.people.queries import operator_record, supplier_record
from marketplace.sourcing.models import Asked, Need, Wave
from tests.actions.after_the_door import promised, taken, village
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


FRIDAY = datetime(2026, 11, 27, tzinfo=ZoneInfo("Africa/Dar_es_Salaam"))


def opens(session: Session, order: Order) -> datetime:
    minutes = session.scalars(select(Need.window_opens).where(Need.id == order.need_id)).one()
    return FRIDAY + timedelta(minutes=minutes)


@pytest.fixture(autouse=True)
def tomatoes_spoil(session: Session, world: World) -> None:
    session.execute(update(Category).values(shelf_life_days=5))
    session.commit()


@pytest.mark.parametrize(("hours", "owed"), [(49, None), (47, 1_400_000), (23, 2_800_000)])
def test_the_later_it_is_called_off_the_more_is_owed(
    session: Session, world: World, at: time_machine.Traveller, hours: int, owed: int | None
) -> None:
    order, _ = promised(session, world)
    at.move_to(opens(session, order) - timedelta(hours=hours))
    cost = cost_for_buyer(session, world.neema, order.id)
    assert (cost.minor if cost else None) == owed
    cancel(session, world.neema, order.public_id, agreed_minor=owed or 0)
    session.commit()
    found = session.scalars(select(Payment.amount_minor).where(Payment.order_id == order.id)).all()
    assert found == ([owed] if owed else [])
    ended = session.scalars(select(OperatorTradeRecord)).one()
    assert (ended.ended.value, ended.notice_hours) == ("cancelled", hours)
    assert check_chain(session).whole


def test_what_she_never_promised_or_what_keeps_costs_nothing(
    session: Session, world: World, at: time_machine.Traveller
) -> None:
    order, _ = promised(session, world)
    at.move_to(opens(session, order) - timedelta(hours=2))
    session.execute(update(Category).values(shelf_life_days=None))
    assert cost_for_buyer(session, world.neema, order.id) is None


def test_an_amount_that_grew_meanwhile_is_asked_again(
    session: Session, world: World, at: time_machine.Traveller
) -> None:
    order, _ = promised(session, world)
    at.move_to(opens(session, order) - timedelta(hours=23))
    with pytest.raises(Refused) as refused:
        cancel(session, world.neema, order.public_id, agreed_minor=1_400_000)
    assert refused.value.reasons == {OrderRefusal.COSTS_MORE_NOW}
    session.rollback()
    assert session.get_one(Order, order.id).state is OrderState.CONFIRMED


def called_off(session: Session, world: World, at: time_machine.Traveller) -> tuple[Payment, str]:
    order, her = promised(session, world)
    at.move_to(opens(session, order) - timedelta(hours=20))
    cancel(session, world.neema, order.public_id)
    session.commit()
    return session.scalars(select(Payment)).one(), her


def test_sold_to_somebody_else_nothing_is_owed_and_no_record_speaks_of_it(
    session: Session, world: World, at: time_machine.Traveller
) -> None:
    payment, her = called_off(session, world, at)
    assert payment.reason is PaymentReason.CANCELLATION
    answer_payment(session, world.supplier(her), payment.public_id, PaymentAnswer.sold_it())
    session.commit()
    assert (payment.state, payment.received_minor) == (PaymentState.CLOSED, 0)
    assert operator_record(session, world.kijani.id).count == 0
    assert "cancellation_sold" in session.scalars(select(OutboxMessage.kind)).all()


def test_it_is_paid_like_any_other_money(
    session: Session, world: World, at: time_machine.Traveller
) -> None:
    payment, her = called_off(session, world, at)
    at.shift(timedelta(days=9))
    answer_payment(session, world.supplier(her), payment.public_id, PaymentAnswer.all())
    assert (payment.state, payment.late_days) == (PaymentState.CLOSED, 2)
    assert operator_record(session, world.kijani.id).count == 1


def test_money_for_a_delivery_cannot_be_waived(session: Session, world: World) -> None:
    order, her = promised(session, world)
    taken(session, world, order)
    payment = session.scalars(select(Payment)).one()
    with pytest.raises(Refused) as refused:
        answer_payment(session, world.supplier(her), payment.public_id, PaymentAnswer.sold_it())
    assert refused.value.reasons == {WrongState.NOT_NOW}


def test_nobody_came_reaches_her_record_and_the_next_is_asked_while_the_door_is_open(
    session: Session, world: World, at: time_machine.Traveller
) -> None:
    order, her = promised(session, world)
    asked = set(session.scalars(select(Asked.supplier_id).where(Asked.need_id == order.need_id)))
    at.move_to(opens(session, order) + timedelta(hours=1))
    with pytest.raises(Refused) as refused:
        miss(session, world.neema, order.public_id)
    assert refused.value.reasons == {OrderRefusal.TOO_EARLY}
    session.rollback()
    at.move_to(opens(session, order) + timedelta(hours=2, minutes=1))
    miss(session, world.neema, order.public_id)
    session.commit()
    record = supplier_record(session, world.suppliers[her].id)
    assert (record.missed, record.deliveries, record.on_time_permille) == (1, 0, 0)
    waves = session.scalars(select(Wave.number).where(Wave.need_id == order.need_id)).all()
    later = set(session.scalars(select(Asked.supplier_id).where(Asked.need_id == order.need_id)))
    assert len(waves) > 1 or later == asked  # a new wave, where anybody is left to ask


def test_at_the_hour_buyer_desk_and_she_hear_of_it_once(
    session: Session, world: World, at: time_machine.Traveller
) -> None:
    order, _ = promised(session, world)
    at.move_to(opens(session, order) + timedelta(hours=1))
    tick(session)
    assert "nobody_yet" not in session.scalars(select(OutboxMessage.kind)).all()
    at.move_to(opens(session, order) + timedelta(hours=2, minutes=1))
    tick(session)
    tick(session)
    session.expire_all()
    told = select(OutboxMessage).where(OutboxMessage.kind == "nobody_yet")
    rows = session.scalars(told).all()
    assert {(bool(r.to_operator_id), bool(r.to_supplier_id)) for r in rows} == {
        (True, False), (False, True), (False, False),
    }  # fmt: skip
    assert len(rows) == 3
    verbs = [entry.verb for entry in story_of(session, "purchase_order", order.id)]
    assert verbs.count("order.nobody_yet") == 1


def test_who_is_on_the_way_is_waited_for_until_the_door_shuts(
    session: Session, world: World, at: time_machine.Traveller
) -> None:
    order, her = promised(session, world)
    on_the_way(session, world.supplier(her), order.public_id)
    at.move_to(opens(session, order) + timedelta(hours=3))
    assert nobody_yet(session, SYSTEM, order.public_id) is None


def test_less_told_a_day_ahead_is_free_twice(
    session: Session, world: World, at: time_machine.Traveller
) -> None:
    counted = []
    for _ in range(7):  # of three suppliers one at least comes to her third
        order, her = promised(session, world, quantity=2)
        her_id = world.suppliers[her].id
        less = OrderAnswer.less_after_all(1)
        answer_order(session, world.supplier(her), order.public_id, less)
        session.commit()
        assert (order.confirmed_quantity, order.state) == (1, OrderState.CONFIRMED)
        lapse = session.scalars(
            select(SupplierLapse).where(SupplierLapse.order_id == order.id)
        ).one()
        free = session.scalars(
            select(SupplierLapse.counts).where(SupplierLapse.supplier_id == her_id)
        ).all()
        counted.append((lapse.counts, len(free)))
    assert max(mine for _, mine in counted) > 2
    assert all(counts == (mine > 2) for counts, mine in counted)


def test_cannot_after_a_yes_on_the_day_itself_counts(
    session: Session, world: World, at: time_machine.Traveller
) -> None:
    order, her = promised(session, world)
    at.move_to(opens(session, order) - timedelta(hours=3))
    answer_order(session, world.supplier(her), order.public_id, OrderAnswer.cannot(None))
    session.commit()
    assert supplier_record(session, world.suppliers[her].id).short == 1
