"""Branch C at its thresholds; it never changes the operator's verdict."""

from typing import Any

import pytest

from marketplace.assessment.rules.signals import Verdict
from tests.rules.assessment.linkages import level, ride, tomatoes

MARKET = {"p10": 800, "p90": 1500, "n": 3, "age_months": 12}


@pytest.mark.feature("G3", part=True)
@pytest.mark.parametrize(
    ("price", "reason", "expected"),
    [
        (699.99, None, 3),
        (699.99, "ripe today", 2),
        (700, None, 2),
        (999.99, None, 2),
        (1000, None, 1),
        (1099.99, None, 1),
        (1100, None, 0),
    ],
)
def test_c1_her_own_cost(price: float, reason: str | None, expected: int) -> None:
    assert level(tomatoes(price=price, one_off_reason=reason), "C1") == expected


def test_c1_is_silent_where_her_cost_is_covered_and_the_market_says_low() -> None:
    low = {**MARKET, "p10": 1060, "p90": 1500}
    result = tomatoes(price=1050, price_reference=low)
    assert (level(result, "C1"), level(result, "C2")) == (0, 2)
    below = tomatoes(price=999, price_reference=low)
    assert (level(below, "C1"), level(below, "C2")) == (2, 2)


@pytest.mark.parametrize(
    ("price", "reference", "expected"),
    [(800, MARKET, 0), (799, MARKET, None), (800, {**MARKET, "n": 2}, None), (800, None, None)],
)
def test_c1_without_her_cost_is_known_at_or_above_the_markets_low_end(
    price: float, reference: dict[str, Any] | None, expected: int | None
) -> None:
    result = tomatoes(price=price, cost=None, cash_cost=None, price_reference=reference)
    assert level(result, "C1") == expected
    assert ("C1" in result.missing) == (expected is None)


def test_a_typical_cost_is_named_as_a_default() -> None:
    result = tomatoes(cost_source="typical")
    assert result.provisional
    assert "offer.cost" in {one.key for one in result.defaults_used}


@pytest.mark.parametrize(
    ("price", "change", "expected"),
    [
        (799.99, {}, 2),
        (800, {}, 0),
        (1500, {}, 0),
        (1500.01, {}, 1),
        (1, {"n": 2}, 0),
        (1, {"age_months": 12.1}, 0),
        (1, {"n": 2, "p10": None, "p90": None}, 0),
        (1, {"n": None}, None),
    ],
)
def test_c2_local_market_price(price: float, change: dict[str, Any], expected: int | None) -> None:
    result = tomatoes(price=price, price_reference={**MARKET, **change})
    assert level(result, "C2") == expected


def test_c2_says_when_there_is_no_local_reference() -> None:
    signal = tomatoes(price_reference={"n": 0, "age_months": 0}).signal("C2")
    assert signal is not None
    assert signal.text.english() == "No local reference."


@pytest.mark.parametrize(
    ("price", "suppliers", "expected"), [(849.99, 3, 1), (850, 3, 0), (1, 2, 0), (1, None, None)]
)
def test_c3_price_spread(price: float, suppliers: int | None, expected: int | None) -> None:
    spread = {"median": 1000, "suppliers": suppliers}
    assert level(tomatoes(price=price, price_spread=spread), "C3") == expected


@pytest.mark.feature("G3", part=True)
@pytest.mark.parametrize(
    ("share", "months", "count", "expected"),
    [
        (0.49, 6, 3, 0),
        (0.5, 6, 3, 1),
        (0.74, 6, 3, 1),
        (0.75, 6, 3, 2),
        (1, 5.9, 30, 0),
        (1, 60, 2, 0),
        (1, None, 3, None),
        (None, 6, 3, None),
    ],
)
def test_c4_dependency(
    share: float | None, months: float | None, count: int, expected: int | None
) -> None:
    result = tomatoes(buyer_share=share, sales_months=months, sales_count=count)
    assert level(result, "C4") == expected


def test_c4_is_answered_by_a_second_buyer_and_an_exit_notice() -> None:
    result = tomatoes(buyer_share=0.8, sales_months=12, sales_count=9)
    assert {"second_buyer", "exit_notice"} <= {c.code.value for c in result.conditions}


@pytest.mark.parametrize(
    ("days", "perishable", "micro", "expected"),
    [
        (7, True, True, 0), (7.5, True, True, 1), (14, True, True, 1), (15, True, True, 2),
        (30, True, True, 2), (31, True, True, 3), (31, False, True, 2), (31, False, False, 0),
        (8, True, False, 1), (31, True, False, 3), (8, None, None, 1), (None, True, True, None),
    ],
)  # fmt: skip
def test_c5_payment_days(
    days: float | None, perishable: bool | None, micro: bool | None, expected: int | None
) -> None:
    result = tomatoes(payment_days=days, perishable=perishable, micro_supplier=micro)
    assert level(result, "C5") == expected


def test_c5_the_buyers_measured_days_count_if_they_are_worse() -> None:
    assert level(tomatoes(payment_days=5, measured_payment_days=20), "C5") == 2
    assert level(tomatoes(payment_days=20, measured_payment_days=5), "C5") == 2


@pytest.mark.parametrize("key", ["cash_at_door", "prepaid"])
def test_c5_cash_settles_it(key: str) -> None:
    assert level(tomatoes(payment_days=60, **{key: True}), "C5") == 0
    assert level(tomatoes(payment_days=None, **{key: True}), "C5") == 0


@pytest.mark.parametrize("days", [8, 15, 31])
def test_c5_every_finding_offers_cash_at_the_door(days: int) -> None:
    assert "cash_at_door" in {c.code.value for c in tomatoes(payment_days=days).conditions}


@pytest.mark.parametrize(
    ("category", "route", "share", "expected"),
    [
        ("guide.walk", "embedded", 0.6, 0),
        ("guide.walk", "embedded", 0.59, 1),
        ("guide.walk", "referred", 0.25, 1),
        ("guide.walk", "referred", 0.249, 2),
        ("craft.basket", "embedded", 0.5, 0),
        ("craft.basket", "embedded", 0.49, 1),
        ("craft.basket", "input_or_resale", 0.1, 1),
        ("pantry.honey", "input_or_resale", 0.5, 0),
        ("veg.tomato", "input", 0.1, None),
    ],
)
def test_c6_share_of_the_guest_price(
    category: str, route: str, share: float, expected: int | None
) -> None:
    assert level(ride(category=category, route=route, guest_share=share), "C6") == expected


@pytest.mark.parametrize(
    ("asked", "minimum", "months", "expected"),
    [
        (False, None, None, 0),
        (True, False, 3, 2),
        (True, True, 6, 0),
        (True, True, 6.5, 2),
        (True, None, 7, 2),
        (True, None, 6, None),
        (True, True, None, None),
        (None, False, 12, None),
    ],
)
def test_c7_exclusivity(
    asked: bool | None, minimum: bool | None, months: float | None, expected: int | None
) -> None:
    result = tomatoes(exclusivity=asked, exclusivity_minimum=minimum, exclusivity_months=months)
    assert level(result, "C7") == expected


@pytest.mark.paper(50, part=True)
def test_a_price_that_ruins_her_is_unfair_and_says_nothing_about_the_operator() -> None:
    result = tomatoes(price=600)
    assert (result.verdict, result.fairness) == (Verdict.CLEAR, Verdict.BLOCK)


@pytest.mark.feature("G3")
def test_supplier_viability_her_cost_her_capacity_and_who_she_depends_on() -> None:
    """One purchase that overstretches her in all three ways, and the same one put right."""
    record = {"sales_months": 9, "sales_count": 12}
    strained = tomatoes(price=950, capacity_share=0.95, buyer_share=0.8, **record)
    assert [level(strained, code) for code in ("C1", "B3", "C4")] == [2, 2, 2]
    assert strained.verdict is strained.fairness is Verdict.CONDITIONS
    offered = {one.code.value for one in strained.conditions}
    assert {"facilitator_call", "back_up", "second_buyer", "exit_notice"} <= offered
    sound = tomatoes(price=1100, capacity_share=0.8, buyer_share=0.4, **record)
    assert [level(sound, code) for code in ("C1", "B3", "C4")] == [0, 0, 0]
    assert sound.verdict is sound.fairness is Verdict.CLEAR
    ruinous = tomatoes(price=650, capacity_share=1.2, buyer_share=0.4, **record)
    assert ruinous.verdict is ruinous.fairness is Verdict.BLOCK
