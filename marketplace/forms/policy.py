"""Forms of what is bought here and elsewhere: the target, and one source."""

from enum import StrEnum
from typing import Protocol

from wtforms import SelectField

from marketplace.forms.base import AmountField, DayField, HouseForm, TextField, WholeField
from marketplace.forms.words import CHOOSE, choices, chosen
from marketplace.kernel.words import N_
from marketplace.sourcing.rules.lists import Origin
from marketplace.sourcing.rules.refusals import PolicyRefusal

ORIGINS = {
    Origin.LOCAL.value: N_("from here"),
    Origin.NATIONAL.value: N_("from elsewhere in the country"),
    Origin.IMPORTED.value: N_("imported"),
}
MARKS = {Origin.LOCAL: "good", Origin.NATIONAL: "wait", Origin.IMPORTED: "bad"}
SENTENCES: dict[StrEnum, tuple[str | None, str]] = {
    PolicyRefusal.NOT_OUR_PERSON: ("answers", N_("Please choose one of your own people.")),
    PolicyRefusal.PERCENT: ("local_percent", N_("Please write a share from 1 to 100.")),
}


class PolicyForm(HouseForm):
    """How much is to be bought here, until when, and who answers for it."""

    local_percent = WholeField(N_("How much of it from here, in percent"), most=100)
    until = DayField(N_("Until when"))
    words = TextField(N_("In one sentence, for your own people"), most=400)
    answers = SelectField(N_("Who answers for it"), validators=[chosen], validate_choice=False)


class Source(Protocol):
    """What the form is filled from."""

    @property
    def origin(self) -> Origin | None:
        """Where it comes from."""

    @property
    def monthly_quantity(self) -> int | None:
        """How much a month."""

    @property
    def price_minor(self) -> int:
        """Price for one."""

    @property
    def transport_minor(self) -> int:
        """Transport for one."""

    @property
    def handling_minor(self) -> int:
        """Handling for one."""

    @property
    def lead_days(self) -> int | None:
        """Days from order to door."""

    @property
    def reject_permille(self) -> int:
        """Of a thousand, how many are thrown away."""


class SourceForm(HouseForm):
    """What is bought elsewhere: how much, from where, at what landed cost."""

    goods = SelectField(N_("What"), validators=[chosen], validate_choice=False)
    monthly_quantity = WholeField(N_("How much a month"), most=1_000_000)
    origin = SelectField(N_("Where it comes from"), choices=choices({"": CHOOSE, **ORIGINS}),
                         validators=[chosen])  # fmt: skip
    price = AmountField(N_("Price for one"))
    transport = AmountField(N_("Transport for one"), needed=False)
    handling = AmountField(N_("Handling for one"), needed=False)
    lead_days = WholeField(N_("Days from order to door"), most=365)
    reject_percent = WholeField(N_("Of a hundred, how many are thrown away"), most=99, needed=False)

    def fill(self, one: Source, goods: str) -> None:
        """Show what is known of a source already."""
        self.goods.data = goods
        self.origin.data = one.origin or ""
        for field, value in (
            (self.monthly_quantity, one.monthly_quantity), (self.price, one.price_minor),
            (self.transport, one.transport_minor), (self.handling, one.handling_minor),
            (self.lead_days, one.lead_days), (self.reject_percent, one.reject_permille // 10),
        ):  # fmt: skip
            field.process_data(value)
