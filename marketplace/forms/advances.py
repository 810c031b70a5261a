"""Forms of money paid ahead, and the words of papers for lenders."""

from wtforms import RadioField

from marketplace.agreements.rules.advances import (
    MOST_PERCENT,
    AdvanceKind,
    AdvanceRefusal,
)
from marketplace.forms.agreements import OVER, PAYMENT_SENTENCES, PayForm
from marketplace.forms.base import TextField, WholeField
from marketplace.forms.grievances import KeyedForm, said
from marketplace.forms.words import choices
from marketplace.kernel.states import WrongState
from marketplace.kernel.words import N_

__all__ = ["KINDS", "MARKS", "PAPERS", "SENTENCES", "STATES", "AdvanceForm", "PayForm", "said"]

KINDS = {
    AdvanceKind.ADVANCE.value: N_("Advance: money to begin with"),
    AdvanceKind.DEPOSIT.value: N_("Deposit: so that it is kept for you"),
    AdvanceKind.HELD.value: N_("Held: a third hand keeps it until the goods came"),
}
STATES = {
    "offered": N_("waits for her yes"),
    "agreed": N_("she said yes; not sent yet"),
    "held": N_("held by a third hand"),
    "sent": N_("sent; she has not said yet"),
    "not_yet": N_("she says: not here yet"),
    "paid": N_("she has it; it comes back by deliveries"),
    "recovered": N_("all back"),
    "refused": N_("she said no"),
    "ended": N_("ended"),
}
MARKS = {
    "offered": "wait", "agreed": "now", "held": "now", "sent": "wait", "not_yet": "bad",
    "paid": "good", "recovered": "good", "refused": "", "ended": "",
}  # fmt: skip
PAPERS = {
    "earnings": N_("Statement of earnings"),
    "order": N_("Confirmed order"),
}
STANDINGS = {
    "true": N_("This paper stands."),
    "old": N_("This paper is past its day. Ask for a new one."),
    "withdrawn": N_("This paper was taken back. It does not count any more."),
}
_A = AdvanceRefusal
SENTENCES = {
    **PAYMENT_SENTENCES,
    _A.HOLDER_MISSING: ("holder", N_("Please write who holds the money.")),
    _A.IS_ONE: (None, N_("Money is paid ahead for this already.")),
    _A.MAY_NOT_PAY: (None, N_("Paying is not among your rights here. Ask your colleague.")),
    _A.NOT_IN_FORCE: (None, N_("Nothing can be paid ahead for this now.")),
    _A.NOT_OF_AGREEMENT: ("kind", N_("For an agreement only an advance is possible.")),
    _A.PERCENT_RANGE: ("percent", N_("Please write 5 to 50 percent.")),
    _A.SHARE_RANGE: ("share", N_("Please write 10 to 90 percent.")),
    _A.TOO_SMALL: ("percent", N_("This is less than the smallest coin.")),
    WrongState.NOT_NOW: OVER,
}


USUAL_SHARE = 25


class AdvanceForm(KeyedForm):
    """How much is paid ahead, and how it comes back."""

    kind = RadioField(N_("How"), choices=choices(KINDS), default=AdvanceKind.ADVANCE.value)
    percent = WholeField(N_("How much, in percent"), most=MOST_PERCENT * 20, default=20)
    share = WholeField(
        N_("Percent of each payment that gives it back"), most=1000, default=USUAL_SHARE,
        needed=False,
    )  # fmt: skip
    holder = TextField(N_("Who holds it"), most=80, needed=False)
