"""A facilitator's own match: whom she puts forward or proposes, and why."""

from enum import StrEnum

from wtforms import SelectField

from marketplace.forms.base import HouseForm, TextField
from marketplace.forms.words import CHOOSE, choices, chosen
from marketplace.kernel.words import N_
from marketplace.sourcing.rules.suggesting import SuggestedWhy, SuggestRefusal

WHY = {
    SuggestedWhy.NEAR: N_("She is near"),
    SuggestedWhy.CAN_ALL: N_("She can bring all of it"),
    SuggestedWhy.RIGHT_DAY: N_("She is there on the right day"),
    SuggestedWhy.KNOWN_WORK: N_("I know her work"),
    SuggestedWhy.FIRST_CHANCE: N_("She never had a chance yet"),
    SuggestedWhy.WITH_OTHERS: N_("She brings it together with others"),
}
KINDS = {"put_forward": N_("put forward: she is asked"), "proposed": N_("proposed to the buyer")}
SENTENCES: dict[StrEnum, tuple[str | None, str]] = {
    SuggestRefusal.IS_ASKED: (None, N_("She is asked already.")),
    SuggestRefusal.NEED_CLOSED: (None, N_("Nobody can be asked for this need any more.")),
    SuggestRefusal.NOT_FITTING: (
        None,
        N_("She does not make this, or has nothing free that week."),
    ),
}


class SuggestForm(HouseForm):
    """Why she fits, and words for the buyer."""

    supplier = TextField(most=24)
    why = SelectField(
        N_("Why she"),
        choices=choices({"": CHOOSE, **{why.value: text for why, text in WHY.items()}}),
        validators=[chosen],
    )
    words = TextField(N_("In your words, for the buyer"), most=200, needed=False)
