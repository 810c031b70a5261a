"""Closed lists of mediation as staff read them: codes to English, translated where shown."""

from marketplace.forms.desk_words import BRINGING, HANDS, OFFER_STATES, said
from marketplace.kernel.words import N_
from marketplace.mediation.rules.lists import PricePosition
from marketplace.mediation.rules.mixes import Goal
from marketplace.mediation.rules.ranking import Part, Why

__all__ = ["BRINGING", "HANDS", "OFFER_STATES", "said"]
PARTS = {
    Part.PRICE: N_("price"),
    Part.ON_TIME: N_("on time"),
    Part.ACCEPTED: N_("accepted"),
    Part.NEWCOMER: N_("first agreement"),
}
WHY = {
    Why.LOWEST: N_("the lowest price asked"),
    Why.NEAR_LOWEST: N_("close to the lowest asked"),
    Why.ABOVE_LOWEST: N_("above the lowest asked"),
    Why.FAR_ABOVE: N_("far above the lowest asked"),
    Why.MEASURED: N_("%(share)s of her deliveries"),
    Why.TOO_FEW: N_("under 3 deliveries: counts half"),
    Why.NO_AGREEMENT: N_("no agreement with her yet"),
    Why.HAS_AGREEMENT: N_("she sells to this buyer already"),
}
GOALS = {
    Goal.CHEAPEST: N_("costs least"),
    Goal.BEST_RANKED: N_("ranks best"),
    Goal.FEWEST: N_("fewest suppliers"),
}
AWARDS = {
    "accepted": N_("she said yes"),
    "declined": N_("she said no"),
    "expired": N_("not answered in time"),
    "refused": N_("refused by the check"),
    "reserved": N_("reserved, she is asked"),
    "undone": N_("taken back"),
    "waiting": N_("waits for a signature"),
}
AWARD_MARKS = {
    "accepted": "good", "declined": "bad", "expired": "bad", "refused": "bad",
    "reserved": "now", "undone": "", "waiting": "wait",
}  # fmt: skip
UNDO = {
    "changed_plan": N_("The plan changed"),
    "complaint_upheld": N_("A complaint was right"),
    "mistake": N_("It was a mistake"),
    "terms_broken": N_("The terms were not kept"),
}
UNDONE = {**UNDO, "nothing_left": N_("Nothing was left to reserve")}
NO = {
    "none_left": N_("she has none left"),
    "sick": N_("she is ill, or somebody is"),
    "sold": N_("she sold it already"),
    "transport": N_("she has no transport"),
}
NONE_SUITABLE = {
    "prices_too_high": N_("The prices are too high"),
    "not_as_asked": N_("What is offered is not as asked"),
    "bought_elsewhere": N_("It was bought elsewhere"),
    "guests_cancelled": N_("The guests cancelled"),
    "no_money_now": N_("There is no money for it now"),
    "mistake_in_need": N_("The need had a mistake"),
}
SIDES = {"buyer": N_("the buyer"), "supplier": N_("the supplier")}
PROPOSALS = {
    "accepted": N_("agreed"),
    "declined": N_("declined"),
    "open": N_("waits for an answer"),
    "withdrawn": N_("taken back"),
}
KINDS = {
    "note": N_("Note"),
    "call": N_("Phone call"),
    "visit": N_("Visit"),
    "meeting": N_("Meeting"),
}
AUDIENCES = {
    "desk": N_("for facilitators only"),
    "both": N_("for both sides"),
    "buyer": N_("for the buyer only"),
    "supplier": N_("for the supplier only"),
}
OUTCOMES = {
    "agreed": N_("agreed"),
    "open_question": N_("a question stays open"),
    "refused": N_("refused"),
    "no_answer": N_("nobody answered"),
}
CONFLICTS = {
    "family": N_("family"),
    "business": N_("business together"),
    "employed": N_("works for one side"),
    "credit": N_("lends or owes money"),
    "rivalry": N_("rivalry"),
}
LOOKS = {"look": N_("asks to look again"), "complaint": N_("complains")}
LOOK_STATES = {
    "asked": N_("waits for an answer"),
    "stands": N_("the choice stands"),
    "upheld": N_("she was right"),
}
TASKS = {"done": N_("done"), "dropped": N_("dropped"), "open": N_("open")}
POSITIONS = {
    PricePosition.HIGHER: N_("her price was higher"),
    PricePosition.LOWER: N_("her price was lower"),
    PricePosition.MIDDLE: N_("her price was in the middle"),
    PricePosition.UNSAID: N_("another was chosen"),
}
SKILLS = {
    "count_cost": N_("Count what it costs"),
    "grade": N_("Sort by size and ripeness"),
    "join_others": N_("Offer together with others"),
    "keep_day": N_("Keep day and hour"),
    "pack": N_("Pack so that nothing breaks"),
}
DECLINED = {
    "filled_by_rotation": N_("others came first in turn"),
    "need_withdrawn": N_("the buyer took the need back"),
    "not_as_a_linkage": N_("not let through by the check"),
    "not_needed_any_more": N_("not needed any more"),
}
