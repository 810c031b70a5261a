"""A note of what guests and staff say about what comes from near here."""

from enum import StrEnum

from wtforms import BooleanField, SelectField

from marketplace.agreements.rules.benefits import MOST_WORDS, Benefit, BenefitRefusal
from marketplace.forms.base import HouseForm, TextField
from marketplace.forms.words import choices
from marketplace.kernel.words import N_

KINDS = {
    Benefit.GUEST.value: N_("A guest said it"),
    Benefit.STAFF.value: N_("Our staff says it"),
    Benefit.QUALITY.value: N_("Quality"),
    Benefit.BRAND.value: N_("Our name outside"),
}
SENTENCES: dict[StrEnum, tuple[str | None, str]] = {
    BenefitRefusal.NO_WORDS: ("words", N_("Please write what was said.")),
    BenefitRefusal.TOO_LONG: ("words", N_("Please say it shorter.")),
    BenefitRefusal.UNREADABLE: ("words", N_("This has signs that cannot be shown.")),
}


class BenefitForm(HouseForm):
    """One note: what it is about, the words, and whether guests may read it."""

    kind = SelectField(N_("What is it about?"), choices=choices(KINDS), default="guest")
    words = TextField(N_("What was said, without a name"), most=MOST_WORDS)
    on_card = BooleanField(N_("It may stand on the card for guests"))
