"""Forms of joint action and events: what, with which quick win, the four questions, who came."""

from wtforms import BooleanField, RadioField, SelectField

from marketplace.collective.rules.activities import ActivityKind, ActivityRefusal, Question, Said
from marketplace.collective.rules.events import (
    CircleRefusal,
    EventKind,
    EventRefusal,
    LeadFound,
)
from marketplace.forms.agreements import OVER
from marketplace.forms.base import DayField, HouseForm, TextField, WholeField
from marketplace.forms.grievances import said
from marketplace.forms.words import choices, chosen
from marketplace.kernel.states import WrongState
from marketplace.kernel.words import N_

__all__ = ["ACTIVITIES", "EVENTS", "SENTENCES", "said"]

_K = ActivityKind
ACTIVITIES = {
    _K.GET_TOGETHER.value: N_("Get-together"),
    _K.DIRECTORY.value: N_("Directory"),
    _K.TRAINING.value: N_("Training"),
    _K.ICE_BOX.value: N_("Shared ice box"),
    _K.SHARED_TRANSPORT.value: N_("Shared transport"),
    _K.CERTIFICATION.value: N_("Certificate for all"),
    _K.BUYING_TOGETHER.value: N_("Buying or selling together"),
}
# What usually works, to begin with: low-risk joint action first (§3.3).
TEMPLATES = {
    _K.TRAINING.value: N_("One afternoon at a member's farm; a lodge's cook shows what is taken."),
    _K.SHARED_TRANSPORT.value: N_("One truck on delivery days: each pays by crate, by a list."),
    _K.ICE_BOX.value: N_("One box, one key, one list of who put in what, cleaned in turn."),
    _K.GET_TOGETHER.value: N_("An hour before the market: who needs and who makes what."),
    _K.DIRECTORY.value: N_("Everybody who says yes stands in one list for buyers."),
}  # fmt: skip
QUESTIONS = {
    str(Question.PROBLEM.value): N_("Does it meet a problem the members have now?"),
    str(Question.NOT_CORE.value): N_("Does it leave alone what each lives from?"),
    str(Question.NO_PREY.value): N_("Does it leave little room to cheat one another?"),
    str(Question.SAVES.value): N_("Does doing it together save money?"),
}
SAID = {
    Said.YES.value: N_("yes"),
    Said.PARTLY.value: N_("partly"),
    Said.NO.value: N_("no"),
}
STATES = {
    "proposed": N_("being asked"),
    "running": N_("running"),
    "trial": N_("on trial"),
    "stopped": N_("stopped"),
    "done": N_("quick win reached"),
}
MARKS = {"proposed": "wait", "running": "good", "trial": "now", "stopped": "", "done": "good"}
EVENTS = {
    EventKind.OPEN_DAY.value: N_("Open day"),
    EventKind.TRIAL_WALK.value: N_("Trial walk"),
    EventKind.FAIR.value: N_("Fair"),
    EventKind.GET_TOGETHER.value: N_("Get-together"),
}
EVENT_STATES = {
    "planned": N_("planned"),
    "held": N_("held"),
    "called_off": N_("called off"),
}
GUESTS = {
    "waiting": N_("has not said"),
    "coming": N_("comes"),
    "not": N_("does not come"),
}
FOUND = {
    LeadFound.NOTHING.value: N_("nothing came of it"),
    LeadFound.TALKING.value: N_("they talk"),
    LeadFound.ORDERED.value: N_("ordered"),
}
CIRCLE = {
    "asked": N_("waits for her yes"),
    "shared": N_("shared"),
    "refused": N_("she said no"),
    "withdrawn": N_("taken back"),
}
_A, _E = ActivityRefusal, EventRefusal
SENTENCES = {
    _A.IS_MEMBER: ("supplier", N_("She takes part already.")),
    _A.NAME_MISSING: ("title", N_("Please write a few words.")),
    _A.NOT_ASKED_ENOUGH: (
        None,
        N_("Three members and you must have answered all four questions first."),
    ),
    _A.QUICK_WIN_MISSING: (
        "quick_win_on",
        N_("Please write what gets better, and by which day within half a year."),
    ),
    _A.RED: (None, N_("The answers say no. Begin with something that risks less.")),
    _E.DAY_IS_PAST: ("held_on", N_("This day is over. Please take a later one.")),
    _E.NOBODY_TO_INVITE: ("leaf", N_("Nobody here makes this.")),
    _E.NO_LEAF: ("leaf", N_("Please choose from the list.")),
    _E.NOT_A_GUEST: (None, N_("Only who came can be a lead.")),
    _E.NOT_DUE: (None, N_("It is too early for this look.")),
    CircleRefusal.ALREADY: (None, N_("You recommended her already.")),
    CircleRefusal.NOT_PROVEN: (None, N_("Recommend only who delivered to you and was accepted.")),
    WrongState.NOT_NOW: OVER,
}


class ActivityForm(HouseForm):
    """What would be done together; no activity without a quick win and its day."""

    place = SelectField(N_("Where"), validators=[chosen])
    kind = RadioField(N_("What"), choices=choices(ACTIVITIES), default=_K.TRAINING.value)
    title = TextField(N_("In a few words"), most=120)
    win = TextField(N_("What gets better soon"), most=200)
    quick_win_on = DayField(N_("By which day"))
    beyond = WholeField(N_("People who gain without taking part"), most=100_000, default=0)
    beyond_words = TextField(N_("Who they are"), most=200, needed=False)
    selective_discounts = BooleanField(
        N_("A seller or buyer could give one member a better price to leave the others")
    )


class FourForm(HouseForm):
    """The facilitator's own four answers."""

    q1 = RadioField(QUESTIONS["1"], choices=choices(SAID))
    q2 = RadioField(QUESTIONS["2"], choices=choices(SAID))
    q3 = RadioField(QUESTIONS["3"], choices=choices(SAID))
    q4 = RadioField(QUESTIONS["4"], choices=choices(SAID))

    @property
    def answers(self) -> dict[Question, Said]:
        """What was answered, by question."""
        return {one: Said(self._fields[f"q{one.value}"].data) for one in Question}


class MemberForm(HouseForm):
    """Who takes part."""

    supplier = SelectField(N_("Supplier"), validators=[chosen])


class EventForm(HouseForm):
    """An event and who is invited by what they make."""

    place = SelectField(N_("Where"), validators=[chosen])
    kind = RadioField(N_("What"), choices=choices(EVENTS), default=EventKind.OPEN_DAY.value)
    title = TextField(N_("In a few words"), most=120)
    held_on = DayField(N_("Day"))
    leaf = SelectField(N_("For makers of"), validators=[chosen])
    host = SelectField(N_("At whose house"), default="")


class LeadForm(HouseForm):
    """Two who met and may trade."""

    supplier = SelectField(N_("Supplier"), validators=[chosen])
    operator = SelectField(N_("Buyer"), validators=[chosen])
