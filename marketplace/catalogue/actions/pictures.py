"""What a facilitator heard of a picture, and what an administrator puts in its place."""

from datetime import timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import PictureAnswer, PictureSwap
from marketplace.catalogue.rules import packed
from marketplace.catalogue.rules.picture_check import SECOND, NotePicture, PictureRefusal
from marketplace.journal import keys
from marketplace.journal.actions import record
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.refused import Forbidden, NotFound, Refused


def note_picture(session: Session, actor: Actor, command: NotePicture) -> None:
    """Keep one answer of the picture check; the same send again keeps nothing more.

    It is kept of the drawing that is shown, so that a second one starts with no answers; nothing
    is kept of who was asked. Raises ``Refused(PictureRefusal.NOT_A_PICTURE)`` where what
    she named is none, ``NotFound`` for a picture that is not there.
    """
    if not actor.has(Role.FACILITATOR):
        raise Forbidden
    _picture(command.picture)
    if command.taken_for is not None and command.taken_for not in packed.picture_purposes():
        raise Refused(PictureRefusal.NOT_A_PICTURE)
    keys.hold(session, "picture", command.client_key)
    same = select(PictureAnswer.id).where(PictureAnswer.client_key == command.client_key)
    if session.scalar(same) is None:
        today, swap = clock.now().date(), session.scalar(_swapped(command.picture))
        shown = swap.other if swap else command.picture
        answer = PictureAnswer(
            client_key=command.client_key, picture=shown, language=command.language,
            heard=command.heard, taken_for=command.taken_for,
            week=today - timedelta(days=today.weekday()),
        )  # fmt: skip
        session.add(answer)
        facts = {"picture": shown, "heard": command.heard.value}
        record(session, actor, verb="picture.note", subject=answer, facts=facts)


def swap_picture(session: Session, actor: Actor, picture: str) -> None:
    """Show the second drawing of a picture everywhere; doing it again changes nothing."""
    _administrator(actor)
    other = _picture(picture) + SECOND
    if other not in packed.picture_purposes():
        raise Refused(PictureRefusal.NO_SECOND_DRAWING)
    if _swap_of(session, picture) is None:
        swap = PictureSwap(picture=picture, other=other, at=clock.now())
        session.add(swap)
        record(session, actor, verb="picture.swap", subject=swap, facts={"picture": picture})


def put_back_picture(session: Session, actor: Actor, picture: str) -> None:
    """Show the first drawing of a picture again."""
    _administrator(actor)
    swap = _swap_of(session, _picture(picture))
    if swap is not None:
        record(session, actor, verb="picture.put_back", subject=swap, facts={"picture": picture})
        session.delete(swap)


def _swap_of(session: Session, picture: str) -> PictureSwap | None:
    keys.hold(session, "picture_swap", picture)
    return session.scalar(_swapped(picture))


def _swapped(picture: str) -> Select[PictureSwap]:
    return select(PictureSwap).where(PictureSwap.picture == picture)


def _picture(code: str) -> str:
    if code not in packed.picture_purposes():
        raise NotFound
    return code


def _administrator(actor: Actor) -> None:
    if not actor.has(Role.ADMINISTRATOR):
        raise Forbidden
