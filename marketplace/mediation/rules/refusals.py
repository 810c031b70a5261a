"""Why an award, an outcome or an answer is refused."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class AwardRefusal(StrEnum):
    """Why this offer cannot be awarded like this."""

    CONFLICT = "conflict"
    IS_AWARDED = "is_awarded"
    MAY_NOT_ORDER = "may_not_order"
    NOT_CONFIRMED_BY_HER = "not_confirmed_by_her"
    NOT_OPEN_YET = "not_open_yet"
    NOTHING_LEFT = "nothing_left"
    OVER_LIMIT = "over_limit"
    PROPOSAL_OPEN = "proposal_open"
    QUANTITY_OVER_OFFER = "quantity_over_offer"
    QUANTITY_ZERO = "quantity_zero"
    SECOND_PERSON = "second_person"


class OutcomeRefusal(StrEnum):
    """Why a need cannot be ended now."""

    ALREADY_ENDED = "already_ended"
    AWARDS_WAIT = "awards_wait"
    NOTHING_AWARDED = "nothing_awarded"
    SOMETHING_AWARDED = "something_awarded"


class LookRefusal(StrEnum):
    """Why a look or a complaint cannot be asked or answered."""

    ASKED_BEFORE = "asked_before"
    TOO_LATE = "too_late"
    YOU_ARE_A_PARTY = "you_are_a_party"


class NoteRefusal(StrEnum):
    """Why something cannot be written into a file."""

    NO_TEXT = "no_text"
    MINUTES = "minutes"
    OWNER_ELSEWHERE = "owner_elsewhere"


@dataclass(frozen=True, slots=True)
class Choosing:
    """What is known when somebody chooses an offer; money in minor units."""

    opened: bool
    confirmed: bool
    awarded_before: bool
    proposal_open: bool
    conflicted: bool
    may_order: bool
    quantity: int
    offered: int
    remaining: int
    value_minor: int
    limit_minor: int | None = None


def award_refusals(what: Choosing) -> tuple[AwardRefusal, ...]:
    """Return every reason why this cannot be awarded; nothing if it can."""
    over = what.limit_minor is not None and what.value_minor > what.limit_minor
    tests = (
        (AwardRefusal.NOT_OPEN_YET, not what.opened),
        (AwardRefusal.NOT_CONFIRMED_BY_HER, not what.confirmed),
        (AwardRefusal.IS_AWARDED, what.awarded_before),
        (AwardRefusal.PROPOSAL_OPEN, what.proposal_open),
        (AwardRefusal.CONFLICT, what.conflicted),
        (AwardRefusal.MAY_NOT_ORDER, not what.may_order),
        (AwardRefusal.QUANTITY_ZERO, what.quantity <= 0),
        (AwardRefusal.QUANTITY_OVER_OFFER, what.quantity > what.offered),
        (AwardRefusal.NOTHING_LEFT, what.quantity > what.remaining),
        (AwardRefusal.OVER_LIMIT, over),
    )
    return tuple(reason for reason, refused in tests if refused)


def signer_refusals(
    signer_id: int | None, *, conflicted: Collection[int], acted: Collection[int],
    above_ceiling: bool,
) -> tuple[AwardRefusal, ...]:  # fmt: skip
    """Return why this person may not sign: a conflict, or hands in it above the value ceiling."""
    tests = (
        (AwardRefusal.CONFLICT, signer_id in conflicted),
        (AwardRefusal.SECOND_PERSON, above_ceiling and signer_id in acted),
    )
    return tuple(reason for reason, refused in tests if refused)
