"""What is owed, when, and how late it came."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.agreements.rules.money import (
    accepted_permille,
    amount_due,
    days_taken,
    due_on,
    late_days,
)
from marketplace.kernel.money import Money, currency

THURSDAY = date(2026, 11, 26)


def test_twenty_kilograms_at_1400() -> None:
    assert amount_due(Money(140_000, "TZS"), 20_000) == Money(2_800_000, "TZS")


def test_the_amount_can_be_paid_in_cash() -> None:
    owed = amount_due(Money(133_300, "TZS"), 12_345)
    assert owed == Money(1_645_000, "TZS")  # 16,455.89 shillings: the nearest coin is 16,450


@given(st.integers(1, 10**9), st.integers(1, 10**6))
def test_what_was_accepted_is_never_worth_nothing(price: int, milli: int) -> None:
    owed = amount_due(Money(price, "TZS"), milli)
    exact = Money(price, "TZS").times(milli).minor
    assert owed.minor > 0
    assert abs(owed.minor - exact) <= max(1, currency("TZS").smallest_cash // 2)


def test_cash_at_the_door_is_due_the_same_day() -> None:
    assert due_on(THURSDAY, 7, cash_at_door=True) == THURSDAY
    assert due_on(THURSDAY, 7, cash_at_door=False) == date(2026, 12, 3)


@pytest.mark.parametrize(
    ("closed", "late"), [(date(2026, 11, 20), 0), (THURSDAY, 0), (date(2026, 12, 8), 12)]
)
def test_early_is_never_a_credit(closed: date, late: int) -> None:
    assert late_days(THURSDAY, closed) == late


def test_days_to_payment_run_from_the_door() -> None:
    assert days_taken(THURSDAY, date(2026, 12, 1)) == 5


def test_the_accepted_share_is_of_what_was_ordered() -> None:
    assert accepted_permille(15_000, 20) == 750
    assert accepted_permille(25_000, 20) == 1000
