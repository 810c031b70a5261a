"""A bad value is a clear error that names its key; nothing else comes through."""

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from marketplace.assessment.rules.errors import BadInput
from marketplace.assessment.rules.inputs import Core, Linkage, Side
from marketplace.assessment.rules.parse import CORE, OFFER, SIDE, parse

NUMBERS = [key for key in OFFER if key in {
    "guest_price", "users", "op_income", "price", "cost", "payment_days", "capacity_share",
    "existing_similar", "buyer_share", "sales_count", "shelf_life_days",
}]  # fmt: skip


def refused(data: Any) -> str:
    with pytest.raises(BadInput) as caught:
        parse(data)
    assert str(caught.value).startswith(caught.value.key_path)
    return caught.value.key_path


@pytest.mark.parametrize("key", NUMBERS)
@pytest.mark.parametrize(
    "value",
    [-1, -0.01, float("nan"), float("inf"), -float("inf"), True, False, "7", [], {}, 10**13,
     1e300, Decimal("1E+999999"), Decimal("1E-999999"), Decimal("NaN"), int("9" * 4000)],
    ids=repr,
)  # fmt: skip
def test_no_number(key: str, value: Any) -> None:
    assert refused({"offer": {key: value}}) == f"offer.{key}"


@pytest.mark.parametrize(
    ("data", "key"),
    [
        ({}, "offer"),
        ({"offer": None}, "offer"),
        ({"offer": 3}, "offer"),
        ({"offer": {"colour": "red"}}, "offer.colour"),
        ({"offer": {}, "cores": []}, "cores"),
        ({"offer": {"route": "by boat"}}, "offer.route"),
        ({"offer": {"route": ["input"]}}, "offer.route"),
        ({"offer": {"safety": "fine"}}, "offer.safety"),
        ({"offer": {"children": 1}}, "offer.children"),
        ({"offer": {"staged": "yes"}}, "offer.staged"),
        ({"offer": {"staged": 1}}, "offer.staged"),
        ({"offer": {"category": "veg tomato"}}, "offer.category"),
        ({"offer": {"category": ""}}, "offer.category"),
        ({"offer": {"safety_text": 5}}, "offer.safety_text"),
        ({"offer": {"safety_text": "x" * 501}}, "offer.safety_text"),
        ({"offer": {"existing_similar": 2.5}}, "offer.existing_similar"),
        ({"offer": {"guest_share": 60}}, "offer.guest_share"),
        ({"offer": {"season": 3}}, "offer.season"),
        ({"offer": {"season": [1, 13]}}, "offer.season[1]"),
        ({"offer": {"landed": {"local": {"price": "1"}}}}, "offer.landed.local.price"),
        ({"offer": {"landed": {"local": {"reject": 1}}}}, "offer.landed.local.reject"),
        ({"offer": {"landed": {"them": {}}}}, "offer.landed.them"),
        ({"offer": {"landed": []}}, "offer.landed"),
        ({"offer": {"price_reference": {"p10": 2, "p90": 1}}}, "offer.price_reference.p10"),
        ({"offer": {"cash_cost": 2, "cost": 1}}, "offer.cash_cost"),
        ({"core": {"margin": 45}, "offer": {}}, "core.margin"),
        ({"core": {"margin": "45%"}, "offer": {}}, "core.margin"),
        ({"core": {"util": 1.01}, "offer": {}}, "core.util"),
        ({"core": {"colour": 1}, "offer": {}}, "core.colour"),
        ({"core": [{}, {"price": -1}], "offer": {}}, "core[1].price"),
        ({"core": [3], "offer": {}}, "core[0]"),
        ({"core": "x", "offer": {}}, "core"),
        ({"core": [{}] * 51, "offer": {}}, "core"),
    ],
    ids=repr,
)
def test_a_bad_value_names_its_key(data: Any, key: str) -> None:
    assert refused(data) == key


@pytest.mark.parametrize("data", [None, [], 3, "x"])
def test_not_even_an_object(data: Any) -> None:
    assert refused(data)


def test_null_and_blank_are_not_known() -> None:
    made = parse({"core": None, "offer": {"price": None, "landed": None, "safety_text": " "}})
    assert made.cores == ()
    assert made.offer == Linkage()


def test_numbers_are_exact_however_they_come() -> None:
    for value in (0.9, Decimal("0.9"), Fraction(9, 10)):
        assert parse({"offer": {"price": value}}).offer.price == Fraction(9, 10)


@pytest.mark.parametrize(
    ("kind", "readers", "beside"),
    [(Core, CORE, {"margin_band"}), (Side, SIDE, set()), (Linkage, OFFER, set())],
)
def test_every_field_can_be_told(kind: type, readers: dict[str, Any], beside: set[str]) -> None:
    assert set(kind.__dataclass_fields__) - beside == set(readers)


def test_the_message_is_a_sentence_for_people() -> None:
    with pytest.raises(BadInput) as caught:
        parse({"offer": {"guest_share": 60}})
    assert caught.value.message.english() == "must be between 0 and 1"
    assert json.dumps(str(caught.value))
