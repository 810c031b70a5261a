"""The closed lists of support, and the lives of its things as tables."""

from enum import StrEnum

from marketplace.kernel.states import Machine, rows


class ServiceKind(StrEnum):
    """What a support provider or an operator offers to suppliers."""

    COURSE = "course"
    FINANCE = "finance"
    INSPECTION = "inspection"
    VISIT = "visit"


class Topic(StrEnum):
    """What a service helps with; each gap names the one that closes it."""

    BUSINESS = "business"
    CERTIFICATE = "certificate"
    COLD = "cold"
    FINANCE = "finance"
    GROWING = "growing"
    HANDLING = "handling"
    HYGIENE = "hygiene"
    PEOPLE = "people"
    TRANSPORT = "transport"


class ServiceState(StrEnum):
    """Whether a service can be booked."""

    OFFERED = "offered"
    WITHDRAWN = "withdrawn"


class ServiceVerb(StrEnum):
    """What can be done to a service."""

    WITHDRAW = "withdraw"


SERVICE = Machine(
    "support_service",
    rows((ServiceState.OFFERED, ServiceVerb.WITHDRAW, ServiceState.WITHDRAWN)),
)


class ReferralState(StrEnum):
    """Where a referral stands."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    FOLLOWED = "followed"
    REPORTED = "reported"
    SENT = "sent"
    WITHDRAWN = "withdrawn"


class ReferralVerb(StrEnum):
    """What can be done to a referral; answering and reporting are the provider's."""

    ACCEPT = "accept"
    DECLINE = "decline"
    FOLLOW = "follow"
    REPORT = "report"
    WITHDRAW = "withdraw"


_R, _V = ReferralState, ReferralVerb
REFERRAL = Machine(
    "referral",
    rows(
        (_R.SENT, _V.ACCEPT, _R.ACCEPTED),
        (_R.SENT, _V.DECLINE, _R.DECLINED),
        (_R.ACCEPTED, _V.REPORT, _R.REPORTED),
        (_R.REPORTED, _V.FOLLOW, _R.FOLLOWED),
        ((_R.SENT, _R.ACCEPTED, _R.DECLINED), _V.WITHDRAW, _R.WITHDRAWN),
    ),
)
LIVE = (ReferralState.SENT, ReferralState.ACCEPTED)
HELD_SEAT = (*LIVE, ReferralState.REPORTED, ReferralState.FOLLOWED)
SERVED = (ReferralState.REPORTED, ReferralState.FOLLOWED)


class DeclineWhy(StrEnum):
    """Why a provider does not take a referral."""

    NO_TIME = "no_time"
    NOT_OURS = "not_ours"
    TOO_FAR = "too_far"
    TOO_FEW = "too_few"


class Result(StrEnum):
    """What a provider reports of a referral."""

    DID_NOT_COME = "did_not_come"
    LEARNED = "learned"
    NEEDS_MORE = "needs_more"
    PASSED = "passed"


class Helped(StrEnum):
    """What a facilitator finds when she follows a referral up."""

    A_LITTLE = "a_little"
    NO = "no"
    YES = "yes"


class NextTime(StrEnum):
    """What helps next time, as a picture card: the step after a bad delivery."""

    ASK_FIRST = "ask_first"
    COOLER_BOX = "cooler_box"
    EARLIER = "earlier"
    PACK_WELL = "pack_well"
    PICK_RIPE = "pick_ripe"
    SAME_DAY = "same_day"
    SORT = "sort"
    WASH = "wash"


class Trigger(StrEnum):
    """What was bad about a delivery."""

    LATE = "late"
    PART = "part"
    REJECTED = "rejected"


class PaperStage(StrEnum):
    """How near the end of a paper is; each is told once."""

    LAST_WEEK = "last_week"
    OVER = "over"
    SOON = "soon"


class Wish(StrEnum):
    """What a supplier wants of her trade: asked in pictures, hers to answer or not."""

    AS_IS = "as_is"
    LEARN = "learn"
    MORE = "more"


class Managing(StrEnum):
    """How she runs her trade: what a facilitator looks at besides the goods (annex, Q1)."""

    KNOWS_COSTS = "knows_costs"
    MONEY_APART = "money_apart"
    PLANS_WEEK = "plans_week"
    STAND_IN = "stand_in"
    WRITES_DOWN = "writes_down"


class SupportRefusal(StrEnum):
    """Why something is not done."""

    ALREADY_REFERRED = "already_referred"
    COST_OVER_PRICE = "cost_over_price"
    FULL = "full"
    NOT_AGREED = "not_agreed"
    NO_SEATS = "no_seats"
    PAPER_MISSING = "paper_missing"
    PAST_DAY = "past_day"
    SERVICE_OVER = "service_over"
    UNTIL_BEFORE_SIGNED = "until_before_signed"


class Told(StrEnum):
    """A kind of message; the words are made at delivery, in the receiver's language."""

    NEXT_TIME = "next_time"
    PAPER_ENDS = "paper_ends"
    REFERRAL_ACCEPTED = "referral_accepted"
    REFERRAL_DECLINED = "referral_declined"
    REFERRAL_REPORTED = "referral_reported"
    REFERRAL_SENT = "referral_sent"


class Waits(StrEnum):
    """What of growing waits at a desk."""

    DELIVERY_STEP = "delivery_step"
    PAPER = "paper"
    PLAN = "plan"
    REFERRAL_DECLINED = "referral_declined"
    REFERRAL_FOLLOW = "referral_follow"
    REFERRAL_SILENT = "referral_silent"
