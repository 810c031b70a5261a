"""Closed lists as a facilitator reads them: codes to English, translated where they are shown."""

from collections.abc import Mapping
from typing import Any

from marketplace.i18n import gettext
from marketplace.kernel.words import N_

LANES = {
    "again": N_("again"),
    "quick": N_("quick buy"),
    "tender": N_("tender"),
    "urgent": N_("urgent"),
}
NEED_STATES = {
    "closed": N_("answers are in"),
    "draft": N_("draft"),
    "matched": N_("matched"),
    "part_matched": N_("part matched"),
    "published": N_("open"),
    "unfilled": N_("nobody brings it"),
    "withdrawn": N_("withdrawn"),
}
NEED_MARKS = {
    "closed": "wait", "draft": "", "matched": "good", "part_matched": "wait", "published": "now",
    "unfilled": "bad", "withdrawn": "",
}  # fmt: skip
UNFILLED = {
    "no_answer": N_("Nobody answered in time."),
    "not_cleared": N_("What was offered was not let through by the check."),
    "not_enough": N_("What was offered was not enough."),
    "too_late": N_("The day came before the answers."),
    "withdrawn": N_("The buyer took it back."),
}
NOT_ME = {
    "none_now": N_("has none now"),
    "paid_late": N_("this buyer pays late"),
    "price_low": N_("the price is too low"),
    "too_far": N_("it is too far"),
    "too_much": N_("it is too much"),
}
SILENCES = {
    "away": N_("she was away"),
    "busy": N_("she had no time to look"),
    "no_phone": N_("no phone, or no power"),
    "no_trust": N_("she does not trust it yet"),
    "not_seen": N_("the message never reached her"),
    "not_understood": N_("she did not understand it"),
    "too_much": N_("it was more than she can bring"),
}
ANSWERS = {
    "not_me": N_("said not me"),
    "offered": N_("offered"),
    "waiting": N_("no answer yet"),
}
OFFER_STATES = {
    "accepted": N_("taken"),
    "declined": N_("not taken"),
    "lapsed": N_("lapsed"),
    "submitted": N_("sent"),
    "taken_back": N_("taken back"),
    "to_read_back": N_("to be read back"),
    "waiting_at_desk": N_("waits for the check"),
}
HANDS = {
    "facilitator": N_("entered by a facilitator"),
    "helper": N_("with a helper"),
    "herself": N_("by herself"),
}
PHONES = {
    "group": N_("the group's phone"),
    "neighbour": N_("a neighbour's phone"),
    "none": N_("no phone"),
    "own": N_("her own phone"),
    "shared": N_("a shared phone"),
}
FOUND_AT = {
    "field": N_("in the field"),
    "home": N_("at home"),
    "landing": N_("at the landing"),
    "market": N_("at the market"),
    "workshop": N_("in the workshop"),
}
FOUND_WHEN = {
    "afternoon": N_("in the afternoon"),
    "evening": N_("in the evening"),
    "market_day": N_("on market day"),
    "morning": N_("in the morning"),
}
CANNOT = {
    "none_left": N_("She has none left"),
    "sick": N_("She is ill, or somebody is"),
    "sold": N_("She sold it already"),
    "transport": N_("She has no transport"),
}
BRINGING = {
    "bring": N_("She brings it"),
    "collect": N_("The buyer collects it"),
}
CHANNELS = {
    "desk": N_("by the desk"),
    "email": N_("by e-mail"),
}
ROUTES = {
    "embedded": N_("part of the operator's own product"),
    "independent": N_("straight to guests"),
    "input": N_("used up by the operator"),
    "input_or_resale": N_("used, or sold in the operator's shop"),
    "referred": N_("guests pay her, the operator's desk knows"),
}


def said(words: Mapping[Any, str], code: str | None) -> str:
    """Say a code of a closed list in the bound language; an unknown one by itself."""
    return gettext(words.get(code, code)) if code else ""
