"""The life of a linkage: stages, looks, alarms and milestones, as dates."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from marketplace.agreements.rules.follow import (
    DAYS,
    Life,
    Stage,
    is_stalled,
    milestones,
    next_look,
    stage_of,
    taken,
)
from marketplace.agreements.rules.lists import PLAN, PlanState, PlanStep, PlanVerb

FIRST = date(2026, 6, 1)
LIFE = Life(FIRST, FIRST + timedelta(days=10), 1)


def test_a_linkage_comes_from_a_first_delivery_to_a_steady_one() -> None:
    stages = [stage_of(Life(FIRST, FIRST, count)) for count in (1, 2, 5, 6, 60)]
    assert stages == [Stage.FIRST, Stage.REPEATED, Stage.REPEATED, Stage.STEADY, Stage.STEADY]
    assert stage_of(Life(FIRST, FIRST, 60, ended=True)) is Stage.OVER


def test_it_is_looked_at_after_30_90_and_180_days() -> None:
    assert next_look(LIFE) == (30, date(2026, 7, 1))
    assert next_look(Life(FIRST, FIRST, 3, taken([30]))) == (90, date(2026, 8, 30))
    assert next_look(Life(FIRST, FIRST, 3, taken([90]))) == (180, date(2026, 11, 28))
    assert next_look(Life(FIRST, FIRST, 3, taken([365]))) is None
    assert next_look(Life(FIRST, FIRST, 3, ended=True)) is None


def test_twenty_one_days_without_an_event_are_an_alarm() -> None:
    last = LIFE.last_on
    assert not is_stalled(LIFE, last + timedelta(days=20))
    assert is_stalled(LIFE, last + timedelta(days=21))
    assert not is_stalled(Life(FIRST, FIRST, 1, ended=True), last + timedelta(days=99))


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1, 365))
def test_milestones_stand_in_their_order_and_end_with_the_plan(start: date, days: int) -> None:
    end = start + timedelta(days=days)
    found = list(milestones(start, end))
    assert [step for step, _ in found] == list(PlanStep)
    dates = [due for _, due in found]
    assert dates == sorted(dates)
    assert start <= dates[0]
    assert dates[-1] == end


@given(st.sets(st.sampled_from(DAYS)))
def test_a_later_look_stands_for_those_before_it(days: set[int]) -> None:
    assert taken(days) == {one for one in DAYS if days and one <= max(days)}


def test_a_plan_ends_reached_or_stopped_and_stays_so() -> None:
    for state in PlanState:
        for verb in PlanVerb:
            assert PLAN.allows(state, verb) is (state is PlanState.RUNNING)
