"""How a signature stands since something changed, exactly as assessment.md says."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.assessment.rules.evaluate import Result, evaluate
from marketplace.assessment.rules.fingerprint import Fingerprint, Standing
from marketplace.assessment.rules.inputs import Inputs, Linkage, Safety
from marketplace.assessment.rules.lists import DueReason
from marketplace.assessment.rules.ruleset import DEFAULT
from marketplace.assessment.rules.standing import Kept, Look, look, may_order
from marketplace.catalogue.rules.lists import Route

SIGNED_AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
END = SIGNED_AT + timedelta(days=181)
SIGNED = Fingerprint("terms", "offer", "core", 1)


def result(safety: Safety = Safety.OK) -> Result:
    return evaluate(Inputs((), Linkage(route=Route.INPUT, safety=safety)))


def at(days: float, **changes: object) -> Look:
    told = Look(
        signed=SIGNED, levels={"A7": 0}, now=SIGNED, result=result(), expires_at=END,
        at=SIGNED_AT + timedelta(days=days),
    )  # fmt: skip
    return replace(told, **changes)  # type: ignore[arg-type]  # by name


def test_nothing_changed_is_fresh_and_orders_go_on() -> None:
    found = look(at(100), DEFAULT)
    assert (found.standing, found.reason) == (Standing.FRESH, None)
    assert may_order(found, SIGNED_AT + timedelta(days=100))
    assert may_order(None, SIGNED_AT)


@pytest.mark.parametrize(
    ("now", "reason"),
    [
        (replace(SIGNED, core="other"), DueReason.CORE_PRODUCT),
        (replace(SIGNED, rule_set=2), DueReason.RULE_SET),
    ],
)
def test_core_product_or_rule_set_makes_it_due_while_orders_go_on_for_thirty_days(
    now: Fingerprint, reason: DueReason
) -> None:
    first = look(at(10, now=now), DEFAULT)
    assert (first.standing, first.reason) == (Standing.DUE_FOR_REVIEW, reason)
    last = look(at(40, now=now, before=first), DEFAULT)
    assert last.standing is Standing.DUE_FOR_REVIEW
    assert last.since == SIGNED_AT + timedelta(days=10)
    assert may_order(last, SIGNED_AT + timedelta(days=40))
    over = look(at(41, now=now, before=last), DEFAULT)
    assert over.standing is Standing.STALE
    assert not may_order(over, SIGNED_AT + timedelta(days=41))


def test_an_expiry_counts_from_its_own_day() -> None:
    found = look(at(190), DEFAULT)
    assert (found.standing, found.reason, found.since) == (
        Standing.DUE_FOR_REVIEW, DueReason.EXPIRED, END,
    )  # fmt: skip
    assert look(at(181 + 31), DEFAULT).standing is Standing.STALE


def test_other_inputs_need_a_new_signature_at_once() -> None:
    found = look(at(1, now=replace(SIGNED, offer="other")), DEFAULT)
    assert (found.standing, found.reason) == (Standing.STALE, DueReason.INPUTS)
    assert not may_order(found, SIGNED_AT + timedelta(days=1))


def test_moves_inside_the_agreed_bounds_change_nothing_outside_they_do() -> None:
    moved = replace(SIGNED, terms="other")
    assert look(at(1, now=moved), DEFAULT).standing is Standing.FRESH
    assert look(at(1, now=moved, in_bounds=False), DEFAULT).standing is Standing.STALE


def test_a_serious_hazard_stops_at_once() -> None:
    found = look(at(1, result=result(Safety.HIGH)), DEFAULT)
    assert (found.standing, found.blockers) == (Standing.STOP_NOW, ("A7",))
    assert not may_order(found, SIGNED_AT + timedelta(days=1))


def test_another_new_blocker_stops_orders_after_the_notice_which_begins_once() -> None:
    blocked = evaluate(Inputs((), Linkage(route=Route.INPUT, capacity_share=2)))  # type: ignore[arg-type]  # a whole number
    first = look(at(5, result=blocked), DEFAULT)
    assert (first.standing, first.reason) == (Standing.STOP_AFTER_NOTICE, DueReason.BLOCKER)
    again = look(at(9, result=blocked, before=first), DEFAULT)
    assert again.orders_until == first.orders_until == SIGNED_AT + timedelta(days=5 + 14)
    assert may_order(again, SIGNED_AT + timedelta(days=18))
    assert not may_order(again, SIGNED_AT + timedelta(days=19))


def test_a_blocker_that_was_signed_over_is_not_new() -> None:
    found = look(at(1, result=result(Safety.HIGH), levels={"A7": 3}), DEFAULT)
    assert found.standing is Standing.FRESH


_changes = st.fixed_dictionaries(
    {
        "now": st.builds(
            Fingerprint, st.sampled_from(["terms", "t2"]), st.sampled_from(["offer", "o2"]),
            st.sampled_from(["core", "c2"]), st.sampled_from([1, 2]),
        ),
        "result": st.sampled_from([result(), result(Safety.GAP), result(Safety.HIGH)]),
        "in_bounds": st.booleans(),
    }
)  # fmt: skip
_RANK = list(Standing)


@given(st.lists(_changes, min_size=1, max_size=6), st.lists(st.floats(0.1, 80), min_size=6))
def test_the_clock_never_begins_again_while_it_is_not_fresh(
    story: list[dict[str, object]], gaps: list[float]
) -> None:
    before, day = None, 0.0
    for changes, gap in zip(story, gaps, strict=False):
        day += gap
        found = look(at(day, before=before, **changes), DEFAULT)
        if before is not None and before.standing is not Standing.FRESH:
            assert found.standing is Standing.FRESH or found.since == before.since
        assert (found.reason is None) == (found.standing is Standing.FRESH)
        if found.standing is Standing.STOP_NOW:
            assert not may_order(found, SIGNED_AT + timedelta(days=day))
        before = found


@given(_changes, st.floats(0, 400))
def test_orders_stop_only_for_blockers_changed_inputs_or_a_review_nobody_made(
    changes: dict[str, object], day: float
) -> None:
    found: Kept = look(at(day, **changes), DEFAULT)
    if not may_order(found, SIGNED_AT + timedelta(days=day)):
        overdue = day - 181 > DEFAULT.due_days
        assert found.blockers or found.reason is DueReason.INPUTS or overdue
