"""What calling off costs: nothing early, half within 48 hours, all within 24, never a surprise."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.agreements.rules.calling_off import (
    notice_hours,
    owed_for_calling_off,
    permille_owed,
    shortfall_counts,
)
from marketplace.kernel.money import Money

OPENS = datetime(2026, 11, 27, 4, tzinfo=UTC)
HOURS = st.floats(min_value=-72, max_value=240, allow_nan=False)


def owed(left: float, *, lead: float = 72, perishable: bool = True, promised: bool = True) -> int:
    return permille_owed(
        placed_at=OPENS - timedelta(hours=lead), opens_at=OPENS,
        now=OPENS - timedelta(hours=left), perishable=perishable, promised=promised,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("left", "permille"), [(72, 0), (48, 0), (47.9, 500), (24, 500), (23.9, 1000), (0, 1000)]
)
def test_the_default_clause(left: float, permille: int) -> None:
    assert owed(left) == permille


def test_what_keeps_or_was_never_promised_costs_nothing() -> None:
    assert owed(1, perishable=False) == 0
    assert owed(1, promised=False) == 0


def test_an_order_placed_under_24_hours_before_has_no_such_clause() -> None:
    assert owed(1, lead=23.9) == 0
    assert owed(1, lead=24) == 1000


@given(earlier=HOURS, later=HOURS, lead=HOURS)
def test_waiting_never_makes_it_cheaper(earlier: float, later: float, lead: float) -> None:
    more, less = max(earlier, later), min(earlier, later)
    assert owed(more, lead=lead) <= owed(less, lead=lead)


@given(left=HOURS, lead=HOURS, perishable=st.booleans(), promised=st.booleans())
def test_it_is_nothing_half_or_all(
    left: float, lead: float, perishable: bool, promised: bool
) -> None:
    permille = owed(left, lead=lead, perishable=perishable, promised=promised)
    assert permille in {0, 500, 1000}
    assert permille == 0 or (perishable and promised and lead >= 24)


@given(
    minor=st.integers(min_value=0, max_value=10**12), permille=st.sampled_from([0, 500, 1000]),
    code=st.sampled_from(["TZS", "KES", "USD", "UGX"]),
)  # fmt: skip
def test_the_money_is_never_more_than_the_order_in_coins(
    minor: int, permille: int, code: str
) -> None:
    money = owed_for_calling_off(Money(minor, code).snapped(), permille)
    if money is None:
        assert permille == 0 or Money(minor, code).snapped().minor == 0
    else:
        assert 0 < money.minor <= Money(minor, code).snapped().minor


def test_notice_is_told_in_whole_hours() -> None:
    assert notice_hours(OPENS, OPENS - timedelta(hours=30, minutes=59)) == 30
    assert notice_hours(OPENS, OPENS + timedelta(hours=3)) == 0


@pytest.mark.parametrize(
    ("hours", "free_before", "counts"),
    [(24, 0, False), (24, 1, False), (24, 2, True), (23.9, 0, True), (100, 5, True)],
)
def test_told_a_day_ahead_it_is_free_twice(hours: float, free_before: int, counts: bool) -> None:
    now = OPENS - timedelta(hours=hours)
    assert shortfall_counts(opens_at=OPENS, now=now, free_before=free_before) is counts
