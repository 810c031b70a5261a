"""The closed lists of offers, and the life of an offer as a table."""

from enum import StrEnum

from marketplace.kernel.states import Machine, rows


class OfferState(StrEnum):
    """Where an offer stands."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    LAPSED = "lapsed"
    SUBMITTED = "submitted"
    TAKEN_BACK = "taken_back"
    TO_READ_BACK = "to_read_back"
    WAITING_AT_DESK = "waiting_at_desk"


class OfferVerb(StrEnum):
    """What can be done to an offer."""

    ACCEPT = "accept"
    DECLINE = "decline"
    HOLD = "hold"
    LAPSE = "lapse"
    READ_BACK = "read_back"
    SUBMIT = "submit"
    SUBMIT_FOR_HER = "submit_for_her"
    TAKE_BACK = "take_back"
    UNAWARD = "unaward"


_S, _V = OfferState, OfferVerb
OFFER = Machine(
    "offer",
    rows(
        (_S.TO_READ_BACK, _V.READ_BACK, _S.SUBMITTED),
        ((_S.SUBMITTED, _S.TO_READ_BACK, _S.WAITING_AT_DESK), _V.TAKE_BACK, _S.TAKEN_BACK),
        (_S.SUBMITTED, _V.HOLD, _S.WAITING_AT_DESK),
        ((_S.SUBMITTED, _S.WAITING_AT_DESK), _V.ACCEPT, _S.ACCEPTED),
        ((_S.SUBMITTED, _S.WAITING_AT_DESK), _V.DECLINE, _S.DECLINED),
        ((_S.SUBMITTED, _S.TO_READ_BACK, _S.WAITING_AT_DESK), _V.LAPSE, _S.LAPSED),
        (_S.ACCEPTED, _V.UNAWARD, _S.DECLINED),
    ),
)


class DeclineReason(StrEnum):
    """What a supplier is told, in words and picture; never who or how much."""

    FILLED_BY_ROTATION = "filled_by_rotation"
    NEED_WITHDRAWN = "need_withdrawn"
    NOT_AS_A_LINKAGE = "not_as_a_linkage"
    NOT_NEEDED_ANY_MORE = "not_needed_any_more"


class Bringing(StrEnum):
    """How it gets there."""

    BRING = "bring"
    COLLECT = "collect"


class Step(StrEnum):
    """The screens of an answer, in order; "not me" is an answer too, and nothing lost."""

    NEED = "need"
    NOT_ME = "not_me"
    QUANTITY = "quantity"
    MONEY = "money"
    RIGHT = "right"


class HowLow(StrEnum):
    """How low a price is for her: under her fair price, or under what it costs her."""

    UNDER_COST = "under_cost"
    UNDER_FLOOR = "under_floor"


class CallResult(StrEnum):
    """What she said when a facilitator called about a price under her cost."""

    SHE_WANTS_IT = "she_wants_it"
    TAKEN_BACK = "taken_back"
