"""Forms of support: offering a service, sending somebody to it, and what came of it."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from wtforms import BooleanField, SelectField

from marketplace.catalogue.words import PAPER_NAMES
from marketplace.forms import support_words as words
from marketplace.forms.base import AmountField, DayField, HouseForm, TextField, WholeField
from marketplace.forms.words import CHOOSE, choices, chosen
from marketplace.kernel.states import WrongState
from marketplace.kernel.words import N_
from marketplace.support.rules.lists import SupportRefusal

_R = SupportRefusal
SENTENCES: Mapping[StrEnum, tuple[str | None, str]] = {
    _R.ALREADY_REFERRED: ("service", N_("She is sent there already.")),
    _R.COST_OVER_PRICE: ("price", N_("The parts are more than the price.")),
    _R.FULL: ("service", N_("No seat is free any more.")),
    _R.NOT_AGREED: ("agreed", N_("Ask her first: without her yes nobody is told of her.")),
    _R.NO_SEATS: ("seats", N_("There is at least one seat.")),
    _R.PAPER_MISSING: ("paper", N_("Please say which paper the inspector comes for.")),
    _R.PAST_DAY: ("on_day", N_("This day is over.")),
    _R.SERVICE_OVER: ("service", N_("This is not offered any more.")),
    _R.UNTIL_BEFORE_SIGNED: ("until", N_("It ends after it was signed.")),
    WrongState.NOT_NOW: (None, N_("This was done meanwhile.")),
}


class ServiceForm(HouseForm):
    """A service: what it is, what it helps with, when, and who pays what."""

    kind = SelectField(N_("What it is"), choices=choices({"": CHOOSE, **words.KINDS}),
                       validators=[chosen])  # fmt: skip
    topic = SelectField(N_("What it helps with"), choices=choices({"": CHOOSE, **words.TOPICS}),
                        validators=[chosen])  # fmt: skip
    name = TextField(N_("Its name"), most=80)
    paper = SelectField(N_("For which paper"), choices=choices({"": CHOOSE, **PAPER_NAMES}))
    on_day = DayField(N_("On which day"), needed=False)
    seats = WholeField(N_("For how many"), most=500)
    price = AmountField(N_("What it costs in all"))
    giver = AmountField(N_("Of it you bear"), needed=False)
    outside = AmountField(N_("Of it comes from outside"), needed=False)
    shared = BooleanField(N_("One price for all together: they share it."))

    def command(self, currency: str) -> dict[str, Any]:
        """Return what the action is told, money in minor units."""
        return {
            "name": self.name.data or "", "paper": self.paper.data or None,
            "on_day": self.on_day.data, "seats": self.seats.data or 0,
            "price_minor": self.price.minor(currency) or 0,
            "giver_minor": self.giver.minor(currency) or 0,
            "outside_minor": self.outside.minor(currency) or 0, "shared": bool(self.shared.data),
        }  # fmt: skip


class ReferForm(HouseForm):
    """Whom to send her to; her yes comes first."""

    service = SelectField(N_("To whom"), choices=[], validators=[chosen])
    leaf = SelectField(N_("For what"), choices=[])
    agreed = BooleanField(N_("She heard who it is and said yes."))

    def offer(
        self, services: Iterable[tuple[str, str]], leaves: Iterable[tuple[str, str]]
    ) -> "ReferForm":
        """Fill in what can be chosen."""
        self.service.choices = choices({"": CHOOSE, **dict(services)})
        self.leaf.choices = choices({"": N_("Not for one thing alone"), **dict(leaves)})
        return self


class DeclineForm(HouseForm):
    """Why a referral is given back."""

    why = SelectField(N_("Why not"), choices=choices({"": CHOOSE, **words.DECLINES}),
                      validators=[chosen])  # fmt: skip


class ReportForm(HouseForm):
    """What came of a referral."""

    result = SelectField(N_("What came of it"), choices=choices({"": CHOOSE, **words.RESULTS}),
                         validators=[chosen])  # fmt: skip


class FollowForm(HouseForm):
    """Whether it helped."""

    helped = SelectField(N_("Did it help?"), choices=choices({"": CHOOSE, **words.HELPED}),
                         validators=[chosen])  # fmt: skip


class MemorandumForm(HouseForm):
    """What was agreed in writing with a provider."""

    words = TextField(N_("What was agreed"), most=300)
    signed_on = DayField(N_("Signed on"))
    until = DayField(N_("Until when"))


class PaperForm(HouseForm):
    """A paper somebody looked at."""

    paper = SelectField(N_("Paper you looked at"), choices=choices({"": CHOOSE, **PAPER_NAMES}),
                        validators=[chosen])  # fmt: skip
    until = DayField(N_("Valid until"), needed=False)

    def last_day(self) -> date | None:
        """Return its last day; none where it does not end."""
        day: date | None = self.until.data
        return day


class HelperForm(HouseForm):
    """The support provider of a plan."""

    provider = SelectField(N_("Support provider"), choices=[], validators=[chosen])
