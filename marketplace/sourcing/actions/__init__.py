"""Writes of sourcing: each takes a session and an actor, and never commits."""

from marketplace.sourcing.actions.answers import mark_seen, not_me, note_offer, note_taken_back
from marketplace.sourcing.actions.asking import ask, ask_list
from marketplace.sourcing.actions.awards import (
    close,
    match,
    release,
    reopen,
    reserve,
    settle_waves,
    unfill,
    withdraw,
)
from marketplace.sourcing.actions.board import refresh_board, sweep_board
from marketplace.sourcing.actions.checking import check_ask
from marketplace.sourcing.actions.commands import AskList, AskNeed, ListLine
from marketplace.sourcing.actions.properties import (
    CoreProductFacts,
    IncumbentFacts,
    NewProperty,
    add_property,
    keep_core_product,
    keep_incumbent,
    retire_core_product,
)
from marketplace.sourcing.actions.waves import ask_back_up, next_wave

__all__ = [
    "AskList", "AskNeed", "CoreProductFacts", "IncumbentFacts", "ListLine", "NewProperty",
    "add_property", "ask", "ask_back_up", "ask_list", "check_ask", "close", "keep_core_product",
    "keep_incumbent", "mark_seen", "match", "next_wave", "not_me", "note_offer",
    "note_taken_back", "refresh_board", "release", "reopen", "reserve", "retire_core_product",
    "settle_waves", "sweep_board", "unfill", "withdraw",
]  # fmt: skip
