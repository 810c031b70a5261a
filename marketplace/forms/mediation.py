"""Forms of mediation: choosing, proposing, ending, writing into a file, answering a complaint."""

from typing import Any, TypeVar

from wtforms import BooleanField, SelectField
from wtforms.validators import Optional

from marketplace.agreements.rules.agreed_refusals import AgreementRefusal
from marketplace.forms.base import AmountField, DayField, HouseForm, TextField, WholeField
from marketplace.forms.mediation_words import (
    AUDIENCES,
    BRINGING,
    CONFLICTS,
    KINDS,
    NONE_SUITABLE,
    OUTCOMES,
    SIDES,
    SKILLS,
    UNDO,
)
from marketplace.forms.words import CHOOSE, choices, chosen
from marketplace.kernel.states import WrongState
from marketplace.kernel.words import N_
from marketplace.mediation.rules.lists import Audience, EventKind, Outcome
from marketplace.mediation.rules.proposals import ProposalRefusal
from marketplace.mediation.rules.refusals import (
    AwardRefusal,
    LookRefusal,
    NoteRefusal,
    OutcomeRefusal,
)

F = TypeVar("F", bound=HouseForm)
_A, _P, _N = AwardRefusal, ProposalRefusal, NoteRefusal
SENTENCES = {
    _A.CONFLICT: (
        None,
        N_("You are marked as not neutral in this case: a colleague decides here."),
    ),
    _A.IS_AWARDED: (None, N_("This offer is awarded already, or over.")),
    _A.MAY_NOT_ORDER: (None, N_("You may look at offers, but not decide. Ask who orders for you.")),
    _A.NOT_CONFIRMED_BY_HER: (
        None,
        N_("She has not said yes to this offer yet. Read it back to her first."),
    ),
    _A.NOT_OPEN_YET: (None, N_("The offers are not open, or this need is over.")),
    _A.NOTHING_LEFT: ("quantity", N_("So much is not left of this need.")),
    _A.OVER_LIMIT: ("quantity", N_("This is over what you may decide alone.")),
    _A.PROPOSAL_OPEN: (None, N_("A proposal waits for an answer. Settle it first.")),
    _A.QUANTITY_OVER_OFFER: ("quantity", N_("This is more than she offers.")),
    _A.QUANTITY_ZERO: ("quantity", N_("Please write how much.")),
    _A.SECOND_PERSON: (
        None,
        N_("You had a hand in this, and it is over the value ceiling: a second person signs."),
    ),
    _P.DAY_IS_PAST: ("deliver_on", N_("This day is over.")),
    _P.NOTHING_CHANGES: (None, N_("Please write what should be different.")),
    _P.ONE_IS_OPEN: (None, N_("A proposal waits for an answer. Settle it first.")),
    _P.PRICE_IS_SPENT: (
        "price",
        N_("Each side names a price once. Day, amount and transport can still change."),
    ),
    _P.PRICE_OUT_OF_RANGE: ("price", N_("This price cannot be right.")),
    _P.QUANTITY_OVER_NEED: ("quantity", N_("This is more than the need.")),
    _P.QUANTITY_ZERO: ("quantity", N_("Please write how much.")),
    AgreementRefusal.AWARD_IS_LIVED: (
        None,
        N_("An agreement or an order stands on it already. End that first."),
    ),
    OutcomeRefusal.ALREADY_ENDED: (None, N_("This need has ended already.")),
    OutcomeRefusal.AWARDS_WAIT: (
        None,
        N_("An award still waits for a signature or for her yes. Then this can end."),
    ),
    OutcomeRefusal.NOTHING_AWARDED: (
        None,
        N_("Nothing is awarded. Choose an offer, or say that none suits."),
    ),
    OutcomeRefusal.SOMETHING_AWARDED: (None, N_("Something is awarded: end with that instead.")),
    LookRefusal.ASKED_BEFORE: (None, N_("She has asked this already.")),
    LookRefusal.TOO_LATE: (None, N_("The time for this is over.")),
    LookRefusal.YOU_ARE_A_PARTY: (
        None,
        N_("You chose here, or are not neutral: a colleague answers this."),
    ),
    _N.MINUTES: ("minutes", N_("Please write how many minutes, and what came of it.")),
    _N.NO_TEXT: ("words", N_("Please write a sentence.")),
    _N.OWNER_ELSEWHERE: ("owner", N_("Only a facilitator can have this task.")),
    WrongState.NOT_NOW: (None, N_("This was decided meanwhile.")),
}


def with_ids(form: F, place: str) -> F:
    """Give a form's fields ids of their own, where several forms stand on one page."""
    for field in form:
        field.id = f"{field.name}-{place}"
    return form


class ChooseForm(HouseForm):
    """How much of an offer, and what happens after a no."""

    quantity = WholeField(N_("How much"), most=1_000_000)
    then_next = BooleanField(N_("If she says no, ask the next best"))


class ProposeForm(HouseForm):
    """What should be different; an empty field stays as it is."""

    side = SelectField(N_("Who proposes"), choices=choices(SIDES), validators=[Optional()])
    price = AmountField(N_("Another price per unit"), needed=False)
    quantity = WholeField(N_("Another amount"), needed=False, most=1_000_000)
    deliver_on = DayField(N_("Another day"), needed=False)
    bringing = SelectField(
        N_("How it gets there"),
        choices=choices({"": N_("as it is"), **BRINGING}),
        validators=[Optional()],
    )


class UndoForm(HouseForm):
    """Why an award is taken back."""

    reason = SelectField(N_("Why"), choices=choices({"": CHOOSE, **UNDO}), validators=[chosen])


class NoneForm(HouseForm):
    """Why none of the offers suits."""

    because = SelectField(
        N_("Why none suits"), choices=choices({"": CHOOSE, **NONE_SUITABLE}), validators=[chosen]
    )


class EventForm(HouseForm):
    """Something for a file."""

    kind = SelectField(N_("What"), choices=choices(KINDS))
    audience = SelectField(N_("Who may read it"), choices=choices(AUDIENCES))
    outcome = SelectField(
        N_("What came of it"),
        choices=choices({"": N_("only for calls and visits"), **OUTCOMES}),
        validators=[Optional()],
    )
    minutes = WholeField(N_("Minutes"), needed=False, most=600)
    words = TextField(N_("In a sentence or two"), most=1000, needed=False)

    def said(self) -> dict[str, Any]:
        """Return what was written, by the names of the command."""
        outcome = self.outcome.data
        return {
            "kind": EventKind(self.kind.data), "audience": Audience(self.audience.data),
            "outcome": Outcome(outcome) if outcome else None, "minutes": self.minutes.data,
            "words": self.words.data or "",
        }  # fmt: skip


class TaskForm(HouseForm):
    """Something to do."""

    words = TextField(N_("What is to be done"), most=200)
    owner = SelectField(N_("By whom"), choices=[], validate_choice=False)
    due_on = DayField(N_("By which day"))

    def said(self) -> dict[str, Any]:
        """Return what is to be done, by the names of the command."""
        return {
            "words": self.words.data or "", "due_on": self.due_on.data,
            "owner_id": person_id(self.owner.data),
        }  # fmt: skip


def person_id(typed: str | None) -> int | None:
    """Return a person's id as a form sends it; none where it is no number."""
    good = typed is not None and typed.isascii() and typed.isdigit() and len(typed) < 19
    return int(typed) if good and typed else None


class ConflictForm(HouseForm):
    """Who is not neutral here, and why."""

    who = SelectField(N_("Who"), choices=[], validate_choice=False, validators=[chosen])
    kind = SelectField(
        N_("Why not neutral"), choices=choices({"": CHOOSE, **CONFLICTS}), validators=[chosen]
    )


class LookForm(HouseForm):
    """The answer to somebody not chosen."""

    words = TextField(N_("Your reason"), most=400)


class TalkForm(HouseForm):
    """Which skill was talked about."""

    skill = SelectField(N_("Skill"), choices=choices(SKILLS), validators=[chosen])
