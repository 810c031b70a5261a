"""The same again: two taps for the buyer, one for her; every fourth goes by rotation."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.actions import (
    Again,
    OrderAnswer,
    Receive,
    again,
    answer_order,
    receive,
    settle,
)
from marketplace.agreements.models import Order
from marketplace.agreements.rules.lists import CannotReason, OrderOrigin
from marketplace.assessment.actions import sign
from marketplace.assessment.models import Assessment
from marketplace.journal.queries import check_chain
from marketplace.kernel import ids
from marketplace.kernel.actor import SYSTEM
from marketplace.kernel.refused import NotFound
from marketplace.people.models import CommittedWeek
from marketplace.sourcing.models import Need
from marketplace.sourcing.rules.lists import Lane, NeedState
from marketplace.sourcing.rules.need_check import NeedFinding
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


@pytest.fixture(autouse=True)
def at() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(morning(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(session: Session) -> World:
    made = small_world(session)
    typical_cost(session, made)
    clears(session, made)
    return made


def ordered(session: Session, world: World, quantity: int = 20) -> tuple[Need, Order, str]:
    """A need whose first in rotation got all of it; the second's answer was still to come."""
    need = asks(session, world, quantity=quantity)
    first = names_in_rotation(session, world, need)[0]
    offers(session, world, need, who=first, quantity=quantity)
    settle(session, SYSTEM, need.id)
    return need, session.scalars(select(Order).where(Order.need_id == need.id)).one(), first


def promised(session: Session) -> int:
    return sum(session.scalars(select(CommittedWeek.quantity)))


def delivered(session: Session, world: World, quantity: int = 10) -> tuple[str, str]:
    """The public id of a delivery, and who brought it."""
    _, order, her = ordered(session, world, quantity)
    answer_order(session, world.supplier(her), order.public_id, OrderAnswer.yes())
    whole = quantity * 1000
    line = Receive(order=order.public_id, brought_milli=whole, accepted_milli=whole)
    (received,) = receive(session, world.neema, [line])
    return received.delivery.public_id, her


def have_again(session: Session, world: World, delivery: str, days: int = 7) -> Again:
    return Again(
        delivery=delivery, deliver_on=today() + timedelta(days=days), client_key=ids.public_id(),
        confirmed=frozenset(NeedFinding),
    )  # fmt: skip


@pytest.mark.paper(47, part=True)
@pytest.mark.feature("H2", part=True)
def test_again_is_ordered_of_the_same_supplier_at_once(session: Session, world: World) -> None:
    delivery, her = delivered(session, world)
    command = have_again(session, world, delivery)
    asked = again(session, world.neema, command)
    session.commit()
    assert asked.order is not None
    assert asked.order.supplier_id == world.suppliers[her].id
    assert (asked.order.origin, asked.order.quantity) == (OrderOrigin.AGAIN, 10)
    assert (asked.need.lane, asked.need.state) == (Lane.AGAIN, NeedState.MATCHED)
    same = again(session, world.neema, command)  # a second tap
    assert same.order is asked.order
    assert check_chain(session).whole


def test_without_a_day_it_is_the_next_same_weekday(session: Session, world: World) -> None:
    delivery, _ = delivered(session, world)
    first = session.scalars(select(Order)).one()
    asked = again(session, world.neema, Again(delivery=delivery, confirmed=frozenset(NeedFinding)))
    assert asked.need.deliver_on == first.deliver_on


def test_every_fourth_again_goes_by_rotation(session: Session, world: World) -> None:
    delivery, _ = delivered(session, world, quantity=5)
    found = [
        again(session, world.neema, have_again(session, world, delivery, days))
        for days in (7, 14, 21, 28)
    ]
    assert [one.by_rotation for one in found] == [False, False, False, True]
    assert [one.order is None for one in found] == [False, False, False, True]
    assert found[3].need.state is NeedState.PUBLISHED


def test_an_again_out_of_bounds_waits_and_is_signed(session: Session, world: World) -> None:
    from marketplace.agreements.actions import after_signature
    from marketplace.assessment.queries import waiting
    from marketplace.assessment.rules.lists import AssessmentState

    delivery, her = delivered(session, world)
    clears(session, world, most=5)
    asked = again(session, world.neema, have_again(session, world, delivery))
    assert asked.order is None
    row = session.scalars(
        select(Assessment).where(Assessment.state == AssessmentState.WAITING)
    ).one()
    assert [card.public_id for card in waiting(session, world.anna)] == [row.public_id]
    sign(session, world.anna, row.public_id, ())
    order = after_signature(session, world.anna, row.public_id)
    assert order is not None
    assert (order.supplier_id, order.quantity) == (world.suppliers[her].id, 10)
    assert asked.need.state is NeedState.MATCHED


def test_when_she_cannot_the_repeat_goes_round(session: Session, world: World) -> None:
    delivery, her = delivered(session, world)
    asked = again(session, world.neema, have_again(session, world, delivery))
    assert asked.order is not None
    cannot = OrderAnswer.cannot(CannotReason.NONE_LEFT)
    answer_order(session, world.supplier(her), asked.order.public_id, cannot)
    assert asked.need.state is NeedState.PUBLISHED
    asked_now = names_in_rotation(session, world, asked.need)
    assert len(asked_now) == 3


def test_anothers_delivery_cannot_be_had_again(session: Session, world: World) -> None:
    delivery, _ = delivered(session, world)
    stranger = replace(world.neema, operator_ids=frozenset({10**6}))
    with pytest.raises(NotFound):
        again(session, stranger, Again(delivery=delivery))
