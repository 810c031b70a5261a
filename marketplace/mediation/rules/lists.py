"""The closed lists of mediation, and the lives of its things as tables."""

from enum import StrEnum

from marketplace.kernel.states import Machine, rows


class CaseState(StrEnum):
    """Whether anybody still works on it."""

    CLOSED = "closed"
    OPEN = "open"


class CaseVerb(StrEnum):
    """What can be done to a case."""

    CLOSE = "close"
    REOPEN = "reopen"


CASE = Machine(
    "mediation_case",
    rows(
        (CaseState.OPEN, CaseVerb.CLOSE, CaseState.CLOSED),
        (CaseState.CLOSED, CaseVerb.REOPEN, CaseState.OPEN),
    ),
)


class AwardState(StrEnum):
    """Where an award stands; WAITING holds no quantity, RESERVED and ACCEPTED do."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    REFUSED = "refused"
    RESERVED = "reserved"
    UNDONE = "undone"
    WAITING = "waiting"


class AwardVerb(StrEnum):
    """What can be done to an award."""

    ACCEPT = "accept"
    DECLINE = "decline"
    EXPIRE = "expire"
    REFUSE = "refuse"
    RESERVE = "reserve"
    UNDO = "undo"


_A, _V = AwardState, AwardVerb
AWARD = Machine(
    "award",
    rows(
        (_A.WAITING, _V.RESERVE, _A.RESERVED),
        (_A.WAITING, _V.REFUSE, _A.REFUSED),
        (_A.RESERVED, _V.ACCEPT, _A.ACCEPTED),
        (_A.RESERVED, _V.DECLINE, _A.DECLINED),
        (_A.RESERVED, _V.EXPIRE, _A.EXPIRED),
        ((_A.WAITING, _A.RESERVED, _A.ACCEPTED), _V.UNDO, _A.UNDONE),
    ),
)
HOLDS = (AwardState.RESERVED, AwardState.ACCEPTED)
LIVE = (AwardState.WAITING, *HOLDS)


class UndoReason(StrEnum):
    """Why an award is taken back: no unfavourable decision without a reason."""

    CHANGED_PLAN = "changed_plan"
    COMPLAINT_UPHELD = "complaint_upheld"
    MISTAKE = "mistake"
    NOTHING_LEFT = "nothing_left"
    TERMS_BROKEN = "terms_broken"


class NoReason(StrEnum):
    """Why a supplier says no to an award: spoken and pictured."""

    NONE_LEFT = "none_left"
    SICK = "sick"
    SOLD = "sold"
    TRANSPORT = "transport"


class Side(StrEnum):
    """Whose word it is."""

    BUYER = "buyer"
    SUPPLIER = "supplier"

    @property
    def other(self) -> "Side":
        """Return who answers."""
        return Side.SUPPLIER if self is Side.BUYER else Side.BUYER


class ProposalState(StrEnum):
    """Where a counter-proposal stands."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    OPEN = "open"
    WITHDRAWN = "withdrawn"


class ProposalVerb(StrEnum):
    """What can be done to a counter-proposal; accepting and declining are the other side's."""

    ACCEPT = "accept"
    DECLINE = "decline"
    WITHDRAW = "withdraw"


_P, _W = ProposalState, ProposalVerb
PROPOSAL = Machine(
    "counter_proposal",
    rows(
        (_P.OPEN, _W.ACCEPT, _P.ACCEPTED),
        (_P.OPEN, _W.DECLINE, _P.DECLINED),
        (_P.OPEN, _W.WITHDRAW, _P.WITHDRAWN),
    ),
)


class PricePosition(StrEnum):
    """What a loser learns of prices: never who, never how much."""

    HIGHER = "higher"
    LOWER = "lower"
    MIDDLE = "middle"
    UNSAID = "unsaid"  # under three offers it would say how much


class LookKind(StrEnum):
    """What somebody who was not chosen may ask."""

    COMPLAINT = "complaint"
    LOOK = "look"


class LookState(StrEnum):
    """Where a look stands."""

    ASKED = "asked"
    STANDS = "stands"
    UPHELD = "upheld"


class LookVerb(StrEnum):
    """What the desk answers."""

    STAND = "stand"
    UPHOLD = "uphold"


LOOK = Machine(
    "second_look",
    rows(
        (LookState.ASKED, LookVerb.STAND, LookState.STANDS),
        (LookState.ASKED, LookVerb.UPHOLD, LookState.UPHELD),
    ),
)


class EventKind(StrEnum):
    """What a facilitator writes into a file."""

    CALL = "call"
    MEETING = "meeting"
    NOTE = "note"
    VISIT = "visit"


class Audience(StrEnum):
    """Who may read a note: separate sessions stay separate."""

    BOTH = "both"
    BUYER = "buyer"
    DESK = "desk"
    SUPPLIER = "supplier"


class Outcome(StrEnum):
    """What came of a call, a visit or a meeting."""

    AGREED = "agreed"
    NO_ANSWER = "no_answer"
    OPEN_QUESTION = "open_question"
    REFUSED = "refused"


class TaskState(StrEnum):
    """Where a task stands."""

    DONE = "done"
    DROPPED = "dropped"
    OPEN = "open"


class TaskVerb(StrEnum):
    """What can be done to a task."""

    DROP = "drop"
    FINISH = "finish"


TASK = Machine(
    "case_task",
    rows(
        (TaskState.OPEN, TaskVerb.FINISH, TaskState.DONE),
        (TaskState.OPEN, TaskVerb.DROP, TaskState.DROPPED),
    ),
)


class ConflictKind(StrEnum):
    """Why somebody is not neutral here."""

    BUSINESS = "business"
    CREDIT = "credit"
    EMPLOYED = "employed"
    FAMILY = "family"
    RIVALRY = "rivalry"


class Skill(StrEnum):
    """What a lost offer can teach, as a picture card."""

    COUNT_COST = "count_cost"
    GRADE = "grade"
    JOIN_OTHERS = "join_others"
    KEEP_DAY = "keep_day"
    PACK = "pack"
