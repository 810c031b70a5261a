"""The picture check's form: what somebody took a picture for."""

from enum import StrEnum

from wtforms import Field, HiddenField
from wtforms.validators import ValidationError

from marketplace.catalogue.rules.picture_check import (
    Heard,
    NotePicture,
    PictureRefusal,
    Verdict,
)
from marketplace.forms.base import NOT_A_CHOICE, HouseForm, TextField
from marketplace.i18n import LANGUAGES, gettext
from marketplace.kernel.words import N_

MAX_KEY = 64
SENTENCES: dict[StrEnum, tuple[str | None, str]] = {
    PictureRefusal.NOT_A_PICTURE: ("taken_for", N_("Please choose from the list.")),
}
VERDICTS: dict[Verdict, tuple[str, str]] = {
    Verdict.FALLS: (N_("not understood"), "bad"),
    Verdict.NOT_ASKED: (N_("nobody asked yet"), ""),
    Verdict.STANDS: (N_("understood"), "good"),
    Verdict.UNSURE: (N_("ask more people"), "wait"),
}


class HeardForm(HouseForm):
    """One tap: right, does not know, or the picture whose meaning was named."""

    key = HiddenField()
    language = HiddenField()
    heard = HiddenField()
    taken_for = TextField(N_("She says it is"), needed=False, most=48)

    def validate_key(self, field: Field) -> None:
        """Refuse a missing or endless key."""
        if not 0 < len(field.data or "") <= MAX_KEY:
            raise ValidationError(gettext(NOT_A_CHOICE))

    def validate_language(self, field: Field) -> None:
        """Refuse a language that is not spoken here."""
        if field.data not in LANGUAGES:
            raise ValidationError(gettext(NOT_A_CHOICE))

    def validate_heard(self, field: Field) -> None:
        """Refuse what is none of the three buttons."""
        if field.data not in set(Heard):
            raise ValidationError(gettext(NOT_A_CHOICE))

    def command(self, picture: str) -> NotePicture:
        """Return what is kept; the form is valid."""
        heard = Heard(str(self.heard.data))
        named = (self.taken_for.data or None) if heard is Heard.OTHER else None
        return NotePicture(picture, str(self.language.data), heard, named, str(self.key.data))
