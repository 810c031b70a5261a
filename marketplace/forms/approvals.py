"""A colleague's yes or no to a need above its asker's limit."""

from wtforms import SelectField

from marketplace.forms.base import HouseForm
from marketplace.forms.words import CHOOSE, choices, chosen
from marketplace.kernel.states import WrongState
from marketplace.kernel.words import N_
from marketplace.sourcing.rules.refusals import ApprovalRefusal

DECLINED = {
    "not_needed": N_("It is not needed"),
    "too_dear": N_("It costs too much"),
    "too_late": N_("It comes too late"),
    "too_much": N_("It is too much"),
}
DECLINED_ALL = {**DECLINED, "taken_back": N_("Taken back")}
SENTENCES = {
    ApprovalRefusal.DAY_OVER: (None, N_("Its day is over. Say no, and ask for another day.")),
    ApprovalRefusal.OVER_YOUR_LIMIT: (
        None,
        N_("This is above your own limit. Somebody else approves it."),
    ),
    ApprovalRefusal.YOUR_OWN: (None, N_("You asked for this yourself. A colleague approves it.")),
    WrongState.NOT_NOW: (None, N_("This was decided meanwhile.")),
}


class ApproveForm(HouseForm):
    """Yes."""


class DeclineForm(HouseForm):
    """No, with a reason the asker reads."""

    why = SelectField(N_("Why not"), choices=choices({"": CHOOSE, **DECLINED}), validators=[chosen])
