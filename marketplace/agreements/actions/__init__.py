"""Writes of agreements: settle, order, deliver, pay. Each takes session and actor; none commits."""

from marketplace.agreements.actions.again import (
    Again,
    AskedAgain,
    again,
)
from marketplace.agreements.actions.call_off import (
    CalledOff,
    CallOffOrder,
    call_off_order,
)
from marketplace.agreements.actions.choose import (
    accept_offer,
    after_refusal,
    after_signature,
)
from marketplace.agreements.actions.consents import (
    SayYes,
    end_due,
    give_notice,
    say_no,
    say_yes,
    stop_now,
)
from marketplace.agreements.actions.ending import (
    cancel,
    miss,
    nobody_yet,
)
from marketplace.agreements.actions.farewell import (
    erase,
    open_trade,
)
from marketplace.agreements.actions.feedback import (
    door_says,
    she_says,
)
from marketplace.agreements.actions.from_award import (
    WriteFromAward,
    order_award,
    undo_award,
    write_from_award,
)
from marketplace.agreements.actions.from_proposal import (
    WriteProposedTerms,
    write_proposed_terms,
)
from marketplace.agreements.actions.lapse import (
    lapse_overdue,
)
from marketplace.agreements.actions.low_price import (
    called_about_price,
)
from marketplace.agreements.actions.notes import (
    close_objection,
    confirm_note,
    object_to_note,
)
from marketplace.agreements.actions.orders import (
    answer_order,
    on_the_way,
    pass_on_unanswered,
)
from marketplace.agreements.actions.payments import (
    answer_payment,
    mark_sent,
    settle_less,
    tell_late,
)
from marketplace.agreements.actions.receiving import (
    Received,
    receive,
)
from marketplace.agreements.actions.settle import (
    Settled,
    settle,
)
from marketplace.agreements.actions.write_terms import (
    ChangeTerms,
    WriteTerms,
    change_terms,
    write_terms,
)
from marketplace.agreements.rules.answers import (
    MarkSent,
    OrderAnswer,
    PaymentAnswer,
    Receive,
)

__all__ = [
    "Again", "AskedAgain", "CallOffOrder", "CalledOff", "ChangeTerms", "MarkSent", "OrderAnswer",
    "PaymentAnswer", "Receive", "Received", "SayYes", "Settled", "WriteFromAward",
    "WriteProposedTerms", "WriteTerms",
    "accept_offer", "after_refusal", "after_signature", "again", "answer_order", "answer_payment",
    "call_off_order", "called_about_price", "cancel", "change_terms", "close_objection",
    "confirm_note", "door_says", "end_due", "erase", "give_notice", "lapse_overdue", "mark_sent",
    "miss", "nobody_yet", "object_to_note", "on_the_way", "open_trade", "order_award",
    "pass_on_unanswered", "receive", "say_no", "say_yes", "settle", "settle_less", "she_says",
    "stop_now", "tell_late", "undo_award", "write_from_award", "write_proposed_terms",
    "write_terms",
]  # fmt: skip
