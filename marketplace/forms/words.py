"""Closed lists as people read them: code to English, translated where they are shown."""

from collections.abc import Mapping
from typing import Any

from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import ValidationError

from marketplace.forms.base import REQUIRED
from marketplace.i18n import gettext
from marketplace.kernel.words import N_

CHOOSE = N_("Please choose")
FUNCTIONS = {
    "purchasing": N_("Purchasing"),
    "kitchen": N_("Kitchen"),
    "operations": N_("Operations"),
    "management": N_("Management"),
    "csr": N_("Community work"),
}
OPERATOR_KINDS = {
    "lodge": N_("Lodge"),
    "camp": N_("Camp"),
    "hotel": N_("Hotel"),
    "inn": N_("Inn"),
    "tour_operator": N_("Tour operator"),
    "activity_operator": N_("Activities"),
}
ROLES = {
    "administrator": N_("Administrator"),
    "broker": N_("Broker"),
    "buyer": N_("Buyer"),
    "facilitator": N_("Facilitator"),
    "observer": N_("Observer"),
    "supplier": N_("Supplier"),
    "support": N_("Support provider"),
}


def choices(words: Mapping[str, str]) -> list[SelectChoice]:
    """Return the choices of a field, in their order; the form translates them when it is shown."""
    return [SelectChoice(value=code, label=word) for code, word in words.items()]


def chosen(_form: Any, field: Any) -> None:
    """Refuse a list in which nothing was chosen."""
    if not field.data:
        raise ValidationError(gettext(REQUIRED))
