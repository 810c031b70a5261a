"""Forms of a tender: the one page that asks, changes, endings, answers, the need check."""

from datetime import date, datetime
from enum import StrEnum

from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
)

from marketplace.forms import tender_words as words
from marketplace.forms.assessment_desk import SLOTS
from marketplace.forms.base import AmountField, DayField, HouseForm, TextField, WholeField
from marketplace.forms.need_answers import Answers
from marketplace.forms.sourcing import ASK_SENTENCES
from marketplace.forms.words import CHOOSE, choices, chosen
from marketplace.kernel.states import WrongState
from marketplace.kernel.text import whole
from marketplace.kernel.words import N_
from marketplace.people.rules.lists import FactRefusal
from marketplace.sourcing.rules.receiving import moment
from marketplace.sourcing.rules.tender import ChangeRefusal, TenderRefusal, mask_of, weekdays_of

PAY = {"days": N_("After delivery"), "door": N_("In cash at the door")}
SEGMENTS = {
    "": N_("not known"),
    "all": N_("all guests"),
    "lodge_midrange": N_("lodge guests, middle prices"),
    "budget": N_("guests with a small budget"),
    "luxury": N_("guests who pay much"),
    "groups": N_("groups"),
}
MOST_WORDS = 280
_T = TenderRefusal
TENDER_SENTENCES = {
    **ASK_SENTENCES,
    _T.BAND_WRONG: ("low", N_("Please write both ends of the band, the lower one first.")),
    _T.DEADLINE_MISSING: ("closes_day", N_("Until when may suppliers answer?")),
    _T.DEADLINE_TOO_SOON: (
        "closes_day",
        N_("Leave at least a day, so that nobody misses it who looks tomorrow."),
    ),
    _T.GUEST_FACTS_MISSING: (
        "segment",
        N_("Your guests meet this: please say which guests, when, their price and how many."),
    ),
    _T.LOT_NOT_WHOLE: ("lot", N_("The whole must be a number of equal lots, 40 at most.")),
    _T.NOBODY_INVITED: ("invited", N_("Please name at least one supplier.")),
    _T.PRICE_NEEDED: ("price", N_("Please write the price, or let it be open.")),
    _T.SPECS_TOO_FEW: ("specs", N_("Please pick at least two points of quality.")),
    _T.SPECS_TOO_MANY: ("specs", N_("Five points are the most: pick what matters.")),
    _T.SPEC_UNKNOWN: ("specs", N_("This point is not in the list any more.")),
    _T.UNTIL_BEFORE_DAY: ("until", N_("The last day must come after the first.")),
    _T.WEEKDAYS_MISSING: ("weekdays", N_("On which weekdays?")),
    _T.WHO_IS_MEANT_MISSING: ("reserved_for", N_("Please say for whom.")),
    WrongState.NOT_NOW: (None, N_("This is not possible any more: it went on meanwhile.")),
}
_C = ChangeRefusal
CHANGE_SENTENCES = {
    _C.DAY_GONE: ("day", N_("The day must come after the deadline.")),
    _C.DEADLINE_NOT_LATER: ("closes_day", N_("A deadline can only be moved later.")),
    _C.NOTHING_CHANGED: (None, N_("Nothing was changed.")),
    _C.OPEN_ALREADY: (None, N_("The offers are open: nothing can be changed any more.")),
    _C.QUANTITY_WRONG: ("quantity", N_("Please write a number in whole lots, above nothing.")),
    _C.SPECS_WRONG: ("specs", N_("Two to five points of quality, please.")),
    WrongState.NOT_NOW: (None, N_("This is not possible any more: it went on meanwhile.")),
}


def _many(label: str, known: dict[str, str]) -> SelectMultipleField:
    return SelectMultipleField(label, choices=choices(known), validate_choice=False)


class TenderForm(HouseForm):
    """A tender on one page; what is empty stays a draft's gap until it is sent to the check."""

    door = HiddenField()
    leaf = HiddenField()
    unit = HiddenField()
    key = HiddenField()
    version = HiddenField()
    copy_of = HiddenField()
    quantity = WholeField(N_("How much each time"), most=10**6)
    lot = WholeField(N_("In lots of"), needed=False, most=10**6)
    repeat = RadioField(N_("How often"), choices=choices(words.REPEATS), default="once")
    weekdays = _many(N_("On which weekdays"), words.WEEKDAYS)
    day = DayField(N_("First day"))
    until = DayField(N_("Last day"), needed=False)
    specs = SelectMultipleField(N_("Points of quality"), validate_choice=False)
    price_kind = RadioField(N_("Price"), choices=choices(words.PRICE_KINDS), default="open")
    price = AmountField(N_("Price for one"), needed=False)
    low = AmountField(N_("From"), needed=False)
    high = AmountField(N_("To"), needed=False)
    pay = RadioField(N_("When you pay"), choices=choices(PAY), default="days")
    days = WholeField(N_("Days after delivery"), needed=False, most=365)
    closes_day = DayField(N_("Answers until"), needed=False)
    closes_hour = SelectField(N_("At what hour"), choices=choices(words.HOURS), default="12")
    when_all = BooleanField(N_("Open as soon as everybody asked has answered"))
    visibility = RadioField(
        N_("Who may answer"), choices=choices(words.VISIBILITIES), default="open"
    )
    reserved_for = SelectField(
        N_("Reserved for"), choices=choices({"": CHOOSE, **words.GROUPS_MEANT})
    )
    invited = SelectMultipleField(N_("Whom you name"), validate_choice=False)
    route = SelectField(N_("How it reaches the guest"), choices=choices(words.ROUTES))
    segment = SelectField(N_("Which guests"), choices=choices(SEGMENTS), validate_choice=False)
    slot = SelectField(N_("Time of day"), choices=choices(SLOTS))
    zone = TextField(N_("Where"), needed=False, most=40)
    guest_price = AmountField(N_("What a guest pays"), needed=False)
    users = WholeField(N_("Guests a month"), needed=False, most=10**6)
    now_price = AmountField(N_("What you pay for one today"), needed=False)
    now_transport = AmountField(N_("Of it on top: transport"), needed=False)
    answers: Answers

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Begin without any answer of the need check."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # WTForms' own arguments
        self.answers = {}

    @property
    def mask(self) -> int:
        """The chosen weekdays, bit 0 Monday."""
        days = (whole(day, digits=1) for day in self.weekdays.data or ())
        return mask_of(day for day in days if day is not None)

    def set_mask(self, mask: int) -> None:
        """Choose the weekdays of a mask."""
        self.weekdays.data = [str(day) for day in weekdays_of(mask)]

    def closes_at(self, zone: str) -> datetime | None:
        """Return the deadline as a moment; none where no day was chosen."""
        return deadline(self.closes_day.data, self.closes_hour.data, zone)


def deadline(day: date | None, hour: str | None, zone: str) -> datetime | None:
    """Return a local day and hour as a moment."""
    if day is None or hour not in words.HOURS:
        return None
    return moment(day, int(hour) * 60, zone=zone)


class ChangeForm(HouseForm):
    """What of a published tender changes; everybody who saw it is told."""

    version = HiddenField()
    quantity = WholeField(N_("How much each time"), most=10**6)
    day = DayField(N_("First day"))
    closes_day = DayField(N_("Answers until"))
    closes_hour = SelectField(N_("At what hour"), choices=choices(words.HOURS), default="12")
    specs = SelectMultipleField(N_("Points of quality"), validate_choice=False)


class EndForm(HouseForm):
    """How a tender ends without an award, and why."""

    ending = RadioField(N_("How it ends"), validators=[chosen], validate_choice=False)
    because = SelectField(
        N_("Why"), choices=choices({"": CHOOSE, **words.BECAUSE}), validators=[chosen]
    )


class ReplyForm(HouseForm):
    """An answer to a question, for everybody."""

    question = HiddenField()
    reply = RadioField(N_("Your answer"), choices=choices(words.REPLIES), validators=[chosen])
    words = TextField(N_("In a few words, if needed"), needed=False, most=MOST_WORDS)


class CheckForm(HouseForm):
    """The facilitator's need check: publish, or send back with a reason."""

    because = SelectField(
        N_("Why it goes back"), choices=choices({"": CHOOSE, **words.SENT_BACK}),
        validators=[chosen],
    )  # fmt: skip


class EarlyForm(HouseForm):
    """Why offers are opened before the deadline."""

    reason = SelectField(
        N_("Why now"),
        choices=choices(
            {"": CHOOSE, **{k: v for k, v in words.EARLY.items() if k != "all_have_answered"}}
        ),
        validators=[chosen],
    )


FACT_SENTENCES: dict[StrEnum, tuple[str | None, str]] = {
    FactRefusal.NO_CONSENT: ("consented", N_("Ask her first: without her yes nothing is kept.")),
}


class FactForm(HouseForm):
    """What a supplier said of herself, with her consent to use it."""

    fact = RadioField(N_("What she says of herself"), choices=choices(words.FACTS),
                      validators=[chosen])  # fmt: skip
    consented = BooleanField(N_("She agrees that it is used to find needs meant for her"))
