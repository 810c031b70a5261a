"""Facts of one check: documented key path, value, and where it came from; stored as rows.

Key paths are those of the check's data format (``offer.landed.local.price``, ``core.0.price``),
so that a stored assessment can be worked out again, or exported, as it was.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from marketplace.assessment.rules.inputs import Inputs
from marketplace.assessment.rules.parse import parse

Value = bool | Fraction | str | tuple[int, ...]


class FactSource(StrEnum):
    """Where a figure came from; shown beside it."""

    CATALOGUE = "catalogue"
    CORE_PRODUCT = "core_product"
    INCUMBENT = "incumbent"
    JUDGED = "judged"
    MARKET = "market"
    NEED = "need"
    OFFER = "offer"
    OWN_COST = "own_cost"
    PAPERS = "papers"
    RECORDS = "records"
    REGISTER = "register"
    TYPICAL_COST = "typical_cost"


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure that goes in."""

    key: str
    value: Value
    source: FactSource


_TEXTS = frozenset(
    ["name", "role", "category", "segment", "slot", "zone", "route", "safety", "safety_text",
     "children", "unit", "cost_source", "one_off_reason", "margin"]
)  # fmt: skip
_MONTHS = frozenset(["season"])


def to_text(value: Value) -> str:
    """Write a value as it is stored: true, false, a code, months, an exact number."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return ",".join(str(month) for month in value)
    return value if isinstance(value, str) else str(value)


def from_text(key: str, text: str) -> Value:
    """Read a stored value back by the last part of its key."""
    last = key.rpartition(".")[2]
    if last in _TEXTS:
        return text
    if last in _MONTHS:
        return tuple(int(month) for month in text.split(",") if month)
    if text in {"true", "false"}:
        return text == "true"
    return Fraction(text)


def to_inputs(values: Mapping[str, Value]) -> Inputs:
    """Return the typed inputs; raises ``BadInput`` naming a key that cannot be used."""
    tree: dict[str, Any] = {"offer": {}}
    for key, value in values.items():
        _put(tree, key.split("."), value)
    if "core" in tree:
        cores = tree["core"]
        tree["core"] = [cores[at] for at in sorted(cores, key=int)]
    return parse(tree)


def _put(tree: dict[str, Any], path: list[str], value: Value) -> None:
    *parents, last = path
    for part in parents:
        tree = tree.setdefault(part, {})
    tree[last] = value


def by_key(facts: Iterable[Fact]) -> dict[str, Fact]:
    """Return facts by their key; a later one wins, so what a person judged comes last."""
    return {fact.key: fact for fact in facts}


def inputs_of(facts: Iterable[Fact]) -> Inputs:
    """Return the typed inputs of some facts."""
    return to_inputs({fact.key: fact.value for fact in facts})
