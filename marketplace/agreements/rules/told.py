"""What people must hear of an agreement: the kinds of message, and who hears each."""

from enum import StrEnum

from marketplace.agreements.rules.lists import DeliveryState, ObjectionState, OrderVerb, PaymentVerb


class Told(StrEnum):
    """A kind of message; the words are made at delivery, in the receiver's language."""

    ADVANCE_ANSWERED = "advance_answered"
    ADVANCE_OFFERED = "advance_offered"
    ADVANCE_SENT = "advance_sent"
    AGREEMENT_AGREED = "agreement_agreed"
    AGREEMENT_ENDED = "agreement_ended"
    AGREEMENT_NOTICE = "agreement_notice"
    AGREEMENT_OFFERED = "agreement_offered"
    AGREEMENT_REFUSED = "agreement_refused"
    AGREEMENT_TO_CHECK = "agreement_to_check"
    CANCELLATION_OWED = "cancellation_owed"
    CANCELLATION_SOLD = "cancellation_sold"
    DELIVERY_ACCEPTED = "delivery_accepted"
    DELIVERY_PART = "delivery_part"
    DELIVERY_REJECTED = "delivery_rejected"
    DOOR_FEEDBACK = "door_feedback"
    GRIEVANCE_ENDED = "grievance_ended"
    GRIEVANCE_LATE = "grievance_late"
    GRIEVANCE_RAISED = "grievance_raised"
    GRIEVANCE_TAKEN_UP = "grievance_taken_up"
    GRIEVANCE_TOLD = "grievance_told"
    NEED_MATCHED = "need_matched"
    NEED_PART_MATCHED = "need_part_matched"
    NOBODY_YET = "nobody_yet"
    NOTE_CORRECTED = "note_corrected"
    NOTE_NOT_SO = "note_not_so"
    NOTE_STANDS = "note_stands"
    OFFER_FILLED = "offer_filled"
    OFFER_HELD = "offer_held"
    OFFER_NOT_TAKEN = "offer_not_taken"
    ORDER_CANCELLED = "order_cancelled"
    ORDER_CANNOT = "order_cannot"
    ORDER_CONFIRMED = "order_confirmed"
    ORDER_LESS = "order_less"
    ORDER_LESS_AFTER_ALL = "order_less_after_all"
    ORDER_MISSED = "order_missed"
    ORDER_ON_THE_WAY = "order_on_the_way"
    ORDER_PLACED = "order_placed"
    PAYMENT_ALL = "payment_all"
    PAYMENT_LATE = "payment_late"
    PAYMENT_LESS = "payment_less"
    PAYMENT_NOT_YET = "payment_not_yet"
    PAYMENT_SENT = "payment_sent"
    PAYMENT_SETTLED = "payment_settled"
    PURCHASE_WAITS = "purchase_waits"
    SAFEGUARDING = "safeguarding"


OF_DELIVERY = {
    DeliveryState.ACCEPTED: Told.DELIVERY_ACCEPTED,
    DeliveryState.PART: Told.DELIVERY_PART,
    DeliveryState.REJECTED: Told.DELIVERY_REJECTED,
}
OF_ORDER = {
    OrderVerb.CONFIRM: Told.ORDER_CONFIRMED,
    OrderVerb.CONFIRM_LESS: Told.ORDER_LESS,
    OrderVerb.DECLINE: Told.ORDER_CANNOT,
    OrderVerb.TELL_LESS: Told.ORDER_LESS_AFTER_ALL,
    OrderVerb.CANCEL: Told.ORDER_CANCELLED,
    OrderVerb.MISS: Told.ORDER_MISSED,
}
OF_PAYMENT = {
    PaymentVerb.CONFIRM_ALL: Told.PAYMENT_ALL,
    PaymentVerb.CONFIRM_LESS: Told.PAYMENT_LESS,
    PaymentVerb.SAY_NOT_YET: Told.PAYMENT_NOT_YET,
    PaymentVerb.SETTLE: Told.PAYMENT_SETTLED,
    PaymentVerb.MARK_SENT: Told.PAYMENT_SENT,
    PaymentVerb.WAIVE: Told.CANCELLATION_SOLD,
}
OF_OBJECTION = {
    ObjectionState.CORRECTED: Told.NOTE_CORRECTED,
    ObjectionState.STANDS: Told.NOTE_STANDS,
}
