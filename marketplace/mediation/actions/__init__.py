"""Writes of mediation: each takes a session and an actor, and never commits."""

from marketplace.mediation.actions.answers import expire, say_no, say_yes, undo
from marketplace.mediation.actions.awards import (
    after_refusal,
    after_signature,
    choose,
    choose_mix,
)
from marketplace.mediation.actions.cases import (
    close_case,
    lift_conflict,
    mark_conflict,
    reopen_case,
    shortlist,
)
from marketplace.mediation.actions.coaching import talk
from marketplace.mediation.actions.commands import (
    ChooseOffer,
    MarkConflict,
    Propose,
    SetTask,
    WriteEvent,
)
from marketplace.mediation.actions.file import end_task, set_task, write_event
from marketplace.mediation.actions.looks import answer_look, ask_look
from marketplace.mediation.actions.outcomes import conclude, none_suitable
from marketplace.mediation.actions.proposals import answer as answer_proposal
from marketplace.mediation.actions.proposals import propose
from marketplace.mediation.actions.proposals import withdraw as withdraw_proposal
from marketplace.mediation.actions.putting import (
    PutTo,
    answer_put,
    proposal_refused,
    proposal_signed,
    put_to,
)

__all__ = [
    "ChooseOffer", "MarkConflict", "Propose", "PutTo", "SetTask", "WriteEvent", "after_refusal",
    "after_signature", "answer_look", "answer_proposal", "answer_put", "ask_look", "choose",
    "choose_mix", "close_case", "conclude", "end_task", "expire", "lift_conflict", "mark_conflict",
    "none_suitable", "proposal_refused", "proposal_signed", "propose", "put_to", "reopen_case",
    "say_no", "say_yes", "set_task", "shortlist", "talk", "undo", "withdraw_proposal",
    "write_event",
]  # fmt: skip
