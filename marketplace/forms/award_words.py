"""What an award's page says of the way from a choice to deliveries."""

from marketplace.agreements.rules.awarded import AwardStep
from marketplace.kernel.words import N_

_S = AwardStep
NEXT = {
    _S.SIGN: N_("The check waits for a signature at the desk."),
    _S.HER_ANSWER: N_("She is asked: yes or no."),
    _S.END_TENDER: N_("Say that the choice is made: everybody else hears why not."),
    _S.LOOK: N_("Somebody not chosen asked to look again. The desk answers first."),
    _S.STANDSTILL: N_("Whoever was not chosen may still ask to look again. Then you go on."),
    _S.WRITE: N_("Write the terms: they are filled in from need, offer and what you agreed."),
    _S.ORDER: N_("Place the order: it was needed once, so one order is all."),
    _S.CHECK_TERMS: N_("The terms wait for the check at the desk."),
    _S.BOTH_YES: N_("Both sides are asked for their yes."),
    _S.BUYER_YES: N_("She said yes. The buyer's yes is missing."),
    _S.HER_YES: N_("The buyer said yes. Hers is missing: by picture code, or before a witness."),
    _S.CALL_OFF: N_("Both said yes. Call off the first delivery."),
    _S.LIVES: N_("It lives: deliveries are called off under the agreement."),
    _S.ORDERED: N_("It is ordered. She says yes, less or cannot."),
    _S.OVER: N_("This is over; nothing grows from it any more."),
}
MARKS = {
    _S.LIVES: "good", _S.ORDERED: "good", _S.CALL_OFF: "good", _S.OVER: "", _S.WRITE: "now",
    _S.ORDER: "now", _S.END_TENDER: "now",
}  # fmt: skip
# The way in order; an award that repeats takes the first one, one that does not the second.
WAY = {
    _S.SIGN: N_("Checked and signed"),
    _S.HER_ANSWER: N_("She said yes"),
    _S.END_TENDER: N_("Everybody else heard why not"),
    _S.STANDSTILL: N_("The time to ask again is over"),
}
LONGER = {
    **WAY,
    _S.WRITE: N_("Terms are written"),
    _S.CHECK_TERMS: N_("Terms are signed at the desk"),
    _S.HER_YES: N_("Both sides said yes"),
    _S.CALL_OFF: N_("The first delivery is called off"),
}
ONCE = {**WAY, _S.ORDER: N_("It is ordered")}
_PLACE = {
    _S.SIGN: 0, _S.HER_ANSWER: 1, _S.END_TENDER: 2, _S.LOOK: 3, _S.STANDSTILL: 3, _S.WRITE: 4,
    _S.ORDER: 4, _S.CHECK_TERMS: 5, _S.BOTH_YES: 6, _S.BUYER_YES: 6, _S.HER_YES: 6,
    _S.CALL_OFF: 7, _S.LIVES: 8, _S.ORDERED: 5,
}  # fmt: skip


def way(step: AwardStep, *, repeats: bool) -> list[tuple[str, bool]]:
    """Return the stages in order, each with whether it is behind; nothing where it is over."""
    if step is _S.OVER:
        return []
    stages = LONGER if repeats else ONCE
    return [(text, place < _PLACE[step]) for place, text in enumerate(stages.values())]
