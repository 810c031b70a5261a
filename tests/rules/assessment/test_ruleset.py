"""Rule sets as rows: flat, exact, checked, and without a hidden number."""

from decimal import Decimal
from typing import Any

import pytest

from marketplace.assessment.rules.errors import BadInput
from marketplace.assessment.rules.ruleset import DEFAULT, ORDERED, RuleSet
from tests.rules.assessment.linkages import level, ride, tomatoes


def test_values_there_and_back() -> None:
    rows = {key: str(value) for key, value in DEFAULT.values().items()}
    assert RuleSet.from_values(1, rows) == DEFAULT
    assert all(isinstance(value, Decimal) for value in DEFAULT.values().values())


def test_a_number_not_named_keeps_its_default() -> None:
    made = RuleSet.from_values(4, {"loss_block": Decimal("0.10")})
    assert made.version == 4
    assert made.values()["loss_block"] == Decimal("0.1")
    assert made.loss_cond == DEFAULT.loss_cond


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("colour", 1), ("loss_note", "x"), ("loss_note", "NaN"), ("loss_note", -1),
        ("loss_note", True), ("pay_note", 7.5), ("level_a7_gap", 4), ("learning", 0),
        ("learning", 2), ("review_one_in", 0), ("diversion_3", 1.1), ("ratio_ok", 10**9),
        ("loss_note", None),
    ],
)  # fmt: skip
def test_an_impossible_number_names_its_key(key: str, value: Any) -> None:
    with pytest.raises(BadInput) as caught:
        RuleSet.from_values(2, {key: value})
    assert caught.value.key_path == key


@pytest.mark.parametrize("chain", ORDERED, ids=lambda chain: chain[0])
def test_limits_must_not_cross(chain: tuple[str, ...]) -> None:
    lower, upper = chain[0], chain[-1]
    values = DEFAULT.values()
    swapped = {lower: values[upper], upper: values[lower]}
    if swapped[lower] == swapped[upper]:
        pytest.fail("the default limits of a chain must differ, or this proves nothing")
    with pytest.raises(BadInput):
        RuleSet.from_values(2, swapped)


def test_the_numbers_of_the_rule_set_are_the_ones_used() -> None:
    strict = RuleSet.from_values(2, {"capacity_ok": 0.4, "price_weak": 1, "loss_note": 0})
    assert level(tomatoes(), "B3") == 0
    from tests.rules.assessment.linkages import CORE, RIDE, TOMATOES, check

    assert level(check(TOMATOES, rules=strict), "B3") == 2
    assert level(check({**RIDE, "guest_price": 39}, CORE, strict), "A4") == 1
    assert level(ride(guest_price=39), "A4") == 0
    assert check(RIDE, CORE, strict).rule_set == 2


@pytest.mark.parametrize(
    ("margin", "ends"),
    [
        (0.15, (0.1, 0.2)),
        (0.2, (0.2, 0.3)),
        (0.39, (0.3, 0.4)),
        (0.55, (0.5, 0.6)),
        (0.9, (0.5, 0.6)),
        (0.01, (0.1, 0.2)),
    ],
)
def test_band_ends(margin: float, ends: tuple[float, float]) -> None:
    low, high = DEFAULT.band_ends(RuleSet.from_values(1, {"margin_default": margin}).margin_default)
    assert (float(low), float(high)) == pytest.approx(ends)
