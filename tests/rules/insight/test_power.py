"""Who is the stronger side, and which clauses that puts on the check."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.assessment.rules.conditions import ConditionCode
from marketplace.insight.rules.power import (
    PROTECTS,
    PowerFlag,
    Sides,
    days_to_pay,
    power_flags,
    protections,
    size_ratio,
)

C, F = ConditionCode, PowerFlag
EQUAL = Sides(operator_bought=100, supplier_sold=50, share=Fraction(1, 4), promised_days=3)


def test_equal_sides_need_no_protection() -> None:
    assert power_flags(EQUAL) == frozenset()
    assert protections(()) == ()


@pytest.mark.parametrize(
    ("sides", "flag"),
    [
        (Sides(operator_bought=500, supplier_sold=50), F.MUCH_LARGER),
        (Sides(operator_bought=500, supplier_sold=0), F.MUCH_LARGER),
        (Sides(operator_bought=1, supplier_sold=1, share=Fraction(1, 2)), F.DEPENDENT),
        (Sides(operator_bought=1, supplier_sold=1, promised_days=8), F.PAYS_LATE),
        (Sides(operator_bought=1, supplier_sold=1, measured_days=12), F.PAYS_LATE),
    ],
)
def test_each_figure_raises_its_flag(sides: Sides, flag: PowerFlag) -> None:
    assert power_flags(sides) == {flag}


def test_the_longer_of_promised_and_measured_days_counts() -> None:
    assert days_to_pay(Sides(promised_days=3, measured_days=9)) == 9
    assert days_to_pay(Sides(promised_days=7, measured_days=2)) == 7


def test_every_flag_protects_and_no_clause_comes_twice() -> None:
    assert set(PROTECTS) == set(PowerFlag)
    found = protections(list(PowerFlag))
    assert len(found) == len(set(found))
    assert {C.SECOND_BUYER, C.EXIT_NOTICE, C.PILOT, C.CASH_AT_DOOR} == set(found)


@given(st.integers(0, 10**9), st.integers(1, 10**9), st.integers(0, 10**9))
def test_a_buyer_who_buys_more_is_never_the_weaker(bought: int, sold: int, more: int) -> None:
    before = Sides(operator_bought=bought, supplier_sold=sold)
    after = Sides(operator_bought=bought + more, supplier_sold=sold)
    assert size_ratio(after) >= size_ratio(before)  # type: ignore[operator]  # both sold
    assert power_flags(before) <= power_flags(after)
