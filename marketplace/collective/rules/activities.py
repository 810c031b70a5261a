"""Joint action: the four questions (§4.2.1), the ladder from low risk to high, quick wins."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from enum import IntEnum, StrEnum

from marketplace.kernel.states import Machine, rows

MEMBERS_NEEDED = 3
TRIAL_DAYS = 90
MONTHS_TO_WIN = timedelta(days=183)  # quick wins come in months, not years


class ActivityKind(StrEnum):
    """What is done together, from the least risk to the most."""

    GET_TOGETHER = "get_together"
    DIRECTORY = "directory"
    TRAINING = "training"
    ICE_BOX = "ice_box"
    SHARED_TRANSPORT = "shared_transport"
    CERTIFICATION = "certification"
    BUYING_TOGETHER = "buying_together"


LADDER = tuple(ActivityKind)  # in the order above


class Question(IntEnum):
    """The four questions, answered in secret."""

    PROBLEM = 1
    NOT_CORE = 2
    NO_PREY = 3
    SAVES = 4


class Said(StrEnum):
    """An answer; ``worst`` orders them."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


_WORSE = {Said.YES: 0, Said.PARTLY: 1, Said.NO: 2}


class Verdict(StrEnum):
    """What the four questions come to."""

    AMBER = "amber"
    GREEN = "green"
    RED = "red"


class ActivityState(StrEnum):
    """Where an activity stands."""

    DONE = "done"
    PROPOSED = "proposed"
    RUNNING = "running"
    STOPPED = "stopped"
    TRIAL = "trial"


class ActivityVerb(StrEnum):
    """What can be done with an activity."""

    FINISH = "finish"
    START = "start"
    STOP = "stop"
    TRY = "try"


_S, _V = ActivityState, ActivityVerb
ACTIVITY = Machine(
    "activity",
    rows(
        (_S.PROPOSED, _V.START, _S.RUNNING),
        (_S.PROPOSED, _V.TRY, _S.TRIAL),
        (_S.TRIAL, _V.START, _S.RUNNING),
        ((_S.RUNNING, _S.TRIAL), _V.FINISH, _S.DONE),
        ((_S.PROPOSED, _S.RUNNING, _S.TRIAL), _V.STOP, _S.STOPPED),
    ),
)


class ActivityRefusal(StrEnum):
    """Why an activity cannot go on like this."""

    IS_MEMBER = "is_member"
    NAME_MISSING = "name_missing"
    NOT_ASKED_ENOUGH = "not_asked_enough"
    QUICK_WIN_MISSING = "quick_win_missing"
    RED = "red"


def answer_of(facilitator: Said, members: Sequence[Said]) -> Said:
    """Return what counts: the worst the facilitator says, or a third of the members or more."""
    counted = [facilitator]
    for said in (Said.NO, Said.PARTLY):
        as_bad = sum(1 for one in members if _WORSE[one] >= _WORSE[said])
        if members and 3 * as_bad >= len(members):
            counted.append(said)
    return max(counted, key=_WORSE.__getitem__)


def verdict_of(counted: Mapping[Question, Said], *, selective_discounts: bool) -> Verdict:
    """Return what four answers come to; a discount that splits the members is a no on question 3.

    A purchasing consortium breaks when its supplier gives one member a better price to leave
    (§3.3): where that is likely, nothing is bought together before trust has grown.
    """
    found = dict(counted)
    if selective_discounts:
        found[Question.NO_PREY] = Said.NO
    if Said.NO in {found[Question.NOT_CORE], found[Question.NO_PREY]}:
        return Verdict.RED
    return Verdict.GREEN if set(found.values()) == {Said.YES} else Verdict.AMBER


def lower_rungs(kind: ActivityKind) -> tuple[ActivityKind, ...]:
    """Return what may be done together instead: everything with less risk, the next lower last."""
    return LADDER[: LADDER.index(kind)]


def enough_asked(members: Iterable[int]) -> bool:
    """Tell whether enough members answered (each given by how many questions they answered)."""
    return sum(1 for answered in members if answered == len(Question)) >= MEMBERS_NEEDED


def quick_win_refused(quick_win_on: date, today: date) -> bool:
    """Tell whether a day is no quick win: past, or more than half a year away."""
    return not today < quick_win_on <= today + MONTHS_TO_WIN


def trial_ends(quick_win_on: date, today: date) -> date:
    """Return the last day of a trial: its quick win's day, at most 90 days from now."""
    return min(quick_win_on, today + timedelta(days=TRIAL_DAYS))
