"""Writes of agreements: settle, order, deliver, pay. Each takes session and actor; none commits."""

from marketplace.agreements.actions.again import Again, AskedAgain, again
from marketplace.agreements.actions.call_off import CalledOff, CallOffOrder, call_off_order
from marketplace.agreements.actions.choose import accept_offer, after_refusal, after_signature
from marketplace.agreements.actions.consents import (
    SayYes,
    end_due,
    give_notice,
    say_no,
    say_yes,
    stop_now,
)
from marketplace.agreements.actions.lapse import lapse_overdue
from marketplace.agreements.actions.orders import (
    answer_order,
    cancel,
    miss,
    on_the_way,
    pass_on_unanswered,
)
from marketplace.agreements.actions.payments import answer_payment, mark_sent, settle_less
from marketplace.agreements.actions.receiving import Received, receive
from marketplace.agreements.actions.settle import Settled, settle
from marketplace.agreements.actions.write_terms import (
    ChangeTerms,
    WriteTerms,
    change_terms,
    write_terms,
)
from marketplace.agreements.rules.answers import MarkSent, OrderAnswer, PaymentAnswer, Receive

__all__ = [
    "Again", "AskedAgain", "CallOffOrder", "CalledOff", "ChangeTerms", "MarkSent", "OrderAnswer",
    "PaymentAnswer", "Receive", "Received", "SayYes", "Settled", "WriteTerms", "accept_offer",
    "after_refusal", "after_signature", "again", "answer_order", "answer_payment",
    "call_off_order", "cancel", "change_terms", "end_due", "give_notice", "lapse_overdue",
    "mark_sent", "miss", "on_the_way", "pass_on_unanswered", "receive", "say_no", "say_yes",
    "settle", "settle_less", "stop_now", "write_terms",
]  # fmt: skip
