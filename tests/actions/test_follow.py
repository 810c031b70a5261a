"""Following up: looks when they are due, a plan with patience, an exit with its reason."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.agreements.actions.follow import (
    Linkage,
    look_at,
    note_failed,
    open_plan,
    reach_milestone,
    stop_plan,
)
from marketplace.agreements.models import FollowUp, SupplierPlan
from marketplace.agreements.rules.lists import ExitReason, Look, PlanState, PlanStep
from marketplace.agreements.rules.refusals import FollowRefusal
from marketplace.journal.models import JournalEntry
from marketplace.kernel import clock
from marketplace.kernel.refused import NotFound, Refused
from marketplace.kernel.states import WrongState
from tests.actions.linkage import morning
from tests.pages.buyer.lodge import delivered, lodge
from tests.world import World

pytestmark = pytest.mark.both


@pytest.fixture
def at() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(morning(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(at: object, session: Session) -> World:
    return lodge(session)


@pytest.fixture
def pair(session: Session, world: World) -> Linkage:
    """Kijani and whoever brought the first tomatoes."""
    delivery = delivered(session, world)
    her = next(one for one in world.suppliers.values() if one.id == delivery.supplier_id)
    return Linkage(operator=world.kijani.public_id, supplier=her.public_id)


def refused(act: object) -> set[object]:
    with pytest.raises(Refused) as caught:
        act()  # type: ignore[operator]  # a lambda
    return set(caught.value.reasons)


def journalled(session: Session, verb: str) -> int:
    session.commit()
    return session.scalar(select(func.count()).where(JournalEntry.verb == verb)) or 0


def test_a_look_is_kept_once_and_not_before_its_day(
    session: Session, world: World, pair: Linkage, at: time_machine.Traveller
) -> None:
    early = refused(lambda: look_at(session, world.anna, pair, days=30, found=Look.STEADY))
    assert early == {FollowRefusal.NOT_DUE}
    at.shift(timedelta(days=31))
    look_at(session, world.anna, pair, days=30, found=Look.GROWING)
    assert journalled(session, "linkage.follow_up") == 1
    again = refused(lambda: look_at(session, world.anna, pair, days=30, found=Look.OVER))
    assert again == {WrongState.NOT_NOW}
    assert refused(lambda: look_at(session, world.anna, pair, days=31, found=Look.OVER)) == {
        FollowRefusal.NOT_DUE
    }
    assert session.scalars(select(FollowUp.found)).all() == [Look.GROWING]


def test_only_a_facilitator_of_the_place_looks_and_only_at_a_linkage(
    session: Session, world: World, pair: Linkage, at: time_machine.Traveller
) -> None:
    at.shift(timedelta(days=31))
    for actor in (world.theresia, world.neema, world.fish_47):
        with pytest.raises(NotFound):
            look_at(session, actor, pair, days=30, found=Look.STEADY)
    nothing = Linkage(operator=pair.operator, supplier=world.suppliers["sun_21"].public_id)
    with pytest.raises(NotFound):
        look_at(session, world.anna, nothing, days=30, found=Look.STEADY)


def a_plan(session: Session, world: World, *, attempts: int = 3, days: int = 200) -> SupplierPlan:
    her = world.suppliers["fish_47"]
    return open_plan(
        session, world.anna, her.public_id, leaf_code="veg.tomato", attempts=attempts,
        ends_on=clock.now().date() + timedelta(days=days),
    )  # fmt: skip


def test_milestones_are_reached_in_any_order_and_the_last_reaches_the_plan(
    session: Session, world: World
) -> None:
    plan = a_plan(session, world)
    for step in (PlanStep.TRIED, PlanStep.AGREED, PlanStep.STEADY):
        reach_milestone(session, world.anna, plan.public_id, step)
    assert plan.state is PlanState.RUNNING
    twice = refused(lambda: reach_milestone(session, world.anna, plan.public_id, PlanStep.TRIED))
    assert twice == {WrongState.NOT_NOW}
    reach_milestone(session, world.anna, plan.public_id, PlanStep.TRAINED)
    assert plan.state is PlanState.REACHED
    assert plan.closed_at is not None
    assert journalled(session, "plan.milestone") == 3
    assert journalled(session, "plan.reach") == 1
    over = refused(lambda: note_failed(session, world.anna, plan.public_id))
    assert over == {WrongState.NOT_NOW}


def test_nobody_is_dropped_as_not_enough_before_every_attempt_was_made(
    session: Session, world: World
) -> None:
    plan = a_plan(session, world, attempts=2)
    end = lambda: stop_plan(  # noqa: E731  # said three times
        session, world.anna, plan.public_id, ExitReason.NOT_ENOUGH
    )
    assert refused(end) == {FollowRefusal.ATTEMPTS_LEFT}
    note_failed(session, world.anna, plan.public_id)
    assert refused(end) == {FollowRefusal.ATTEMPTS_LEFT}
    note_failed(session, world.anna, plan.public_id)
    more = refused(lambda: note_failed(session, world.anna, plan.public_id))
    assert more == {FollowRefusal.NO_ATTEMPTS}
    end()
    assert (plan.state, plan.exit_reason) == (PlanState.STOPPED, ExitReason.NOT_ENOUGH)
    assert journalled(session, "plan.stop") == 1


def test_her_own_wish_ends_a_plan_at_once(session: Session, world: World) -> None:
    plan = a_plan(session, world)
    stop_plan(session, world.anna, plan.public_id, ExitReason.HER_WISH)
    assert plan.exit_reason is ExitReason.HER_WISH
    assert a_plan(session, world).id != plan.id, "another may begin"


def test_a_plan_lasts_a_year_at_most_and_runs_alone(session: Session, world: World) -> None:
    assert refused(lambda: a_plan(session, world, days=366)) == {FollowRefusal.TOO_LONG}
    assert refused(lambda: a_plan(session, world, days=0)) == {FollowRefusal.TOO_LONG}
    a_plan(session, world)
    assert refused(lambda: a_plan(session, world)) == {FollowRefusal.HAS_A_PLAN}


def test_a_plan_is_of_her_place_and_of_what_she_makes(session: Session, world: World) -> None:
    plan, her = a_plan(session, world), world.suppliers["fish_47"].public_id
    ends = clock.now().date() + timedelta(days=30)
    with pytest.raises(NotFound):
        open_plan(session, world.anna, her, leaf_code="veg.onion", ends_on=ends, attempts=3)
    with pytest.raises(NotFound):
        open_plan(session, world.theresia, her, leaf_code="veg.tomato", ends_on=ends, attempts=3)
    for act in (note_failed,):
        with pytest.raises(NotFound):
            act(session, world.theresia, plan.public_id)
