"""Writes of agreements: settle, order, deliver, pay. Each takes session and actor; none commits."""

from marketplace.agreements.actions.again import Again, AskedAgain, again
from marketplace.agreements.actions.choose import accept_offer, after_refusal, after_signature
from marketplace.agreements.actions.lapse import lapse_overdue
from marketplace.agreements.actions.low_price import called_about_price
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
from marketplace.agreements.rules.answers import MarkSent, OrderAnswer, PaymentAnswer, Receive

__all__ = [
    "Again", "AskedAgain", "MarkSent", "OrderAnswer", "PaymentAnswer", "Receive", "Received",
    "Settled", "accept_offer", "after_refusal", "after_signature", "again", "answer_order",
    "answer_payment", "called_about_price", "cancel", "lapse_overdue", "mark_sent", "miss",
    "on_the_way", "pass_on_unanswered", "receive", "settle", "settle_less",
]  # fmt: skip
