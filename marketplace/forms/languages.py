"""A translator's file, and a native speaker who stands by the words."""

from typing import Any

from wtforms import FileField

from marketplace.forms.base import REQUIRED, HouseForm, TextField
from marketplace.i18n import gettext
from marketplace.i18n.wellformed import Flaw
from marketplace.kernel.words import N_

NOT_OURS = N_("This is neither a PO file nor a sheet from here. Nothing was changed.")
FLAWS = {
    Flaw.EMPTY: N_("A plural form is empty."),
    Flaw.LONG: N_("It is far too long."),
    Flaw.PARTS: N_("A part in %(…)s or a tag is missing, new or changed."),
    Flaw.PLURALS: N_("It has too few or too many plural forms."),
    Flaw.SIGNS: N_("It holds characters that cannot be seen."),
    Flaw.SPACE: N_("It begins or ends with a space."),
}


class WordsForm(HouseForm):
    """A file that came back from a translator."""

    file = FileField(N_("File from the translator (PO or CSV)"))

    def nothing_sent(self) -> Any:
        """Say that no file was chosen."""
        self.file.errors = [gettext(REQUIRED)]

    def not_ours(self) -> Any:
        """Say that the file is none of ours."""
        self.file.errors = [gettext(NOT_OURS)]


class ReviewForm(HouseForm):
    """Who read these words and stands by them."""

    reviewer = TextField(N_("Native speaker who has read them all"), most=80)
