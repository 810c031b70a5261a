"""Asking once more in smaller lots."""

from enum import StrEnum

from wtforms import BooleanField, HiddenField

from marketplace.forms.base import DayField, HouseForm, WholeField
from marketplace.forms.sourcing import ASK_SENTENCES
from marketplace.kernel.refused import Refused
from marketplace.kernel.words import N_
from marketplace.sourcing.rules.need_check import NeedFinding
from marketplace.sourcing.rules.refusals import LotsRefusal

FIRST = N_("Something must be changed first. Please use “Ask once more” below.")
SENTENCES: dict[StrEnum, tuple[str | None, str]] = {
    **ASK_SENTENCES,
    **dict.fromkeys(NeedFinding, (None, FIRST)),
    LotsRefusal.CANNOT_SPLIT: ("lots", N_("It cannot be split like this.")),
    LotsRefusal.STILL_ASKED: (None, N_("This is still being asked, or nothing of it is missing.")),
}


class LotsForm(HouseForm):
    """Into how many lots, for which day, in cash or as before."""

    lots = WholeField(N_("In how many lots"), most=6)
    day = DayField(N_("Which day"))
    cash = BooleanField(N_("Paid in cash at the door"))
    key = HiddenField()

    def explain_lots(self, refused: Refused) -> None:
        """Say why it was not asked; each sentence once."""
        self.explain(refused, SENTENCES)
        self.form_errors = list(dict.fromkeys(self.form_errors))
