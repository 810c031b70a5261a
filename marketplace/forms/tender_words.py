"""A tender's closed lists as staff read them: codes to English, translated where shown."""

from marketplace.kernel.words import N_

STAGES = {
    "drafted": N_("draft"),
    "passed": N_("checked"),
    "sent_back": N_("came back from the check"),
    "to_check": N_("waits for the need check"),
}
VISIBILITIES = {
    "open": N_("Everybody near who makes it"),
    "invited": N_("Only suppliers I name"),
    "reserved": N_("Reserved for a group"),
}
GROUPS_MEANT = {
    "micro": N_("micro-suppliers"),
    "women": N_("women"),
    "youth": N_("young people"),
    "disabled": N_("people with disabilities"),
    "first_time": N_("first-timers"),
}
PRICE_KINDS = {
    "open": N_("Open: they say their price"),
    "fixed": N_("One price"),
    "band": N_("A band that only you and the facilitator see"),
}
REPEATS = {"once": N_("Once"), "weekly": N_("Every week")}
WEEKDAYS = {
    "0": N_("Monday"),
    "1": N_("Tuesday"),
    "2": N_("Wednesday"),
    "3": N_("Thursday"),
    "4": N_("Friday"),
    "5": N_("Saturday"),
    "6": N_("Sunday"),
}
HOURS = {"9": N_("in the morning, at 9"), "12": N_("at noon"), "17": N_("in the afternoon, at 17")}
ROUTES = {
    "input": N_("We use it up ourselves"),
    "input_or_resale": N_("We use it, or sell it in our shop"),
    "embedded": N_("It is part of our own product"),
    "referred": N_("Guests pay them, our desk knows"),
    "independent": N_("Straight to guests"),
}
SENT_BACK = {
    "deadline_too_short": N_("The deadline leaves too little time."),
    "payment_too_late": N_("The money comes too late for these suppliers."),
    "price_too_low": N_("The price is too low to live from."),
    "spec_too_hard": N_("The points of quality are harder than needed."),
    "spec_unclear": N_("The points of quality are not clear."),
    "too_large": N_("It is too large for anybody here: ask in lots."),
    "wrong_route": N_("How it reaches the guest is not right."),
}
ENDINGS = {
    "cancelled": N_("cancelled"),
    "none_suitable": N_("none was suitable"),
    "withdrawn": N_("withdrawn"),
}
BECAUSE = {
    "bought_elsewhere": N_("It was bought elsewhere."),
    "guests_cancelled": N_("The guests do not come."),
    "mistake_in_need": N_("There was a mistake in it."),
    "not_as_asked": N_("What was offered is not what was asked."),
    "no_money_now": N_("There is no money for it now."),
    "prices_too_high": N_("The prices were too high."),
}
EARLY = {
    "all_have_answered": N_("Everybody who was asked has answered."),
    "deadline_wrong": N_("The deadline was wrong."),
    "goods_would_spoil": N_("The goods would spoil."),
    "safety": N_("Somebody's safety is concerned."),
}
CHANGES = {
    "day": N_("Day"),
    "deadline": N_("Deadline"),
    "quantity": N_("How much"),
    "spec": N_("Point of quality"),
}
TOPICS = {
    "another_day": N_("May it come on another day?"),
    "cash_at_once": N_("Is it paid in cash at once?"),
    "collected": N_("Is it fetched from the village?"),
    "less_is_fine": N_("Is less also fine?"),
    "see_sample": N_("Can a sample be shown first?"),
    "trial_first": N_("Can it begin with a small trial?"),
}
REPLIES = {"yes": N_("Yes"), "no": N_("No"), "call_desk": N_("Ask the facilitator")}
FACTS = {
    "women": N_("A woman, or a group of women"),
    "youth": N_("Young (under 36)"),
    "disabled": N_("Lives with a disability"),
    "micro": N_("Very small: nobody is employed"),
}
