"""Words of growing: what a gap is called, what helps, how a referral stands."""

from marketplace.kernel.words import N_
from marketplace.support.rules.gaps import GapKind, Standing
from marketplace.support.rules.lists import (
    DeclineWhy,
    Helped,
    Managing,
    NextTime,
    ReferralState,
    Result,
    ServiceKind,
    Topic,
    Trigger,
    Waits,
    Wish,
)

KINDS = {
    ServiceKind.COURSE.value: N_("Course with seats"),
    ServiceKind.VISIT.value: N_("Advice on the spot"),
    ServiceKind.INSPECTION.value: N_("Inspector's visit for a paper"),
    ServiceKind.FINANCE.value: N_("Savings or loan officer"),
}
TOPICS = {
    Topic.GROWING.value: N_("Growing and making more"),
    Topic.HANDLING.value: N_("Sorting, packing, storing"),
    Topic.HYGIENE.value: N_("Clean work"),
    Topic.COLD.value: N_("Keeping it cold"),
    Topic.CERTIFICATE.value: N_("Papers and certificates"),
    Topic.TRANSPORT.value: N_("Bringing it in time"),
    Topic.BUSINESS.value: N_("Counting, planning, running a trade"),
    Topic.PEOPLE.value: N_("Leading and working together"),
    Topic.FINANCE.value: N_("Saving and borrowing"),
}
STATES = {
    ReferralState.SENT: N_("no answer yet"),
    ReferralState.ACCEPTED: N_("taken, under way"),
    ReferralState.DECLINED: N_("not taken"),
    ReferralState.REPORTED: N_("reported"),
    ReferralState.FOLLOWED: N_("followed up"),
    ReferralState.WITHDRAWN: N_("taken back"),
}
STATE_MARKS = {
    ReferralState.SENT: "wait", ReferralState.ACCEPTED: "now", ReferralState.DECLINED: "bad",
    ReferralState.REPORTED: "now", ReferralState.FOLLOWED: "good", ReferralState.WITHDRAWN: "wait",
}  # fmt: skip
DECLINES = {
    DeclineWhy.NO_TIME.value: N_("No time before long"),
    DeclineWhy.NOT_OURS.value: N_("This is not what we do"),
    DeclineWhy.TOO_FAR.value: N_("It is too far"),
    DeclineWhy.TOO_FEW.value: N_("Too few take part"),
}
RESULTS = {
    Result.LEARNED.value: N_("She learned it"),
    Result.PASSED.value: N_("She passed and has the paper"),
    Result.NEEDS_MORE.value: N_("She needs more of it"),
    Result.DID_NOT_COME.value: N_("She did not come"),
}
HELPED = {
    Helped.YES.value: N_("It helped"),
    Helped.A_LITTLE.value: N_("It helped a little"),
    Helped.NO.value: N_("It did not help"),
}
STANDINGS = {
    Standing.MET: N_("met"),
    Standing.MISSING: N_("missing"),
    Standing.UNSEEN: N_("not seen yet"),
}
STANDING_MARKS = {Standing.MET: "good", Standing.MISSING: "bad", Standing.UNSEEN: "wait"}
GAPS = {
    GapKind.ACCEPTED: N_("Accepted at the door"),
    GapKind.ON_TIME: N_("Brought in time"),
    GapKind.PAPER: N_("Paper"),
    GapKind.POINT: N_("Quality"),
    GapKind.QUANTITY: N_("How much at once"),
    GapKind.STEP: N_("Step on the ladder"),
}
LEVELS = {1: N_("asks little"), 2: N_("asks some"), 3: N_("strict")}
HELPS = {
    NextTime.ASK_FIRST: N_("ask the door first what is meant"),
    NextTime.COOLER_BOX: N_("a cooler box"),
    NextTime.EARLIER: N_("leave earlier"),
    NextTime.PACK_WELL: N_("pack it well"),
    NextTime.PICK_RIPE: N_("pick it ripe"),
    NextTime.SAME_DAY: N_("pick it the same day"),
    NextTime.SORT: N_("sort it by size"),
    NextTime.WASH: N_("wash it"),
}
TRIGGERS = {
    Trigger.LATE: N_("came late"),
    Trigger.PART: N_("only a part was taken"),
    Trigger.REJECTED: N_("nothing was taken"),
}
WISHES = {
    Wish.MORE: N_("She wants to sell more"),
    Wish.LEARN: N_("She wants to learn something"),
    Wish.AS_IS: N_("She wants it as it is"),
}
MANAGING = {
    Managing.WRITES_DOWN: N_("Somebody writes down what is sold"),
    Managing.KNOWS_COSTS: N_("She knows what it costs her"),
    Managing.MONEY_APART: N_("The trade's money is kept apart"),
    Managing.PLANS_WEEK: N_("The week is planned ahead"),
    Managing.STAND_IN: N_("Somebody stands in when she is ill"),
}
WAITS = {
    Waits.DELIVERY_STEP: (N_("talk it through"), N_("Talk with her")),
    Waits.PAPER: (N_("paper ends"), N_("Renew it")),
    Waits.PLAN: (N_("plan late"), N_("Look at it")),
    Waits.REFERRAL_DECLINED: (N_("not taken"), N_("Find another")),
    Waits.REFERRAL_FOLLOW: (N_("to follow up"), N_("Did it help?")),
    Waits.REFERRAL_SILENT: (N_("no answer"), N_("Call them")),
}
