"""The rule-set editor: every number with its own answer beside it, and the reason."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from wtforms import HiddenField

from marketplace.assessment.rules.ruleset import DEFAULT, KINDS, RuleSet
from marketplace.assessment.rules.versions import RuleSetRefusal, read_all
from marketplace.forms.assessment_desk import ReasonField
from marketplace.forms.base import HouseForm
from marketplace.i18n import gettext, say
from marketplace.kernel.words import N_, Sentence

SENTENCES: dict[StrEnum, tuple[str | None, str]] = {
    RuleSetRefusal.NOTHING_CHANGED: (None, N_("No number differs from the version in force.")),
    RuleSetRefusal.NO_REASON: ("reason", N_("Please write a reason that others can follow.")),
    RuleSetRefusal.STALE: (
        None,
        N_("Another version came into force meanwhile. Your numbers are kept here: compare them."),
    ),
}
_STARTS = (
    (N_("Overlap with the core product"), "level_a1_leaf"),
    (N_("What both sides can bear"), "ratio_ok"),
    (N_("What the supplier gets"), "floor_factor"),
    (N_("Conditions, signatures, clearances"), "fee_low"),
    (N_("Ranking of opened offers"), "weight_price"),
)


def groups() -> list[tuple[str, list[str]]]:
    """Return the numbers by the branch they belong to, in the order of the rule set."""
    keys = list(KINDS)
    starts = [keys.index(first) for _, first in _STARTS] + [len(keys)]
    return [(title, keys[starts[at] : starts[at + 1]]) for at, (title, _) in enumerate(_STARTS)]


@dataclass(slots=True)
class Number:
    """One number: as it is in force, as it was typed, and what is wrong with it."""

    now: str
    typed: str
    error: str = ""


class RuleSetForm(HouseForm):
    """Every number of a version and why it is published."""

    based_on = HiddenField()
    reason = ReasonField(N_("Why this version"))

    def __init__(self, current: RuleSet = DEFAULT, formdata: Any = None) -> None:
        """Show the version in force, with what was typed instead."""
        super().__init__(formdata, data={"based_on": str(current.version)})
        in_force = {key: format(value, "f") for key, value in current.values().items()}
        sent: Mapping[str, str] = formdata if formdata is not None else {}
        self.numbers = {
            key: Number(now, sent.get(key, now).strip()) for key, now in in_force.items()
        }
        self.rules: RuleSet | None = None

    def validate(self, extra_validators: Any = None) -> bool:
        """Read every number by itself, then all of them together."""
        good = super().validate(extra_validators)
        self.rules, wrong = read_all(0, self.values)
        self.mark(wrong)
        return good and not wrong

    def mark(self, wrong: Mapping[str, Sentence]) -> None:
        """Put what is wrong beside each number."""
        for key, text in wrong.items():
            self.numbers[key].error = say(text)
        if wrong:
            self.form_errors.append(gettext(N_("A number cannot be used; it is marked below.")))

    @property
    def values(self) -> dict[str, str]:
        """Return the numbers as they were typed."""
        return {key: told.typed for key, told in self.numbers.items()}

    @property
    def version(self) -> int:
        """Return the version the numbers were made from; 0 for nonsense."""
        typed = self.based_on.data or ""
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0

    def any_wrong(self, keys: Iterable[str]) -> bool:
        """Tell whether a group has something to mend or something changed."""
        told = (self.numbers[key] for key in keys)
        return any(one.error or one.typed != one.now for one in told)
