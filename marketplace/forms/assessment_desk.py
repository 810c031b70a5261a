"""Forms of the desk beside signing: override, what if, and a look at a condition."""

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction

from wtforms import SelectField, TextAreaField
from wtforms.validators import ValidationError

from marketplace.assessment.rules.clauses import ClauseRefusal, LookRefusal
from marketplace.assessment.rules.lists import ConditionOutcome
from marketplace.assessment.rules.signals import LEVEL_NAMES, NAMES
from marketplace.assessment.rules.signing import Override, OverrideRefusal
from marketplace.catalogue.rules.lists import Route
from marketplace.forms.assessment_words import VALUES
from marketplace.forms.base import (
    HIDDEN_SIGNS,
    TOO_LONG,
    DayField,
    HouseForm,
    MilliField,
    TextField,
    WholeField,
)
from marketplace.forms.words import CHOOSE, choices, chosen
from marketplace.i18n import gettext
from marketplace.kernel.states import WrongState
from marketplace.kernel.text import tidy, unsafe_characters
from marketplace.kernel.words import N_

LONGEST_REASON = 1000
_DECIDED = (None, N_("This was decided meanwhile."))
OVERRIDE_SENTENCES: dict[StrEnum, tuple[str | None, str]] = {
    OverrideRefusal.ALREADY_ONE: (None, N_("One signal was overridden already; one is the most.")),
    OverrideRefusal.NEVER: (
        "code",
        N_("Nobody can override this: it is about harm, the law, or a price under her cash cost."),
    ),
    OverrideRefusal.NOT_ONE_LEVEL: ("level", N_("One level up or down is the most.")),
    OverrideRefusal.NO_REASON: ("reason", N_("Please write a reason that others can follow.")),
    OverrideRefusal.NO_SUCH_SIGNAL: ("code", N_("This check has no such signal.")),
    WrongState.NOT_NOW: _DECIDED,
}
CLAUSE_SENTENCES: dict[StrEnum, tuple[str | None, str]] = {
    ClauseRefusal.DAY_PAST: (None, N_("A condition's day is in the past.")),
    ClauseRefusal.DAY_TOO_FAR: (None, N_("A condition's day is more than a year away.")),
    ClauseRefusal.NO_WORDS: (None, N_("A condition of your own needs words.")),
}
LOOK_SENTENCES: dict[StrEnum, tuple[str | None, str]] = {
    **CLAUSE_SENTENCES,
    ClauseRefusal.DAY_PAST: ("moved_to", N_("Please choose a day that is still to come.")),
    ClauseRefusal.DAY_TOO_FAR: ("moved_to", N_("A year from now is the latest.")),
    LookRefusal.DAY_MISSING: ("moved_to", N_("Please say to which day it is moved.")),
    LookRefusal.NO_REASON: ("reason", N_("Please write a reason that others can follow.")),
    WrongState.NOT_NOW: _DECIDED,
}
OUTCOMES = {
    ConditionOutcome.KEPT: N_("Kept"),
    ConditionOutcome.NOT_KEPT: N_("Not kept"),
    ConditionOutcome.MOVED: N_("Moved to another day"),
}


class ReasonField(TextAreaField):
    """A few sentences of typed text, bounded, with nothing hidden in it."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep what was typed, tidied."""
        self.data = tidy(valuelist[0]).strip() if valuelist else ""

    def pre_validate(self, form: object) -> None:
        """Say what is wrong with the text; whether there is enough of it is the rules' to say."""
        _ = form
        if unsafe_characters((self.data or "").replace("\n", " ")):
            raise ValidationError(gettext(HIDDEN_SIGNS))
        if len(self.data or "") > LONGEST_REASON:
            raise ValidationError(gettext(TOO_LONG) % {"most": LONGEST_REASON})


class OverrideForm(HouseForm):
    """One signal, its new level, and why."""

    code = SelectField(
        N_("Which signal"), choices=choices({"": CHOOSE, **NAMES}), validators=[chosen]
    )
    level = SelectField(
        N_("To which level"),
        choices=choices({"": CHOOSE, **{str(n): name for n, name in LEVEL_NAMES.items()}}),
        validators=[chosen],
    )
    reason = ReasonField(N_("Why, so that others can follow it"), id="override-reason")

    @property
    def told(self) -> Override:
        """Return the override that was asked for."""
        return Override(self.code.data, int(self.level.data), self.reason.data or "")


SLOTS = {
    "": N_("not known"),
    "morning": N_("morning"),
    "midday": N_("midday"),
    "afternoon": N_("afternoon"),
    "evening": N_("evening"),
    "night": N_("night"),
    "any": N_("any time"),
}
_ROUTES = {route.value: VALUES[route.value] for route in Route}
AS_IT_IS = N_("as it is")


class WhatIfForm(HouseForm):
    """What would be otherwise; an empty field leaves it as it is."""

    price = MilliField(N_("Price for one unit"), needed=False)
    quantity = WholeField(N_("Quantity"), most=1_000_000, needed=False)
    guest_price = MilliField(N_("What a guest pays"), needed=False)
    slot = SelectField(N_("Time of day"), choices=choices({**SLOTS, "": AS_IT_IS}), default="")
    segment = TextField(N_("For which guests"), most=40, needed=False)
    route = SelectField(
        N_("Route to the guest"), choices=choices({"": AS_IT_IS, **_ROUTES}), default=""
    )

    @property
    def changes(self) -> Mapping[str, object]:
        """Return what was filled in, as the check takes it."""
        prices = {name: self[name].data for name in ("price", "guest_price")}
        told: dict[str, object] = {
            name: Fraction(value, 1000) for name, value in prices.items() if value is not None
        }
        if self.quantity.data is not None:
            told["quantity"] = self.quantity.data
        for name in ("slot", "segment"):
            if self[name].data:
                told[name] = self[name].data
        if self.route.data:
            told["route"] = Route(self.route.data)
        return told


class LookForm(HouseForm):
    """What came of a condition on its day."""

    outcome = SelectField(
        N_("What came of it"),
        choices=choices({"": CHOOSE, **{one.value: text for one, text in OUTCOMES.items()}}),
        validators=[chosen],
    )
    reason = ReasonField(N_("Why, if it was not kept or is moved"))
    moved_to = DayField(N_("To which day"), needed=False)

    @property
    def found(self) -> ConditionOutcome:
        """Return what was found."""
        return ConditionOutcome(self.outcome.data)
