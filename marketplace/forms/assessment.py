"""Forms of the check: what only a person knows, signing, refusing, a clearance, a second look."""

from collections.abc import Mapping
from fractions import Fraction

from wtforms import BooleanField, SelectField, SelectMultipleField

from marketplace.assessment.rules.conditions import ConditionCode
from marketplace.assessment.rules.lists import RefuseReason
from marketplace.assessment.rules.signing import ClearanceRefusal, EnteredBy, SignRefusal
from marketplace.forms.assessment_words import MONTHS, REFUSED
from marketplace.forms.base import (
    AmountField,
    HouseForm,
    MilliField,
    TextField,
    WholeField,
)
from marketplace.forms.words import CHOOSE, choices, chosen
from marketplace.kernel.states import WrongState
from marketplace.kernel.words import N_
from marketplace.mediation.rules.refusals import AwardRefusal

SENTENCES = {
    ClearanceRefusal.MONTHS_MISSING: ("months", N_("Please tick at least one month.")),
    ClearanceRefusal.PRICE_BAND: (
        "price_high",
        N_("Please write two prices, the lower one first."),
    ),
    ClearanceRefusal.QUANTITY: ("max_quantity", N_("Please write how much is the most.")),
    AwardRefusal.CONFLICT: (
        None,
        N_("You are marked as not neutral in this case: a colleague decides here."),
    ),
    AwardRefusal.SECOND_PERSON: (
        None,
        N_("You had a hand in this, and it is over the value ceiling: a second person signs."),
    ),
    EnteredBy.ENTERED_BY_YOU: (
        None,
        N_("You entered this offer, and it is over the value ceiling: a second person signs it."),
    ),
    SignRefusal.BLOCKED: (None, N_("The check says no to this linkage. Look at the ways back.")),
    SignRefusal.INCOMPLETE: (None, N_("Something must be known first; it is listed below.")),
    SignRefusal.UNFAIR: (None, N_("This is not fair to the supplier as it stands.")),
    WrongState.NOT_NOW: (None, N_("This was decided meanwhile.")),
}
_REFUSED = {reason.value: text for reason, text in REFUSED.items()}
SAFETY = {
    "": N_("not known"),
    "ok": N_("Papers complete, no hazard known"),
    "gap": N_("A gap that can be closed"),
    "high": N_("A serious hazard"),
    "illegal": N_("Against the law"),
}
CHILDREN = {
    "": N_("not known"),
    "none": N_("No children take part"),
    "guarded": N_("Children with a guardian's consent and a safety check"),
    "harm": N_("In danger, at night, in school hours, or as the show"),
}
SLOTS = {
    "": N_("not known"),
    "morning": N_("morning"),
    "midday": N_("midday"),
    "afternoon": N_("afternoon"),
    "evening": N_("evening"),
    "night": N_("night"),
    "any": N_("any time"),
}
OVERLAP = frozenset({"A1", "A3", "A4", "A5", "A6"})
# Which fields answer for which signal; what is known already is not asked again.
FIELDS_OF = {
    "safety": frozenset({"A7"}), "safety_text": frozenset({"A7"}), "children": frozenset({"A7"}),
    "segment": OVERLAP, "slot": OVERLAP, "zone": OVERLAP, "guest_price": OVERLAP,
    "users": OVERLAP, "op_income": OVERLAP,
}  # fmt: skip


class JudgeForm(HouseForm):
    """What only a person can know; an empty field stays not known."""

    safety = SelectField(N_("Papers and hazards"), choices=choices(SAFETY))
    safety_text = TextField(N_("What is missing or dangerous"), most=200, needed=False)
    children = SelectField(N_("Children"), choices=choices(CHILDREN))
    segment = TextField(N_("For which guests (all, budget, groups …)"), most=40, needed=False)
    slot = SelectField(N_("Time of day"), choices=choices(SLOTS))
    zone = TextField(N_("Where, as the core product has it"), most=40, needed=False)
    guest_price = MilliField(N_("What a guest pays"), needed=False)
    users = MilliField(N_("Guests a month"), needed=False)
    op_income = MilliField(N_("What the operator earns from each guest"), needed=False)

    def values(self) -> Mapping[str, str | Fraction]:
        """Return what was said, by the keys of the check's data."""
        found = ((field.name, field.data) for field in self if field.data not in ("", None))
        return {name: Fraction(v, 1000) if isinstance(v, int) else v for name, v in found}

    def at(self, key_path: str, sentence: str) -> None:
        """Put what is wrong with one key beside its field."""
        name = key_path.rpartition(".")[2]
        if name in self:
            field = self[name]
            field.errors = [*field.errors, sentence]
        else:
            self.form_errors.append(sentence)

    def keep_only(self, missing: tuple[str, ...]) -> "JudgeForm":
        """Ask only what the missing signals need."""
        for name, codes in FIELDS_OF.items():
            if not codes & set(missing):
                del self[name]
        return self


class SignForm(HouseForm):
    """The conditions a signature rests on."""

    conditions = SelectMultipleField(
        N_("Conditions"), choices=choices({code.value: code.value for code in ConditionCode})
    )

    @property
    def codes(self) -> tuple[ConditionCode, ...]:
        """Return the conditions that were ticked."""
        return tuple(ConditionCode(code) for code in self.conditions.data or ())


class RefuseForm(HouseForm):
    """Why the desk says no: a reason is required for every unfavourable decision (trust.md)."""

    reason = SelectField(
        N_("Why not"),
        choices=choices({"": CHOOSE, **_REFUSED}),
        validators=[chosen],
    )

    @property
    def code(self) -> RefuseReason | None:
        """Return the reason that was chosen."""
        return RefuseReason(self.reason.data) if self.reason.data else None


class ClearanceForm(SignForm):
    """Bounds of a clearance: prices per unit, the largest quantity, months of the year."""

    price_low = AmountField(N_("Lowest price per unit"))
    price_high = AmountField(N_("Highest price per unit"))
    max_quantity = WholeField(N_("Largest quantity at a time"), most=100_000)
    months = SelectMultipleField(
        N_("Months"),
        coerce=int,
        choices=choices({str(at): name for at, name in enumerate(MONTHS, start=1)}),
    )
    purchase_too = BooleanField(N_("Sign this purchase with it, under the same conditions"))
