"""Versions of the rule set beside each other, and what a new one would do to past cases."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from marketplace.assessment.rules.assumptions import fill
from marketplace.assessment.rules.errors import BadInput
from marketplace.assessment.rules.inputs import Inputs
from marketplace.assessment.rules.judge import judge
from marketplace.assessment.rules.numbers import Raw
from marketplace.assessment.rules.ruleset import KINDS, RuleSet
from marketplace.assessment.rules.signals import Verdict
from marketplace.kernel.words import Sentence


class RuleSetRefusal(StrEnum):
    """Why a version is not published."""

    NOTHING_CHANGED = "nothing_changed"
    NO_REASON = "no_reason"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class Change:
    """One number that differs between two versions, as it is stored."""

    key: str
    before: str
    after: str


def difference(before: RuleSet, after: RuleSet) -> tuple[Change, ...]:
    """Return the numbers that differ, in the order of the rule set."""
    old, new = before.values(), after.values()
    changed = (key for key in KINDS if old[key] != new[key])
    return tuple(Change(key, format(old[key], "f"), format(new[key], "f")) for key in changed)


def read_all(version: int, values: Mapping[str, Raw]) -> tuple[RuleSet | None, dict[str, Sentence]]:
    """Return the rule set these numbers make, or what is wrong with each of them by its key."""
    wrong = {key: said for key, said in _alone(values) if said is not None}
    if wrong:
        return None, wrong
    try:
        return RuleSet.from_values(version, values), {}
    except BadInput as bad:
        return None, {bad.key_path: bad.message}


def _alone(values: Mapping[str, Raw]) -> Iterable[tuple[str, Sentence | None]]:
    """Read each number by itself: numbers that cross each other show only together."""
    for key, raw in values.items():
        try:
            RuleSet.one(key, raw)
        except BadInput as bad:
            yield key, bad.message
        else:
            yield key, None


def verdicts(inputs: Inputs, rules: RuleSet) -> tuple[Verdict, Verdict]:
    """Return both verdicts of a linkage, without anything that follows from them."""
    filled, _ = fill(inputs, rules)
    found = judge(filled, rules)
    return found.verdict, found.fairness
