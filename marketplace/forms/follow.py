"""Forms and words of following up: what a look found, and a supplier's plan."""

from wtforms import RadioField, SelectField

from marketplace.agreements.rules.follow import Stage
from marketplace.agreements.rules.lists import ExitReason, Look, PlanState, PlanStep
from marketplace.agreements.rules.refusals import FollowRefusal
from marketplace.forms.base import DayField, HouseForm, TextField, WholeField
from marketplace.forms.words import CHOOSE, choices, chosen
from marketplace.kernel.states import WrongState
from marketplace.kernel.words import N_

STAGES = {
    Stage.FIRST: N_("first delivery"),
    Stage.REPEATED: N_("repeated"),
    Stage.STEADY: N_("steady"),
    Stage.OVER: N_("over"),
}
LOOKS = {
    Look.STEADY.value: N_("It is steady"),
    Look.GROWING.value: N_("It is growing"),
    Look.TROUBLE.value: N_("It is in trouble"),
    Look.OVER.value: N_("It is over"),
}
PLAN_STATES = {
    PlanState.RUNNING: N_("running"),
    PlanState.REACHED: N_("reached"),
    PlanState.STOPPED: N_("stopped"),
}
PLAN_MARKS = {PlanState.RUNNING: "now", PlanState.REACHED: "good", PlanState.STOPPED: "wait"}
STEPS = {
    PlanStep.AGREED: N_("What is asked is agreed and shown in pictures"),
    PlanStep.TRAINED: N_("She was shown how, by somebody who does it"),
    PlanStep.TRIED: N_("A first delivery was accepted"),
    PlanStep.STEADY: N_("Three deliveries in a row were accepted"),
}
EXITS = {
    ExitReason.HER_WISH.value: N_("She does not want to go on"),
    ExitReason.ANOTHER_TRADE.value: N_("She found another trade"),
    ExitReason.NO_BUYER.value: N_("Nobody asks for it any more"),
    ExitReason.TOO_FAR.value: N_("It is too far to bring"),
    ExitReason.NOT_ENOUGH.value: N_("It was not enough, after every attempt"),
}
_R = FollowRefusal
SENTENCES = {
    _R.ATTEMPTS_LEFT: ("reason", N_("She has attempts left: patience first.")),
    _R.HAS_A_PLAN: ("leaf", N_("A plan for this is running already.")),
    _R.NO_ATTEMPTS: (None, N_("All her attempts are used.")),
    _R.NOT_DUE: (None, N_("This look is not due yet.")),
    _R.TOO_LONG: ("ends_on", N_("A plan ends within a year, and not today.")),
    WrongState.NOT_NOW: (None, N_("This was done meanwhile.")),
}


class LookForm(HouseForm):
    """What the look after so many days found."""

    found = RadioField(N_("How does it go?"), choices=choices(LOOKS), validators=[chosen],
                       validate_choice=False)  # fmt: skip
    days = WholeField(N_("After days"), most=365)


class PlanForm(HouseForm):
    """A plan: for what, until when, and how many attempts she has."""

    leaf = SelectField(N_("For what"), choices=[], validators=[chosen], validate_choice=False)
    ends_on = DayField(N_("Until when"))
    attempts = WholeField(N_("How many attempts she has"), most=9)


class ExitForm(HouseForm):
    """Why a plan ends."""

    reason = SelectField(N_("Why it ends"), choices=choices({"": CHOOSE, **EXITS}),
                         validators=[chosen])  # fmt: skip
    step = TextField(needed=False, most=20)
