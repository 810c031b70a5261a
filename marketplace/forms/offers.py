"""Forms of the desk about offers: entering one for a supplier, her word on the phone."""

from datetime import date

from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import ValidationError

from marketplace.agreements.rules.refusals import OrderRefusal
from marketplace.forms.base import AmountField, DayField, HouseForm, TextField, WholeField
from marketplace.forms.desk_words import BRINGING, CANNOT, NOT_ME, SILENCES
from marketplace.forms.words import CHOOSE, choices, chosen
from marketplace.i18n import gettext
from marketplace.journal.keys import KeyRefusal
from marketplace.kernel.states import WrongState
from marketplace.kernel.words import N_
from marketplace.offers.rules.halves import half
from marketplace.offers.rules.refusals import OfferRefusal

_R = OfferRefusal
SENTENCES = {
    KeyRefusal.OTHER_REQUEST: (None, N_("This form was sent once already. Open it again.")),
    _R.ALREADY_OFFERED: ("supplier", N_("She has an offer in for this need already.")),
    _R.NEED_CLOSED: (None, N_("Nobody can offer for this need any more.")),
    _R.NO_CONSENT: ("supplier", N_("She has not agreed to trading. Ask her first.")),
    _R.NO_TERMS: ("supplier", N_("She has not heard the standing terms. Read them to her.")),
    _R.NOT_ACTIVE: ("supplier", N_("She is not active here.")),
    _R.NOT_HER_LEAF: ("supplier", N_("She is not registered for these goods.")),
    _R.NOT_WHOLE_LOTS: ("part", N_("This need is in lots: please write whole lots.")),
    _R.PRICE_FAR: (
        "price",
        N_("This is three times the asked price or more, or a third or less. Tick below if right."),
    ),
    _R.PRICE_LOW: ("price", N_("This is under her fair price. Ask her whether she wants it.")),
    _R.PRICE_MISSING: ("price", N_("The buyer named no price: please write hers.")),
    _R.PRICE_OUT_OF_RANGE: ("price", N_("This price cannot be right.")),
    _R.QUANTITY_OVER_NEED: ("part", N_("This is more than is still looked for.")),
    _R.QUANTITY_ZERO: ("part", N_("Please write how much she brings.")),
    OrderRefusal.LESS_MUST_BE_LESS: ("quantity", N_("Less must be less than what was ordered.")),
    WrongState.NOT_NOW: (None, N_("This was answered meanwhile.")),
}
MUCH = {"all": N_("All of it"), "half": N_("Half of it"), "part": N_("A part of it")}


class EnterForm(HouseForm):
    """An offer entered for a supplier; it is to be read back to her."""

    supplier = RadioField(N_("For whom"), validators=[chosen], validate_choice=False)
    much = RadioField(N_("How much"), choices=choices(MUCH))
    part = WholeField(N_("How much of it"), needed=False, most=1_000_000)
    lots = WholeField(N_("How many lots"), needed=False, most=10_000)
    starts_on = DayField(N_("From when"), needed=False)
    price = AmountField(N_("Her price per unit"), needed=False)
    bringing = RadioField(N_("How it gets there"), choices=choices(BRINGING))
    sure = BooleanField(N_("Yes, this price is right"))
    key = TextField(most=64)

    earliest: date | None = None  # the need's own day

    def validate_starts_on(self, field: DayField) -> None:
        """Say so where she would begin before the need does."""
        if field.data and self.earliest and field.data < self.earliest:
            raise ValidationError(gettext(N_("This is before the first day that is asked for.")))

    def quantity(self, remaining: int, lot: int | None = None) -> int:
        """Return what she brings, of what is still looked for; a part of a tender in its lots."""
        if self.much.data == "part":
            return int(self.lots.data or 0) * lot if lot else int(self.part.data or 0)
        return half(remaining) or remaining if self.much.data == "half" else remaining


class LessForm(HouseForm):
    """She brings less: how much."""

    quantity = WholeField(N_("How much she can bring"), most=1_000_000)


class CannotForm(HouseForm):
    """She cannot: why."""

    reason = SelectField(N_("Why she cannot"), choices=choices({"": CHOOSE, **CANNOT}))


class NotMeForm(HouseForm):
    """She will not: why."""

    supplier = TextField(most=24)
    reason = SelectField(
        N_("Why not"), choices=choices({"": CHOOSE, **NOT_ME}), validators=[chosen]
    )


class SilenceForm(HouseForm):
    """Why she did not answer, as she says it on the phone."""

    supplier = TextField(most=24)
    silence = SelectField(
        N_("Why no answer"), choices=choices({"": CHOOSE, **SILENCES}), validators=[chosen]
    )
