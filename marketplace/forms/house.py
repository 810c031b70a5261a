"""Forms of an operator's own people: colleagues, their rights, stand-ins, the linkage desk."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Any

from wtforms import BooleanField, SelectField

from marketplace.forms.arrival import minutes_of
from marketplace.forms.base import (
    AmountField,
    DayField,
    HouseForm,
    TextField,
)
from marketplace.forms.words import CHOOSE, FUNCTIONS, choices, chosen
from marketplace.i18n import bound_zone, gettext
from marketplace.kernel.words import N_
from marketplace.people.rules.entry import EntryRefusal
from marketplace.people.rules.house import Colleague, DeskHours, House, Rights
from marketplace.people.rules.lists import Function

SENTENCES: Mapping[StrEnum, tuple[str | None, str]] = {
    EntryRefusal.ALREADY_HERE: ("email", N_("Somebody with this e-mail is here already.")),
    EntryRefusal.EMAIL_UNREADABLE: ("email", N_("Please write an e-mail like name@lodge.com.")),
    EntryRefusal.HOURS_UNFIT: ("opens", N_("Please write hours of one day, like 08:00 and 16:00.")),
    EntryRefusal.NAME_MISSING: ("name", N_("Please write a name.")),
    EntryRefusal.NAME_UNREADABLE: ("name", N_("This name has signs that cannot be shown.")),
    EntryRefusal.NOT_A_COLLEAGUE: ("person", N_("Please choose another colleague.")),
    EntryRefusal.NOT_YOURSELF: (None, N_("Somebody else has to do this.")),
    EntryRefusal.PERIOD_UNFIT: ("until", N_("Please choose days from today on, 60 at most.")),
    EntryRefusal.PHONE_UNREADABLE: ("phone", N_("This is not a phone number here.")),
}


class _OneOfSeveral(HouseForm):
    """A form that shares its page with others: its fields carry its own prefix."""

    own = ""

    def __init__(self, formdata: Any = None, **kw: Any) -> None:
        """Take what was sent for this form alone."""
        super().__init__(formdata, prefix=self.own, **kw)


class ColleagueInviteForm(_OneOfSeveral):
    """Whom to invite into one's own house."""

    name = TextField(N_("Name"), most=120)
    email = TextField(N_("E-mail"), most=254)


class RightsForm(HouseForm):
    """What a colleague may do; each right is one of its own."""

    function = SelectField(N_("Work there"), choices=choices(FUNCTIONS))
    may_order = BooleanField(N_("May ask for goods"))
    may_approve = BooleanField(N_("May approve above a colleague's limit, and keep this page"))
    may_receive = BooleanField(N_("May receive at the door"))
    may_pay = BooleanField(N_("May pay"))
    limit = AmountField(N_("May ask alone up to"), needed=False)

    def show(self, one: Colleague, currency: str) -> None:
        """Fill in what stands there now."""
        self.function.process_data(one.function.value)
        for name in ("may_order", "may_approve", "may_receive", "may_pay"):
            self[name].process_data(getattr(one, name))
        self.limit.currency = currency
        self.limit.process_data(one.limit_minor)

    def rights(self, currency: str) -> Rights:
        """Return what the action is told."""
        return Rights(
            function=Function(self.function.data), may_order=bool(self.may_order.data),
            may_approve=bool(self.may_approve.data), may_receive=bool(self.may_receive.data),
            may_pay=bool(self.may_pay.data), limit_minor=self.limit.minor(currency),
        )  # fmt: skip


class StandInForm(_OneOfSeveral):
    """Who is away, who stands in, and from which day to which."""

    own = "away-"

    absent = SelectField(N_("Who is away"), choices=[], validators=[chosen])
    person = SelectField(N_("Who stands in"), choices=[], validators=[chosen])
    begins = DayField(N_("From"))
    until = DayField(N_("To and with"))

    @property
    def period(self) -> tuple[datetime, datetime]:
        """The first moment of the first day and the last of the last, where the house is."""
        zone = bound_zone()
        first = datetime.combine(self.begins.data, time(), tzinfo=zone)
        return first, datetime.combine(self.until.data + timedelta(days=1), time(), tzinfo=zone)


class DeskForm(_OneOfSeveral):
    """The linkage desk: who answers suppliers, in which function, on which phone, when."""

    own = "desk-"

    person = SelectField(N_("Who answers suppliers"), choices=[], validators=[chosen])
    function = SelectField(N_("Work there"), choices=choices(FUNCTIONS))
    phone = TextField(N_("Phone"), most=30)
    opens = TextField(N_("From"), most=5)
    closes = TextField(N_("To"), most=5)

    def hours(self) -> DeskHours | None:
        """Return what the action is told; none, said beside the field, where no hours stand."""
        opens, closes = minutes_of(self.opens.data), minutes_of(self.closes.data)
        if opens is None or closes is None:
            self.opens.errors = [gettext(SENTENCES[EntryRefusal.HOURS_UNFIT][1])]
            return None
        return DeskHours(
            person_id=int(self.person.data), function=Function(self.function.data),
            phone=self.phone.data or "", opens=opens, closes=closes,
        )  # fmt: skip


class ChampionForm(_OneOfSeveral):
    """Who stands for buying near here."""

    own = "champion-"

    person = SelectField(N_("Champion"), choices=[], validators=[chosen])


def offer_people(field: SelectField, house: House, *, chosen: int | None = None) -> None:
    """Let one of the house be chosen; nobody is chosen beforehand, unless one stands there."""
    known = {str(one.person_id): one.name for one in house.colleagues}
    field.choices = choices({"": CHOOSE, **known})
    if chosen is not None:
        field.process_data(str(chosen))
