"""Photographs and voice notes beside a need or an offer: looked at before anybody else sees them.

Its owner and the facilitator see it at once; the other side after the facilitator has looked: no
recognisable child, nobody's private word. What was refused or removed is gone as a file.
"""

from dataclasses import dataclass
from enum import StrEnum

from marketplace.kernel.states import Machine, rows

A_DAY = 40  # files a person may attach in 24 hours


class AttachmentKind(StrEnum):
    """What is attached; one of each at most."""

    PHOTO = "photo"
    VOICE = "voice"


class AttachmentState(StrEnum):
    """How an attachment stands."""

    REFUSED = "refused"
    REMOVED = "removed"
    SHOWN = "shown"
    WAITING = "waiting"


class AttachmentVerb(StrEnum):
    """What is done with an attachment."""

    REFUSE = "refuse"
    REMOVE = "remove"
    SHOW = "show"


class WhyRefused(StrEnum):
    """Why the facilitator lets nobody see it."""

    CHILD = "child"
    NOT_ABOUT_IT = "not_about_it"
    PERSON = "person"
    PRIVATE_WORD = "private_word"


class AttachmentRefusal(StrEnum):
    """Why an attachment is not taken in."""

    NOTHING_CAME = "nothing_came"
    OVER = "over"
    TOO_MANY_TODAY = "too_many_today"


_S, _V = AttachmentState, AttachmentVerb
NEED_ATTACHMENT: Machine[AttachmentState, AttachmentVerb] = Machine(
    "need_attachment",
    rows(
        (_S.WAITING, _V.SHOW, _S.SHOWN),
        (_S.WAITING, _V.REFUSE, _S.REFUSED),
        (_S.SHOWN, _V.REFUSE, _S.REFUSED),
        ((_S.WAITING, _S.SHOWN), _V.REMOVE, _S.REMOVED),
    ),
)
OFFER_ATTACHMENT: Machine[AttachmentState, AttachmentVerb] = Machine(
    "offer_attachment", NEED_ATTACHMENT.table
)
LIVE = (_S.SHOWN, _S.WAITING)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFile:
    """A file in the media store: its name, kind, bytes, and milliseconds where it is a sound."""

    file: str
    kind: AttachmentKind
    size: int
    ms: int = 0


@dataclass(frozen=True, slots=True)
class Attached:
    """What was attached, and the file that may go because it was replaced."""

    public_id: str
    replaced: str | None
