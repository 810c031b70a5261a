"""How somebody is reached without harm, for whoever is about to ring her."""

from typing import Any

from marketplace.forms.desk_words import FOUND_WHEN
from marketplace.forms.private import SAFE_WAYS
from marketplace.i18n import gettext
from marketplace.kernel.words import N_
from marketplace.people.rules.private import may_ring

__all__ = ["care_of", "may_ring"]


def care_of(who: Any) -> str:
    """Say what she asked for: when, how, no amounts; nothing where she never said anything."""
    said = [
        gettext(FOUND_WHEN[who.safe_when]) if who.safe_when else "",
        gettext(SAFE_WAYS[who.safe_way]) if who.safe_way else "",
        gettext(N_("say no amounts aloud")) if who.covered else "",
    ]
    return " · ".join(part for part in said if part)
