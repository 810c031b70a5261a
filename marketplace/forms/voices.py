"""Forms of the recording studio: whose voice, when, in which dialect, and that she agreed."""

from enum import StrEnum

from wtforms import BooleanField
from wtforms.validators import ValidationError

from marketplace.catalogue.rules.recordings import RecordingRefusal
from marketplace.forms.base import DayField, HouseForm, TextField
from marketplace.i18n import gettext
from marketplace.kernel.states import WrongState
from marketplace.kernel.words import N_
from marketplace.media import PhotoRefusal, SoundRefusal

NO_SOUND = N_("No sound came with it. Record it, or choose a file, and send again.")
NOT_AGREED = N_("Only who agreed may be heard. Ask first, then tick this.")
SOUND_SENTENCES: dict[StrEnum, tuple[str | None, str]] = {
    SoundRefusal.NOT_A_SOUND: (
        "sound", N_("This is no sound we can read. MP3, Ogg, WebM, M4A, AMR and WAV are."),
    ),
    SoundRefusal.SOUND_TOO_LARGE: (
        "sound", N_("This sound is over 2 MB. Please take a shorter one."),
    ),
    SoundRefusal.SOUND_TOO_LONG: ("sound", N_("This is longer than 20 seconds. Say less at once.")),
    PhotoRefusal.NO_SPACE: ("sound", N_("There is no room for sounds just now. Try later.")),
    RecordingRefusal.DAY_AHEAD: ("day", N_("This day cannot be right.")),
    RecordingRefusal.UNKNOWN_CLIP: (None, N_("This is not among what must be recorded.")),
    WrongState.NOT_NOW: (None, N_("This was settled meanwhile. Here is how it stands now.")),
}  # fmt: skip


class TakeForm(HouseForm):
    """One recording and what must be known about it."""

    voice = TextField(N_("Whose voice"), most=60)
    day = DayField(N_("Spoken on"))
    dialect = TextField(N_("Dialect or place, if it matters"), most=60, needed=False)
    agreed = BooleanField(N_("She or he agreed to be heard here by everybody"))
    sound = TextField(N_("The sound"), needed=False)

    def validate_agreed(self, field: BooleanField) -> None:
        """Nobody is heard who did not agree."""
        if not field.data:
            raise ValidationError(gettext(NOT_AGREED))
