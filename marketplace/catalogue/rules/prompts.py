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
    "error.400": N_("Too late. Try again."),
    "error.403": N_("This is not for you."),
    "error.404": N_("Nothing is here."),
    "error.405": N_("Tap one picture."),
    "error.409": N_("It changed. Look again."),
    "error.413": N_("This is too big."),
    "error.429": N_("Please wait. Try later."),
    "error.500": N_("Nothing was lost. Try later."),
    "error.503": N_("Nothing was lost. Try later."),
}
_SEAT = {
    "blocked": N_("Please wait. Try later."),
    "call": N_("Call"),
    "card_wrong": N_("Not right. Try again."),
    "here_to_help": N_("Who helps me?"),
    "my_card": N_("My card"),
    "nobody_to_call": N_("Ask at the market."),
    "number": N_("My two numbers"),
    "picture_code": N_("My four pictures"),
    "start_again": N_("Start again"),
    "type_keys": N_("My four numbers"),
    "welcome": N_("Welcome"),
    "where": N_("Where are you?"),
    "who": N_("Who are you?"),
    "wrong_code": N_("Not right. Try again."),
    "wrong_number": N_("Not right. Try again."),
}
_NEED = {
    "market_day": N_("Market day"),
    "by_picture": N_("Pictures"),
    "called_off": N_("They stopped it"),
    "can_you": N_("Can you?"),
    "i_can": N_("I can"),
    "late_by": N_("Late"),
    "later": N_("Later"),
    "money_after": N_("Money after"),
    "needs": N_("Who needs what?"),
    "need_over": N_("It is over"),
    "next_week": N_("Next week"),
    "nobody_asks": N_("Nothing yet."),
    "no_needs": N_("Nothing now. Look again tomorrow."),
    "no_record": N_("New here"),
    "not_me": N_("Not me"),
    "pays_after": N_("Pays after"),
    "pays_at_door": N_("Money same day"),
    "pays_same_day": N_("Pays same day"),
    "they_ask": N_("They ask you"),
    "sent_back": N_("Not taken"),
    "this_week": N_("This week"),
    "who_buys": N_("Who buys?"),
    "why_not": N_("Why not?"),
    "not_me.none_now": N_("Nothing now"),
    "not_me.paid_late": N_("Money is late"),
    "not_me.price_low": N_("Too little money"),
    "not_me.too_far": N_("Too far"),
    "not_me.too_much": N_("Too much"),
    "sun.dawn": N_("Dawn"),
    "sun.morning": N_("Morning"),
    "sun.noon": N_("Noon"),
    "sun.afternoon": N_("Afternoon"),
    "sun.evening": N_("Evening"),
}
_ANSWER = {
    "all": N_("All"),
    "bring.bring": N_("You bring"),
    "bring.collect": N_("They come"),
    "far_price": N_("Sure?"),
    "good": N_("Good"),
    "half": N_("Half"),
    "how_many": N_("How many?"),
    "how_much": N_("How much?"),
    "one_day": N_("One day"),
    "other": N_("Other price"),
    "right": N_("Right?"),
    "send": N_("Send"),
    "sent": N_("Sent"),
    "sent_next": N_("They answer soon."),
    "take_back": N_("Take back"),
    "take_back_sure": N_("Take back?"),
    "tap_money": N_("Tap the money"),
    "they_say": N_("They say"),
    "under_floor": N_("Too little money"),
    "you_say": N_("You say"),
    "your_money": N_("Your money"),
}
_OFFERS = {
    "my_offers": N_("My offers"),
    "no_offers": N_("Nothing yet."),
    "offer.accepted": N_("They said yes"),
    "offer.declined": N_("Not this time"),
    "offer.lapsed": N_("Too late"),
    "offer.submitted": N_("Waiting"),
    "offer.taken_back": N_("Taken back"),
    "offer.to_read_back": N_("Say yes first"),
    "offer.waiting_at_desk": N_("Helper looks first"),
    "declined.filled_by_rotation": N_("Others this time"),
    "declined.need_withdrawn": N_("They stopped it"),
    "declined.not_as_a_linkage": N_("Not good together"),
    "declined.not_needed_any_more": N_("They have all"),
}
_ORDERS = {
    "bring_this": N_("Bring this?"),
    "cannot": N_("I cannot"),
    "less": N_("Less"),
    "my_orders": N_("My orders"),
    "no_orders": N_("Nothing yet."),
    "on_the_way": N_("On the way"),
    "order.cancelled": N_("They stopped it"),
    "order.confirmed": N_("You bring"),
    "order.declined": N_("You said no"),
    "order.delivered": N_("You brought"),
    "order.missed": N_("Not brought"),
    "order.placed": N_("Say yes?"),
    "cannot.none_left": N_("Nothing now"),
    "cannot.sick": N_("Sick"),
    "cannot.sold": N_("I sold it"),
    "cannot.transport": N_("No transport"),
    "delivery.accepted": N_("They took all"),
    "delivery.part": N_("They took less"),
    "delivery.rejected": N_("They took nothing"),
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
    "came_less": N_("How much?"),
    "got_all": N_("All"),
    "got_it": N_("You have the money?"),
    "got_less": N_("Less"),
    "my_money": N_("My money"),
    "no_money": N_("Nothing yet."),
    "nobody_knows": N_("Nobody knows yet"),
    "not_yet": N_("Not yet"),
    "owed.cancellation": N_("They stopped it"),
    "owed.correction": N_("They changed it"),
    "sold_it": N_("I sold it"),
    "payment.closed": N_("You have it"),
    "payment.due": N_("Money comes"),
    "payment.less": N_("You have less"),
    "payment.not_yet": N_("Not yet"),
    "payment.sent": N_("They sent it"),
}
_REFUSED = {
    "refused.already_proposed": N_("You sent this. Please wait."),
    "refused.already_offered": N_("You sent this. Please wait."),
    "refused.less_must_be_less": N_("Say less, please."),
    "refused.need_closed": N_("It is over"),
    "refused.no_consent": N_("Ask your helper"),
    "refused.no_terms": N_("Ask your helper"),
    "refused.unit_not_for_leaf": N_("Ask your helper"),
    "refused.not_active": N_("Ask your helper"),
    "refused.not_her_leaf": N_("Tell your helper first."),
    "refused.not_now": N_("It changed. Look again."),
    "refused.price_low": N_("Too little money"),
    "refused.not_whole_lots": N_("Not right. Say more, or less."),
    "refused.price_missing": N_("How much?"),
    "refused.price_out_of_range": N_("Too much"),
    "refused.quantity_over_need": N_("Say less, please."),
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
