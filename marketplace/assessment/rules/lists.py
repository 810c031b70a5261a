"""The closed lists of the stored check, and the lives of its rows as tables."""

from enum import StrEnum

from marketplace.kernel.states import Machine, rows


class AssessmentState(StrEnum):
    """Where an assessment stands."""

    CLEARED = "cleared"  # inside a clearance: its signature covers this purchase
    REFUSED = "refused"
    SIGNED = "signed"
    SUPERSEDED = "superseded"
    WAITING = "waiting"  # at the desk


class AssessmentVerb(StrEnum):
    """What can be done to an assessment."""

    REFUSE = "refuse"
    SIGN = "sign"
    SUPERSEDE = "supersede"


ASSESSMENT = Machine(
    "assessment",
    rows(
        (AssessmentState.WAITING, AssessmentVerb.SIGN, AssessmentState.SIGNED),
        (AssessmentState.WAITING, AssessmentVerb.REFUSE, AssessmentState.REFUSED),
        (
            (AssessmentState.WAITING, AssessmentState.CLEARED, AssessmentState.SIGNED),
            AssessmentVerb.SUPERSEDE,
            AssessmentState.SUPERSEDED,
        ),
    ),
)


class ClearanceState(StrEnum):
    """Where a clearance stands."""

    ENDED = "ended"
    IN_FORCE = "in_force"


class ClearanceVerb(StrEnum):
    """What can be done to a clearance."""

    END = "end"


CLEARANCE = Machine(
    "clearance", rows((ClearanceState.IN_FORCE, ClearanceVerb.END, ClearanceState.ENDED))
)


class ReviewReason(StrEnum):
    """Why a purchase is looked at again."""

    FIRST_SALE = "first_sale"
    ONE_IN_TEN = "one_in_ten"


class ReviewOutcome(StrEnum):
    """What the second look found; two wrong ones end the clearance."""

    RIGHT = "right"
    WRONG = "wrong"


class RefuseReason(StrEnum):
    """Why the desk says no to a linkage: required, journalled as a code (trust.md)."""

    CORE_PRODUCT = "core_product"
    OTHER_WAY = "other_way"
    PAPERS = "papers"
    PRICE = "price"
    TOO_MUCH = "too_much"


class ConditionOutcome(StrEnum):
    """What a look at a condition found on its day."""

    KEPT = "kept"
    MOVED = "moved"  # to another day, with the reason
    NOT_KEPT = "not_kept"


class DueReason(StrEnum):
    """What changed since a signature; the gravest where several did."""

    BLOCKER = "blocker"
    CONDITION_BROKEN = "condition_broken"
    CONDITION_DUE = "condition_due"  # its day is past and nobody looked
    CORE_PRODUCT = "core_product"
    EXPIRED = "expired"
    INPUTS = "inputs"
    RULE_SET = "rule_set"
