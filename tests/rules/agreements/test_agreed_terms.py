"""What is wrong with terms, and which changes go beyond what was signed."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.agreements.rules.agreed_lists import PriceKind, Stage
from marketplace.agreements.rules.agreed_terms import (
    Terms,
    TermsRefusal,
    changed,
    needs_new_check,
    terms_refusals,
)
from tests.rules.agreements.terms import TODAY, TOMATOES, steps, terms

R = TermsRefusal
DAY = timedelta(days=1)


def wrong(some: Terms) -> set[TermsRefusal]:
    return set(terms_refusals(some, today=TODAY))


def test_good_terms_are_not_refused() -> None:
    assert wrong(TOMATOES) == set()
    assert wrong(terms(stage=Stage.STANDING, month_cap=240, back_up_id=7)) == set()
    stepped = terms(price_kind=PriceKind.STEPS, steps=steps((30, 135_000), (90, 130_000)))
    assert wrong(stepped) == set()
    index = terms(price_kind=PriceKind.INDEX, band_permille=200, index_base_minor=120_000)
    assert wrong(index) == set()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"least": 31}, R.LEAST_OVER_MOST),
        ({"least": 0}, R.LEAST_OVER_MOST),
        ({"month_cap": 29}, R.CAP_UNDER_MOST),
        ({"stage": Stage.STANDING, "month_cap": 90}, R.STANDING_NEEDS_BACK_UP),
        ({"stage": Stage.STANDING, "back_up_id": 7}, R.STANDING_NEEDS_CAP),
        ({"price_minor": 0}, R.PRICE_MISSING),
        ({"price_kind": PriceKind.INDEX, "band_permille": 100}, R.NO_INDEX_HERE),
        ({"price_kind": PriceKind.INDEX, "index_base_minor": 9}, R.BAND_OUT_OF_RANGE),
        (
            {"price_kind": PriceKind.INDEX, "index_base_minor": 9, "band_permille": 501},
            R.BAND_OUT_OF_RANGE,
        ),
        ({"price_kind": PriceKind.STEPS}, R.STEPS_MISSING),
        ({"price_kind": PriceKind.STEPS, "steps": steps((0, 130_000))}, R.STEPS_OUTSIDE),
        ({"price_kind": PriceKind.STEPS, "steps": steps((181, 130_000))}, R.STEPS_OUTSIDE),
        ({"price_kind": PriceKind.STEPS, "steps": steps((40, 1), (20, 1))}, R.STEPS_OUTSIDE),
        ({"price_kind": PriceKind.STEPS, "steps": steps((40, 0))}, R.STEPS_OUTSIDE),
        ({"starts_on": TODAY - DAY}, R.STARTS_IN_PAST),
        ({"ends_on": TODAY}, R.ENDS_TOO_EARLY),
        ({"ends_on": TODAY + 367 * DAY}, R.ENDS_TOO_LATE),
        ({"stage": Stage.TRIAL}, R.TRIAL_TOO_LONG),
        ({"weekdays": 0}, R.NO_WEEKDAY),
        ({"weekdays": 128}, R.NO_WEEKDAY),
        ({"notice_days": 91}, R.NOTICE_TOO_LONG),
        ({"payment_days": 61}, R.PAYS_TOO_LATE),
    ],
)
def test_each_mistake_has_its_reason(changes: dict[str, object], reason: TermsRefusal) -> None:
    assert wrong(terms(**changes)) == {reason}


def test_what_differs_is_named_in_the_order_it_is_written() -> None:
    assert changed(TOMATOES, terms(notice_days=30, most=20)) == ("most", "notice_days")
    assert changed(TOMATOES, TOMATOES) == ()


@pytest.mark.parametrize(
    "changes",
    [
        {"most": 31}, {"least": 9}, {"price_minor": 139_999}, {"price_minor": 140_001},
        {"weekdays": 0b0010011}, {"payment_days": 8}, {"ends_on": TOMATOES.ends_on + DAY},
        {"stage": Stage.TRIAL}, {"back_up_id": 3},
    ],
)  # fmt: skip
def test_what_goes_beyond_the_signature_is_checked_again(changes: dict[str, object]) -> None:
    assert needs_new_check(TOMATOES, terms(**changes))


@given(
    least=st.integers(10, 20), most=st.integers(20, 30), days=st.integers(0, 7),
    early=st.integers(0, 100), notice=st.integers(0, 90), door=st.booleans(),
    weekdays=st.sampled_from([0b0000010, 0b0010000, 0b0010010]),
)  # fmt: skip
def test_a_move_inside_the_bounds_needs_no_new_signature(
    least: int, most: int, days: int, early: int, notice: int, door: bool, weekdays: int
) -> None:
    inside = terms(
        least=least, most=most, payment_days=days, cash_at_door=door, weekdays=weekdays,
        ends_on=TOMATOES.ends_on - early * DAY, notice_days=notice,
    )  # fmt: skip
    assert not needs_new_check(TOMATOES, inside)
    assert inside.per_week <= TOMATOES.per_week
