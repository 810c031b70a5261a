"""Words of photographs and voice notes beside needs and offers."""

from enum import StrEnum

from marketplace.catalogue.rules.attachments import AttachmentRefusal, WhyRefused
from marketplace.kernel.states import WrongState
from marketplace.kernel.words import N_
from marketplace.media import PhotoRefusal, SoundRefusal

_A, _P, _S = AttachmentRefusal, PhotoRefusal, SoundRefusal
ATTACHMENT_SENTENCES: dict[StrEnum, tuple[str | None, str]] = {
    _A.NOTHING_CAME: (None, N_("No file came with it. Choose one, or record, and send again.")),
    _A.OVER: (None, N_("This need is over; nothing is put beside it any more.")),
    _A.TOO_MANY_TODAY: (None, N_("You sent very many files today. Please go on tomorrow.")),
    _P.NOT_A_PHOTO: (None, N_("This is no picture we can read. A JPEG, PNG or WebP picture is.")),
    _P.NO_SPACE: (None, N_("There is no room for files just now. Try later.")),
    _P.TOO_LARGE: (None, N_("This picture is over 2 MB. Please take a smaller one.")),
    _S.NOT_A_SOUND: (
        None, N_("This is no sound we can read. MP3, Ogg, WebM, M4A, AMR and WAV are."),
    ),
    _S.SOUND_TOO_LARGE: (None, N_("This sound is over 2 MB. Please take a shorter one.")),
    _S.SOUND_TOO_LONG: (None, N_("This is longer than 20 seconds. Say less at once.")),
    WrongState.NOT_NOW: (
        None, N_("This was settled meanwhile. Here is how it stands now."),
    ),
}  # fmt: skip
WHY_REFUSED: dict[WhyRefused, str] = {
    WhyRefused.CHILD: N_("A child can be recognised"),
    WhyRefused.PERSON: N_("Somebody is in it who did not agree"),
    WhyRefused.PRIVATE_WORD: N_("It tells something private"),
    WhyRefused.NOT_ABOUT_IT: N_("It is not about this"),
}
