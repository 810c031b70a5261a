"""Grievances: what went wrong, with whom, who may handle it, by when, and how it ends."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from enum import StrEnum

from marketplace.kernel.states import Machine, rows

ACKNOWLEDGE_WITHIN = timedelta(days=2)
ANSWER_DAYS, MOST_DAYS = 14, 60
MOST_WORDS = 2000
ANYBODYS_A_DAY = 30  # without a name, for one place in 24 hours


class Wrong(StrEnum):
    """What went wrong; each has its picture."""

    BAD_MOUTHED = "bad_mouthed"
    FAVOUR_ASKED = "favour_asked"
    MONEY_LATE = "money_late"
    MONEY_LESS = "money_less"
    NOT_KEPT = "not_kept"
    NOT_TAKEN = "not_taken"
    OTHER = "other"
    RUDE = "rude"
    STAFF_TAKEN = "staff_taken"
    WEIGHED_WRONG = "weighed_wrong"


class Whom(StrEnum):
    """With whom it went wrong."""

    HELPER = "helper"
    LODGE = "lodge"
    SELLER = "seller"
    SOMEBODY = "somebody"


class Raiser(StrEnum):
    """Whose grievance it is."""

    ANYBODY = "anybody"
    BUYER = "buyer"
    SUPPLIER = "supplier"


class GrievanceState(StrEnum):
    """Where a grievance stands."""

    CLOSED = "closed"
    RAISED = "raised"
    TAKEN_BACK = "taken_back"
    TAKEN_UP = "taken_up"


class GrievanceVerb(StrEnum):
    """What can be done with a grievance."""

    CLOSE = "close"
    TAKE_BACK = "take_back"
    TAKE_UP = "take_up"


_S, _V = GrievanceState, GrievanceVerb
GRIEVANCE = Machine(
    "grievance",
    rows(
        (_S.RAISED, _V.TAKE_UP, _S.TAKEN_UP),
        (_S.TAKEN_UP, _V.CLOSE, _S.CLOSED),
        ((_S.RAISED, _S.TAKEN_UP), _V.TAKE_BACK, _S.TAKEN_BACK),
    ),
)


class GrievanceEnd(StrEnum):
    """How a grievance ended."""

    AGREED = "agreed"
    NOT_UPHELD = "not_upheld"
    PASSED_ON = "passed_on"
    PUT_RIGHT = "put_right"


class EvidenceKind(StrEnum):
    """What is laid on the table."""

    DELIVERY_NOTE = "delivery_note"
    NOTE = "note"
    PHOTO = "photo"


class GrievanceRefusal(StrEnum):
    """Why something cannot be done with a grievance."""

    IS_PARTY = "is_party"
    NOT_YOURS_TO_HANDLE = "not_yours_to_handle"
    NOTHING_TO_ADD = "nothing_to_add"
    TOO_LATE_A_DAY = "too_late_a_day"
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"
    WHO_IS_IT = "who_is_it"
    WORDS_MISSING = "words_missing"


def may_handle(person_id: int | None, parties: Collection[int]) -> bool:
    """Tell whether somebody is no party: neither side, nor who signed or entered what it is of."""
    return person_id is not None and person_id not in parties


def acknowledge_by(raised_at: datetime) -> datetime:
    """Return by when somebody takes a grievance up."""
    return raised_at + ACKNOWLEDGE_WITHIN


def day_refused(due_on: date, today: date) -> bool:
    """Tell whether an answer cannot be promised for this day: past, or too far away."""
    return not today <= due_on <= today + timedelta(days=MOST_DAYS)


def needs_words(end: GrievanceEnd) -> bool:
    """Tell whether an end must be explained: whatever is not in the raiser's favour."""
    return end in {GrievanceEnd.NOT_UPHELD, GrievanceEnd.PASSED_ON}
