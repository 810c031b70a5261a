"""What a message says, by its kind: short, and without a name, a price or goods in it.

The words point at the product, where the person is known; a message may be read by anybody who
holds the phone or the screen (row M3).
"""

from marketplace.kernel.words import N_

SUBJECT = N_("%(brand)s: something waits for you")
FALLBACK = N_("Something changed. Please look.")
WORDS: dict[str, str] = {
    "agreement_agreed": N_("An agreement is in force. Both sides said yes."),
    "agreement_ended": N_("An agreement has ended."),
    "agreement_notice": N_("Notice was given for an agreement. Please look until when it runs."),
    "agreement_offered": N_("An agreement waits for your yes or no."),
    "agreement_refused": N_("An agreement was not made. Please look why."),
    "agreement_to_check": N_("An agreement waits for your check."),
    "asked": N_("A lodge asks for something you make. Please look."),
    "asked_urgent": N_("A lodge needs something you make, very soon. Please look."),
    "delivery_accepted": N_("Your delivery was accepted."),
    "delivery_part": N_("A part of your delivery was accepted. Please look why."),
    "delivery_rejected": N_("Your delivery was not accepted. Please look why."),
    "need_asked": N_("A lodge asks for something you make. Please look."),
    "need_matched": N_("Your need is matched: somebody will bring it."),
    "need_part_matched": N_("A part of your need is matched. Please look."),
    "need_unfilled": N_("Nobody could bring what you need. Please look what may help."),
    "need_urgent": N_("A lodge needs something you make, very soon. Please look."),
    "offer_filled": N_("Others came first in turn this time. Please look."),
    "offer_held": N_("Your answer waits for a facilitator. She will call."),
    "offer_not_taken": N_("Your answer was not taken this time. Please look why."),
    "order_cancelled": N_("An order was cancelled. Please look."),
    "order_cannot": N_("A supplier cannot bring it. The next one is asked."),
    "order_confirmed": N_("A supplier confirmed your order."),
    "order_less": N_("A supplier brings less. The rest is asked for again."),
    "order_missed": N_("A delivery did not come. Please call."),
    "order_on_the_way": N_("A delivery is on its way to you."),
    "order_placed": N_("You have an order. Please say yes, less or cannot."),
    "password_link": N_("A new password was asked for. If it was you, open this within an hour:"),
    "payment_all": N_("A supplier confirmed that the money arrived."),
    "payment_less": N_("A supplier says that less money arrived. Please look."),
    "payment_not_yet": N_("A supplier says that no money arrived yet. Please look."),
    "payment_sent": N_("Money was sent to you. Please say whether it arrived."),
    "payment_settled": N_("A payment is settled."),
    "purchase_waits": N_("A purchase waits for your check."),
}


def words_of(kind: str) -> str:
    """Return the English message of a kind."""
    return WORDS.get(kind, FALLBACK)
