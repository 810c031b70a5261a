"""Money before the goods: an advance, a deposit, or money held by a third hand; how it comes back.

All in integer minor units. What is taken from one payment is never more than the agreed share of
it, and in all exactly what was paid ahead.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from marketplace.kernel.money import Money
from marketplace.kernel.states import Machine, rows

LEAST_PERCENT, MOST_PERCENT = 5, 50
LEAST_SHARE, MOST_SHARE = 100, 900  # permille of one payment
OF_ORDER_SHARE = 900  # an order's deposit comes back with its one delivery
WEEKS_OF_AGREEMENT = 4


class AdvanceKind(StrEnum):
    """How money is paid before the goods."""

    ADVANCE = "advance"
    DEPOSIT = "deposit"
    HELD = "held"


class AdvanceState(StrEnum):
    """Where an advance stands; only she says that she has it."""

    AGREED = "agreed"
    ENDED = "ended"
    HELD = "held"
    NOT_YET = "not_yet"
    OFFERED = "offered"
    PAID = "paid"
    RECOVERED = "recovered"
    REFUSED = "refused"
    SENT = "sent"


class AdvanceVerb(StrEnum):
    """What can be done with an advance."""

    AGREE = "agree"
    CONFIRM = "confirm"
    HOLD = "hold"
    MARK_SENT = "mark_sent"
    RECOVER = "recover"
    REFUSE = "refuse"
    RELEASE = "release"
    SAY_NOT_YET = "say_not_yet"
    SETTLE = "settle"
    WITHDRAW = "withdraw"


_S, _V = AdvanceState, AdvanceVerb
ADVANCE = Machine(
    "advance",
    rows(
        (_S.OFFERED, _V.AGREE, _S.AGREED),
        (_S.OFFERED, _V.REFUSE, _S.REFUSED),
        ((_S.OFFERED, _S.AGREED), _V.WITHDRAW, _S.ENDED),
        ((_S.AGREED, _S.NOT_YET), _V.MARK_SENT, _S.SENT),
        (_S.AGREED, _V.HOLD, _S.HELD),
        (_S.HELD, _V.RELEASE, _S.SENT),
        (_S.SENT, _V.SAY_NOT_YET, _S.NOT_YET),
        ((_S.SENT, _S.NOT_YET), _V.CONFIRM, _S.PAID),
        (_S.PAID, _V.RECOVER, _S.RECOVERED),
        (_S.PAID, _V.SETTLE, _S.ENDED),
    ),
)
LIVING = (_S.OFFERED, _S.AGREED, _S.HELD, _S.SENT, _S.NOT_YET, _S.PAID)


class AdvanceRefusal(StrEnum):
    """Why money cannot be paid ahead like this."""

    HOLDER_MISSING = "holder_missing"
    IS_ONE = "is_one"
    MAY_NOT_PAY = "may_not_pay"
    NOT_IN_FORCE = "not_in_force"
    NOT_OF_AGREEMENT = "not_of_agreement"
    PERCENT_RANGE = "percent_range"
    SHARE_RANGE = "share_range"
    TOO_SMALL = "too_small"


@dataclass(frozen=True, slots=True)
class Left:
    """An advance that is not all back: what is left, and the share of a payment it may take."""

    advance_id: int
    minor: int
    share_permille: int


@dataclass(frozen=True, slots=True)
class Back:
    """What one payment gives back of one advance."""

    advance_id: int
    minor: int


def advance_of(base: Money, percent: int) -> Money:
    """Return so many percent of a value, as cash can pay it; it may come to nothing."""
    return Money(base.minor * percent // 100, base.currency).snapped()


def value_of_weeks(least: int, weekdays: int, price_minor: int) -> int:
    """Return what an agreement is worth in four weeks of its least deliveries, in minor units."""
    return least * weekdays.bit_count() * WEEKS_OF_AGREEMENT * price_minor


def taken_from(gross_minor: int, advances: Sequence[Left]) -> tuple[Back, ...]:
    """Return what a payment gives back of open advances, the oldest first.

    Each takes at most its share of the payment and what is left of it; something always stays
    to be paid, so that she has money in the hand from every delivery.
    """
    room = gross_minor - 1
    found = []
    for one in advances:
        minor = min(one.minor, gross_minor * one.share_permille // 1000, room)
        if minor > 0:
            room -= minor
            found.append(Back(one.advance_id, minor))
    return tuple(found)


def payments_needed(minor: int, share_permille: int, each_minor: int) -> int | None:
    """Return how many payments of this size give an advance back; none where they never would."""
    share = min(each_minor * share_permille // 1000, each_minor - 1)
    return None if share <= 0 else -(-minor // share)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferAdvance:
    """An advance to be: of an order or of an agreement (public ids), in whole percent.

    ``share_percent`` is the part of each payment that gives it back; an order needs none.
    """

    kind: AdvanceKind
    percent: int
    client_key: str
    order: str | None = None
    agreement: str | None = None
    share_percent: int = OF_ORDER_SHARE // 10
    holder: str = ""
