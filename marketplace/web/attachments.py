"""Files beside needs and offers through the porch: made anew, kept, and forgotten if refused."""

from collections.abc import Callable

from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from marketplace.catalogue.rules.attachments import (
    A_DAY,
    Attached,
    AttachmentKind,
    AttachmentRefusal,
    KeptFile,
)
from marketplace.db import db, transaction
from marketplace.kernel.refused import NotFound, Refused
from marketplace.media.photos import MOST_BYTES, redraw
from marketplace.web import photos, sounds


def kind_of(text: str) -> AttachmentKind:
    """Return the kind an address names; anything else is not found."""
    try:
        return AttachmentKind(text)
    except ValueError:
        raise NotFound from None


def take_in(
    kind: AttachmentKind, attached_today: int, attach: Callable[[Session, KeptFile], Attached]
) -> None:
    """Make the file of a form anew, keep it, and write it down in a transaction of its own.

    A file that is refused after all, or that this one replaces, is forgotten. Raises ``Refused``
    for what is none, too large, too long, or the forty-first of a day.
    """
    kept = _keep_sent(kind, attached_today)
    try:
        with transaction(db.session()) as session:
            done = attach(session, kept)
    except BaseException:
        photos.forget([kept.file])
        raise
    if done.replaced:
        photos.forget([done.replaced])


def _keep_sent(kind: AttachmentKind, attached_today: int) -> KeptFile:
    db.session.rollback()  # drawing takes seconds, and no transaction waits for it
    file = photos.sent("file")
    if file is None:
        raise Refused(AttachmentRefusal.NOTHING_CAME)
    try:
        if attached_today >= A_DAY:
            raise Refused(AttachmentRefusal.TOO_MANY_TODAY)
        return _kept(kind, file)
    finally:
        file.close()


def _kept(kind: AttachmentKind, file: FileStorage) -> KeptFile:
    if kind is AttachmentKind.VOICE:
        sound = sounds.made_anew(file)
        return KeptFile(
            file=photos.store().keep_sound(sound), kind=kind, size=len(sound.mp3), ms=sound.ms
        )
    photos.store().require_room()
    drawn = redraw(file.stream.read(MOST_BYTES + 1))
    return KeptFile(file=photos.store().keep(drawn), kind=kind, size=len(drawn.data))
