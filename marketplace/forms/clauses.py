"""Conditions as they are edited before signing: ticked, with owner, day and details; own ones."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from wtforms import SelectMultipleField

from marketplace.assessment.rules.clauses import LONGEST_NOTE, OWN, Clause
from marketplace.assessment.rules.conditions import ConditionCode, Owner
from marketplace.forms.base import HIDDEN_SIGNS, NOT_A_DAY, TOO_LONG, HouseForm
from marketplace.forms.words import choices
from marketplace.i18n import gettext
from marketplace.kernel.text import tidy, unsafe_characters
from marketplace.kernel.words import N_

OWN_LINES = ("own-1", "own-2")


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed of one condition, kept whatever it is."""

    owner: str = ""
    due: str = ""
    note: str = ""
    error: str = ""


class SignForm(HouseForm):
    """The conditions a signature rests on."""

    conditions = SelectMultipleField(
        N_("Conditions"), choices=choices({code.value: code.value for code in ConditionCode})
    )

    def __init__(self, formdata: Any = None, **kw: Any) -> None:
        """Read the details of every condition beside the ticks."""
        super().__init__(formdata, **kw)
        known = (*(code.value for code in ConditionCode), *OWN_LINES)
        self.details = {} if formdata is None else {name: _read(formdata, name) for name in known}

    def validate(self, extra_validators: Any = None) -> bool:
        """Look at the ticked conditions' details too."""
        good = super().validate(extra_validators)
        wrong = [name for name in self._used() if self.detail(name).error]
        if wrong:
            self.form_errors.append(gettext(N_("A condition needs mending; it stands open below.")))
        return good and not wrong

    def detail(self, name: str) -> Typed:
        """Return what was typed of a condition."""
        return self.details.get(name, Typed())

    def _used(self) -> list[str]:
        own = (name for name in OWN_LINES if self.detail(name).note)
        return [*(self.conditions.data or ()), *own]

    @property
    def codes(self) -> tuple[ConditionCode, ...]:
        """Return the usual conditions that were ticked."""
        return tuple(ConditionCode(code) for code in self.conditions.data or ())

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """Return the conditions to sign, as they were edited."""
        return tuple(self._clause(name) for name in self._used())

    def _clause(self, name: str) -> Clause:
        told = self.detail(name)
        return Clause(
            code=OWN if name in OWN_LINES else name,
            owner=Owner(told.owner) if told.owner else None,
            due_on=date.fromisoformat(told.due) if told.due else None,
            note=told.note,
        )


def _read(data: Mapping[str, str], name: str) -> Typed:
    owner, due = data.get(f"{name}.owner", ""), data.get(f"{name}.due", "").strip()
    note = " ".join(tidy(data.get(f"{name}.note", "")).split())
    owner = owner if owner in set(Owner) else ""
    return Typed(owner, due, note, _wrong(due, note))


def _wrong(due: str, note: str) -> str:
    if unsafe_characters(note):
        return gettext(HIDDEN_SIGNS)
    if len(note) > LONGEST_NOTE:
        return gettext(TOO_LONG) % {"most": LONGEST_NOTE}
    try:
        date.fromisoformat(due or "2026-01-01")
    except ValueError:
        return gettext(NOT_A_DAY)
    return ""
