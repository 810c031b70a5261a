"""Outcomes split by sex, age, disability, size and distance; small cells stay silent.

Sex, age, disability and size are what a supplier said of herself; "others" did not say.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from marketplace.insight.rules.indicators import BY_CODE, Figure, Trade, Trades, figure
from marketplace.insight.rules.publishing import silent
from marketplace.people.rules.lists import StatedFact

NEAR_KM = 10


class Split(StrEnum):
    """How outcomes are parted."""

    SEX = "sex"
    AGE = "age"
    DISABILITY = "disability"
    SIZE = "size"
    DISTANCE = "distance"


class Part(StrEnum):
    """The parts; "others" are those who did not say."""

    WOMEN = "women"
    YOUTH = "youth"
    DISABLED = "disabled"
    MICRO = "micro"
    OTHERS = "others"
    NEAR = "near"
    FAR = "far"
    UNKNOWN = "unknown"


_STATED = {
    Split.SEX: (StatedFact.WOMEN, Part.WOMEN),
    Split.AGE: (StatedFact.YOUTH, Part.YOUTH),
    Split.DISABILITY: (StatedFact.DISABLED, Part.DISABLED),
    Split.SIZE: (StatedFact.MICRO, Part.MICRO),
}


def part_of(split: Split, one: Trade) -> Part:
    """Return where a supplier belongs in a split."""
    if split is Split.DISTANCE:
        if one.km is None:
            return Part.UNKNOWN
        return Part.NEAR if one.km < NEAR_KM else Part.FAR
    fact, part = _STATED[split]
    return part if fact in one.facts else Part.OTHERS


@dataclass(frozen=True, slots=True)
class Outcome:
    """One part of a split with its figures, by indicator code."""

    split: Split
    part: Part
    figures: dict[str, Figure] = field(default_factory=dict)


OUTCOMES = (
    "suppliers_paid", "value", "income_to_poor", "income_each", "imports_replaced", "days_to_pay",
    "retention", "repeat_orders",
)  # fmt: skip


def outcomes(trades: Trades, codes: Sequence[str] = OUTCOMES) -> tuple[Outcome, ...]:
    """Split outcomes by sex, age, disability, size and distance; small cells stay silent.

    Where one part of a split is silent, the next smallest is too: totals stand beside them.
    """
    return tuple(one for split in Split for one in _parted(split, trades, codes))


def _parted(split: Split, trades: Trades, codes: Sequence[str]) -> list[Outcome]:
    parts: dict[Part, list[Trade]] = {}
    for one in trades:
        parts.setdefault(part_of(split, one), []).append(one)
    found = {part: Outcome(split, part) for part in Part if part in parts}
    for code in codes:
        indicator = BY_CODE[code]
        behind = {part: sum(map(indicator.behind, parts[part])) for part in found}
        quiet = silent({part.value: count for part, count in behind.items()})
        for part, outcome in found.items():
            outcome.figures[code] = figure(indicator, parts[part], hide=part.value in quiet)
    return list(found.values())
