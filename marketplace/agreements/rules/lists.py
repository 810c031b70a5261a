"""The closed lists of agreements, and the lives of order, delivery and payment as tables."""

from enum import StrEnum

from marketplace.kernel.states import Machine, rows


class OrderState(StrEnum):
    """Where an order stands."""

    CANCELLED = "cancelled"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    DELIVERED = "delivered"
    MISSED = "missed"
    PLACED = "placed"


class OrderVerb(StrEnum):
    """What can be done to an order."""

    CANCEL = "cancel"
    CONFIRM = "confirm"
    CONFIRM_LESS = "confirm_less"
    DECLINE = "decline"
    DELIVER = "deliver"
    MISS = "miss"
    TELL_LESS = "tell_less"


_O, _V = OrderState, OrderVerb
ORDER = Machine(
    "order",
    rows(
        (_O.PLACED, _V.CONFIRM, _O.CONFIRMED),
        (_O.PLACED, _V.CONFIRM_LESS, _O.CONFIRMED),
        (_O.CONFIRMED, _V.TELL_LESS, _O.CONFIRMED),
        ((_O.PLACED, _O.CONFIRMED), _V.DECLINE, _O.DECLINED),
        ((_O.PLACED, _O.CONFIRMED), _V.CANCEL, _O.CANCELLED),
        ((_O.PLACED, _O.CONFIRMED), _V.DELIVER, _O.DELIVERED),
        ((_O.PLACED, _O.CONFIRMED), _V.MISS, _O.MISSED),
    ),
)


class OrderOrigin(StrEnum):
    """What an order came from."""

    AGAIN = "again"
    OFFER = "offer"


class CannotReason(StrEnum):
    """Why a supplier cannot, spoken and pictured."""

    NONE_LEFT = "none_left"
    SICK = "sick"
    SOLD = "sold"
    TRANSPORT = "transport"


class DeliveryState(StrEnum):
    """What the door said; weighed with the supplier or driver present."""

    ACCEPTED = "accepted"
    BROUGHT = "brought"
    PART = "part"
    REJECTED = "rejected"


class DeliveryVerb(StrEnum):
    """What can be done with a delivery at the door."""

    ACCEPT = "accept"
    ACCEPT_PART = "accept_part"
    REJECT = "reject"


DELIVERY = Machine(
    "delivery",
    rows(
        (DeliveryState.BROUGHT, DeliveryVerb.ACCEPT, DeliveryState.ACCEPTED),
        (DeliveryState.BROUGHT, DeliveryVerb.ACCEPT_PART, DeliveryState.PART),
        (DeliveryState.BROUGHT, DeliveryVerb.REJECT, DeliveryState.REJECTED),
    ),
)


class RejectReason(StrEnum):
    """Why something was not taken: each has its picture."""

    BROKEN = "broken"
    DIRTY = "dirty"
    LATE = "late"
    NOT_FRESH = "not_fresh"
    TOO_SMALL = "too_small"
    UNRIPE = "unripe"
    WARM = "warm"
    WRONG_THING = "wrong_thing"


class PaymentState(StrEnum):
    """Where a payment stands: only the supplier says that she has the money."""

    CLOSED = "closed"
    DUE = "due"
    LESS = "less"
    NOT_YET = "not_yet"
    SENT = "sent"


class PaymentVerb(StrEnum):
    """What can be done to a payment."""

    CONFIRM_ALL = "confirm_all"
    CONFIRM_LESS = "confirm_less"
    MARK_SENT = "mark_sent"
    SAY_NOT_YET = "say_not_yet"
    SETTLE = "settle"
    WAIVE = "waive"


_P, _W = PaymentState, PaymentVerb
PAYMENT = Machine(
    "payment",
    rows(
        ((_P.DUE, _P.NOT_YET, _P.LESS), _W.MARK_SENT, _P.SENT),
        ((_P.DUE, _P.SENT, _P.NOT_YET, _P.LESS), _W.CONFIRM_ALL, _P.CLOSED),
        ((_P.SENT, _P.NOT_YET), _W.CONFIRM_LESS, _P.LESS),
        (_P.SENT, _W.SAY_NOT_YET, _P.NOT_YET),
        (_P.LESS, _W.SETTLE, _P.CLOSED),
        ((_P.DUE, _P.NOT_YET), _W.WAIVE, _P.CLOSED),
    ),
)


class PayMethod(StrEnum):
    """How money was handed over or sent."""

    BANK = "bank"
    CASH = "cash"
    MOBILE_MONEY = "mobile_money"


class Look(StrEnum):
    """What a follow-up found of a linkage."""

    GROWING = "growing"
    OVER = "over"
    STEADY = "steady"
    TROUBLE = "trouble"


class PlanState(StrEnum):
    """Where a supplier's plan stands."""

    REACHED = "reached"
    RUNNING = "running"
    STOPPED = "stopped"


class PlanVerb(StrEnum):
    """What can be done to a plan."""

    REACH = "reach"
    STOP = "stop"


PLAN = Machine(
    "plan",
    rows(
        (PlanState.RUNNING, PlanVerb.REACH, PlanState.REACHED),
        (PlanState.RUNNING, PlanVerb.STOP, PlanState.STOPPED),
    ),
)


class PlanStep(StrEnum):
    """The milestones of a plan, in their order."""

    AGREED = "agreed"
    TRAINED = "trained"
    TRIED = "tried"
    STEADY = "steady"


class ExitReason(StrEnum):
    """Why a plan ended before it was reached."""

    ANOTHER_TRADE = "another_trade"
    HER_WISH = "her_wish"
    NO_BUYER = "no_buyer"
    NOT_ENOUGH = "not_enough"
    TOO_FAR = "too_far"


class PaymentReason(StrEnum):
    """What money is owed for."""

    CANCELLATION = "cancellation"
    CORRECTION = "correction"
    DELIVERY = "delivery"


class ObjectionAbout(StrEnum):
    """What she says is not so on a delivery note."""

    HOW_MUCH = "how_much"
    NOT_THERE = "not_there"
    WHY = "why"


class ObjectionState(StrEnum):
    """Where her "not so" stands: the desk closes it, and says how."""

    CORRECTED = "corrected"
    OPEN = "open"
    STANDS = "stands"


class ObjectionVerb(StrEnum):
    """How the desk closes a "not so"."""

    CORRECT = "correct"
    LET_STAND = "let_stand"


OBJECTION = Machine(
    "objection",
    rows(
        (ObjectionState.OPEN, ObjectionVerb.CORRECT, ObjectionState.CORRECTED),
        (ObjectionState.OPEN, ObjectionVerb.LET_STAND, ObjectionState.STANDS),
    ),
)


class DoorSays(StrEnum):
    """What the door says of the goods, each good or better next time."""

    CLEAN = "clean"
    FRESH = "fresh"
    PACKED = "packed"
    RIPE = "ripe"
    SIZE = "size"


class SheSays(StrEnum):
    """What a supplier says of the door, each yes or no; never a public review."""

    FAIR_WEIGHING = "fair_weighing"
    POLITE = "polite"
    SHORT_WAIT = "short_wait"
