"""What was paid here fills in the price where neither last time nor a market speaks."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.actions import (
    MarkSent,
    PaymentAnswer,
    Receive,
    answer_payment,
    mark_sent,
    receive,
    settle,
    settle_less,
)
from marketplace.agreements.models import Order, Payment
from marketplace.agreements.rules.lists import PayMethod
from marketplace.kernel import clock
from marketplace.kernel.actor import SYSTEM
from marketplace.people.models import PaidPrice
from marketplace.people.queries.paid import own_deals_for, own_deals_of
from marketplace.sourcing.queries import price_proposal
from marketplace.sourcing.rules.price_fill import PriceFrom
from tests.actions.linkage import (
    asks,
    clears,
    morning,
    names_in_rotation,
    offers,
    today,
    typical_cost,
)
from tests.world import World, add_destination, small_world
from tests.world.goods import add_price

pytestmark = pytest.mark.both


@pytest.fixture(autouse=True)
def at() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(morning(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(session: Session) -> World:
    made = small_world(session)
    typical_cost(session, made)
    clears(session, made)
    session.commit()
    return made


def sent(session: Session, world: World) -> tuple[Payment, str]:
    need = asks(session, world)
    first = names_in_rotation(session, world, need)[0]
    offers(session, world, need, who=first)
    settle(session, SYSTEM, need.id)
    order = session.scalars(select(Order)).one()
    line = Receive(order=order.public_id, brought_milli=20_000, accepted_milli=20_000)
    receive(session, world.neema, [line])
    payment = session.scalars(select(Payment)).one()
    mark_sent(session, world.neema, MarkSent(payment=payment.public_id, method=PayMethod.CASH))
    return payment, first


def test_money_she_has_becomes_a_price_of_one_unit(session: Session, world: World) -> None:
    payment, who = sent(session, world)
    assert session.scalars(select(PaidPrice)).all() == []
    answer_payment(session, world.supplier(who), payment.public_id, PaymentAnswer.all())
    session.commit()
    paid = session.scalars(select(PaidPrice)).one()
    order = session.scalars(select(Order)).one()
    assert (paid.price_minor, paid.currency) == (order.price_minor, "TZS")
    assert (paid.destination_id, paid.unit_id) == (world.destination.id, order.unit_id)
    assert paid.supplier_id == world.suppliers[who].id


def test_disputed_money_never_becomes_a_price(session: Session, world: World) -> None:
    payment, who = sent(session, world)
    actor = world.supplier(who)
    less = PaymentAnswer.less(payment.amount_minor // 2)
    answer_payment(session, actor, payment.public_id, less)
    settle_less(session, actor, payment.public_id)
    session.commit()
    assert session.scalars(select(PaidPrice)).all() == []


def paid_already(session: Session, world: World, *prices: int, days_ago: int = 5) -> None:
    names = list(world.suppliers)
    session.add_all(
        PaidPrice(
            payment_id=1000 + at, destination_id=world.destination.id,
            category_id=world.goods.leaves["veg.onion"].id, unit_id=world.goods.units["kg"].id,
            supplier_id=world.suppliers[names[at % 3]].id, price_minor=price, currency="TZS",
            at=clock.now() - timedelta(days=days_ago),
        )
        for at, price in enumerate(prices)
    )  # fmt: skip
    session.commit()


def proposal(session: Session, world: World):  # type: ignore[no-untyped-def]  # whatever the query says
    leaf, unit = world.goods.leaves["veg.onion"], world.goods.units["kg"]
    return price_proposal(session, world.kijani.id, leaf.id, unit.id, today())


PRICES = (90_000, 100_000, 110_000, 120_000, 130_000)


def test_the_middle_of_own_deals_is_proposed_where_no_market_speaks(
    session: Session, world: World
) -> None:
    paid_already(session, world, *PRICES[:4])
    assert proposal(session, world).price_from is PriceFrom.NONE
    session.query(PaidPrice).delete()
    paid_already(session, world, *PRICES)
    found = proposal(session, world)
    assert (found.price_minor, found.price_from) == (110_000, PriceFrom.OWN_DEALS)
    assert found.own.deals == 5
    assert found.as_of == today() - timedelta(days=5)


def test_a_market_goes_before_own_deals(session: Session, world: World) -> None:
    paid_already(session, world, *PRICES)
    add_price(
        session, world.goods.leaves["veg.onion"], prices=(70_000, 80_000, 99_000),
        last_month=date(2026, 10, 1),
    )  # fmt: skip
    found = proposal(session, world)
    assert (found.price_minor, found.price_from) == (80_000, PriceFrom.MARKET)


def test_ninety_days_and_another_destination_are_far_away(session: Session, world: World) -> None:
    paid_already(session, world, *PRICES, days_ago=91)
    assert proposal(session, world).price_from is PriceFrom.NONE
    session.query(PaidPrice).delete()
    paid_already(session, world, *PRICES)
    elsewhere = add_destination(session, "naivasha", name="Naivasha")
    leaf, unit = world.goods.leaves["veg.onion"], world.goods.units["kg"]
    assert own_deals_for(
        session, destination_id=elsewhere.id, category_id=leaf.id, unit_id=unit.id,
        currency="TZS", now=clock.now(),
    ) is None  # fmt: skip
    now = clock.now()
    here = own_deals_of(session, destination_id=world.destination.id, currency="TZS", now=now)
    assert {key: said.median_minor for key, said in here.items()} == {(leaf.id, unit.id): 110_000}
    assert own_deals_of(session, destination_id=elsewhere.id, currency="TZS", now=now) == {}
