"""Writes of agreements: settle, order, deliver, pay. Each takes session and actor; none commits."""

from marketplace.agreements.actions.again import Again, AskedAgain, again
from marketplace.agreements.actions.choose import accept_offer, after_refusal, after_signature
from marketplace.agreements.actions.ending import cancel, miss, nobody_yet
from marketplace.agreements.actions.feedback import door_says, she_says
from marketplace.agreements.actions.lapse import lapse_overdue
from marketplace.agreements.actions.notes import close_objection, confirm_note, object_to_note
from marketplace.agreements.actions.orders import answer_order, on_the_way, pass_on_unanswered
from marketplace.agreements.actions.payments import (
    answer_payment,
    mark_sent,
    settle_less,
    tell_late,
)
from marketplace.agreements.actions.receiving import Received, receive
from marketplace.agreements.actions.settle import Settled, settle
from marketplace.agreements.rules.answers import MarkSent, OrderAnswer, PaymentAnswer, Receive

__all__ = [
    "Again", "AskedAgain", "MarkSent", "OrderAnswer", "PaymentAnswer", "Receive", "Received",
    "Settled", "accept_offer", "after_refusal", "after_signature", "again", "answer_order",
    "answer_payment", "cancel", "close_objection", "confirm_note", "door_says", "lapse_overdue",
    "mark_sent", "miss", "nobody_yet", "object_to_note", "on_the_way", "pass_on_unanswered",
    "receive", "settle", "settle_less", "she_says", "tell_late",
]  # fmt: skip
