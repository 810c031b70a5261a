"""The form of a key for programs."""

from enum import StrEnum

from wtforms import SelectMultipleField

from marketplace.forms.base import HouseForm, TextField
from marketplace.forms.words import choices
from marketplace.kernel.words import N_
from marketplace.people.rules.entry import TokenRefusal
from marketplace.people.rules.lists import Scope

SCOPES = {Scope.PREVIEW_ASSESSMENTS: N_("Preview assessments; stores nothing")}
SENTENCES: dict[StrEnum, tuple[str | None, str]] = {
    TokenRefusal.NAME_MISSING: ("name", N_("Please fill this in.")),
    TokenRefusal.NO_SCOPE: ("scopes", N_("Please tick at least one.")),
    TokenRefusal.NOBODY: ("email", N_("Nobody of your staff has this e-mail.")),
}


class TokenForm(HouseForm):
    """For whom, what it is for, and what it may be used for."""

    email = TextField(N_("E-mail of whom it acts for"), most=200)
    name = TextField(N_("What it is for"), most=80)
    scopes = SelectMultipleField(
        N_("What it may be used for"),
        choices=choices({scope.value: text for scope, text in SCOPES.items()}),
    )
