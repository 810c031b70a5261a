"""What keeps somebody safe on a phone others hold: what is covered, how to reach her, whose money.

A supplier's money is easily somebody else's business (trust.md, "Women's money, violence").
"""

from datetime import datetime, timedelta
from enum import StrEnum

from marketplace.kernel.states import Machine, rows
from marketplace.people.rules.lists import PhoneArrangement

MOST_REMEMBERED = 8  # symbols on one phone
PAYOUT_WAITS = timedelta(hours=48)


class Wish(StrEnum):
    """What somebody wishes of one phone; without a wish it shows her nothing it need not."""

    HIDDEN = "hidden"
    REMEMBERED = "remembered"


class SafeWay(StrEnum):
    """How somebody may be reached without harm."""

    HELPER = "helper"
    NEIGHBOUR = "neighbour"
    NOBODY = "nobody"
    PHONE = "phone"


class Looked(StrEnum):
    """What of a supplier's record somebody looked at."""

    CARD = "card"
    DIRECTORY = "directory"
    FILE = "file"


class Payee(StrEnum):
    """Who gets a supplier's money; anybody but herself or her own group is flagged."""

    FAMILY = "family"
    GROUP = "group"
    HERSELF = "herself"
    OTHER = "other"


class PayoutState(StrEnum):
    """A changed payout waits, and only its supplier lets it through."""

    CONFIRMED = "confirmed"
    REFUSED = "refused"
    REPLACED = "replaced"
    WAITING = "waiting"


class PayoutVerb(StrEnum):
    """What becomes of a changed payout."""

    CONFIRM = "confirm"
    REFUSE = "refuse"
    REPLACE = "replace"


PAYOUT = Machine(
    "payout_change",
    rows(
        (PayoutState.WAITING, PayoutVerb.CONFIRM, PayoutState.CONFIRMED),
        (PayoutState.WAITING, PayoutVerb.REFUSE, PayoutState.REFUSED),
        (PayoutState.WAITING, PayoutVerb.REPLACE, PayoutState.REPLACED),
    ),
)


class PrivateRefusal(StrEnum):
    """Why something of her own was not kept."""

    NOT_ALONE = "not_alone"
    PAYOUT_SAME = "payout_same"
    PAYOUT_WAITS = "payout_waits"
    PHONE_FULL = "phone_full"


class GroupRefusal(StrEnum):
    """Why a group's members do not change so."""

    CHAIR_AND_TREASURER = "chair_and_treasurer"
    NAME_MISSING = "name_missing"
    NOT_A_GROUP = "not_a_group"
    NOTICE_NOT_HEARD = "notice_not_heard"
    ROLE_TAKEN = "role_taken"


def may_confirm(asked_at: datetime, now: datetime) -> bool:
    """Tell whether a changed payout has waited long enough for its supplier's yes."""
    return now - asked_at >= PAYOUT_WAITS


def is_flagged(payee: Payee, *, group: bool) -> bool:
    """Tell whether money goes to somebody else than who earned it."""
    return payee not in ({Payee.GROUP, Payee.HERSELF} if group else {Payee.HERSELF})


def may_ring(way: SafeWay | None) -> bool:
    """Tell whether ringing her phone harms nobody: she said so, or never said anything."""
    return way in (None, SafeWay.PHONE)


def is_shared(phone: PhoneArrangement) -> bool:
    """Tell whether others hold the phone she is rung on."""
    return phone not in (PhoneArrangement.NONE, PhoneArrangement.OWN)
