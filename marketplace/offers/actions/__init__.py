"""Writes of offers: each takes a session and an actor, and never commits."""

from marketplace.offers.actions.by_symbol import (
    KeepSymbolDraft,
    attach_symbol_drafts,
    choose_draft,
    keep_symbol_draft,
)
from marketplace.offers.actions.calls import (
    CalledAbout,
    note_call,
)
from marketplace.offers.actions.commands import (
    KeepDraft,
    SubmitOffer,
)
from marketplace.offers.actions.costs import (
    Costs,
    KeepCostDraft,
    drop_cost_draft,
    keep_cost_draft,
    keep_costs,
)
from marketplace.offers.actions.drafts import (
    drop_draft,
    keep_draft,
)
from marketplace.offers.actions.helping import (
    SayForHer,
    answer_helped,
    say_for_her,
    sweep_helped,
)
from marketplace.offers.actions.outcomes import (
    accept,
    decline,
    hold,
    lapse,
    outcome_seen,
    read_back,
    take_back,
    unaward,
    withdraw_need,
)
from marketplace.offers.actions.proposing import (
    ProposeSomething,
    propose_for_her,
    propose_something,
    read_back_proposal,
    take_back_proposal,
)
from marketplace.offers.actions.sending import (
    enter_for_her,
    submit_offer,
)

__all__ = [
    "CalledAbout", "Costs", "KeepCostDraft", "KeepDraft", "KeepSymbolDraft", "ProposeSomething",
    "SayForHer", "SubmitOffer", "accept", "answer_helped", "attach_symbol_drafts", "choose_draft",
    "decline", "drop_cost_draft", "drop_draft", "enter_for_her", "hold", "keep_cost_draft",
    "keep_costs", "keep_draft", "keep_symbol_draft", "lapse", "note_call", "outcome_seen",
    "propose_for_her", "propose_something", "read_back", "read_back_proposal", "say_for_her",
    "submit_offer", "sweep_helped", "take_back", "take_back_proposal", "unaward", "withdraw_need",
]  # fmt: skip
