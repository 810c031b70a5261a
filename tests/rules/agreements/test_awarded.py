"""From an award to deliveries: one next step at every moment, and terms filled in from it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.agreements.rules.agreed_lists import AgreementState, Stage
from marketplace.agreements.rules.agreed_terms import terms_refusals
from marketplace.agreements.rules.awarded import (
    AwardedTerms,
    AwardStep,
    Way,
    goes_beyond,
    inside_signature,
    next_step,
    terms_from,
)
from marketplace.forms.award_words import NEXT, way
from marketplace.mediation.rules.lists import AwardState

NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)
LATER, BEFORE = NOW + timedelta(hours=1), NOW - timedelta(hours=1)
SAID_YES = Way(
    award=AwardState.ACCEPTED, concluded=True, standstill_until=BEFORE, looks_open=False,
    repeats=True,
)  # fmt: skip
_A, _S = AgreementState, AwardStep


@pytest.mark.parametrize(
    ("changes", "step"),
    [
        ({"award": AwardState.WAITING}, _S.SIGN),
        ({"award": AwardState.RESERVED}, _S.HER_ANSWER),
        ({"award": AwardState.UNDONE}, _S.OVER),
        ({"award": AwardState.DECLINED}, _S.OVER),
        ({"concluded": False}, _S.END_TENDER),
        ({"looks_open": True}, _S.LOOK),
        ({"standstill_until": LATER}, _S.STANDSTILL),
        ({"standstill_until": None}, _S.WRITE),
        ({}, _S.WRITE),
        ({"repeats": False}, _S.ORDER),
        ({"repeats": False, "ordered": True}, _S.ORDERED),
        ({"agreement": _A.REFUSED}, _S.WRITE),
        ({"agreement": _A.DRAFT}, _S.CHECK_TERMS),
        ({"agreement": _A.OFFERED}, _S.BOTH_YES),
        ({"agreement": _A.OFFERED, "buyer_said": True}, _S.HER_YES),
        ({"agreement": _A.OFFERED, "she_said": True}, _S.BUYER_YES),
        ({"agreement": _A.IN_FORCE}, _S.CALL_OFF),
        ({"agreement": _A.NOTICE, "called_off": True}, _S.LIVES),
        ({"agreement": _A.ENDED}, _S.OVER),
    ],
)
def test_one_next_step(changes: dict[str, object], step: AwardStep) -> None:
    assert next_step(replace(SAID_YES, **changes), NOW) is step  # type: ignore[arg-type]  # by name


def test_nothing_is_written_or_ordered_before_everybody_was_heard() -> None:
    """Whatever else is true: terms and orders come after the end and the standstill only."""
    for state, repeats, looks in product(AwardState, (True, False), (True, False)):
        early = replace(
            SAID_YES, award=state, repeats=repeats, looks_open=looks, standstill_until=LATER
        )
        assert next_step(early, NOW) not in {_S.WRITE, _S.ORDER}
        assert next_step(replace(early, concluded=False, standstill_until=None), NOW) not in {
            _S.WRITE, _S.ORDER,
        }  # fmt: skip


def test_every_step_has_its_words_and_its_place_on_the_way() -> None:
    assert set(NEXT) == set(AwardStep)
    for step, repeats in product(set(AwardStep) - {_S.OVER}, (True, False)):
        behind = [done for _, done in way(step, repeats=repeats)]
        assert behind == sorted(behind, reverse=True)
    assert way(_S.OVER, repeats=True) == []


DAY = date(2026, 11, 24)
awards = st.builds(
    AwardedTerms,
    quantity=st.integers(1, 10_000), price_minor=st.integers(1, 10**9),
    starts_on=st.dates(DAY - timedelta(days=30), DAY + timedelta(days=90)),
    weekdays=st.integers(0, 127),
    repeat_until=st.none() | st.dates(DAY - timedelta(days=60), DAY + timedelta(days=900)),
    payment_days=st.integers(0, 60), cash_at_door=st.booleans(),
)  # fmt: skip


@given(awards)
def test_terms_that_are_filled_in_can_be_sent_as_they_are(awarded: AwardedTerms) -> None:
    terms = terms_from(awarded, DAY)
    assert list(terms_refusals(terms, today=DAY)) == []
    assert not goes_beyond(terms, awarded)
    assert terms.stage is Stage.REPEAT


@given(awards, st.integers(1, 1000))
def test_what_gives_more_than_was_won_is_beyond_it(awarded: AwardedTerms, more: int) -> None:
    terms = terms_from(awarded, DAY)
    assert goes_beyond(replace(terms, most=terms.most + more), awarded)
    assert goes_beyond(replace(terms, price_minor=terms.price_minor + more), awarded)


@given(awards)
def test_a_signature_covers_only_what_it_saw(awarded: AwardedTerms) -> None:
    once = replace(awarded, weekdays=0b10)
    terms = terms_from(once, DAY)
    assert inside_signature(terms, once)
    assert not inside_signature(replace(terms, price_minor=terms.price_minor + 1), once)
    assert not inside_signature(replace(terms, payment_days=terms.payment_days + 1), once)
    assert not inside_signature(replace(terms, weekdays=0b110), once)  # twice as much in a week
