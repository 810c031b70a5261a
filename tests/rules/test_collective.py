"""The four questions, the ladder, quick wins; leads after 30 and 90 days; who competes."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.collective.rules.activities import (
    ACTIVITY,
    LADDER,
    ActivityKind,
    ActivityState,
    ActivityVerb,
    Question,
    Said,
    Verdict,
    answer_of,
    enough_asked,
    lower_rungs,
    quick_win_refused,
    trial_ends,
    verdict_of,
)
from marketplace.collective.rules.events import competes, look_days

TODAY = date(2026, 11, 24)
WORSE = [Said.YES, Said.PARTLY, Said.NO]
SAID = st.sampled_from(WORSE)


def four(**changes: Said) -> dict[Question, Said]:
    """Four yes, but for some."""
    return {one: changes.get(one.name.lower(), Said.YES) for one in Question}


@given(SAID, st.lists(SAID, min_size=3, max_size=12))
def test_an_answer_is_the_worst_of_the_facilitator_and_of_a_third_of_members(
    facilitator: Said, members: list[Said]
) -> None:
    found = answer_of(facilitator, members)
    rank = WORSE.index
    worst = rank(facilitator)
    for said in WORSE:
        if 3 * sum(1 for one in members if rank(one) >= rank(said)) >= len(members):
            worst = max(worst, rank(said))
    assert rank(found) == worst


def test_one_voice_of_four_does_not_decide_but_two_of_six_do() -> None:
    assert answer_of(Said.YES, [Said.NO, Said.YES, Said.YES, Said.YES]) is Said.YES
    assert answer_of(Said.YES, [Said.NO] * 2 + [Said.YES] * 4) is Said.NO


@pytest.mark.parametrize("worse", [Said.PARTLY, Said.NO])
@pytest.mark.parametrize("question", Question)
def test_the_verdict_of_each_question(question: Question, worse: Said) -> None:
    counted = {**four(), question: worse}
    core = question in {Question.NOT_CORE, Question.NO_PREY}
    wanted = Verdict.RED if worse is Said.NO and core else Verdict.AMBER
    assert verdict_of(counted, selective_discounts=False) is wanted
    assert verdict_of(four(), selective_discounts=False) is Verdict.GREEN


def test_a_discount_that_splits_the_members_is_red_whatever_they_say() -> None:
    assert verdict_of(four(), selective_discounts=True) is Verdict.RED


def test_the_ladder_goes_from_get_together_to_buying_together() -> None:
    assert [kind.value for kind in LADDER] == [
        "get_together", "directory", "training", "ice_box", "shared_transport", "certification",
        "buying_together",
    ]  # fmt: skip
    assert lower_rungs(ActivityKind.GET_TOGETHER) == ()
    assert lower_rungs(ActivityKind.BUYING_TOGETHER)[-1] is ActivityKind.CERTIFICATION


def test_three_members_must_have_answered_all_four() -> None:
    assert not enough_asked([4, 4, 3])
    assert enough_asked([4, 4, 4, 0])


def test_a_quick_win_comes_within_half_a_year_and_a_trial_within_ninety_days() -> None:
    assert quick_win_refused(TODAY, TODAY)
    assert not quick_win_refused(TODAY + timedelta(days=183), TODAY)
    assert quick_win_refused(TODAY + timedelta(days=184), TODAY)
    assert trial_ends(TODAY + timedelta(days=30), TODAY) == TODAY + timedelta(days=30)
    assert trial_ends(TODAY + timedelta(days=180), TODAY) == TODAY + timedelta(days=90)


@pytest.mark.parametrize("state", ActivityState)
def test_what_is_over_stays_over(state: ActivityState) -> None:
    over = {ActivityState.DONE, ActivityState.STOPPED}
    assert any(ACTIVITY.allows(state, verb) for verb in ActivityVerb) is (state not in over)


def test_a_lead_is_looked_at_after_30_and_90_days() -> None:
    assert look_days(TODAY) == (TODAY + timedelta(days=30), TODAY + timedelta(days=90))


def test_the_same_kind_of_house_in_the_same_place_competes() -> None:
    assert competes("lodge", {1, 2}, "lodge", {2})
    assert not competes("lodge", {1}, "lodge", {2})
    assert not competes("lodge", {1}, "inn", {1})
