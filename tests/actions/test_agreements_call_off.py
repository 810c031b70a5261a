"""Calling off inside an agreement: no new signature, her one tap; outside it nothing moves."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.actions import OrderAnswer, answer_order, call_off_order
from marketplace.agreements.models import CallOff, Order
from marketplace.agreements.rules.agreed_lists import PriceKind
from marketplace.agreements.rules.agreed_terms import Step
from marketplace.agreements.rules.call_offs import CallOffRefusal
from marketplace.agreements.rules.lists import CannotReason, OrderState
from marketplace.assessment.models import Assessment, Clearance
from marketplace.assessment.rules.lists import AssessmentState, ClearanceState
from marketplace.journal.queries import check_chain
from marketplace.kernel.refused import NotFound, Refused
from marketplace.sourcing.models import Asked, Need
from marketplace.sourcing.rules.lists import Lane, NeedState
from tests.actions.agreed import agreed, brought, calls, delivered, in_force, trial
from tests.actions.linkage import PRICE, clears, morning, today, typical_cost
from tests.world import World, small_world

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
    return made


def no_clearance(session: Session) -> None:
    """The agreement's own signature must do."""
    for row in session.scalars(select(Clearance)):
        row.state = ClearanceState.ENDED
    session.flush()


@pytest.mark.feature("H2")
@pytest.mark.paper(47)
def test_a_call_off_needs_no_new_signature_and_one_tap_of_hers(
    session: Session, world: World
) -> None:
    agreement, her = in_force(session, world)
    no_clearance(session)
    command = calls(agreement)
    called = call_off_order(session, world.neema, command)
    assert called.order is not None
    checked = session.get_one(Assessment, called.order.assessment_id)
    assert (checked.state, checked.clearance_id) == (AssessmentState.CLEARED, None)
    assert (called.need.lane, called.need.state) == (Lane.AGAIN, NeedState.MATCHED)
    assert called.order.price_minor == PRICE
    asked = session.scalars(select(Asked.supplier_id).where(Asked.need_id == called.need.id))
    assert list(asked) == [world.suppliers[her].id], "nobody else is asked"
    same = call_off_order(session, world.neema, command)
    assert same.order is called.order, "a second tap is the same order"
    delivery = brought(session, world, called.order, her)
    assert delivery.accepted_milli == 5_000
    session.commit()
    assert check_chain(session).whole


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"quantity": 6}, CallOffRefusal.MORE_THAN_AGREED),
        ({"quantity": 1}, CallOffRefusal.LESS_THAN_AGREED),
        ({"day": 8}, CallOffRefusal.NOT_THIS_WEEKDAY),
        ({"day": 70}, CallOffRefusal.AFTER_THE_END),
    ],
)
def test_outside_the_bounds_nothing_is_ordered(
    session: Session, world: World, changes: dict[str, int], reason: CallOffRefusal
) -> None:
    agreement, _ = in_force(session, world)
    day = today() + timedelta(days=changes.get("day", 7))
    with pytest.raises(Refused) as refused:
        call_off_order(
            session, world.neema,
            calls(agreement, quantity=changes.get("quantity", 5), day=day),
        )  # fmt: skip
    assert reason in refused.value.reasons
    assert session.scalars(select(CallOff)).all() == []


@pytest.mark.feature("G2", part=True)
def test_a_trial_is_capped_and_so_is_a_month(session: Session, world: World) -> None:
    agreement, _ = in_force(session, world, trial(month_cap=20, least=5, most=5))
    days = [today() + timedelta(days=ahead) for ahead in (3, 7, 10, 14)]
    for day in days:
        made = call_off_order(session, world.neema, calls(agreement, quantity=5, day=day))
        assert made.order is not None, day
    with pytest.raises(Refused) as refused:
        call_off_order(
            session, world.neema,
            calls(agreement, quantity=5, day=today() + timedelta(days=17)),
        )  # fmt: skip
    assert CallOffRefusal.TRIAL_IS_FULL in refused.value.reasons


@pytest.mark.paper(109)
def test_dated_steps_give_the_price_of_the_day(session: Session, world: World) -> None:
    step = Step(today() + timedelta(days=10), PRICE - 5_000)
    agreement, _ = in_force(session, world, trial(price_kind=PriceKind.STEPS, steps=(step,)))
    first = call_off_order(session, world.neema, calls(agreement, quantity=5))
    later = call_off_order(
        session, world.neema, calls(agreement, quantity=5, day=today() + timedelta(days=14))
    )
    prices = [one.order.price_minor for one in (first, later) if one.order is not None]
    assert prices == [PRICE, PRICE - 5_000]


@pytest.mark.feature("G2", part=True)
@pytest.mark.feature("H3")
def test_the_named_back_up_is_asked_first_when_she_cannot(session: Session, world: World) -> None:
    delivery, her = delivered(session, world)
    back_up = world.suppliers[next(name for name in world.suppliers if name != her)].id
    agreement = agreed(session, world, delivery, her, trial(back_up_id=back_up))
    called = call_off_order(session, world.neema, calls(agreement))
    assert called.order is not None
    no = OrderAnswer.cannot(CannotReason.SICK)
    answer_order(session, world.supplier(her), called.order.public_id, no)
    need = session.get_one(Need, called.need.id)
    found = select(Asked.supplier_id).where(Asked.need_id == need.id).order_by(Asked.id)
    assert need.state is NeedState.PUBLISHED
    assert list(session.scalars(found)) == [world.suppliers[her].id, back_up]
    assert session.get_one(Order, called.order.id).state is OrderState.DECLINED


def test_another_operators_agreement_does_not_exist(session: Session, world: World) -> None:
    agreement, her = in_force(session, world)
    others = next(name for name in world.suppliers if name != her)
    with pytest.raises(NotFound):
        call_off_order(session, world.supplier(others), calls(agreement))
    with pytest.raises(Refused):  # hers, but only the buyer orders
        call_off_order(session, world.supplier(her), calls(agreement))
