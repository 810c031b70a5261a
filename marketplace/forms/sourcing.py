"""Forms of sourcing: a need, an order list, a core product."""

from datetime import date, timedelta

from wtforms import BooleanField, HiddenField, RadioField, SelectField

from marketplace.forms.base import (
    REQUIRED,
    AmountField,
    DayField,
    HouseForm,
    TextField,
    WholeField,
)
from marketplace.forms.need_answers import Answers
from marketplace.forms.words import choices
from marketplace.i18n import format as shown
from marketplace.i18n import gettext
from marketplace.journal.keys import KeyRefusal
from marketplace.kernel.words import N_
from marketplace.sourcing.rules.need_check import NeedFinding
from marketplace.sourcing.rules.refusals import AskRefusal

A_YEAR = timedelta(days=366)
PAY = {"days": N_("On the agreed day after delivery"), "door": N_("In cash at the door")}
LEVELS = {
    "farm_gate": N_("farm-gate"),
    "retail": N_("retail"),
    "wholesale": N_("wholesale"),
}
ROLES = {
    "core": N_("What we live from"),
    "support": N_("Supports it"),
    "add_on": N_("An extra beside it"),
}
BANDS = {
    "": N_("Not said"),
    "under_20": N_("Under 20 %"),
    "20-30": N_("20 to 30 %"),
    "30-40": N_("30 to 40 %"),
    "40-50": N_("40 to 50 %"),
    "over_50": N_("Over 50 %"),
}
# What a remedy's button may change.
CHANGEABLE = frozenset(
    {"door", "quantity", "unit", "day", "other_day", "price", "pay", "days", "confirmed"}
)
_A = AskRefusal
ASK_SENTENCES = {
    _A.MAY_NOT_ORDER: (None, N_("Ordering is not among your rights here. Ask your colleague.")),
    _A.NO_LINES: (None, N_("Please add something to the list.")),
    _A.NO_TERMS: (None, N_("Your company has not accepted the standing terms yet.")),
    _A.OPERATOR_NOT_ACTIVE: (
        None,
        N_("Your company is not active yet. Your facilitator will call you back."),
    ),
    _A.OVER_YOUR_LIMIT: (
        "quantity",
        N_("This is above what you may order alone. Ask for less, or ask your colleague."),
    ),
    _A.PRICE_OUT_OF_RANGE: ("price", N_("Please write a price above nothing, like 1450.")),
    _A.QUANTITY_TOO_LARGE: ("quantity", N_("This number is too large.")),
    _A.QUANTITY_ZERO: ("quantity", N_("Please ask for one or more.")),
    _A.TENDER_NOT_HERE: (None, N_("This is asked for as a tender: open one from your needs.")),
    _A.UNIT_NOT_FOR_LEAF: (None, N_("This is not traded in this unit. Please choose another.")),
    _A.UNKNOWN_LEAF: (None, N_("This is not traded here.")),
    KeyRefusal.OTHER_REQUEST: (
        None,
        N_("This page was sent before, and what it asked for stands. Send it again for one more."),
    ),
}


class DeliveryForm(HouseForm):
    """What a need and an order list share: the door, the day, how it is paid."""

    door = HiddenField()
    day = DayField(N_("Which day"), needed=False)
    other_day = DayField(N_("Or another day"), needed=False)
    pay = RadioField(N_("When you pay"), choices=choices(PAY), default="days")
    confirmed = HiddenField()
    key = HiddenField()
    answers: Answers

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Begin without any answer of the need check."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # WTForms' own arguments
        self.answers = {}

    @property
    def on(self) -> date | None:
        """The chosen day: a typed one goes before a tapped one."""
        typed: date | None = self.other_day.data or self.day.data
        return typed

    @property
    def at_door(self) -> bool:
        """Tell whether it is paid in cash at the door."""
        return bool(self.pay.data == "door")

    @property
    def questions_answered(self) -> frozenset[NeedFinding]:
        """The need check's questions that were answered with yes."""
        known = {finding.value: finding for finding in NeedFinding}
        return frozenset(known[c] for c in (self.confirmed.data or "").split(",") if c in known)

    def has_day(self) -> bool:
        """Tell whether a day was chosen; say so beside the field where it was not."""
        if self.day.errors or self.other_day.errors:
            return False
        if self.on is None:
            self.day.errors = [gettext(REQUIRED)]
        elif abs(self.on - shown.today()) > A_YEAR:
            self.day.errors = [gettext(N_("Please choose a day within a year."))]
        return not self.day.errors


class NeedForm(DeliveryForm):
    """One need; leaf, unit and door come with the page, the price is filled in."""

    leaf = HiddenField()
    unit = HiddenField()
    price_from = HiddenField()
    quantity = WholeField(N_("How much"), most=10**6)
    price = AmountField(N_("Price for one"), needed=False)
    days = HiddenField()

    @property
    def payment_days(self) -> int | None:
        """The days a remedy proposed; none keeps the operator's habit."""
        typed = self.days.data or ""
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 3 else None

    def fill_price(self, minor: int | None, code: str, price_from: str) -> None:
        """Put a proposed price in, and where it comes from."""
        self.price.currency = code
        self.price.process_data(minor)
        self.price_from.process_data(price_from)


class LineForm(HouseForm):
    """One line of an order list."""

    leaf = HiddenField()
    unit = HiddenField()
    price_from = HiddenField()
    quantity = WholeField(N_("How much"), most=10**6)
    price = AmountField(N_("Price for one"), needed=False)
    answers: Answers

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Begin without any answer of the need check."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # WTForms' own arguments
        self.answers = {}

    def fill(self, unit: str, minor: int | None, code: str, price_from: str) -> None:
        """Put the unit and a proposed price in."""
        self.unit.process_data(unit)
        self.price.currency = code
        self.price.process_data(minor)
        self.price_from.process_data(price_from)


class ProductForm(HouseForm):
    """What an operator lives from, in a few figures; what is not known stays empty."""

    name = TextField(N_("Name"), most=120)
    role = SelectField(N_("What it is to you"), choices=choices(ROLES))
    price = AmountField(N_("Price for one guest"), needed=False)
    margin_band = SelectField(N_("What is left of the price"), choices=choices(BANDS))
    capacity_month = WholeField(N_("Guests you can serve in a month"), needed=False)
    utilisation_percent = WholeField(N_("How full you are, in percent"), needed=False, most=100)
    in_package = BooleanField(N_("Sold inside a package"))
    must_stay_ours = BooleanField(N_("Must stay ours: nobody else should offer it to our guests"))
