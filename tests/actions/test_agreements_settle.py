"""Settling: rotation decides, never speed; every purchase is checked; nothing beyond the need."""

import sys
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from marketplace.agreements.actions import (
    Settled,
    accept_offer,
    settle,
)
from marketplace.agreements.models import Order
from marketplace.agreements.rules.lists import OrderOrigin, OrderState
from marketplace.agreements.rules.refusals import OrderRefusal
from marketplace.journal.models import OutboxMessage
from marketplace.journal.queries import check_chain
from marketplace.kernel.actor import SYSTEM
from marketplace.kernel.refused import Refused
from marketplace.offers.actions import read_back
from marketplace.offers.models import Offer
from marketplace.offers.rules.lists import DeclineReason, OfferState
from marketplace.people.models import CommittedWeek
from marketplace.sourcing.actions import not_me
from marketplace.sourcing.models import Need
from marketplace.sourcing.rules.lists import NeedState, NotMe, UnfilledReason
from tests.actions.linkage import (
    PRICE,
    anna_enters,
    asks,
    clears,
    morning,
    names_in_rotation,
    offers,
    typical_cost,
)
from tests.world import World, small_world

settle_module = sys.modules["marketplace.agreements.actions.settle"]


@pytest.fixture(autouse=True)
def at() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(morning(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(session: Session) -> World:
    made = small_world(session)
    typical_cost(session, made)
    return made


def orders(session: Session, need: Need) -> list[Order]:
    found = select(Order).where(Order.need_id == need.id).order_by(Order.id)
    return list(session.scalars(found))


def told(session: Session) -> list[str]:
    return list(session.scalars(select(OutboxMessage.kind).order_by(OutboxMessage.id)))


def order_of(session: Session, need: Need) -> Order:
    (order,) = orders(session, need)
    return order


@pytest.mark.paper(10, part=True)
def test_inside_a_clearance_nobody_at_the_desk_is_needed(session: Session, world: World) -> None:
    clears(session, world)
    need = asks(session, world)
    first = names_in_rotation(session, world, need)[0]
    offer = offers(session, world, need, who=first)
    assert settle(session, SYSTEM, need.id) is Settled.MATCHED
    session.commit()
    order = order_of(session, need)
    assert (order.quantity, order.price_minor, order.state) == (20, PRICE, OrderState.PLACED)
    assert order.origin is OrderOrigin.OFFER
    assert offer.state is OfferState.ACCEPTED
    assert (need.state, need.awarded) == (NeedState.MATCHED, 20)
    assert {"order_placed", "need_matched"} <= set(told(session))
    promised = session.scalars(select(CommittedWeek)).one()
    assert promised.quantity == 20
    assert check_chain(session).whole


def test_the_quick_one_waits_for_the_one_before_her(session: Session, world: World) -> None:
    clears(session, world)
    need = asks(session, world)
    first, second, _ = names_in_rotation(session, world, need)
    offers(session, world, need, who=second)
    assert settle(session, SYSTEM, need.id) is Settled.OPEN
    assert orders(session, need) == []
    mine = offers(session, world, need, who=first)
    assert settle(session, SYSTEM, need.id) is Settled.MATCHED
    assert order_of(session, need).offer_id == mine.id


def test_a_not_me_passes_the_turn_on(session: Session, world: World) -> None:
    clears(session, world)
    need = asks(session, world)
    first, second, _ = names_in_rotation(session, world, need)
    hers = offers(session, world, need, who=second)
    not_me(session, world.supplier(first), need.code, world.suppliers[first].id, NotMe.NONE_NOW)
    assert settle(session, SYSTEM, need.id) is Settled.MATCHED
    assert order_of(session, need).offer_id == hers.id


def test_when_the_wave_is_over_nobody_is_waited_for(
    session: Session, world: World, at: time_machine.Traveller
) -> None:
    clears(session, world)
    need = asks(session, world)
    _, second, third = names_in_rotation(session, world, need)
    last = offers(session, world, need, who=third, quantity=8)
    middle = offers(session, world, need, who=second, quantity=8)
    at.move_to(morning() + timedelta(hours=4))
    settle(session, SYSTEM, need.id)
    assert [order.offer_id for order in orders(session, need)] == [middle.id, last.id]
    assert (need.state, need.awarded) == (NeedState.PART_MATCHED, 16)
    assert "need_part_matched" in told(session)


def test_what_is_too_much_is_cut_and_the_rest_hear_it_is_filled(
    session: Session, world: World
) -> None:
    clears(session, world)
    need = asks(session, world)
    first, second, third = names_in_rotation(session, world, need)
    for who, quantity in ((first, 12), (second, 12), (third, 12)):
        offers(session, world, need, who=who, quantity=quantity)
    settle(session, SYSTEM, need.id)
    assert [order.quantity for order in orders(session, need)] == [12, 8]
    left = session.scalars(
        select(Offer).where(Offer.supplier_id == world.suppliers[third].id)
    ).one()
    assert left.state is OfferState.DECLINED
    assert left.decline_reason is DeclineReason.FILLED_BY_ROTATION
    assert "offer_filled" in told(session)


def test_nobody_answered(session: Session, world: World, at: time_machine.Traveller) -> None:
    need = asks(session, world)
    at.move_to(morning() + timedelta(hours=4))
    assert settle(session, SYSTEM, need.id) is Settled.ENDED
    assert (need.state, need.unfilled_reason) == (NeedState.UNFILLED, UnfilledReason.NO_ANSWER)
    assert settle(session, SYSTEM, need.id) is Settled.ENDED  # again: nothing happens


def test_what_was_not_read_back_is_never_ordered(
    session: Session, world: World, at: time_machine.Traveller
) -> None:
    clears(session, world)
    need = asks(session, world)
    first, *others = names_in_rotation(session, world, need)
    offer = anna_enters(session, world, need, who=first)
    for who in others:
        supplier = world.suppliers[who].id
        not_me(session, world.supplier(who), need.code, supplier, NotMe.TOO_FAR)
    assert settle(session, SYSTEM, need.id) is Settled.OPEN
    with pytest.raises(Refused) as refused:
        accept_offer(session, world.neema, offer.public_id)
    assert refused.value.reasons == {OrderRefusal.NOT_CONFIRMED_BY_HER}
    read_back(session, world.anna, offer.public_id, yes=True)
    assert settle(session, SYSTEM, need.id) is Settled.MATCHED


def test_unread_when_the_wave_ends_it_lapses_without_a_mark(
    session: Session, world: World, at: time_machine.Traveller
) -> None:
    clears(session, world)
    need = asks(session, world)
    offer = anna_enters(session, world, need)
    at.move_to(morning() + timedelta(hours=4))
    settle(session, SYSTEM, need.id)
    assert offer.state is OfferState.LAPSED
    assert orders(session, need) == []


def test_a_stale_offer_in_the_session_is_read_again_instead_of_held_for_ever(
    session: Session, engine: Engine, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    need = asks(session, world)  # without a clearance: it must wait at the desk
    first = names_in_rotation(session, world, need)[0]
    offer = offers(session, world, need, who=first)
    session.commit()
    offer.state = OfferState.WAITING_AT_DESK  # as another request of this session once saw it
    session.commit()
    with engine.begin() as other:
        other.execute(update(Offer).where(Offer.id == offer.id).values(state=OfferState.SUBMITTED))
    rounds: list[int] = []
    check = settle_module.check_purchase

    def counted(*args: Any) -> Any:
        rounds.append(1)
        assert len(rounds) < 5, "the same offer is taken again and again"
        return check(*args)

    monkeypatch.setattr(settle_module, "check_purchase", counted)
    settle(session, SYSTEM, need.id)
    session.commit()
    assert offer.state is OfferState.WAITING_AT_DESK
    assert len(rounds) == 1
