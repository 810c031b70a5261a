"""The standing terms of both sides and the spoken notice: short, numbered by version.

A changed sentence is a new version: acceptances and consents name the version that was heard.
For suppliers no sentence has more than eight words (supplier-screens.md, rule 2).
"""

from marketplace.kernel.words import N_

TERMS_VERSION = 1
NOTICE_VERSION = 1

SUPPLIER_TERMS = (
    N_("You choose what to answer."),
    N_("You can always say no."),
    N_("Yes means you bring it."),
    N_("The price you said yes to stays."),
    N_("Cannot bring all? Tell us early."),
    N_("Goods are weighed while you watch."),
    N_("They may send back bad goods."),
    N_("They must show you why."),
    N_("Money comes within seven days."),
    N_("Only you say the money came."),
    N_("You may sell to others too."),
    N_("Never pay anyone to take part."),
)

OPERATOR_TERMS = (
    N_("You order only what you need, and you pay what you ordered and accepted."),
    N_("Goods are weighed at your door within 30 minutes, in the presence of who brought them."),
    N_("What you reject, you reject at once and with a reason shown as a picture."),
    N_("Payment is due on the day stated in the need, never later than 7 days after a quick buy."),
    N_("Only the supplier confirms that the money arrived; suppliers see your days to pay."),
    N_("Cancelling perishables less than 48 hours ahead costs half, less than 24 hours all, "
       "unless they are sold elsewhere or were ordered within those 24 hours."),
    N_("A short delivery told 24 hours ahead is free of blame the first two times."),
    N_("You do not ask for exclusivity, and the supplier does not approach your booked guests."),
    N_("What you learn here of a supplier you keep to yourself, and we do the same for you."),
    N_("A purchase outside the cleared bounds waits for a facilitator."),
)  # fmt: skip

SPOKEN_NOTICE = (
    N_("We keep your name and village."),
    N_("We keep what you make."),
    N_("Buyers see your goods and record."),
    N_("Buyers never see if you are poor."),
    N_("Your helper here sees it too."),
    N_("You can hear what we keep."),
    N_("You can stop any day."),
    N_("Then we erase your name."),
    N_("Is anyone with you now?"),
    N_("Do you say yes freely?"),
)
