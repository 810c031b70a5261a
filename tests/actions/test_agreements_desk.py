"""What waits at the desk: held, signed, refused, and another price."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.actions import (
    Settled,
    accept_offer,
    after_refusal,
    after_signature,
    called_about_price,
    lapse_overdue,
    settle,
)
from marketplace.agreements.models import Order
from marketplace.agreements.rules.refusals import OrderRefusal
from marketplace.assessment.actions import EnteredBy, SignOutcome, refuse, sign
from marketplace.assessment.models import Assessment, Review
from marketplace.assessment.queries import waiting
from marketplace.assessment.rules.lists import AssessmentState
from marketplace.assessment.rules.signing import SignRefusal
from marketplace.catalogue.models import TypicalCost
from marketplace.journal.models import OutboxMessage
from marketplace.kernel import clock
from marketplace.kernel.actor import SYSTEM
from marketplace.kernel.refused import NotFound, Refused
from marketplace.offers.actions import read_back, take_back
from marketplace.offers.models import LowPrice, Offer
from marketplace.offers.rules.lists import CallResult, DeclineReason, OfferState
from marketplace.sourcing.actions import not_me
from marketplace.sourcing.models import Need
from marketplace.sourcing.rules.lists import NeedState, NotMe
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
from tests.world import World, add_operator, buyer, small_world
from tests.world.operators import add_buyer


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


def waiting_at_desk(
    session: Session, world: World, quantity: int = 20
) -> tuple[Need, Offer, Assessment]:
    need = asks(session, world, quantity=quantity)
    first = names_in_rotation(session, world, need)[0]
    offer = offers(session, world, need, who=first, quantity=quantity)
    settle(session, SYSTEM, need.id)
    assessment = session.scalars(
        select(Assessment).where(
            Assessment.offer_id == offer.id, Assessment.state == AssessmentState.WAITING
        )
    ).one()
    return need, offer, assessment


def test_out_of_bounds_it_waits_holds_nothing_and_is_signed(session: Session, world: World) -> None:
    clears(session, world, high=PRICE - 1)
    need, offer, assessment = waiting_at_desk(session, world)
    assert offer.state is OfferState.WAITING_AT_DESK
    assert need.awarded == 0
    assert assessment.out_of_bounds == "price_high"
    (card,) = waiting(session, world.anna)
    assert card.public_id == assessment.public_id
    assert waiting(session, world.theresia) == ()
    with pytest.raises(NotFound):
        sign(session, world.theresia, assessment.public_id, ())
    assert sign(session, world.anna, assessment.public_id, ()) is SignOutcome.SIGNED
    order = after_signature(session, world.anna, assessment.public_id)
    assert order is not None
    assert (order.quantity, offer.state) == (20, OfferState.ACCEPTED)
    assert (need.state, need.awarded) == (NeedState.MATCHED, 20)
    assert assessment.expires_at == morning().replace(year=2027, month=5)
    assert waiting(session, world.anna) == ()


def test_a_held_offer_stops_nobody(session: Session, world: World) -> None:
    clears(session, world, most=10)
    need = asks(session, world, quantity=10)
    first, second, _ = names_in_rotation(session, world, need)
    held = offers(session, world, need, who=first, quantity=10)
    session.execute(
        TypicalCost.__table__.update().values(cash_minor=50_000)  # type: ignore[attr-defined]  # a table
    )
    clears(session, world, most=5)
    settle(session, SYSTEM, need.id)
    assert held.state is OfferState.WAITING_AT_DESK
    clears(session, world, most=10)
    hers = offers(session, world, need, who=second, quantity=10)
    assert settle(session, SYSTEM, need.id) is Settled.MATCHED
    assert order_of(session, need).offer_id == hers.id
    assert held.state is OfferState.DECLINED
    assert waiting(session, world.anna) == ()


def test_signed_too_late_she_hears_and_nothing_is_ordered(session: Session, world: World) -> None:
    need, offer, assessment = waiting_at_desk(session, world)
    take_back(session, world.supplier(_name(world, offer)), offer.public_id)
    assert waiting(session, world.anna) == ()
    sign(session, world.anna, assessment.public_id, ())
    assert after_signature(session, world.anna, assessment.public_id) is None
    assert assessment.state is AssessmentState.SUPERSEDED
    assert need.awarded == 0


def _name(world: World, offer: Offer) -> str:
    return next(name for name, one in world.suppliers.items() if one.id == offer.supplier_id)


def test_a_block_cannot_be_signed_and_a_refusal_is_told(session: Session, world: World) -> None:
    need = asks(session, world, price=40_000)  # under the cash she spends
    offer = offers(session, world, need, who=names_in_rotation(session, world, need)[0])
    clears(session, world, low=1)
    settle(session, SYSTEM, need.id)
    assert session.scalars(select(Assessment)).all() == []  # nobody takes it before the call
    mark = session.scalars(select(LowPrice)).one()
    called_about_price(session, world.anna, mark.public_id, CallResult.SHE_WANTS_IT)
    assessment = session.scalars(select(Assessment)).one()
    assert (assessment.fairness, assessment.out_of_bounds) == ("block", "unfair")
    with pytest.raises(Refused) as refused:
        sign(session, world.anna, assessment.public_id, ())
    assert refused.value.reasons == {SignRefusal.UNFAIR}
    refuse(session, world.anna, assessment.public_id)
    after_refusal(session, world.anna, assessment.public_id)
    assert offer.state is OfferState.DECLINED
    assert offer.decline_reason is DeclineReason.NOT_AS_A_LINKAGE


def test_a_reading_that_got_worse_is_shown_before_it_is_signed(
    session: Session, world: World
) -> None:
    from tests.world import commit_week

    _, offer, assessment = waiting_at_desk(session, world, quantity=10)
    assert world.suppliers["hen_33"].id == offer.supplier_id  # who has proven 20 a week
    commit_week(
        session, world.suppliers[_name(world, offer)], world.goods.leaves["veg.tomato"],
        unit=world.goods.units["kg"], on=clock.now().date(), quantity=7,
    )  # fmt: skip
    first = sign(session, world.anna, assessment.public_id, ())
    assert (first, assessment.state) == (SignOutcome.LOOK_AGAIN, AssessmentState.WAITING)
    assert sign(session, world.anna, assessment.public_id, ()) is SignOutcome.SIGNED


def test_who_entered_it_does_not_alone_sign_above_the_ceiling(
    session: Session, world: World
) -> None:
    need = asks(session, world)
    first = names_in_rotation(session, world, need)[0]
    offer = anna_enters(session, world, need, who=first)
    read_back(session, world.supplier(first), offer.public_id, yes=True)
    settle(session, SYSTEM, need.id)
    assessment = session.scalars(select(Assessment)).one()
    world.destination.quick_buy_ceiling_minor = PRICE * 20 - 1
    session.flush()
    assert sign(session, world.anna, assessment.public_id, ()) is SignOutcome.SECOND_ASKED
    assert assessment.state is AssessmentState.WAITING
    with pytest.raises(Refused) as refused:
        sign(session, world.anna, assessment.public_id, ())
    assert refused.value.reasons == {EnteredBy.ENTERED_BY_YOU}


def test_below_the_ceiling_she_signs_it_and_it_is_looked_at_again(
    session: Session, world: World
) -> None:
    need = asks(session, world)
    first = names_in_rotation(session, world, need)[0]
    offer = anna_enters(session, world, need, who=first)
    read_back(session, world.supplier(first), offer.public_id, yes=True)
    settle(session, SYSTEM, need.id)
    assessment = session.scalars(select(Assessment)).one()
    world.destination.quick_buy_ceiling_minor = PRICE * 20
    session.flush()
    assert sign(session, world.anna, assessment.public_id, ()) is SignOutcome.SIGNED
    assert session.scalars(select(Review)).one().assessment_id == assessment.id


def test_another_price_is_the_buyers_choice(session: Session, world: World) -> None:
    clears(session, world)
    need = asks(session, world)
    first, *others = names_in_rotation(session, world, need)
    offer = offers(session, world, need, who=first, price=PRICE + 10_000)
    for who in others:
        supplier = world.suppliers[who].id
        not_me(session, world.supplier(who), need.code, supplier, NotMe.TOO_FAR)
    assert settle(session, SYSTEM, need.id) is Settled.OPEN
    stranger = add_operator(session, world.destination, "Other Lodge")
    other = buyer(add_buyer(session, stranger, "Other"), stranger)
    with pytest.raises(NotFound):
        accept_offer(session, other, offer.public_id)
    order = accept_offer(session, world.neema, offer.public_id)
    assert order is not None
    assert order.price_minor == PRICE + 10_000
    assert need.state is NeedState.MATCHED


def test_at_the_asked_price_rotation_decides_not_the_buyer(session: Session, world: World) -> None:
    clears(session, world)
    need = asks(session, world)
    second = names_in_rotation(session, world, need)[1]
    offer = offers(session, world, need, who=second)
    with pytest.raises(Refused) as refused:
        accept_offer(session, world.neema, offer.public_id)
    assert refused.value.reasons == {OrderRefusal.ROTATION_DECIDES}


def test_only_her_own_desk_acts_on_a_signature(session: Session, world: World) -> None:
    _, _, assessment = waiting_at_desk(session, world)
    sign(session, world.anna, assessment.public_id, ())
    for stranger in (world.theresia, world.neema, world.fish_47):
        with pytest.raises(NotFound):
            after_signature(session, stranger, assessment.public_id)


def test_offers_of_what_spoils_lapse_a_day_after_the_deadline(
    session: Session, world: World, at: time_machine.Traveller
) -> None:
    need, offer, _ = waiting_at_desk(session, world)
    at.move_to(morning() + timedelta(hours=4))
    settle(session, SYSTEM, need.id)
    assert lapse_overdue(session, SYSTEM) == 0
    at.move_to(morning() + timedelta(hours=28))
    assert lapse_overdue(session, SYSTEM) == 1
    assert offer.state is OfferState.LAPSED
    assert need.state is NeedState.UNFILLED
    assert waiting(session, world.anna) == ()
