"""An order's life until the door: yes, less, cannot, silence, called off, nobody came, again."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.actions import (
    OrderAnswer,
    Settled,
    answer_order,
    cancel,
    miss,
    on_the_way,
    pass_on_unanswered,
    settle,
)
from marketplace.agreements.models import Order
from marketplace.agreements.rules.lists import CannotReason, OrderState
from marketplace.agreements.rules.refusals import OrderRefusal
from marketplace.journal.models import OutboxMessage
from marketplace.journal.queries import check_chain
from marketplace.kernel.actor import SYSTEM
from marketplace.kernel.refused import NotFound, Refused
from marketplace.kernel.states import WrongState
from marketplace.people.models import CommittedWeek
from marketplace.sourcing.models import Need
from marketplace.sourcing.rules.lists import NeedState, UnfilledReason
from tests.actions.linkage import (
    asks,
    clears,
    morning,
    names_in_rotation,
    offers,
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


def test_a_yes_is_kept_and_told(session: Session, world: World) -> None:
    _, order, her = ordered(session, world)
    answer_order(session, world.supplier(her), order.public_id, OrderAnswer.yes())
    assert (order.state, order.confirmed_quantity) == (OrderState.CONFIRMED, 20)
    assert order.answered_by_id == world.people[her].id
    kinds = session.scalars(select(OutboxMessage.kind)).all()
    assert "order_confirmed" in kinds


def test_a_stranger_finds_no_order(session: Session, world: World) -> None:
    _, order, her = ordered(session, world)
    other = next(name for name in world.suppliers if name != her)
    for actor in (world.supplier(other), world.neema, world.theresia):
        with pytest.raises(NotFound):
            answer_order(session, actor, order.public_id, OrderAnswer.yes())


def test_the_facilitator_may_say_it_for_her(session: Session, world: World) -> None:
    _, order, _ = ordered(session, world)
    answer_order(session, world.anna, order.public_id, OrderAnswer.yes())
    assert order.answered_by_id == world.people["anna"].id


def test_less_gives_the_rest_to_the_next_in_rotation(session: Session, world: World) -> None:
    need, order, her = ordered(session, world)
    answer_order(session, world.supplier(her), order.public_id, OrderAnswer.less(12))
    assert order.confirmed_quantity == 12
    assert (need.state, need.awarded) == (NeedState.PUBLISHED, 12)
    assert promised(session) == 12
    second = names_in_rotation(session, world, need)[1]
    offers(session, world, need, who=second, quantity=8)
    settle(session, SYSTEM, need.id)
    found = session.scalars(select(Order.quantity).where(Order.need_id == need.id)).all()
    assert sorted(found) == [8, 20]
    assert (need.state, need.awarded) == (NeedState.MATCHED, 20)


@pytest.mark.parametrize("quantity", [0, 20, 21, -1])
def test_less_must_be_less(session: Session, world: World, quantity: int) -> None:
    _, order, her = ordered(session, world)
    with pytest.raises(Refused) as refused:
        answer_order(session, world.supplier(her), order.public_id, OrderAnswer.less(quantity))
    assert refused.value.reasons == {OrderRefusal.LESS_MUST_BE_LESS}


@pytest.mark.feature("H3")
def test_cannot_is_said_with_its_reason_and_the_next_in_rotation_is_served(
    session: Session, world: World
) -> None:
    need, order, her = ordered(session, world)
    sold = OrderAnswer.cannot(CannotReason.SOLD)
    answer_order(session, world.supplier(her), order.public_id, sold)
    assert (order.state, order.cannot_reason) == (OrderState.DECLINED, CannotReason.SOLD)
    first, second, third = names_in_rotation(session, world, need)
    assert first == her
    offers(session, world, need, who=third)
    assert settle(session, SYSTEM, need.id) is Settled.OPEN  # the second is still thinking
    offers(session, world, need, who=second)
    assert settle(session, SYSTEM, need.id) is Settled.MATCHED
    live = select(Order).where(Order.need_id == need.id, Order.state == OrderState.PLACED)
    placed = session.scalars(live).one()
    assert placed.supplier_id == world.suppliers[second].id
    answer_order(session, world.supplier(second), placed.public_id, OrderAnswer.yes())
    assert placed.state is OrderState.CONFIRMED


def test_cannot_gives_everything_back(session: Session, world: World) -> None:
    need, order, her = ordered(session, world)
    sick = OrderAnswer.cannot(CannotReason.SICK)
    answer_order(session, world.supplier(her), order.public_id, sick)
    session.commit()
    assert (order.state, order.cannot_reason) == (OrderState.DECLINED, CannotReason.SICK)
    assert (need.state, need.awarded) == (NeedState.PUBLISHED, 0)
    assert promised(session) == 0
    assert check_chain(session).whole


def test_an_answer_is_given_once(session: Session, world: World) -> None:
    _, order, her = ordered(session, world)
    answer_order(session, world.supplier(her), order.public_id, OrderAnswer.yes())
    with pytest.raises(Refused) as refused:
        answer_order(session, world.supplier(her), order.public_id, OrderAnswer.yes())
    assert refused.value.reasons == {WrongState.NOT_NOW}


def test_silence_passes_on_in_the_evening_before(
    session: Session, world: World, at: time_machine.Traveller
) -> None:
    need, order, _ = ordered(session, world)
    at.move_to(morning() + timedelta(days=2, hours=8, minutes=59))
    assert pass_on_unanswered(session, SYSTEM, order.public_id) is None
    at.move_to(morning() + timedelta(days=2, hours=9))
    assert pass_on_unanswered(session, SYSTEM, order.public_id) is order
    assert order.state is OrderState.DECLINED
    assert need.awarded == 0


def test_on_the_way_is_said_once(session: Session, world: World) -> None:
    _, order, her = ordered(session, world)
    with pytest.raises(Refused):
        on_the_way(session, world.supplier(her), order.public_id)
    answer_order(session, world.supplier(her), order.public_id, OrderAnswer.yes())
    on_the_way(session, world.supplier(her), order.public_id)
    with pytest.raises(Refused):
        on_the_way(session, world.supplier(her), order.public_id)


def test_a_need_whose_only_order_is_called_off_is_withdrawn(session: Session, world: World) -> None:
    need, order, _ = ordered(session, world)
    cancel(session, world.neema, order.public_id)
    assert order.state is OrderState.CANCELLED
    assert (need.state, need.awarded) == (NeedState.WITHDRAWN, 0)
    assert promised(session) == 0


def test_calling_one_of_two_off_asks_nobody_else(session: Session, world: World) -> None:
    need = asks(session, world)
    first, second, _ = names_in_rotation(session, world, need)
    for who in (first, second):
        offers(session, world, need, who=who, quantity=10)
    settle(session, SYSTEM, need.id)
    one, other = session.scalars(select(Order).order_by(Order.id)).all()
    cancel(session, world.neema, one.public_id)
    assert need.state is NeedState.MATCHED
    answer_order(session, world.supplier(second), other.public_id, OrderAnswer.less(4))
    assert (need.state, need.awarded) == (NeedState.PUBLISHED, 14)  # her 6 are looked for, no more


def test_who_may_not_order_may_not_call_off(session: Session, world: World) -> None:
    _, order, _ = ordered(session, world)
    kitchen = replace(world.neema, rights=frozenset())
    with pytest.raises(Refused) as refused:
        cancel(session, kitchen, order.public_id)
    assert refused.value.reasons == {OrderRefusal.MAY_NOT_ORDER}


def test_nobody_came(session: Session, world: World, at: time_machine.Traveller) -> None:
    need, order, her = ordered(session, world)
    answer_order(session, world.supplier(her), order.public_id, OrderAnswer.yes())
    with pytest.raises(Refused) as refused:
        miss(session, world.neema, order.public_id)
    assert refused.value.reasons == {OrderRefusal.TOO_EARLY}
    at.move_to(morning() + timedelta(days=3, hours=9))  # the door has shut
    miss(session, world.neema, order.public_id)
    assert order.state is OrderState.MISSED
    assert (need.state, need.awarded) == (NeedState.UNFILLED, 0)
    assert need.unfilled_reason is UnfilledReason.NO_ANSWER
    kinds = session.scalars(
        select(OutboxMessage.kind).where(OutboxMessage.kind == "order_missed")
    ).all()
    assert len(kinds) == 2
