"""What an agreement's pages say: closed lists as people read them, clauses as sentences."""

from markupsafe import Markup

from marketplace.assessment.rules.clauses import OWN
from marketplace.assessment.rules.conditions import ConditionCode, condition
from marketplace.assessment.rules.ruleset import DEFAULT
from marketplace.i18n import say
from marketplace.kernel.words import N_
from marketplace.web.remarks import remark

STAGES = {
    "trial": N_("A trial: up to four deliveries, then you look at it together"),
    "repeat": N_("Repeated: you call off what you need"),
    "standing": N_("Standing: every week, with a most for the month and a back-up"),
}
STAGE_NAMES = {
    "trial": N_("trial"),
    "repeat": N_("repeated"),
    "standing": N_("standing"),
}
KINDS = {
    "fixed": N_("It stays the same"),
    "steps": N_("It changes on an agreed day"),
    "index": N_("It moves with the market, inside a band"),
}
REJECTS = {
    "bring_back": N_("She takes it back and may sell it elsewhere"),
    "lower_price": N_("Second quality at a price both say at the door"),
    "replace": N_("She brings other goods the same or the next day"),
}
REFUSE_WHY = {
    "price": N_("The price"),
    "quantity": N_("The quantity"),
    "terms": N_("Other terms"),
    "not_now": N_("Not now"),
}
HOW = {
    "witnessed_voice": N_("She heard all of it and said yes aloud"),
    "witnessed_thumb": N_("She heard all of it and put her thumb on the paper"),
}
HOW_SAID = {
    "picture_code": N_("with her four pictures"),
    "signed_in": N_("signed in"),
    "witnessed_thumb": N_("by thumb, before a witness"),
    "witnessed_voice": N_("aloud, before a witness"),
}
STATES = {
    "draft": N_("at the desk for the check"),
    "ended": N_("ended"),
    "in_force": N_("in force"),
    "notice": N_("notice given"),
    "offered": N_("waits for both sides"),
    "refused": N_("not made"),
}
MARKS = {
    "draft": "wait", "ended": "", "in_force": "good", "notice": "wait", "offered": "wait",
    "refused": "bad",
}  # fmt: skip
ENDED = {
    "date": N_("Its time was over."),
    "notice_operator": N_("The buyer gave notice."),
    "notice_supplier": N_("The supplier gave notice."),
    "stopped": N_("It was stopped: something was found that nobody may pass over."),
}
OWNERS = {
    "both": N_("both sides"),
    "buyer": N_("the buyer"),
    "facilitator": N_("the facilitator"),
    "supplier": N_("the supplier"),
}
# Monday first; short enough for seven in a row.
WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
TERM_NAMES = {
    "stage": N_("How far you go"),
    "least": N_("At least, each time"),
    "most": N_("At most, each time"),
    "month_cap": N_("At most in a month"),
    "price_kind": N_("How the price goes on"),
    "price_minor": N_("Price for one"),
    "band_permille": N_("How far it may move, in percent"),
    "index_base_minor": N_("The market when it was written"),
    "steps": N_("Prices from a day on"),
    "payment_days": N_("Paid so many days after delivery"),
    "cash_at_door": N_("When you pay"),
    "weekdays": N_("Days of the week"),
    "starts_on": N_("Begins on"),
    "ends_on": N_("Ends on"),
    "notice_days": N_("Days of notice, for both"),
    "rejects": N_("What the door does not take"),
    "back_up_id": N_("Who steps in if she cannot"),
}


LOOKED = {"kept": N_("Kept"), "not_kept": N_("Not kept")}


def clause_text(code: str, note: str | None = None) -> Markup:
    """Say a clause in the bound language, and what was written beside it in its own.

    One in own words has only these; an unknown one is named by its code.
    """
    known = {one.value: one for one in ConditionCode}
    said = say(condition(known[code], "", DEFAULT).text) if code in known else code
    parts = ("" if code == OWN else said, remark(note))
    return Markup(" ").join(part for part in parts if part)
