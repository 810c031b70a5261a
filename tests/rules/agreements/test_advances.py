"""Money paid ahead comes back exactly, never more than its share of one payment."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.agreements.rules.advances import (
    ADVANCE,
    AdvanceState,
    AdvanceVerb,
    Left,
    advance_of,
    payments_needed,
    taken_from,
    value_of_weeks,
)
from marketplace.agreements.rules.lender_papers import Standing, standing_of
from marketplace.kernel.money import Money
from tests.rules.agreements.terms import TODAY

MINOR = st.integers(1, 10**9)
SHARE = st.integers(100, 900)


@given(MINOR, SHARE, st.lists(MINOR, max_size=60))
def test_what_comes_back_is_never_more_than_was_paid_nor_than_the_share(
    advance: int, share: int, payments: list[int]
) -> None:
    back = 0
    for gross in payments:
        taken = sum(one.minor for one in taken_from(gross, [Left(1, advance - back, share)]))
        assert 0 <= taken <= gross * share // 1000
        assert taken < gross  # something is always left to be paid
        back += taken
    assert back == min(advance, back)
    assert back <= advance


@given(MINOR, SHARE, st.integers(2, 10**9))
def test_enough_payments_give_exactly_the_whole_back(advance: int, share: int, each: int) -> None:
    needed = payments_needed(advance, share, each)
    if needed is None or needed > 500:
        return
    left = advance
    for number in range(needed):
        assert left > 0, number
        left -= sum(one.minor for one in taken_from(each, [Left(1, left, share)]))
    assert left == 0


@given(MINOR, st.lists(st.tuples(MINOR, SHARE), max_size=5))
def test_several_never_take_the_whole_payment(gross: int, some: list[tuple[int, int]]) -> None:
    lefts = [Left(number, minor, share) for number, (minor, share) in enumerate(some)]
    taken = taken_from(gross, lefts)
    assert sum(one.minor for one in taken) < gross
    by_id = {one.advance_id: one.minor for one in taken}
    for one in lefts:
        assert by_id.get(one.advance_id, 0) <= min(one.minor, gross * one.share_permille // 1000)


def test_an_advance_is_what_cash_can_pay() -> None:
    assert advance_of(Money(2_800_000, "TZS"), 20) == Money(560_000, "TZS")
    assert advance_of(Money(100, "TZS"), 5) == Money(0, "TZS")
    assert value_of_weeks(2, 0b0010010, 140_000) == 2 * 2 * 4 * 140_000


@pytest.mark.parametrize("state", AdvanceState)
def test_only_she_says_that_she_has_it(state: AdvanceState) -> None:
    may = ADVANCE.allows(state, AdvanceVerb.CONFIRM)
    assert may is (state in {AdvanceState.SENT, AdvanceState.NOT_YET})
    over = {AdvanceState.ENDED, AdvanceState.RECOVERED, AdvanceState.REFUSED}
    assert any(ADVANCE.allows(state, verb) for verb in AdvanceVerb) is (state not in over)


def test_a_paper_stands_until_its_day_or_until_she_takes_it_back() -> None:
    assert standing_of(valid_until=TODAY, withdrawn=False, today=TODAY) is Standing.TRUE
    assert standing_of(valid_until=TODAY, withdrawn=True, today=TODAY) is Standing.WITHDRAWN
    late = TODAY.replace(day=25)
    assert standing_of(valid_until=TODAY, withdrawn=False, today=late) is Standing.OLD
