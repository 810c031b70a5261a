"""What a message says, by its kind: short, and without a name, a price or goods in it.

The words point at the product, where the person is known; a message may be read by anybody who
holds the phone or the screen (row M3).
"""

from marketplace.kernel.words import N_

SUBJECT = N_("%(brand)s: something waits for you")
FALLBACK = N_("Something changed. Please look.")
WORDS: dict[str, str] = {
    "advance_answered": N_("A supplier answered about money paid ahead. Please look."),
    "advance_offered": N_("A lodge offers to pay a part ahead. Please say yes or no."),
    "advance_sent": N_("Money was paid ahead. Please say whether it arrived."),
    "agreement_agreed": N_("An agreement is in force. Both sides said yes."),
    "agreement_ended": N_("An agreement has ended."),
    "agreement_notice": N_("Notice was given for an agreement. Please look until when it runs."),
    "agreement_offered": N_("An agreement waits for your yes or no."),
    "agreement_refused": N_("An agreement was not made. Please look why."),
    "agreement_to_check": N_("An agreement waits for your check."),
    "asked": N_("A lodge asks for something you make. Please look."),
    "asked_urgent": N_("A lodge needs something you make, very soon. Please look."),
    "award_expired": N_("You were chosen, and the time to say yes is over."),
    "award_no": N_("A supplier you chose cannot. Please look who is next."),
    "award_offered": N_("You were chosen. Please say yes or no."),
    "award_undone": N_("You are not chosen any more. A facilitator will tell you why."),
    "award_yes": N_("A supplier you chose said yes."),
    "circle_asked": N_("A lodge would recommend you to others. Please say yes or no."),
    "delivery_accepted": N_("Your delivery was accepted."),
    "delivery_part": N_("A part of your delivery was accepted. Please look why."),
    "delivery_rejected": N_("Your delivery was not accepted. Please look why."),
    "match_proposed": N_("Your facilitator proposes somebody for a need of yours. Please look."),
    "need_changed": N_("A lodge changed what it asks for. Please look."),
    "need_asked": N_("A lodge asks for something you make. Please look."),
    "need_matched": N_("Your need is matched: somebody will bring it."),
    "need_part_matched": N_("A part of your need is matched. Please look."),
    "need_unfilled": N_("Nobody could bring what you need. Please look what may help."),
    "need_urgent": N_("A lodge needs something you make, very soon. Please look."),
    "nobody_yet": N_("A delivery is awaited and nobody is at the door yet. Please look."),
    "note_corrected": N_("A delivery note was corrected. Please look."),
    "note_not_so": N_("A supplier says that a delivery note is not so. Please look."),
    "note_stands": N_("A delivery note was looked at again and stands as it is."),
    "offer_filled": N_("Others came first in turn this time. Please look."),
    "offer_held": N_("Your answer waits for a facilitator. She will call."),
    "event_invited": N_("You are invited. Please say whether you come."),
    "grievance_ended": N_("What you complained of was answered. Please look."),
    "grievance_late": N_("A complaint waits longer than was promised. Please look."),
    "grievance_raised": N_("Somebody complains. Please take it up within two days."),
    "grievance_taken_up": N_("Your complaint was taken up. Please look by when you hear."),
    "grievance_told": N_("Somebody complained, and it concerns you. Please look."),
    "look_answered": N_("Your question about a choice was answered. Please look."),
    "look_asked": N_("Somebody not chosen asks you to look again."),
    "offer_not_chosen": N_("Another was chosen this time. Please look why."),
    "offer_not_taken": N_("Your answer was not taken this time. Please look why."),
    "order_cancelled": N_("An order was cancelled. Please look."),
    "order_cannot": N_("A supplier cannot bring it. The next one is asked."),
    "order_confirmed": N_("A supplier confirmed your order."),
    "order_less": N_("A supplier brings less. The rest is asked for again."),
    "order_less_after_all": N_(
        "A supplier brings less than promised. The rest is asked for again."
    ),
    "order_missed": N_("A delivery did not come. Please call."),
    "order_on_the_way": N_("A delivery is on its way to you."),
    "order_placed": N_("You have an order. Please say yes, less or cannot."),
    "password_link": N_("A new password was asked for. If it was you, open this within an hour:"),
    "payment_all": N_("A supplier confirmed that the money arrived."),
    "payment_late": N_("A payment is past its day. Please look."),
    "payment_less": N_("A supplier says that less money arrived. Please look."),
    "payment_not_yet": N_("A supplier says that no money arrived yet. Please look."),
    "payment_sent": N_("Money was sent to you. Please say whether it arrived."),
    "payment_settled": N_("A payment is settled."),
    "proposal_answered": N_("What you proposed was answered. Please look."),
    "proposal_made": N_("The other side proposes something. Please look."),
    "proposal_not_wanted": N_("A lodge does not want what you proposed. Please look why."),
    "proposal_put": N_("A supplier proposes something. Your facilitator has checked it."),
    "proposal_refused": N_("What you proposed does not fit this lodge. Please look."),
    "proposal_wanted": N_("A lodge wants what you proposed. Your facilitator will call."),
    "purchase_waits": N_("A purchase waits for your check."),
    "question_asked": N_("Somebody has a question about your tender. Please answer it for all."),
    "safeguarding": N_("A report of harm waits for you. Please look now."),
    "tender_open": N_("The offers of your tender are open. Please look."),
    "tender_published": N_("Your tender is published: suppliers near are asked."),
    "tender_sent_back": N_("Your tender came back from the need check. Please look why."),
    "tender_to_check": N_("A tender waits for your need check."),
    "cancellation_owed": N_("An order was called off late. Money is owed to you."),
    "cancellation_sold": N_("A supplier sold it to somebody else. Nothing is owed for it."),
    "next_time": N_("Something helps you next time. Please look."),
    "paper_ends": N_("A paper of yours ends soon or is over. Please look."),
    "referral_accepted": N_("A support provider takes a supplier you sent."),
    "referral_declined": N_("A support provider cannot take a supplier you sent."),
    "referral_reported": N_("A support provider reports what came of a referral."),
    "referral_sent": N_("A supplier is sent to you for help. Please say yes or no."),
    "door_feedback": N_("The door says how your goods were. Please look."),
}


def words_of(kind: str) -> str:
    """Return the English message of a kind."""
    return WORDS.get(kind, FALLBACK)
