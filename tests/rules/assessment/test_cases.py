"""The worked cases of the design: every signal's level, and the verdict."""

from typing import Any

import pytest

from marketplace.assessment.rules.data import assess
from tests.rules.assessment.linkages import CASES

OUTPUT_KEYS = {
    "verdict", "fairness", "complete", "provisional", "defaults_used", "holds_across_band",
    "signals", "conditions", "ways_back", "what_if", "rule_set",
}  # fmt: skip


def by_id(case: dict[str, Any]) -> str:
    return str(case["id"])


def run(case: dict[str, Any]) -> dict[str, Any]:
    return assess({"core": case["core"], "offer": case["offer"]})


def test_there_are_fourteen() -> None:
    assert len({case["id"] for case in CASES}) == 14


@pytest.mark.feature("G1", part=True)
@pytest.mark.paper(75)
@pytest.mark.parametrize("case", CASES, ids=by_id)
def test_verdict_and_every_level(case: dict[str, Any]) -> None:
    found = run(case)
    assert {s["code"]: s["level"] for s in found["signals"]} == {
        s["code"]: s["level"] for s in case["signals"]
    }
    assert found["verdict"] == case["expected"]


@pytest.mark.parametrize("case", CASES, ids=by_id)
def test_output_has_the_documented_keys_and_no_others(case: dict[str, Any]) -> None:
    found = run(case)
    assert set(found) == OUTPUT_KEYS
    assert found["signals"]
    assert all(
        {"code", "level", "text", "inputs"} <= set(s) and s["text"] for s in found["signals"]
    )


@pytest.mark.parametrize("case", CASES, ids=by_id)
def test_a_block_has_a_way_back_and_conditions_are_named(case: dict[str, Any]) -> None:
    found = run(case)
    assert bool(found["ways_back"]) == (found["verdict"] == "block")
    assert all(way["verdict"] in {"clear", "conditions"} for way in found["ways_back"])
    assert found["verdict"] != "conditions" or found["conditions"]


def test_a_case_file_may_be_checked_as_it_is() -> None:
    case = next(case for case in CASES if case["id"] == "C12")
    assert assess(case) == run(case)


@pytest.mark.parametrize(
    ("case_id", "figures"),
    [
        ("C01", {"gross_percent": 0.6, "operator_income_percent": 3, "net_percent": -2.5}),
        ("C03", {"gross_percent": 22.2, "net_percent": 22.2, "diversion_percent": 60}),
        ("C12", {"monthly_margin": 10935, "at_risk": 1822.5, "net_percent": 16.7}),
        ("C18", {"diversion_percent": 2, "gross_percent": 0.3, "net_percent": -2.2}),
        ("C19", {"diversion_percent": 9, "gross_percent": 1.5, "net_percent": -11.2}),
    ],
)
def test_margin_at_risk_is_worked_out_to_the_figure(case_id: str, figures: dict[str, Any]) -> None:
    found = run(next(case for case in CASES if case["id"] == case_id))
    inputs = next(s["inputs"] for s in found["signals"] if s["code"] == "A6")
    assert {key: inputs[key] for key in figures} == figures


@pytest.mark.parametrize(("case_id", "month", "ratio"), [("C07", 1, 1.0633), ("C09", 3, 1.1948)])
def test_parity_month_of_the_worked_cases(case_id: str, month: int, ratio: float) -> None:
    found = run(next(case for case in CASES if case["id"] == case_id))
    inputs = next(s["inputs"] for s in found["signals"] if s["code"] == "B1")
    assert inputs["parity_month"] == month
    assert inputs["ratio"] == pytest.approx(ratio, abs=0.0002)
