"""Why an agreement cannot be written, consented to, or ended like this."""

from enum import StrEnum


class AgreementRefusal(StrEnum):
    """Why something cannot be done with an agreement."""

    ALREADY_LIVE = "already_live"
    AWARD_IS_LIVED = "award_is_lived"
    BEYOND_THE_AWARD = "beyond_the_award"
    BLOCKED_AT_HIGH = "blocked_at_high"
    BLOCKED_AT_LOW = "blocked_at_low"
    BUYER_NOT_ALLOWED = "buyer_not_allowed"
    CONFLICT = "conflict"
    NOTHING_CHANGED = "nothing_changed"
    NOT_GROWN_ENOUGH = "not_grown_enough"
    NOT_YET = "not_yet"
    NOT_YOUR_SIDE = "not_your_side"
    OPEN_VERSION = "open_version"
    UNKNOWN_BACK_UP = "unknown_back_up"
