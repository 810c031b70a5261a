"""What follows from the signals: verdicts, defaults, stress, ways back, what-if, conditions."""

from itertools import product
from typing import Any

import pytest

from marketplace.assessment.rules.assumptions import Kind
from marketplace.assessment.rules.data import as_data, assess
from marketplace.assessment.rules.inputs import Core
from marketplace.assessment.rules.signals import Verdict, verdict_of
from tests.rules.assessment.linkages import (
    CORE,
    RIDE,
    TOMATOES,
    changed,
    check,
    level,
    ride,
    tomatoes,
)


def expected_verdict(levels: tuple[int, ...]) -> str:
    """Work the verdict out as the design writes it."""
    if any(one == 3 for one in levels):
        return "block"
    if any(one == 2 for one in levels) or sum(one == 1 for one in levels) >= 2:
        return "conditions"
    return "clear"


@pytest.mark.parametrize("levels", list(product(range(4), repeat=3)))
def test_verdict_by_its_definition(levels: tuple[int, ...]) -> None:
    assert verdict_of(levels) == expected_verdict(levels)
    assert verdict_of(()) is Verdict.CLEAR


def test_a_whole_purchase_is_complete_and_clear() -> None:
    result = tomatoes()
    assert (result.verdict, result.fairness) == (Verdict.CLEAR, Verdict.CLEAR)
    assert result.complete
    assert not result.provisional


@pytest.mark.parametrize(
    ("left_out", "code"),
    [("safety", "A7"), ("capacity_share", "B3"), ("cost", "C1"), ("payment_days", "C5")],
)
def test_what_must_be_known_to_sign(left_out: str, code: str) -> None:
    result = tomatoes(**{left_out: None})
    assert not result.complete
    assert code in result.missing
    said = {one.key for one in result.defaults_used if one.kind is Kind.LEFT_OUT}
    assert code in said


def test_overlap_must_be_known_unless_it_is_an_input() -> None:
    no_core = check({**TOMATOES, "route": "embedded"})
    assert {"A1", "A3", "A4", "A5", "A6"} <= set(no_core.missing)
    no_route = check({key: value for key, value in TOMATOES.items() if key != "route"})
    assert "A1" in no_route.missing
    assert not no_route.signal("A1")


def test_a4_is_not_missed_where_it_does_not_apply() -> None:
    assert "A4" not in ride(category="food.lunch", guest_price=None).missing
    assert "A4" in ride(guest_price=None).missing


@pytest.mark.parametrize(
    ("left_out", "key", "value"),
    [("margin", "core.margin", 0.35), ("util", "core.util", 0.6)],
)
def test_a_missing_core_figure_is_filled_in_listed_and_provisional(
    left_out: str, key: str, value: float
) -> None:
    core = {name: one for name, one in CORE.items() if name != left_out}
    result = check(RIDE, core)
    assert result.provisional
    assert {one.key: one.value for one in result.defaults_used}[key] == value
    assert level(result, "A6") is not None


def test_capacity_of_rooms_is_rooms_times_thirty() -> None:
    rooms = changed(CORE, {"capacity": None, "rooms": 20})
    result = check(RIDE, rooms)
    assert result.provisional
    signal = result.signal("A6")
    assert signal is not None
    assert dict(signal.inputs)["monthly_margin"] == 20 * 30 * 0.5 * 40 * 0.5
    assert level(check(RIDE, changed(CORE, {"capacity": None})), "A6") is None


@pytest.mark.parametrize(
    ("band", "margin"), [("<20", 0.15), ("20-30", 0.25), ("40-50", 0.45), (">50", 0.55)]
)
def test_a_margin_band_stands_for_its_middle(band: str, margin: float) -> None:
    assert ride({"margin": band}).signals == ride({"margin": margin}).signals
    assert not ride({"margin": band}).provisional


def test_diversion_is_always_named_as_a_rule_of_thumb_and_is_not_provisional() -> None:
    result = ride()
    kinds = {one.key: one.kind for one in result.defaults_used}
    assert kinds["diversion"] is Kind.RULE_OF_THUMB
    assert not result.provisional


# Two notes make conditions. 60 users at 10 % lose 1.2 % (a note); at half the diversion 0.6 %.
def test_holds_across_band_fails_where_half_the_diversion_changes_the_verdict() -> None:
    firm = ride(category="guide.bike", route="embedded", users=10)
    assert firm.holds_across_band
    shaky = ride(category="food.lunch", users=60)  # A3, A5, A6 are notes either way
    assert shaky.holds_across_band
    tipping = ride(category="guide.bike", segment="lodge", route="embedded", users=300)
    assert tipping.verdict is Verdict.CONDITIONS  # 10 % of 300 is 6 % of 500
    assert not tipping.holds_across_band  # 12 % would block


def test_holds_across_band_looks_at_both_ends_of_the_margin_band() -> None:
    # Operator income weighs more against a thin margin: at 20 % net 6.8 %, at 30 % net 8.2 %.
    result = ride({"margin": "20-30"}, slot="morning", users=450, op_income=0.1)
    ends = [
        ride({"margin": margin}, slot="morning", users=450, op_income=0.1).verdict
        for margin in (0.2, 0.25, 0.3)
    ]
    assert len(set(ends)) == 2
    assert not result.holds_across_band


def test_an_input_always_holds() -> None:
    assert tomatoes().holds_across_band


@pytest.mark.parametrize("safety", ["high", "illegal"])
def test_a_hazard_alone_has_a_way_back_by_putting_it_right(safety: str) -> None:
    ways = ride(category="food.lunch", route="embedded", safety=safety).ways_back
    assert "put_right" in {way.code for way in ways}
    assert all(way.verdict is not Verdict.BLOCK for way in ways)


BLOCKS: list[dict[str, Any]] = [
    {"safety": "illegal"},
    {"children": "harm"},
    {"capacity_share": 3},
    {"capacity_share": 3, "capacity_proven": False},
    {"months_to_spec": 40},
    {"landed": {"local": {"price": 1200}, "incumbent": {"price": 500}, "gop_share": 0.2}},
    {"landed": {"local": {"price": 1200, "transport": 900}, "incumbent": {"price": 1300}}},
    {"landed": {"local": {"price": 1200, "transport": 900}, "incumbent": {"price": 50}}},
    {"landed": {"gop_share": 0.5}},
    {"price": 600},
    {"payment_days": 60},
    {"price": 600, "payment_days": 60, "safety": "high", "months_to_spec": 20},
    {"price": 600, "landed": {"local": {"price": 600}, "incumbent": {"price": 700}}},
]


@pytest.mark.feature("G2", part=True)
@pytest.mark.parametrize("change", BLOCKS)
def test_every_block_of_either_side_has_a_way_back(change: dict[str, Any]) -> None:
    result = tomatoes(**change)
    assert Verdict.BLOCK in (result.verdict, result.fairness)
    if result.verdict is Verdict.BLOCK:
        assert any(way.verdict is not Verdict.BLOCK for way in result.ways_back)
    if result.fairness is Verdict.BLOCK:
        assert any(way.fairness is not Verdict.BLOCK for way in result.ways_back)


def test_no_way_back_where_nothing_blocks() -> None:
    assert tomatoes(capacity_share=0.9).ways_back == ()


def test_the_canoe_people_are_welcome_as_paddlers_after_the_hazard_is_gone() -> None:
    result = ride(guest_price=13, users=150, safety="high")
    way = result.ways_back[0]
    assert way.code == "work_within"
    assert way.title.english() == "Become paddlers of the operator's own trip"
    assert way.verdict is Verdict.CONDITIONS
    assert "hazard" in way.steps[0].english()


def what_if(result_of: dict[str, Any]) -> dict[str, Any]:
    return {one["code"]: one for one in result_of["what_if"]}


def test_what_if_finds_the_smallest_change_of_each_kind() -> None:
    mild = changed(CORE, {"capacity": 100000})
    offer = changed(RIDE, {"category": "guide.canoe", "route": "embedded", "segment": "lodge"})
    result = assess({"core": mild, "offer": {**offer, "route": "referred", "segment": "budget"}})
    assert result["verdict"] == "conditions"  # A1 and A3 are notes
    found = what_if(result)
    assert found["slot"]["value"] == "morning"
    assert found["slot"]["verdict"] == "clear"
    assert found["route"]["value"] == "embedded"
    assert "guest_price" not in found


def test_what_if_names_the_guest_price_that_would_lift_a_block() -> None:
    result = assess({"core": CORE, "offer": {**RIDE, "guest_price": 30, "users": 80}})
    assert result["verdict"] == "block"
    found = what_if(result)["guest_price"]
    assert (found["value"], found["verdict"]) == (36, "conditions")


def test_what_if_names_the_supplier_price_for_each_side() -> None:
    dear = as_data(
        tomatoes(landed={"local": {"price": 1200}, "incumbent": {"price": 1150}}, csr_only=True)
    )
    assert what_if(dear)["price"]["value"] == 1150
    unfair = as_data(tomatoes(price=600))
    assert what_if(unfair)["price"]["value"] == 700
    assert what_if(unfair)["price"]["fairness"] == "conditions"


def test_nothing_to_improve_says_nothing() -> None:
    assert tomatoes().what_if == ()


@pytest.mark.feature("G2", part=True)
@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({"capacity_share": 0.9}, {"back_up"}),
        ({"capacity_share": 0.9, "capacity_proven": False}, {"back_up", "pilot"}),
        ({"safety": "gap"}, {"papers_by_date", "pilot"}),
        ({"exclusivity": True, "exclusivity_minimum": False}, {"exclusivity_bound"}),
        ({"landed": {"local": {"price": 1200}, "incumbent": {"price": 1050}}}, {"price_steps"}),
    ],
)
def test_a_condition_has_an_owner_and_a_check_date(change: dict[str, Any], codes: set[str]) -> None:
    found = tomatoes(**change).conditions
    assert {one.code.value for one in found} == codes
    assert all(one.owner and one.days >= 0 for one in found)


def test_a_single_note_stays_clear_and_proposes_nothing() -> None:
    result = tomatoes(months_to_spec=8)
    assert result.verdict is Verdict.CLEAR
    assert result.conditions == ()


def test_core_figures_of_the_result_are_as_judged() -> None:
    result = ride()
    assert isinstance(result.core, Core)
    assert result.core.price == 40


def test_sentences_pass_through_the_translator() -> None:
    spoken = as_data(
        tomatoes(safety="gap", safety_text="no lid"), translate=lambda text: f"«{text}»"
    )
    texts = {one["code"]: one["text"] for one in spoken["signals"]}
    assert texts["A7"] == "«A gap that can be closed: no lid.»"
