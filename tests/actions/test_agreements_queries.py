"""What each person sees of orders, deliveries and money; in as many statements, however much."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from marketplace.agreements import queries
from marketplace.agreements.actions import (
    MarkSent,
    OrderAnswer,
    PaymentAnswer,
    Receive,
    answer_order,
    answer_payment,
    mark_sent,
    receive,
    settle,
)
from marketplace.agreements.models import Order, Payment
from marketplace.agreements.rules.lists import OrderState, PaymentState, PayMethod
from marketplace.kernel.actor import SYSTEM
from marketplace.kernel.refused import Forbidden, NotFound
from marketplace.people.models import SupplierLeaf
from marketplace.sourcing.rules.lists import Lane
from tests.actions.linkage import (
    asks,
    clears,
    morning,
    names_in_rotation,
    offers,
    today,
    typical_cost,
)
from tests.world import World, small_world

ZONE = "Africa/Dar_es_Salaam"


@pytest.fixture(autouse=True)
def at() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(morning(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(session: Session) -> World:
    made = small_world(session)
    typical_cost(session, made)
    clears(session, made)
    session.execute(update(SupplierLeaf).values(weekly_amount=500, weekly_proven=500))
    return made


def placed(
    session: Session, world: World, *, days: int = 3, quantity: int = 1
) -> tuple[Order, str]:
    need = asks(session, world, quantity=quantity, days=days)
    her = names_in_rotation(session, world, need)[0]
    offers(session, world, need, who=her, quantity=quantity)
    settle(session, SYSTEM, need.id)
    return session.scalars(select(Order).where(Order.need_id == need.id)).one(), her


def confirmed(session: Session, world: World, *, days: int = 3) -> tuple[Order, str]:
    order, her = placed(session, world, days=days)
    answer_order(session, world.supplier(her), order.public_id, OrderAnswer.yes())
    return order, her


def delivered(session: Session, world: World) -> tuple[Payment, str]:
    order, her = confirmed(session, world)
    line = Receive(order=order.public_id, brought_milli=1000, accepted_milli=1000)
    (received,) = receive(session, world.neema, [line])
    assert received.payment is not None
    return received.payment, her


def closed(session: Session, world: World) -> tuple[Payment, str]:
    payment, her = delivered(session, world)
    mark_sent(session, world.neema, MarkSent(payment=payment.public_id, method=PayMethod.CASH))
    answer_payment(session, world.supplier(her), payment.public_id, PaymentAnswer.all())
    return payment, her


def test_a_buyers_home_begins_with_what_waits(
    session: Session, world: World, at: time_machine.Traveller
) -> None:
    late, _ = delivered(session, world)
    at.move_to(morning() + timedelta(days=8))
    due, _ = delivered(session, world)
    coming, _ = confirmed(session, world)
    to_receive, _ = confirmed(session, world, days=2)
    at.move_to(morning() + timedelta(days=10))
    home = queries.buyer_home(session, world.neema, timezone=ZONE)
    assert [card.public_id for card in home.late] == [late.public_id]
    assert home.late[0].late(home.today) == 3
    assert due.public_id in [card.public_id for card in home.to_pay]
    assert [card.public_id for card in home.to_receive] == [to_receive.public_id]
    assert [card.public_id for card in home.coming] == [coming.public_id]
    assert (home.to_receive[0].leaf_code, home.to_receive[0].quantity) == ("veg.tomato", 1)
    assert home.waiting == 3


def test_a_buyer_sees_nothing_of_another_operator(session: Session, world: World) -> None:
    order, _ = confirmed(session, world)
    stranger = replace(world.neema, operator_ids=frozenset({10**6}))
    home = queries.buyer_home(session, stranger, timezone=ZONE)
    assert (home.to_receive, home.coming, home.to_pay, home.recent) == ((), (), (), ())
    for ask in (
        lambda: queries.order_for_buyer(session, stranger, order.public_id),
        lambda: queries.receiving_sheet(session, stranger, world.kijani_ridge.public_id, today()),
        lambda: queries.statement(
            session, stranger, world.kijani.id, first=today(), last=today(), timezone=ZONE
        ),
    ):
        with pytest.raises(NotFound):
            ask()


def test_one_sheet_for_a_day_and_a_door(
    session: Session, world: World, at: time_machine.Traveller
) -> None:
    overdue, _ = confirmed(session, world, days=2)
    due, _ = confirmed(session, world, days=3)
    confirmed(session, world, days=4)
    door = world.kijani_ridge.public_id
    day = today() + timedelta(days=3)
    sheet = queries.receiving_sheet(session, world.neema, door, day)
    assert [line.public_id for line in sheet.lines] == [overdue.public_id, due.public_id]
    at.move_to(morning() + timedelta(days=3))
    line = Receive(order=due.public_id, brought_milli=1000, accepted_milli=1000)
    receive(session, world.neema, [line])
    sheet = queries.receiving_sheet(session, world.neema, door, day)
    assert [line.public_id for line in sheet.lines] == [overdue.public_id]
    assert [card.order_public_id for card in sheet.received] == [due.public_id]


def test_one_statement_for_many_deliveries(session: Session, world: World) -> None:
    for _ in range(2):
        closed(session, world)
    delivered(session, world)
    found = queries.statement(
        session, world.neema, world.kijani.id, first=today(), last=today(), timezone=ZONE
    )
    assert len(found.lines.items) == sum(total.deliveries for total in found.totals) == 3
    assert sum(total.owed_minor for total in found.totals) == 3 * 140_000
    assert sum(total.open_minor for total in found.totals) == 140_000
    before = queries.statement(
        session, world.neema, world.kijani.id, first=today() - timedelta(days=9),
        last=today() - timedelta(days=1), timezone=ZONE,
    )  # fmt: skip
    assert (before.totals, before.lines.items) == ((), ())


def test_what_waits_for_a_supplier(session: Session, world: World) -> None:
    order, her = placed(session, world)
    actor = world.supplier(her)
    assert queries.supplier_news(session, actor) == queries.SupplierNews(1, 0)
    (card,) = queries.orders_to_do(session, actor)
    assert (card.public_id, card.state) == (order.public_id, OrderState.PLACED)
    answer_order(session, actor, order.public_id, OrderAnswer.yes())
    assert queries.supplier_news(session, actor) == queries.SupplierNews(0, 0)
    line = Receive(order=order.public_id, brought_milli=1000, accepted_milli=1000)
    (received,) = receive(session, world.neema, [line])
    assert received.payment is not None
    (owed,) = queries.money(session, actor).owed
    assert owed.public_id == received.payment.public_id
    paying = MarkSent(payment=owed.public_id, method=PayMethod.CASH)
    mark_sent(session, world.neema, paying)
    assert queries.supplier_news(session, actor) == queries.SupplierNews(0, 1)
    assert len(queries.money(session, actor).to_answer) == 1
    answer_payment(session, actor, owed.public_id, PaymentAnswer.all())
    assert [one.state for one in queries.money(session, actor).got.items] == [PaymentState.CLOSED]


def test_a_supplier_sees_nothing_of_another(session: Session, world: World) -> None:
    payment, her = delivered(session, world)
    other = world.supplier(next(name for name in world.suppliers if name != her))
    assert queries.supplier_news(session, other) == queries.SupplierNews(0, 0)
    assert queries.orders_of_supplier(session, other).items == ()
    with pytest.raises(NotFound):
        queries.payment_for_supplier(session, other, payment.public_id)


def test_six_a_page_and_on(session: Session, world: World) -> None:
    her = ""
    for _ in range(14):
        _, her = closed(session, world)
    actor = world.supplier(her)
    pages, key = [], None
    while True:
        page = queries.money(session, actor, before=key).got
        pages.append(page.items)
        key = page.next
        if key is None:
            break
    seen = [card.public_id for page in pages for card in page]
    hers = session.scalars(
        select(Payment.public_id).where(Payment.supplier_id.in_(actor.supplier_ids))
    ).all()
    assert sorted(seen) == sorted(hers)
    assert all(len(page) == 6 for page in pages[:-1])


def test_the_desk_sees_its_own_places_only(
    session: Session, world: World, at: time_machine.Traveller
) -> None:
    payment, _ = delivered(session, world)
    silent, _ = placed(session, world)
    at.move_to(morning() + timedelta(days=10))
    assert [one.public_id for one in queries.late_payments(session, world.anna, today())] == [
        payment.public_id
    ]
    chased = queries.orders_to_chase(session, world.anna, today())
    assert [one.public_id for one in chased] == [silent.public_id]
    for empty in (
        queries.late_payments(session, world.theresia, today()),
        queries.orders_to_chase(session, world.theresia, today()),
        queries.call_sheet(session, world.theresia),
    ):
        assert empty == ()
    with pytest.raises(Forbidden):
        queries.late_payments(session, world.neema, today())


def test_the_call_sheet_says_whom_to_call_in_rotation_order(session: Session, world: World) -> None:
    quick = asks(session, world)
    urgent = asks(session, world, quantity=5, days=1, lane=Lane.URGENT, cash=True)
    sheet = queries.call_sheet(session, world.anna)
    assert [call.need_code for call in sheet] == [urgent.code] * 3 + [quick.code] * 3
    names = {supplier.code: name for name, supplier in world.suppliers.items()}
    called = [names[call.supplier_code] for call in sheet[:3]]
    assert called == names_in_rotation(session, world, urgent)
    assert len(queries.call_sheet(session, world.anna, urgent_only=True)) == 3
    offers(session, world, quick, who=names_in_rotation(session, world, quick)[0])
    settle(session, SYSTEM, quick.id)
    sheet = queries.call_sheet(session, world.anna)
    waiting = [call for call in sheet if call.order_public_id]
    assert [call.need_code for call in waiting] == [quick.code]
    assert sheet[0].phone_arrangement
