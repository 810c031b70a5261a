"""Forms of proposals: entered at the desk, put to an operator, a buyer's no with its reason."""

from enum import StrEnum

from wtforms import HiddenField, RadioField, SelectField

from marketplace.catalogue.rules.lists import Route
from marketplace.forms.base import AmountField, HouseForm, TextField, WholeField
from marketplace.forms.words import choices, chosen
from marketplace.i18n import gettext
from marketplace.journal.keys import KeyRefusal
from marketplace.kernel.words import N_
from marketplace.mediation.rules.putting import NotWanted, PutRefusal
from marketplace.offers.rules.proposals import ProposalRefusal

_P, _U = ProposalRefusal, PutRefusal
ROUTES = {
    "input": N_("The operator uses it up itself"),
    "input_or_resale": N_("Used, or sold in its shop"),
    "embedded": N_("Part of the operator's own product"),
    "referred": N_("Guests pay the supplier; the operator's desk knows"),
    "independent": N_("Straight to guests"),
}
SLOTS = {
    "": N_("No matter"),
    "morning": N_("Morning"),
    "midday": N_("Midday"),
    "afternoon": N_("Afternoon"),
    "evening": N_("Evening"),
    "night": N_("Night"),
}
NOT_WANTED = {
    "have_it": N_("We have it already"),
    "price": N_("The price"),
    "other_kind": N_("We look for something else"),
    "later": N_("Later in the year"),
}
STATES = {
    "checking": N_("at the desk for the check"),
    "not_wanted": N_("not wanted"),
    "put": N_("put to the operator"),
    "refused": N_("not with this operator"),
    "wanted": N_("wanted"),
    "withdrawn": N_("withdrawn"),
}
PROPOSAL_SENTENCES = {
    KeyRefusal.OTHER_REQUEST: (None, N_("This form was sent once already. Open it again.")),
    _P.ALREADY_PROPOSED: ("leaf", N_("She has proposed this already.")),
    _P.NO_CONSENT: (None, N_("She has not agreed to trading. Ask her first.")),
    _P.NO_TERMS: (None, N_("She has not heard the standing terms. Read them to her.")),
    _P.NOT_ACTIVE: (None, N_("She is not active here.")),
    _P.PRICE_OUT_OF_RANGE: ("price", N_("This price cannot be right.")),
    _P.QUANTITY_ZERO: ("quantity", N_("Please write how many she can do in a month.")),
    _P.UNIT_NOT_FOR_LEAF: ("unit", N_("This is not traded in this unit. Please choose another.")),
}
PROPOSAL_WORDS = {code.value: text for code, (_, text) in PROPOSAL_SENTENCES.items()}
PUT_SENTENCES: dict[StrEnum, tuple[str | None, str]] = {
    _U.ALREADY_PUT: ("operator", N_("It was put to this operator already.")),
    _U.GUEST_PRICE_MISSING: ("guest_price", N_("Please write what the guest pays.")),
    _U.NOT_READ_BACK: (None, N_("Read it back to her first.")),
    _U.NOT_THIS_OPERATOR: ("operator", N_("Please choose an operator of her destination.")),
}


class ProposeForm(HouseForm):
    """What a supplier can do that nobody asked for."""

    key = HiddenField()
    leaf = SelectField(N_("What she can do"), validators=[chosen], validate_choice=False)
    unit = SelectField(N_("Counted in"), validators=[chosen], validate_choice=False)
    quantity = WholeField(N_("How many in a month"), most=10**6)
    price = AmountField(N_("Her price for one"))


class PutForm(HouseForm):
    """To whom, and how it would reach the guest."""

    operator = SelectField(N_("Operator"), validators=[chosen], validate_choice=False)
    route = RadioField(N_("How it reaches the guest"), choices=choices(ROUTES), default="input")
    slot = SelectField(N_("Time of day"), choices=choices(SLOTS))
    segment = TextField(N_("For which guests (all, budget, groups …)"), most=40, needed=False)
    zone = TextField(N_("Where, as the core product has it"), most=40, needed=False)
    guest_price = AmountField(N_("What a guest pays"), needed=False)
    users = WholeField(N_("Guests in a month"), most=10**5, needed=False)
    income = AmountField(N_("What the operator keeps of it, each guest"), needed=False)

    @property
    def way(self) -> Route:
        """The chosen route."""
        return Route(self.route.data)

    @property
    def operator_id(self) -> int:
        """The chosen operator; 0 where it is none of ours."""
        typed = self.operator.data or ""
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 12 else 0


class AnswerPutForm(HouseForm):
    """Yes; or no with its picked reason."""

    why = RadioField(N_("Why not"), choices=choices(NOT_WANTED), validate_choice=False)

    @property
    def reason(self) -> NotWanted | None:
        """The picked reason; none where nothing known was picked."""
        known = {one.value: one for one in NotWanted}
        return known.get(self.why.data or "")

    def has_reason(self) -> bool:
        """Tell whether a reason was picked; say so beside the field where it was not."""
        if self.reason is None:
            self.why.errors = [gettext(N_("Please tap why. The supplier hears the same reason."))]
        return self.reason is not None
