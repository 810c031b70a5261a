"""Lists cost the same however much they hold."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from sqlalchemy import Engine, select, update
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
from marketplace.agreements.models import Delivery, Order, Payment
from marketplace.agreements.rules.lists import PayMethod
from marketplace.kernel.actor import SYSTEM
from marketplace.people.models import SupplierLeaf
from tests.actions.linkage import (
    asks,
    clears,
    morning,
    names_in_rotation,
    offers,
    today,
    typical_cost,
)
from tests.support.statements import counting
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


READS: list[Callable[[Session, World], object]] = [
    lambda s, w: queries.buyer_home(s, w.neema, timezone=ZONE),
    lambda s, w: queries.orders_of_buyer(s, w.neema),
    lambda s, w: queries.deliveries_of_buyer(s, w.neema),
    lambda s, w: queries.receiving_sheet(s, w.neema, w.kijani_ridge.public_id, today()),
    lambda s, w: queries.statement(
        s, w.neema, w.kijani.id, first=today(), last=today(), timezone=ZONE
    ),
    lambda s, w: queries.supplier_news(s, w.fish_47),
    lambda s, w: queries.orders_to_do(s, w.fish_47),
    lambda s, w: queries.money(s, w.fish_47),
    lambda s, w: queries.late_payments(s, w.anna, today()),
    lambda s, w: queries.orders_to_chase(s, w.anna, today()),
    lambda s, w: queries.call_sheet(s, w.anna),
]


def test_as_many_statements_for_much_as_for_little(
    session: Session, engine: Engine, world: World
) -> None:
    def measure() -> list[int]:
        counts = []
        for read in READS:
            session.commit()
            with counting(engine) as seen:
                read(session, world)
            counts.append(len(seen))
        return counts

    def grow(times: int) -> None:
        for _ in range(times):
            placed(session, world)
            confirmed(session, world)
            closed(session, world)

    grow(1)
    little = measure()
    grow(6)
    assert measure() == little
    assert max(little) <= 6  # the statement: what was paid ahead stands on it too
    assert session.scalars(select(Delivery.id)).all()
