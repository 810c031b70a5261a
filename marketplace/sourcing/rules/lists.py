"""The closed lists of sourcing, and the life of a need as a table."""

from enum import StrEnum

from marketplace.kernel.states import Machine, rows


class Lane(StrEnum):
    """Three lanes, one check (product.md); urgent is a quick buy within 36 hours."""

    AGAIN = "again"
    QUICK = "quick"
    TENDER = "tender"
    URGENT = "urgent"


class NeedState(StrEnum):
    """Where a need stands."""

    CLOSED = "closed"
    DRAFT = "draft"
    MATCHED = "matched"
    PART_MATCHED = "part_matched"
    PUBLISHED = "published"
    UNFILLED = "unfilled"
    WITHDRAWN = "withdrawn"


class NeedVerb(StrEnum):
    """What can be done to a need."""

    CLOSE = "close"
    MATCH = "match"
    MATCH_PART = "match_part"
    PUBLISH = "publish"
    REOPEN = "reopen"
    UNFILL = "unfill"
    WITHDRAW = "withdraw"


_S, _V = NeedState, NeedVerb
_OPEN = (_S.PUBLISHED, _S.CLOSED, _S.PART_MATCHED)
NEED = Machine(
    "need",
    rows(
        (_S.DRAFT, _V.PUBLISH, _S.PUBLISHED),
        (_S.DRAFT, _V.WITHDRAW, _S.WITHDRAWN),
        ((_S.PUBLISHED, _S.CLOSED, _S.PART_MATCHED), _V.WITHDRAW, _S.WITHDRAWN),
        (_S.PUBLISHED, _V.CLOSE, _S.CLOSED),
        (_OPEN, _V.MATCH, _S.MATCHED),
        ((_S.PUBLISHED, _S.CLOSED, _S.MATCHED), _V.MATCH_PART, _S.PART_MATCHED),
        (_OPEN, _V.UNFILL, _S.UNFILLED),
        # a "less" or "cannot" gives quantity back: the next in rotation is asked
        ((_S.CLOSED, _S.MATCHED, _S.PART_MATCHED, _S.UNFILLED), _V.REOPEN, _S.PUBLISHED),
    ),
)


class UnfilledReason(StrEnum):
    """Why nobody filled it, as a code."""

    NO_ANSWER = "no_answer"
    NOT_CLEARED = "not_cleared"
    NOT_ENOUGH = "not_enough"
    TOO_LATE = "too_late"
    WITHDRAWN = "withdrawn"


class NotMe(StrEnum):
    """Why a supplier said "not me": spoken and pictured."""

    NONE_NOW = "none_now"
    PAID_LATE = "paid_late"
    PRICE_LOW = "price_low"
    TOO_FAR = "too_far"
    TOO_MUCH = "too_much"


class Answer(StrEnum):
    """What came of asking one supplier."""

    NOT_ME = "not_me"
    OFFERED = "offered"
    WAITING = "waiting"


class ProductRole(StrEnum):
    """What an operator's product is to him."""

    ADD_ON = "add_on"
    CORE = "core"
    SUPPORT = "support"


class MarginBand(StrEnum):
    """Never an exact figure: the middle of the band is used."""

    B20_30 = "20-30"
    B30_40 = "30-40"
    B40_50 = "40-50"
    OVER_50 = "over_50"
    UNDER_20 = "under_20"


class ApprovalState(StrEnum):
    """Where the question to a colleague stands."""

    APPROVED = "approved"
    DECLINED = "declined"
    WAITING = "waiting"


class ApprovalVerb(StrEnum):
    """What a colleague, or the day that has passed, does to it."""

    APPROVE = "approve"
    DECLINE = "decline"


class DeclinedWhy(StrEnum):
    """Why a colleague says no; the asker reads it."""

    NOT_NEEDED = "not_needed"
    TAKEN_BACK = "taken_back"
    TOO_DEAR = "too_dear"
    TOO_LATE = "too_late"
    TOO_MUCH = "too_much"


_A, _AV = ApprovalState, ApprovalVerb
APPROVAL = Machine(
    "need_approval",
    rows((_A.WAITING, _AV.APPROVE, _A.APPROVED), (_A.WAITING, _AV.DECLINE, _A.DECLINED)),
)


class ProductEvent(StrEnum):
    """What happened to a core product on a day."""

    ADDED = "added"
    CHANGED = "changed"
    LOOKED_AT = "looked_at"
    RETIRED = "retired"


class Origin(StrEnum):
    """Where goods come from that an operator buys elsewhere (paper §1: trade balance)."""

    IMPORTED = "imported"
    LOCAL = "local"
    NATIONAL = "national"


class Silence(StrEnum):
    """Why somebody who was asked did not answer, as she says it on the phone (annex, Q1)."""

    AWAY = "away"
    BUSY = "busy"
    NO_PHONE = "no_phone"
    NO_TRUST = "no_trust"
    NOT_SEEN = "not_seen"
    NOT_UNDERSTOOD = "not_understood"
    TOO_MUCH = "too_much"
