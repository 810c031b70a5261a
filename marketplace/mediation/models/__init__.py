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
from marketplace.mediation.models.putting import PutProposal

__all__ = [
    "Award", "CaseEvent", "CaseTask", "Coaching", "ConflictMark", "CounterProposal", "Loss",
    "MediationCase", "PutProposal", "SecondLook", "Shortlisted",
]  # fmt: skip
