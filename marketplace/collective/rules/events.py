"""Events and what comes of them; buyers who share suppliers without competing."""

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum

from marketplace.kernel.states import Machine, rows

LOOKS = (30, 90)


class EventKind(StrEnum):
    """What people are invited to."""

    FAIR = "fair"
    GET_TOGETHER = "get_together"
    OPEN_DAY = "open_day"
    TRIAL_WALK = "trial_walk"


class EventState(StrEnum):
    """Where an event stands."""

    CALLED_OFF = "called_off"
    HELD = "held"
    PLANNED = "planned"


class EventVerb(StrEnum):
    """What can be done with an event."""

    CALL_OFF = "call_off"
    HOLD = "hold"


EVENT = Machine(
    "event",
    rows(
        (EventState.PLANNED, EventVerb.HOLD, EventState.HELD),
        (EventState.PLANNED, EventVerb.CALL_OFF, EventState.CALLED_OFF),
    ),
)


class GuestSays(StrEnum):
    """What an invited supplier says."""

    COMING = "coming"
    NOT = "not"
    WAITING = "waiting"


class LeadFound(StrEnum):
    """What had come of a lead when it was looked at."""

    NOTHING = "nothing"
    ORDERED = "ordered"
    TALKING = "talking"


class EventRefusal(StrEnum):
    """Why an event or a lead cannot be like this."""

    DAY_IS_PAST = "day_is_past"
    NOBODY_TO_INVITE = "nobody_to_invite"
    NO_LEAF = "no_leaf"
    NOT_A_GUEST = "not_a_guest"
    NOT_DUE = "not_due"


def look_days(held_on: date) -> tuple[date, date]:
    """Return when a lead is looked at again: 30 and 90 days after the event."""
    first, second = (held_on + timedelta(days=days) for days in LOOKS)
    return first, second


class RecommendationState(StrEnum):
    """Where a recommendation stands: shared only after the supplier's yes."""

    ASKED = "asked"
    REFUSED = "refused"
    SHARED = "shared"
    WITHDRAWN = "withdrawn"


class RecommendationVerb(StrEnum):
    """What can be done with a recommendation."""

    AGREE = "agree"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"


_R, _W = RecommendationState, RecommendationVerb
RECOMMENDATION = Machine(
    "recommendation",
    rows(
        (_R.ASKED, _W.AGREE, _R.SHARED),
        (_R.ASKED, _W.REFUSE, _R.REFUSED),
        ((_R.ASKED, _R.SHARED), _W.WITHDRAW, _R.WITHDRAWN),
    ),
)


class CircleRefusal(StrEnum):
    """Why a supplier cannot be recommended."""

    ALREADY = "already"
    NOT_PROVEN = "not_proven"


def competes(
    kind: str, places: Collection[int], other_kind: str, other_places: Collection[int]
) -> bool:
    """Tell whether two buyers compete for guests: the same kind of house in the same place."""
    return kind == other_kind and not set(places).isdisjoint(other_places)
