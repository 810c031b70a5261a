"""Linkages to start from: the canoe trip of Maji Mengi, and a sack of tomatoes."""

import json
from pathlib import Path
from typing import Any

from marketplace.assessment.rules.evaluate import Result, evaluate
from marketplace.assessment.rules.parse import parse
from marketplace.assessment.rules.ruleset import DEFAULT, RuleSet

CASES: list[dict[str, Any]] = json.loads(
    Path(__file__).with_name("cases.json").read_text(encoding="utf-8")
)["cases"]

CORE: dict[str, Any] = {
    "name": "Guided canoe trip",
    "category": "guide.canoe",
    "segment": "lodge",
    "slot": "afternoon",
    "zone": "lake",
    "price": 40,
    "margin": 0.5,
    "capacity": 1000,
    "util": 0.5,
    "included": False,
}
RIDE: dict[str, Any] = {
    "category": "guide.canoe",
    "route": "independent",
    "segment": "lodge",
    "slot": "afternoon",
    "zone": "lake",
    "guest_price": 40,
    "users": 10,
    "op_income": 0,
    "safety": "ok",
    "children": "none",
}
TOMATOES: dict[str, Any] = {
    "category": "veg.tomato",
    "route": "input",
    "safety": "ok",
    "children": "none",
    "price": 1200,
    "cash_cost": 700,
    "cost": 1000,
    "capacity_share": 0.5,
    "capacity_proven": True,
    "payment_days": 5,
    "perishable": True,
    "micro_supplier": True,
}


def check(
    offer: dict[str, Any], core: dict[str, Any] | None = None, rules: RuleSet = DEFAULT
) -> Result:
    """Run the check on data."""
    return evaluate(parse({"core": core, "offer": offer}), rules)


def ride(core: dict[str, Any] | None = None, **change: Any) -> Result:
    """Check a ride against the canoe trip; a change to None leaves the key out."""
    return check(changed(RIDE, change), changed(CORE, core or {}))


def tomatoes(**change: Any) -> Result:
    """Check the tomatoes."""
    return check(changed(TOMATOES, change))


def changed(base: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    """Return a copy with changes; None leaves a key out."""
    return {key: value for key, value in {**base, **change}.items() if value is not None}


def level(result: Result, code: str) -> int | None:
    """Return one signal's level, None where it was left out."""
    signal = result.signal(code)
    return None if signal is None else signal.level
