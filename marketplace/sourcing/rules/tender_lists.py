"""The closed lists of a tender, and the life of its need check as a table."""

from enum import StrEnum

from marketplace.kernel.states import Machine, rows


class Visibility(StrEnum):
    """Who may see a tender and answer it."""

    INVITED = "invited"
    OPEN = "open"
    RESERVED = "reserved"


class ReservedFor(StrEnum):
    """Whom a reserved tender is meant for; shown to nobody but facilitators and its buyer."""

    DISABLED = "disabled"
    FIRST_TIME = "first_time"
    MICRO = "micro"
    WOMEN = "women"
    YOUTH = "youth"


class PriceKind(StrEnum):
    """How the price is asked: one figure, a band that guides staff only, or open."""

    BAND = "band"
    FIXED = "fixed"
    OPEN = "open"


class Repeat(StrEnum):
    """Once, or on weekdays between two days."""

    ONCE = "once"
    WEEKLY = "weekly"


class Stage(StrEnum):
    """Where a draft stands before it is published."""

    DRAFTED = "drafted"
    PASSED = "passed"
    SENT_BACK = "sent_back"
    TO_CHECK = "to_check"


class StageVerb(StrEnum):
    """What can be done to a draft."""

    CALL_BACK = "call_back"
    PASS = "pass"  # noqa: S105  # a verb, not a secret
    SEND_BACK = "send_back"
    SEND_TO_CHECK = "send_to_check"


_S, _V = Stage, StageVerb
TENDER = Machine(
    "tender",
    rows(
        ((_S.DRAFTED, _S.SENT_BACK), _V.SEND_TO_CHECK, _S.TO_CHECK),
        (_S.TO_CHECK, _V.SEND_BACK, _S.SENT_BACK),
        (_S.TO_CHECK, _V.CALL_BACK, _S.DRAFTED),
        (_S.TO_CHECK, _V.PASS, _S.PASSED),
    ),
)


class SentBack(StrEnum):
    """Why a facilitator sends a draft back; the automatic findings are said besides."""

    DEADLINE_TOO_SHORT = "deadline_too_short"
    PAYMENT_TOO_LATE = "payment_too_late"
    PRICE_TOO_LOW = "price_too_low"
    SPEC_TOO_HARD = "spec_too_hard"
    SPEC_UNCLEAR = "spec_unclear"
    TOO_LARGE = "too_large"
    WRONG_ROUTE = "wrong_route"


class Ending(StrEnum):
    """How a tender ended without an award."""

    CANCELLED = "cancelled"
    NONE_SUITABLE = "none_suitable"
    WITHDRAWN = "withdrawn"


class EndedBecause(StrEnum):
    """Why; everyone who saw it or offered is told."""

    BOUGHT_ELSEWHERE = "bought_elsewhere"
    GUESTS_CANCELLED = "guests_cancelled"
    MISTAKE_IN_NEED = "mistake_in_need"
    NOT_AS_ASKED = "not_as_asked"
    NO_MONEY_NOW = "no_money_now"
    PRICES_TOO_HIGH = "prices_too_high"


class EarlyReason(StrEnum):
    """Why offers are opened before the deadline; their suppliers see the mark."""

    ALL_HAVE_ANSWERED = "all_have_answered"  # written by the clockwork where the buyer chose it
    DEADLINE_WRONG = "deadline_wrong"
    GOODS_WOULD_SPOIL = "goods_would_spoil"
    SAFETY = "safety"


class ChangeKind(StrEnum):
    """What can change after publication."""

    DAY = "day"
    DEADLINE = "deadline"
    QUANTITY = "quantity"
    SPEC = "spec"


class Topic(StrEnum):
    """A question a supplier can ask by its picture; the answer is yes or no, and words if needed.

    Every one is worded so that "yes" is the answer she hopes for.
    """

    ANOTHER_DAY = "another_day"
    CASH_AT_ONCE = "cash_at_once"
    COLLECTED = "collected"
    LESS_IS_FINE = "less_is_fine"
    SEE_SAMPLE = "see_sample"
    TRIAL_FIRST = "trial_first"


class Reply(StrEnum):
    """The answer everybody sees."""

    CALL_DESK = "call_desk"
    NO = "no"
    YES = "yes"
