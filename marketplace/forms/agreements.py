"""Forms of agreements: having a delivery again, the door's sheet, "I have paid"."""

from collections.abc import Mapping
from enum import StrEnum

from wtforms import HiddenField, RadioField

from marketplace.agreements.rules.lists import DoorSays, PayMethod, RejectReason
from marketplace.agreements.rules.notes import NoteRefusal
from marketplace.agreements.rules.refusals import (
    OrderRefusal,
    PaymentRefusal,
    ReceivingRefusal,
)
from marketplace.forms.base import HouseForm, MilliField, TextField
from marketplace.forms.sourcing import ASK_SENTENCES, DeliveryForm
from marketplace.forms.words import choices
from marketplace.i18n import gettext
from marketplace.kernel.states import WrongState
from marketplace.kernel.words import N_
from marketplace.media import PhotoRefusal

_O, _R, _P = OrderRefusal, ReceivingRefusal, PaymentRefusal
OVER = (None, N_("This was settled meanwhile. Here is how it stands now."))
ORDER_SENTENCES = {
    **ASK_SENTENCES,
    _O.ABOVE_YOUR_LIMIT: (None, N_("This is above what you may order alone. Ask your colleague.")),
    _O.COSTS_MORE_NOW: (
        None,
        N_("Time has passed, and calling it off costs more now. Look at the amount once more."),
    ),
    _O.DAY_IS_PAST: ("day", N_("This day is over. Please take a later one.")),
    _O.DOOR_IS_SHUT: ("day", N_("Your door is shut on this day.")),
    _O.MAY_NOT_ORDER: (None, N_("Ordering is not among your rights here. Ask your colleague.")),
    _O.NOT_CONFIRMED_BY_HER: (None, N_("This answer was not read back to the supplier yet.")),
    _O.WAITS_FOR_A_CALL: (None, N_("A facilitator calls the supplier about this answer first.")),
    _O.NOTHING_LEFT: (None, N_("All of it is ordered already.")),
    _O.TOO_EARLY: (
        None,
        N_("It is too early to say so. Wait two hours after the door opens, or call."),
    ),
    WrongState.NOT_NOW: OVER,
}
RECEIVING_SENTENCES = {
    _R.ACCEPTED_MORE_THAN_BROUGHT: ("accepted", N_("No more can be accepted than was brought.")),
    _R.BROUGHT_TOO_MUCH: ("brought", N_("This is far more than was ordered. Is it a slip?")),
    _R.MAY_NOT_RECEIVE: (None, N_("Receiving is not among your rights here.")),
    _R.NOTHING_BROUGHT: ("brought", N_("Please write what was brought.")),
    _R.OTHER_DOOR: (None, N_("This belongs to another door.")),
    _R.REASON_MISSING: ("reason", N_("Please tap why. The supplier sees the same picture.")),
    _R.WEIGHT_IMPOSSIBLE: ("kilos", N_("This weight cannot be right.")),
    WrongState.NOT_NOW: (None, N_("This was received or called off meanwhile.")),
}
PHOTO_SENTENCES: dict[StrEnum, tuple[str | None, str]] = {
    PhotoRefusal.NOT_A_PHOTO: (
        "photo",
        N_("This is no picture we can read. A JPEG, PNG or WebP picture is. The rest is kept."),
    ),
    PhotoRefusal.NO_SPACE: (
        "photo",
        N_("There is no room for pictures just now. Send it without one; nothing else is lost."),
    ),
    PhotoRefusal.TOO_LARGE: ("photo", N_("This picture is over 2 MB. Please take a smaller one.")),
    PhotoRefusal.TOO_MANY_TODAY: (
        "photo",
        N_("You took very many pictures today. Send it without one; nothing else is lost."),
    ),
}
NOTE_SENTENCES = {
    NoteRefusal.CORRECTION_MISSING: ("corrected", N_("Please write how much was accepted.")),
    NoteRefusal.CORRECTION_NOT_MORE: (
        "corrected",
        N_("A correction gives her more than the note. If nothing is missing, let it stand."),
    ),
    NoteRefusal.CORRECTION_TOO_MUCH: ("corrected", N_("This is more than was ordered.")),
    WrongState.NOT_NOW: OVER,
}
PAYMENT_SENTENCES = {
    _P.MAY_NOT_PAY: (None, N_("Paying is not among your rights here. Ask your colleague.")),
    _P.REFERENCE_MISSING: (
        "reference",
        N_("Please write the reference of the message: the supplier looks for it."),
    ),
    _P.REFERENCE_USED: (
        "reference",
        N_("This reference stands on another payment of yours. One message pays one payment."),
    ),
    _P.REFERENCE_TOO_LONG: ("reference", N_("This is too long for a reference.")),
    WrongState.NOT_NOW: OVER,
}
METHODS = {
    "cash": N_("Cash"),
    "mobile_money": N_("Mobile money"),
    "bank": N_("Bank"),
}
OUTCOMES = {
    "": N_("Not here yet"),
    "all": N_("All accepted"),
    "part": N_("A part accepted"),
    "none": N_("Sent back"),
}


class AgainForm(DeliveryForm):
    """The same again, on a day."""


class PayForm(HouseForm):
    """ "I have paid": how, and with which reference."""

    method = RadioField(N_("How you paid"), choices=choices(METHODS))
    reference = TextField(N_("Reference"), most=200, needed=False)

    @property
    def how(self) -> PayMethod:
        """The chosen way."""
        return PayMethod(self.method.data)


class ReceiveForm(HouseForm):
    """One line of the door's sheet; quantities in the order's unit, down to thousandths."""

    outcome = RadioField(
        N_("What came"), choices=choices(OUTCOMES), default="", validate_choice=False
    )
    brought = MilliField(N_("Brought"), needed=False)
    accepted = MilliField(N_("Accepted"), needed=False)
    kilos = MilliField(N_("Weight in kg"), needed=False)
    reason = RadioField(
        N_("Why not all"), choices=choices({reason.value: "" for reason in RejectReason}),
        validate_choice=False,
    )  # fmt: skip
    unpaid = HiddenField()
    photo = HiddenField()  # the file itself is read before anything is written

    @property
    def here(self) -> bool:
        """Tell whether this line came to the door."""
        return self.outcome.data in {"all", "part", "none"}

    @property
    def accepted_milli(self) -> int:
        """What is accepted: all that was brought, the typed part, or nothing."""
        whole = {"all": self.brought.data or 0, "none": 0}
        return int(whole.get(self.outcome.data, self.accepted.data or 0))

    @property
    def why(self) -> RejectReason | None:
        """Why not all was taken; nothing where all was."""
        known = {reason.value: reason for reason in RejectReason}
        return None if self.outcome.data == "all" else known.get(self.reason.data or "")

    @property
    def grams(self) -> int | None:
        """The weight that was measured, in grams."""
        return self.kilos.data or None

    def whole(self) -> bool:
        """Tell whether the line makes sense by itself: a part is less than what was brought."""
        good = bool(self.validate())
        if good and self.outcome.data == "part" and self.accepted_milli >= (self.brought.data or 0):
            text = N_("A part is less than what was brought. All of it? Tap that instead.")
            self.accepted.errors = [*self.accepted.errors, gettext(text)]
            return False
        return good


class FeedbackForm(HouseForm):
    """How the goods were: each aspect good, better next time, or nothing said."""

    def __init__(self, posted: Mapping[str, str] | None = None) -> None:
        """Keep what was tapped."""
        super().__init__()
        posted = posted or {}
        self.said = {
            aspect: posted[aspect.value] == "good"
            for aspect in DoorSays
            if posted.get(aspect.value) in {"good", "better"}
        }


class CorrectionForm(HouseForm):
    """How a "not so" ends: the note stands, or so much was accepted in truth."""

    corrected = MilliField(N_("Accepted in truth"), needed=False)
