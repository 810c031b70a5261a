"""A facilitator's own hand in matching: whom she puts forward or proposes, and why."""

from enum import StrEnum


class SuggestionKind(StrEnum):
    """What she did: let her be asked besides the rotation, or name her to the buyer."""

    PROPOSED = "proposed"
    PUT_FORWARD = "put_forward"


class SuggestedWhy(StrEnum):
    """Why she fits; picked, so that buyer and record read the same."""

    CAN_ALL = "can_all"
    FIRST_CHANCE = "first_chance"
    KNOWN_WORK = "known_work"
    NEAR = "near"
    RIGHT_DAY = "right_day"
    WITH_OTHERS = "with_others"


class SuggestRefusal(StrEnum):
    """Why nobody can be suggested like this."""

    DONE_BEFORE = "done_before"
    IS_ASKED = "is_asked"
    NEED_CLOSED = "need_closed"
    NOT_FITTING = "not_fitting"
