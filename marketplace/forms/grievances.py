"""Forms of grievances and reports of harm: what went wrong, with whom, taking up, ending."""

from wtforms import BooleanField, HiddenField, RadioField, SelectField

from marketplace.agreements.rules.grievances import (
    MOST_WORDS,
    GrievanceEnd,
    GrievanceRefusal,
    Whom,
    Wrong,
)
from marketplace.agreements.rules.safeguarding import Harm, ReportEnd, SafeguardingRefusal
from marketplace.forms.agreements import OVER, PHOTO_SENTENCES
from marketplace.forms.base import DayField, HouseForm, TextField
from marketplace.forms.words import choices, chosen
from marketplace.i18n import gettext
from marketplace.kernel import ids
from marketplace.kernel.states import WrongState
from marketplace.kernel.words import N_

WRONGS = {
    Wrong.NOT_KEPT.value: N_("A promise was not kept"),
    Wrong.RUDE.value: N_("Somebody was treated badly"),
    Wrong.STAFF_TAKEN.value: N_("Somebody took workers away"),
    Wrong.BAD_MOUTHED.value: N_("Somebody speaks badly of me"),
    Wrong.FAVOUR_ASKED.value: N_("Money or a favour was asked for"),
    Wrong.NOT_TAKEN.value: N_("Good goods were not taken"),
    Wrong.WEIGHED_WRONG.value: N_("It was weighed wrongly"),
    Wrong.MONEY_LATE.value: N_("Money is late"),
    Wrong.MONEY_LESS.value: N_("Less money came"),
    Wrong.OTHER.value: N_("Something else"),
}
BUYERS = (Wrong.NOT_KEPT, Wrong.RUDE, Wrong.STAFF_TAKEN, Wrong.BAD_MOUTHED, Wrong.FAVOUR_ASKED,
          Wrong.OTHER)  # fmt: skip
WHOMS = {
    Whom.SELLER.value: N_("A supplier"),
    Whom.LODGE.value: N_("A lodge or operator"),
    Whom.HELPER.value: N_("A facilitator or helper"),
    Whom.SOMEBODY.value: N_("Somebody else"),
}
STATES = {
    "raised": N_("waits to be taken up"),
    "taken_up": N_("taken up"),
    "closed": N_("answered"),
    "taken_back": N_("taken back"),
}
MARKS = {"raised": "wait", "taken_up": "now", "closed": "good", "taken_back": ""}
ENDS = {
    GrievanceEnd.AGREED.value: N_("Both sides agreed"),
    GrievanceEnd.PUT_RIGHT.value: N_("It was put right"),
    GrievanceEnd.NOT_UPHELD.value: N_("It was looked at and stays as it is"),
    GrievanceEnd.PASSED_ON.value: N_("Passed on to who can decide"),
}
EVIDENCE = {
    "delivery_note": N_("The delivery note"),
    "note": N_("A note"),
    "photo": N_("A photograph"),
}
SIDES = {"supplier": N_("the supplier"), "buyer": N_("the buyer"), "anybody": N_("without a name")}
HARMS = {
    Harm.CHILD.value: N_("A child is harmed, or works where it must not"),
    Harm.VIOLENCE.value: N_("Somebody is hit or hurt"),
    Harm.SEXUAL.value: N_("Somebody is touched or used against her will"),
    Harm.THREAT.value: N_("Somebody is threatened"),
}
REPORT_ENDS = {
    ReportEnd.SAFE_NOW.value: N_("Safe now"),
    ReportEnd.REFERRED.value: N_("Referred to who can help"),
    ReportEnd.POLICE.value: N_("Reported to the police"),
    ReportEnd.NOTHING_FOUND.value: N_("Nothing was found"),
}
_G = GrievanceRefusal
SENTENCES = {
    **PHOTO_SENTENCES,
    _G.IS_PARTY: (
        None, N_("You had a hand in this, so a colleague who is no party has to handle it."),
    ),
    _G.NOT_YOURS_TO_HANDLE: (None, N_("Only whose complaint it is can take it back.")),
    _G.NOTHING_TO_ADD: ("words", N_("Please write a note, or choose a picture.")),
    _G.TOO_LATE_A_DAY: ("due_on", N_("Please promise a day from today on, within 60 days.")),
    _G.TOO_LONG: ("words", N_("This is too long; 2000 letters are the most.")),
    _G.TOO_MANY: (None, N_("Very many wrote today. Please call or visit a facilitator.")),
    _G.WHO_IS_IT: ("person", N_("Please choose the facilitator it is about.")),
    _G.WORDS_MISSING: ("words", N_("Please write a few words.")),
    SafeguardingRefusal.IS_LEAD: ("person", N_("This person reads reports already.")),
    SafeguardingRefusal.TOO_MANY: (None, N_("Very many wrote today. Please call the police.")),
    SafeguardingRefusal.WORKS_HERE: (
        "person", N_("Whoever works in these places cannot read their reports."),
    ),
    WrongState.NOT_NOW: OVER,
}  # fmt: skip


class KeyedForm(HouseForm):
    """A form whose repeated send does nothing more; the key is minted with the form."""

    key = HiddenField(default=ids.public_id)

    @property
    def client_key(self) -> str:
        """The key that came with the form; a new one where it is missing."""
        sent = (self.key.data or "").strip()
        return sent if 8 <= len(sent) <= 64 and sent.isascii() else ids.public_id()


class RaiseForm(KeyedForm):
    """What went wrong, with whom, and what happened."""

    kind = RadioField(N_("What went wrong"), choices=choices(WRONGS))
    whom = RadioField(N_("With whom"), choices=choices(WHOMS))
    words = TextField(N_("What happened"), most=MOST_WORDS, needed=False)
    wants_call = BooleanField(N_("Please call me"))

    def for_buyer(self) -> "RaiseForm":
        """Ask what happens to buyers only."""
        kept = {one.value: WRONGS[one.value] for one in BUYERS}
        self.kind.choices = choices(kept)
        self.whom.choices = choices(
            {code: text for code, text in WHOMS.items() if code != Whom.LODGE.value}
        )
        return self


class ForHerForm(RaiseForm):
    """What a supplier told a facilitator, on the phone or in person."""

    supplier = SelectField(N_("Whose complaint it is"), validators=[chosen])
    person = SelectField(N_("Which facilitator, if it is about one"), default="")


class AnybodyForm(RaiseForm):
    """What anybody may say without an account."""

    place = SelectField(N_("Where"), validators=[chosen])
    find_me = TextField(N_("How to reach you, if you like"), most=200, needed=False)


class TakeUpForm(HouseForm):
    """Taking it up: by when it is answered, and what the other side may know."""

    due_on = DayField(N_("You answer by"))
    told = TextField(N_("What you tell the other side"), most=MOST_WORDS, needed=False)


class EvidenceForm(HouseForm):
    """Something for the table."""

    words = TextField(N_("A note"), most=MOST_WORDS, needed=False)
    photo = HiddenField()  # the file itself is read before anything is written


class EndForm(HouseForm):
    """How it ended."""

    outcome = RadioField(N_("How it ended"), choices=choices(ENDS))
    words = TextField(N_("What both sides hear"), most=MOST_WORDS, needed=False)


class HarmForm(KeyedForm):
    """A report of harm: as little as possible."""

    kind = RadioField(N_("What is it"), choices=choices(HARMS))
    place = SelectField(N_("Where"), validators=[chosen])
    person = SelectField(N_("Is it about one of these? They will not read it."), default="")
    find_me = TextField(N_("Where somebody can safely call you"), most=200, needed=False)


class ReportEndForm(HouseForm):
    """How a report ended."""

    ended = RadioField(N_("How it ended"), choices=choices(REPORT_ENDS))


class LeadForm(HouseForm):
    """Who reads reports of harm."""

    destination = SelectField(N_("Destination"))
    person = SelectField(N_("Person"), validators=[chosen])
    deputy = BooleanField(N_("As deputy"))


def said(words: dict[str, str], code: str) -> str:
    """Say a code of a closed list."""
    return gettext(words[code])
