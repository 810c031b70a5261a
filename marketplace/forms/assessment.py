"""Forms of the check: what only a person knows, signing, refusing, a clearance, a second look."""

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction

from wtforms import BooleanField, SelectField, SelectMultipleField

from marketplace.assessment.rules.lists import RefuseReason
from marketplace.assessment.rules.signing import ClearanceRefusal, EnteredBy, SignRefusal
from marketplace.forms.assessment_desk import CLAUSE_SENTENCES, SLOTS
from marketplace.forms.assessment_words import MONTHS, REFUSED
from marketplace.forms.base import (
    AmountField,
    HouseForm,
    MilliField,
    TextField,
    WholeField,
)
from marketplace.forms.clauses import SignForm
from marketplace.forms.words import CHOOSE, choices, chosen
from marketplace.kernel.states import WrongState
from marketplace.kernel.words import N_
from marketplace.mediation.rules.refusals import AwardRefusal

SENTENCES: dict[StrEnum, tuple[str | None, str]] = {
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
    **CLAUSE_SENTENCES,
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
YES_NO = {"": N_("not known"), "true": N_("yes"), "false": N_("no")}
# What a person judges is asked; the rest only while a missing signal needs it, or guests see it.
GUESTS = frozenset(
    {"segment", "slot", "zone", "guest_price", "users", "op_income", "existing_similar", "staged",
     "secrecy", "guest_share"}
)  # fmt: skip
FLAGS = frozenset(
    {"staged", "secrecy", "exclusivity", "exclusivity_minimum", "daily_need"}
)  # fmt: skip


class JudgeForm(HouseForm):
    """What only a person can know; an empty field stays as it is known."""

    safety = SelectField(N_("Papers and hazards"), choices=choices(SAFETY), default="")
    safety_text = TextField(N_("What is missing or dangerous"), most=200, needed=False)
    children = SelectField(N_("Children"), choices=choices(CHILDREN), default="")
    segment = TextField(N_("For which guests (all, budget, groups …)"), most=40, needed=False)
    slot = SelectField(N_("Time of day"), choices=choices(SLOTS), default="")
    zone = TextField(N_("Where, as the core product has it"), most=40, needed=False)
    guest_price = MilliField(N_("What a guest pays"), needed=False)
    users = MilliField(N_("Guests a month"), needed=False)
    op_income = MilliField(N_("What the operator earns from each guest"), needed=False)
    existing_similar = WholeField(N_("How many alike within 15 km"), most=1000, needed=False)
    staged = SelectField(N_("Staged for visitors"), choices=choices(YES_NO), default="")
    secrecy = SelectField(
        N_("Shows a private source or recipe"), choices=choices(YES_NO), default=""
    )
    guest_share = MilliField(N_("Her share of the guest's price, in percent"), needed=False)
    exclusivity = SelectField(
        N_("Asks that she sells to nobody else"), choices=choices(YES_NO), default=""
    )
    exclusivity_minimum = SelectField(
        N_("With a guaranteed minimum"), choices=choices(YES_NO), default=""
    )
    exclusivity_months = MilliField(N_("For how many months"), needed=False)
    months_to_spec = MilliField(N_("Months until the spec is met"), needed=False)
    daily_need = SelectField(N_("Needed every day"), choices=choices(YES_NO), default="")
    one_off_reason = TextField(N_("Why once under cost (ripe goods …)"), most=200, needed=False)

    def values(self) -> Mapping[str, bool | str | Fraction]:
        """Return what was said, by the keys of the check's data."""
        found = ((field.name, field.data) for field in self if field.data not in ("", None))
        return {name: _value(name, told) for name, told in found}

    def at(self, key_path: str, sentence: str) -> None:
        """Put what is wrong with one key beside its field."""
        name = key_path.rpartition(".")[2]
        if name in self:
            field = self[name]
            field.errors = [*field.errors, sentence]
        else:
            self.form_errors.append(sentence)

    def keep_sent(self, sent: Mapping[str, str]) -> "JudgeForm":
        """Leave out what was not asked on the page that was sent."""
        for name in [one.name for one in self if one.name not in sent]:
            del self[name]
        return self

    def only_for(self, *, guests: bool) -> "JudgeForm":
        """Leave out what is about guests where no guest buys it."""
        if not guests:
            for name in GUESTS:
                del self[name]
        return self


def _value(name: str, told: str | int) -> bool | str | Fraction:
    if name in FLAGS:
        return told == "true"
    if name == "existing_similar":
        return Fraction(told)
    if isinstance(told, str):
        return told
    return Fraction(told, 100_000 if name == "guest_share" else 1000)


def judged_before(known: Mapping[str, str]) -> dict[str, object]:
    """Return what is known already as a form shows it, by the stored figures."""
    form = {name.removeprefix("offer."): value for name, value in known.items()}
    typed: dict[str, object] = {}
    for name in JudgeForm()._fields:  # wtforms has no public list of names
        if name in form:
            typed[name] = _shown(name, form[name])
    return typed


def _shown(name: str, value: str) -> object:
    if name == "existing_similar":
        return int(Fraction(value))
    if name == "guest_share":
        return round(Fraction(value) * 100_000)
    if name in {"guest_price", "users", "op_income", "exclusivity_months", "months_to_spec"}:
        return round(Fraction(value) * 1000)
    return value


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
