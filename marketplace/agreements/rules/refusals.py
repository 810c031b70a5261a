"""Why an order, a delivery or a payment is refused, as codes that forms turn into sentences."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from marketplace.agreements.rules.lists import PayMethod, RejectReason


class OrderRefusal(StrEnum):
    """Why an order cannot be made or answered like this."""

    ABOVE_YOUR_LIMIT = "above_your_limit"
    COSTS_MORE_NOW = "costs_more_now"
    DAY_IS_PAST = "day_is_past"
    DOOR_IS_SHUT = "door_is_shut"
    LESS_MUST_BE_LESS = "less_must_be_less"
    MAY_NOT_ORDER = "may_not_order"
    NOT_CONFIRMED_BY_HER = "not_confirmed_by_her"
    NOTHING_LEFT = "nothing_left"
    ROTATION_DECIDES = "rotation_decides"
    TOO_EARLY = "too_early"
    WAITS_FOR_A_CALL = "waits_for_a_call"


class ReceivingRefusal(StrEnum):
    """Why the door's note cannot stand."""

    ACCEPTED_MORE_THAN_BROUGHT = "accepted_more_than_brought"
    BROUGHT_TOO_MUCH = "brought_too_much"
    MAY_NOT_RECEIVE = "may_not_receive"
    NOTHING_BROUGHT = "nothing_brought"
    OTHER_DOOR = "other_door"
    REASON_MISSING = "reason_missing"
    WEIGHT_IMPOSSIBLE = "weight_impossible"


class PaymentRefusal(StrEnum):
    """Why a payment cannot be marked or answered like this."""

    LESS_MUST_BE_LESS = "less_must_be_less"
    MAY_NOT_PAY = "may_not_pay"
    REFERENCE_MISSING = "reference_missing"
    REFERENCE_TOO_LONG = "reference_too_long"
    REFERENCE_USED = "reference_used"


MAX_REFERENCE = 60
# A slip of the finger, not a good harvest: more than ten times what was ordered.
_MOST_TIMES = 10
_MAX_GRAMS = 100_000_000


def receiving_refusals(
    *, ordered: int, brought_milli: int, accepted_milli: int, weighed_grams: int | None,
    reject_reason: RejectReason | None,
) -> Iterator[ReceivingRefusal]:  # fmt: skip
    """Say what is wrong with what the door wrote down; quantities in thousandths of the unit."""
    if brought_milli <= 0:
        yield ReceivingRefusal.NOTHING_BROUGHT
    if brought_milli > ordered * 1000 * _MOST_TIMES:
        yield ReceivingRefusal.BROUGHT_TOO_MUCH
    if not 0 <= accepted_milli <= brought_milli:
        yield ReceivingRefusal.ACCEPTED_MORE_THAN_BROUGHT
    if accepted_milli < brought_milli and reject_reason is None:
        yield ReceivingRefusal.REASON_MISSING  # every unfavourable decision says why (trust.md)
    if weighed_grams is not None and not 0 < weighed_grams <= _MAX_GRAMS:
        yield ReceivingRefusal.WEIGHT_IMPOSSIBLE


def sending_refusals(method: PayMethod, reference: str | None) -> Iterator[PaymentRefusal]:
    """Say what is missing from "I have paid": money that left no trace needs its reference."""
    if method is PayMethod.MOBILE_MONEY and not reference:
        yield PaymentRefusal.REFERENCE_MISSING
    if reference is not None and len(reference) > MAX_REFERENCE:
        yield PaymentRefusal.REFERENCE_TOO_LONG


def ordering_refusals(
    *, value_minor: int, limit_minor: int | None, deliver_on: date, today: date
) -> Iterator[OrderRefusal]:
    """Say why this person may not order this, for this day."""
    if limit_minor is not None and value_minor > limit_minor:
        yield OrderRefusal.ABOVE_YOUR_LIMIT
    if deliver_on < today:
        yield OrderRefusal.DAY_IS_PAST


class FollowRefusal(StrEnum):
    """Why a look or a plan cannot be kept like this."""

    ATTEMPTS_LEFT = "attempts_left"
    HAS_A_PLAN = "has_a_plan"
    NO_ATTEMPTS = "no_attempts"
    NOT_DUE = "not_due"
    TOO_LONG = "too_long"
