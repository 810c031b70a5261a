"""Tables of mediation, by theme."""

from marketplace.mediation.models.awards import (
    Award,
    Coaching,
    Loss,
    SecondLook,
)
from marketplace.mediation.models.cases import (
    CaseEvent,
    CaseTask,
    ConflictMark,
    CounterProposal,
    MediationCase,
    Shortlisted,
)

__all__ = [
    "Award", "CaseEvent", "CaseTask", "Coaching", "ConflictMark", "CounterProposal", "Loss",
    "MediationCase", "SecondLook", "Shortlisted",
]  # fmt: skip
