"""Inside an agreement a call-off needs no new signature; outside, every reason is said."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.agreements.rules.agreed_lists import AgreementState, Stage
from marketplace.agreements.rules.agreed_terms import Terms
from marketplace.agreements.rules.call_offs import (
    TRIAL_DELIVERIES,
    CallOffRefusal,
    Standing,
    call_off_refusals,
)
from marketplace.agreements.rules.stages import Lived, may_become
from tests.rules.agreements.terms import TODAY, TOMATOES, terms

R = CallOffRefusal
GOOD = Standing(
    state=AgreementState.IN_FORCE, stopped=False, signed=True, ends_on=None,
    called_in_month=0, called_in_all=0,
)  # fmt: skip
TUESDAY = TODAY + timedelta(days=7)


def why_not(
    some: Terms = TOMATOES, standing: Standing = GOOD, *, quantity: int = 20, day: date = TUESDAY
) -> set[CallOffRefusal]:
    return set(call_off_refusals(some, standing, quantity=quantity, day=day, today=TODAY))


def test_inside_the_bounds_nothing_is_refused() -> None:
    assert why_not() == set()
    assert why_not(quantity=10) == why_not(quantity=30) == set()
    assert why_not(standing=replace(GOOD, state=AgreementState.NOTICE)) == set()


@pytest.mark.parametrize(
    ("standing", "reason"),
    [
        ({"state": AgreementState.OFFERED}, R.NOT_IN_FORCE),
        ({"state": AgreementState.ENDED}, R.NOT_IN_FORCE),
        ({"stopped": True}, R.STOPPED),
        ({"signed": False}, R.SIGNATURE_OVER),
        ({"ends_on": TODAY + timedelta(days=6)}, R.AFTER_THE_END),
    ],
)
def test_an_agreement_that_does_not_live_gives_nothing(
    standing: dict[str, object], reason: CallOffRefusal
) -> None:
    assert why_not(standing=replace(GOOD, **standing)) == {reason}  # type: ignore[arg-type]  # named above


def test_quantity_day_and_month_have_their_bounds() -> None:
    assert why_not(quantity=9) == {R.LESS_THAN_AGREED}
    assert why_not(quantity=31) == {R.MORE_THAN_AGREED}
    assert why_not(day=TUESDAY + timedelta(days=1)) == {R.NOT_THIS_WEEKDAY}
    assert R.DAY_IS_PAST in why_not(day=TODAY - timedelta(days=7))
    assert R.AFTER_THE_END in why_not(day=TOMATOES.ends_on + timedelta(days=2))
    capped = terms(month_cap=60)
    assert why_not(capped, replace(GOOD, called_in_month=40)) == set()
    assert why_not(capped, replace(GOOD, called_in_month=41)) == {R.MONTH_IS_FULL}


def test_a_trial_is_looked_at_before_it_goes_on() -> None:
    trial = terms(stage=Stage.TRIAL)
    assert why_not(trial, replace(GOOD, called_in_all=TRIAL_DELIVERIES - 1)) == set()
    assert why_not(trial, replace(GOOD, called_in_all=TRIAL_DELIVERIES)) == {R.TRIAL_IS_FULL}


@given(quantity=st.integers(-5, 60), ahead=st.integers(-10, 200), called=st.integers(0, 300))
def test_nothing_beyond_the_terms_is_ever_let_through(
    quantity: int, ahead: int, called: int
) -> None:
    some, day = terms(month_cap=120), TODAY + timedelta(days=ahead)
    if why_not(some, replace(GOOD, called_in_month=called), quantity=quantity, day=day):
        return
    assert some.least <= quantity <= some.most
    assert called + quantity <= 120
    assert some.starts_on <= day <= some.ends_on
    assert day.weekday() in (1, 4)


@pytest.mark.parametrize(
    ("lived", "reached"),
    [
        (Lived(0, 0, 1000), {Stage.TRIAL}),
        (Lived(1, 1, 899), {Stage.TRIAL}),
        (Lived(1, 0, 900), {Stage.TRIAL, Stage.REPEAT}),
        (Lived(2, 2, 1000), {Stage.TRIAL, Stage.REPEAT}),
        (Lived(5, 3, 1000), {Stage.TRIAL, Stage.REPEAT}),
        (Lived(5, 4, 900), set(Stage)),
    ],
)
def test_a_linkage_grows_by_what_was_delivered(lived: Lived, reached: set[Stage]) -> None:
    assert {stage for stage in Stage if may_become(stage, lived)} == reached
