"""Signing and overriding."""

import pytest

from marketplace.assessment.rules.evaluate import Result
from marketplace.assessment.rules.parse import parse
from marketplace.assessment.rules.signals import Verdict
from marketplace.assessment.rules.signing import (
    Override,
    OverrideRefusal,
    SignRefusal,
    overridden,
    override_refusals,
    sign_refusals,
)
from tests.rules.assessment.linkages import TOMATOES, tomatoes

WHY = "The back-up is her sister, two doors on."
OFFER = parse({"offer": TOMATOES}).offer


def test_clear_or_conditions_can_be_signed() -> None:
    assert sign_refusals(tomatoes()) == ()
    assert sign_refusals(tomatoes(capacity_share=0.9)) == ()


def test_a_block_an_unfair_and_an_incomplete_one_cannot() -> None:
    assert sign_refusals(tomatoes(capacity_share=2)) == (SignRefusal.BLOCKED,)
    assert sign_refusals(tomatoes(price=600)) == (SignRefusal.UNFAIR,)
    assert sign_refusals(tomatoes(payment_days=None)) == (SignRefusal.INCOMPLETE,)


@pytest.mark.parametrize("level", [1, 3])
def test_one_signal_by_one_level_either_way(level: int) -> None:
    assert override_refusals(tomatoes(capacity_share=0.9), Override("B3", level, WHY)) == ()


@pytest.mark.parametrize(
    ("override", "earlier", "reason"),
    [
        (Override("B3", 0, WHY), 0, OverrideRefusal.NOT_ONE_LEVEL),
        (Override("B3", 2, WHY), 0, OverrideRefusal.NOT_ONE_LEVEL),
        (Override("B3", 1, "  because  "), 0, OverrideRefusal.NO_REASON),
        (Override("B3", 1, WHY), 1, OverrideRefusal.ALREADY_ONE),
        (Override("B6", 1, WHY), 0, OverrideRefusal.NO_SUCH_SIGNAL),
    ],
)
def test_refused(override: Override, earlier: int, reason: OverrideRefusal) -> None:
    found = override_refusals(tomatoes(capacity_share=0.9), override, earlier=earlier)
    assert found == (reason,)


def test_no_level_beyond_the_ends() -> None:
    over = Override("B3", 4, WHY)
    assert override_refusals(tomatoes(capacity_share=2), over) == (OverrideRefusal.NOT_ONE_LEVEL,)
    under = Override("B3", -1, WHY)
    assert override_refusals(tomatoes(), under) == (OverrideRefusal.NOT_ONE_LEVEL,)


@pytest.mark.parametrize(
    ("result", "code"),
    [
        (tomatoes(safety="illegal"), "A7"),
        (tomatoes(safety="high"), "A7"),
        (tomatoes(children="harm"), "A7"),
        (tomatoes(price=600), "C1"),
    ],
)
def test_nobody_overrides_danger_law_children_or_ruin(result: Result, code: str) -> None:
    override = Override(code, 2, WHY)
    assert override_refusals(result, override) == (OverrideRefusal.NEVER,)
    with pytest.raises(ValueError, match=code):
        overridden(result, override, OFFER)


def test_a_curable_gap_may_be_overridden() -> None:
    assert override_refusals(tomatoes(safety="gap"), Override("A7", 1, WHY)) == ()


def test_verdict_and_conditions_are_made_again() -> None:
    blocked = tomatoes(capacity_share=1.05)
    moved = overridden(blocked, Override("B3", 2, WHY), OFFER)
    assert moved.verdict is Verdict.CONDITIONS
    assert moved.ways_back == ()
    assert {one.code.value for one in moved.conditions} == {"back_up"}
    eased = overridden(tomatoes(capacity_share=0.9), Override("B3", 1, WHY), OFFER)
    assert eased.verdict is Verdict.CLEAR
    assert eased.conditions == ()


def test_a_block_by_override_still_shows_a_way_back() -> None:
    moved = overridden(tomatoes(capacity_share=0.9), Override("B3", 3, WHY), OFFER)
    assert moved.verdict is Verdict.BLOCK
    assert moved.ways_back[0].verdict is Verdict.CLEAR
