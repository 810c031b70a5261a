"""Branch A at its thresholds."""

from typing import Any

import pytest

from marketplace.assessment.rules.signals import Verdict
from tests.rules.assessment.linkages import CORE, RIDE, changed, check, level, ride

LEAF, GROUP, OTHER = "guide.canoe", "guide.bike", "food.lunch"


@pytest.mark.parametrize(
    ("category", "segment", "route", "expected"),
    [
        (LEAF, "lodge", "independent", 2),
        (GROUP, "lodge", "independent", 1),
        (OTHER, "lodge", "independent", 0),
        (LEAF, "budget", "independent", 1),
        (GROUP, "budget", "independent", 1),
        (OTHER, "budget", "independent", 0),
        (LEAF, "lodge", "embedded", 2),
        (LEAF, "budget", "embedded", 1),
        (GROUP, "lodge", "embedded", 0),
        (LEAF, "lodge", "input_or_resale", 2),
        (GROUP, "lodge", "input_or_resale", 0),
        (LEAF, "all", "independent", 2),
    ],
)
def test_a1_same_service(category: str, segment: str, route: str, expected: int) -> None:
    assert level(ride(category=category, segment=segment, route=route), "A1") == expected


@pytest.mark.parametrize(
    ("slot", "zone", "route", "expected"),
    [
        ("afternoon", "lake", "independent", 1),
        ("any", "lake", "referred", 1),
        ("morning", "lake", "independent", 0),
        ("afternoon", "town", "independent", 0),
        ("afternoon", "lake", "embedded", 0),
        ("afternoon", "lake", "input_or_resale", 0),
    ],
)
def test_a3_same_time_and_place(slot: str, zone: str, route: str, expected: int) -> None:
    assert level(ride(slot=slot, zone=zone, route=route), "A3") == expected


@pytest.mark.parametrize(
    ("price", "expected"), [(27.99, 2), (28, 1), (35.99, 1), (36, 0), (60, 0), (0, 2)]
)
def test_a4_price_ratio_at_070_and_090(price: float, expected: int) -> None:
    assert level(ride(guest_price=price), "A4") == expected


def test_a4_just_under_a_limit_is_not_rounded_up_to_it() -> None:
    signal = ride(guest_price=35.99).signal("A4")
    assert signal is not None
    assert "0.8998" in signal.text.english()


def test_a4_only_for_the_same_leaf_and_the_same_guests() -> None:
    assert level(ride(category=GROUP, guest_price=1), "A4") is None
    assert level(ride(segment="budget", guest_price=1), "A4") is None


@pytest.mark.parametrize(
    ("category", "segment", "route", "expected"),
    [
        (LEAF, "lodge", "independent", 2),
        (GROUP, "lodge", "independent", 2),
        (LEAF, "lodge", "referred", 1),
        (GROUP, "lodge", "referred", 1),
        (LEAF, "lodge", "embedded", 0),
        (OTHER, "lodge", "independent", 1),
        (LEAF, "budget", "independent", 1),
        (LEAF, "budget", "referred", 0),
        (OTHER, "lodge", "referred", 0),
    ],
)
def test_a5_straight_to_guests(category: str, segment: str, route: str, expected: int) -> None:
    assert level(ride(category=category, segment=segment, route=route), "A5") == expected


# With capacity 1000, utilisation 0.5 and no overlap but the leaf (diversion 10 %), one per cent
# of the monthly margin is lost with 50 users.
@pytest.mark.parametrize(
    ("users", "expected"), [(50, 0), (50.01, 1), (150, 1), (150.01, 2), (400, 2), (400.01, 3)]
)
def test_a6_at_one_three_and_eight_per_cent(users: float, expected: int) -> None:
    assert level(ride(users=users, slot="morning"), "A6") == expected


@pytest.mark.parametrize(
    ("change", "core", "percent"),
    [
        ({"category": OTHER, "slot": "morning"}, {}, 2),
        ({"slot": "morning"}, {}, 10),
        ({}, {}, 30),
        ({"guest_price": 35.99}, {}, 60),
        ({"guest_price": 36}, {}, 30),
        ({"segment": "budget"}, {}, 7.5),
        ({}, {"util": 0.7}, 21),
        ({}, {"util": 0.69}, 30),
        ({}, {"util": 0.85}, 9),
        ({}, {"util": 0.84}, 21),
        ({}, {"included": True}, 6),
        ({"segment": "budget"}, {"included": True, "util": 0.85}, 0.5),
    ],
)
def test_a6_diversion(change: dict[str, Any], core: dict[str, Any], percent: float) -> None:
    signal = ride(core, **change).signal("A6")
    assert signal is not None
    assert dict(signal.inputs)["diversion_percent"] == pytest.approx(percent, abs=0.06)


def test_a6_operator_income_is_set_against_the_loss_and_may_be_a_gain() -> None:
    result = ride(users=450, slot="morning", op_income=2.5)
    signal = result.signal("A6")
    assert signal is not None
    assert signal.level == 0
    assert "gain" in signal.text.english()


@pytest.mark.parametrize("figure", ["price", "util"])
def test_nil_price_or_utilisation_leaves_a4_and_a6_out_and_is_provisional(figure: str) -> None:
    result = ride({figure: 0}, guest_price=1)
    assert level(result, "A4") is None
    assert level(result, "A6") is None
    assert result.provisional
    assert {"A4", "A6"} <= set(result.missing)


@pytest.mark.parametrize(
    ("safety", "children", "expected"),
    [
        ("ok", "none", 0),
        ("ok", "guarded", 0),
        ("gap", "none", 2),
        ("high", "none", 3),
        ("illegal", "none", 3),
        ("ok", "harm", 3),
        (None, "harm", 3),
        (None, "none", None),
    ],
)
@pytest.mark.parametrize("route", ["input", "embedded", "independent"])
def test_a7_in_every_route(
    safety: str | None, children: str, expected: int | None, route: str
) -> None:
    assert level(ride(safety=safety, children=children, route=route), "A7") == expected


@pytest.mark.paper(80, part=True)
@pytest.mark.parametrize(
    ("similar", "staged", "expected"),
    [(2, True, 0), (2, False, 0), (3, False, 1), (3, True, 3), (3, None, 1), (None, True, None)],
)
def test_a8_not_yet_another_cultural_village(
    similar: int | None, staged: bool | None, expected: int | None
) -> None:
    assert level(ride(existing_similar=similar, staged=staged), "A8") == expected


@pytest.mark.parametrize(
    ("secrecy", "exclusivity", "expected"),
    [(True, None, 2), (False, True, 2), (False, False, 0), (None, True, 2), (None, False, None)],
)
def test_a9_secrecy_or_exclusivity(
    secrecy: bool | None, exclusivity: bool | None, expected: int | None
) -> None:
    assert level(ride(secrecy=secrecy, exclusivity=exclusivity), "A9") == expected


def test_branch_a_is_skipped_for_an_input_and_says_why() -> None:
    result = ride(route="input", existing_similar=9, staged=True, secrecy=True)
    assert [s.code for s in result.signals if s.code.startswith("A")] == ["A7"]
    said = [one.text.english() for one in result.defaults_used if one.key == "route"]
    assert said == ["Overlap is not judged: the operator uses it up itself."]


def test_the_worst_of_several_core_products_counts() -> None:
    mild = changed(CORE, {"name": "Bush dinner", "category": "food.bush", "zone": "hill"})
    offer = changed(RIDE, {"guest_price": 13, "users": 150})
    for cores in ([mild, CORE], [CORE, mild]):
        result = check(offer, cores)  # type: ignore[arg-type]  # a list is as good as one
        assert result.verdict is Verdict.BLOCK
        assert result.core is not None
        assert result.core.name == "Guided canoe trip"
    assert check(offer, mild).verdict is Verdict.CLEAR
