"""Tables of the check: assessments, clearances and reviews; and what the desk adds to them."""

from marketplace.assessment.models.checks import (
    Assessment,
    AssessmentCondition,
    AssessmentInput,
    AssessmentSignal,
    Clearance,
    ClearanceMonth,
    Review,
)
from marketplace.assessment.models.desk import (
    AssessmentOverride,
    AssessmentStanding,
    ConditionLook,
    RuleSetPublication,
    SignatureRequest,
)

__all__ = [
    "Assessment", "AssessmentCondition", "AssessmentInput", "AssessmentOverride",
    "AssessmentSignal", "AssessmentStanding", "Clearance", "ClearanceMonth", "ConditionLook",
    "Review", "RuleSetPublication", "SignatureRequest",
]  # fmt: skip
