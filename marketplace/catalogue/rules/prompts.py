"""Every word a supplier sees or hears, by its key: the list of what voices must record.

Labels have at most three words, sentences at most eight; no abbreviations, no signs. A key has a
voice recording per language, or it is a listed gap (administrator's page "Voices"). A key with a
point belongs to a closed list: ``not_me.too_far`` says ``NotMe.TOO_FAR``. ``PICTURED`` names the
picture that stands beside such a word on every screen.
"""

from marketplace.catalogue.rules.prompt_pictures import PICTURED
from marketplace.catalogue.rules.prompts_longer import (
    AGREED,
    AHEAD,
    ATTACHED,
    CHOSEN,
    COSTS,
    GROWTH,
    NOTE,
    PROPOSED,
    SALES,
    TENDER,
    TOGETHER,
    TROUBLE,
)
from marketplace.catalogue.rules.prompts_shared import SHARED
from marketplace.kernel.words import N_

__all__ = ["PICTURED", "PROMPTS", "pictured", "prompt_text"]

_FRAME = {
    "back": N_("Back"),
    "go_on": N_("Go on"),
    "help": N_("Help"),
    "home": N_("Home"),
    "language": N_("Language"),
    "leave": N_("Leave"),
    "more": N_("More"),
    "no": N_("No"),
    "practice": N_("Practice"),
    "today": N_("today"),
    "tomorrow": N_("tomorrow"),
    "try_again": N_("Try again"),
    "yes": N_("Yes"),
}
_ERRORS = {
    "error.400": N_("Too old. Open it again."),
    "error.403": N_("This is not for you."),
    "error.404": N_("Nothing is here."),
    "error.405": N_("Please use the pictures."),
    "error.409": N_("It changed. Look again."),
    "error.413": N_("This is too big."),
    "error.429": N_("Too many tries. Wait."),
    "error.500": N_("Nothing was lost. Try later."),
    "error.503": N_("Nothing was lost. Try soon."),
}
_SEAT = {
    "blocked": N_("Too many tries. Please wait."),
    "call": N_("Call"),
    "card_wrong": N_("This card is not known."),
    "here_to_help": N_("Who helps me?"),
    "look": N_("See needs"),
    "my_card": N_("My card"),
    "nobody_to_call": N_("Ask at the market."),
    "number": N_("My number"),
    "picture": N_("My picture"),
    "picture_code": N_("My four pictures"),
    "start_again": N_("Start again"),
    "type_keys": N_("Or type keys"),
    "welcome": N_("Welcome"),
    "where": N_("Where are you?"),
    "who": N_("Who are you?"),
    "wrong_code": N_("Not right. Try again."),
    "wrong_number": N_("Two numbers, please."),
}
_NEED = {
    "market_day": N_("Market day"),
    "by_picture": N_("By picture"),
    "called_off": N_("They stop"),
    "can_you": N_("Can you?"),
    "i_can": N_("I can"),
    "late_by": N_("Late by"),
    "later": N_("Later"),
    "money_after": N_("Money after"),
    "needs": N_("Who needs what?"),
    "need_over": N_("This is over."),
    "next_week": N_("Next week"),
    "nobody_asks": N_("Nobody asked yet."),
    "no_needs": N_("Nothing now. Look again tomorrow."),
    "no_record": N_("No record yet"),
    "not_me": N_("Not me"),
    "pays_after": N_("Pays after"),
    "pays_at_door": N_("Money there"),
    "pays_same_day": N_("Pays same day"),
    "they_ask": N_("They ask you"),
    "sent_back": N_("Sent back"),
    "this_week": N_("This week"),
    "urgent": N_("Urgent"),
    "who_buys": N_("Who buys mine?"),
    "why_not": N_("Why not?"),
    "not_me.none_now": N_("None now"),
    "not_me.paid_late": N_("Pays late"),
    "not_me.price_low": N_("Too little money"),
    "not_me.too_far": N_("Too far"),
    "not_me.too_much": N_("Too much"),
    "sun.dawn": N_("dawn"),
    "sun.morning": N_("morning"),
    "sun.noon": N_("noon"),
    "sun.afternoon": N_("afternoon"),
    "sun.evening": N_("evening"),
}
_ANSWER = {
    "all": N_("All"),
    "bring.bring": N_("You bring"),
    "bring.collect": N_("They fetch"),
    "far_price": N_("Sure?"),
    "good": N_("Good"),
    "half": N_("Half"),
    "how_many": N_("How many?"),
    "how_much": N_("How much?"),
    "one_day": N_("One day"),
    "other": N_("Other"),
    "right": N_("Right?"),
    "send": N_("Send"),
    "sent": N_("Sent"),
    "sent_next": N_("They answer soon."),
    "take_back": N_("Take back"),
    "take_back_sure": N_("Take it back?"),
    "taken_back": N_("Taken back"),
    "tap_money": N_("Tap the money"),
    "they_say": N_("They say"),
    "under_floor": N_("Little money"),
    "you_say": N_("You say"),
    "your_money": N_("Your money"),
}
_OFFERS = {
    "my_offers": N_("My offers"),
    "no_offers": N_("You sent nothing yet."),
    "offer.accepted": N_("They said yes"),
    "offer.declined": N_("Not this time"),
    "offer.lapsed": N_("Too late"),
    "offer.submitted": N_("Waiting"),
    "offer.taken_back": N_("Taken back"),
    "offer.to_read_back": N_("Say yes first"),
    "offer.waiting_at_desk": N_("Being checked"),
    "declined.filled_by_rotation": N_("Another's turn"),
    "declined.need_withdrawn": N_("They stopped it"),
    "declined.not_as_a_linkage": N_("Not good together"),
    "declined.not_needed_any_more": N_("Not needed now"),
}
_ORDERS = {
    "bring_this": N_("Bring this?"),
    "cannot": N_("I cannot"),
    "coming": N_("I bring it"),
    "less": N_("Less"),
    "my_orders": N_("My orders"),
    "no_orders": N_("Nothing to bring now."),
    "on_the_way": N_("On the way"),
    "order.cancelled": N_("They stopped it"),
    "order.confirmed": N_("You bring it"),
    "order.declined": N_("You said no"),
    "order.delivered": N_("You brought it"),
    "order.missed": N_("Not brought"),
    "order.placed": N_("Say yes?"),
    "cannot.none_left": N_("None left"),
    "cannot.sick": N_("Sick"),
    "cannot.sold": N_("Sold already"),
    "cannot.transport": N_("No transport"),
    "delivery.accepted": N_("They took all"),
    "delivery.part": N_("They took part"),
    "delivery.rejected": N_("They took none"),
    "rejected.broken": N_("Broken"),
    "rejected.dirty": N_("Dirty"),
    "rejected.late": N_("Late"),
    "rejected.not_fresh": N_("Not fresh"),
    "rejected.too_small": N_("Too small"),
    "rejected.unripe": N_("Not ripe"),
    "rejected.warm": N_("Too warm"),
    "rejected.wrong_thing": N_("Wrong thing"),
}
_MONEY = {
    "at_market": N_("At the market"),
    "came_less": N_("How much came?"),
    "got_all": N_("All"),
    "got_it": N_("Got the money?"),
    "got_less": N_("Less"),
    "my_money": N_("My money"),
    "no_money": N_("No money waits."),
    "nobody_knows": N_("Nobody knows yet"),
    "not_yet": N_("Not yet"),
    "owed.cancellation": N_("Stopped late"),
    "owed.correction": N_("Put right"),
    "sold_it": N_("I sold it"),
    "payment.closed": N_("You have it"),
    "payment.due": N_("Money comes"),
    "payment.less": N_("Less came"),
    "payment.not_yet": N_("Not yet"),
    "payment.sent": N_("They sent it"),
}
_REFUSED = {
    "refused.already_proposed": N_("You said this already."),
    "refused.already_offered": N_("You sent this already."),
    "refused.less_must_be_less": N_("Less must be less."),
    "refused.need_closed": N_("Too late. This is over."),
    "refused.no_consent": N_("Your helper must ask you first."),
    "refused.no_terms": N_("Hear the rules first."),
    "refused.unit_not_for_leaf": N_("Ask your helper, please."),
    "refused.not_active": N_("Your helper must open your place."),
    "refused.not_her_leaf": N_("Tell your helper you make this."),
    "refused.not_now": N_("This has changed. Look again."),
    "refused.price_low": N_("Little money"),
    "refused.not_whole_lots": N_("They want it in whole lots."),
    "refused.price_missing": N_("How much money?"),
    "refused.price_out_of_range": N_("This is too much money."),
    "refused.quantity_over_need": N_("They need fewer now."),
    "refused.quantity_zero": N_("How many?"),
}
PROMPTS: dict[str, str] = {
    **_FRAME, **_ERRORS, **_SEAT, **SHARED, **_NEED, **_ANSWER, **COSTS, **_OFFERS, **CHOSEN,
    **TENDER, **_ORDERS, **NOTE, **_MONEY, **AGREED, **PROPOSED, **_REFUSED, **SALES, **GROWTH,
    **AHEAD, **TOGETHER, **TROUBLE, **ATTACHED,
}  # fmt: skip


def prompt_text(key: str) -> str:
    """Return the English message of a prompt; an unknown key is a mistake in a template."""
    return PROMPTS[key]


def pictured(key: str) -> str:
    """Return the picture that always stands beside a word of a closed list."""
    return PICTURED[key]
