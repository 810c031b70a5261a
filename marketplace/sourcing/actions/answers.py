"""What a supplier said or saw of a need, beside an offer itself."""

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from marketplace.db import insert_missing
from marketplace.journal.actions import record
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound, Refused
from marketplace.kernel.states import WrongState
from marketplace.people.models import Supplier
from marketplace.people.rules.access import reaches_place, reaches_supplier, require
from marketplace.sourcing.actions.tender_life import open_if_all_answered
from marketplace.sourcing.models import Asked, Need, SeenMark, Tender, Wave
from marketplace.sourcing.rules.lists import Answer, NeedState, NotMe

_NEED_ID = select(Need.id).where(Need.code == bindparam("code"), Need.state != NeedState.DRAFT)
_ASKED = select(Asked).where(
    Asked.need_id == bindparam("need"), Asked.supplier_id == bindparam("supplier")
)
_CURRENT = (
    select(Wave.id).where(Wave.need_id == bindparam("need")).order_by(Wave.number.desc()).limit(1)
)
_SEEN = select(SeenMark.id).where(
    SeenMark.need_id == bindparam("need"), SeenMark.supplier_id == bindparam("supplier")
)
_OPENS_ALONE = select(Tender.id).where(
    Tender.need_id == bindparam("need"),
    Tender.opens_when_all_answered.is_(True),
    Tender.opened_at.is_(None),
)
_PLACE = select(Supplier.place_id).where(Supplier.id == bindparam("supplier"))


def not_me(session: Session, actor: Actor, need_code: str, supplier_id: int, reason: NotMe) -> bool:
    """Keep that a supplier will not, and why; the need leaves her list. Tell whether it is new.

    Said by herself, or to a facilitator of her place. Refused where an offer of hers is in: she
    takes it back first. Saying it again changes only the reason.
    """
    _require_for(session, actor, supplier_id)
    need_id = session.execute(_NEED_ID, {"code": need_code}).scalar_one_or_none()
    if need_id is None:
        raise NotFound
    asked = _asked(session, need_id, supplier_id)
    if asked.answer is Answer.OFFERED:
        raise Refused(WrongState.NOT_NOW)
    fresh = asked.answer is not Answer.NOT_ME
    asked.answer, asked.not_me, asked.answered_at = Answer.NOT_ME, reason, clock.now()
    facts = {"need": need_id, "supplier": supplier_id, "reason": reason.value}
    record(session, actor, verb="asked.not_me", subject=asked, facts=facts)
    note_all_answered(session, need_id)
    return fresh


def note_all_answered(session: Session, need_id: int) -> None:
    """Open a tender whose buyer chose that it opens once everybody asked has answered."""
    if session.execute(_OPENS_ALONE, {"need": need_id}).first() is not None:
        open_if_all_answered(session, need_id)


def _require_for(session: Session, actor: Actor, supplier_id: int) -> None:
    if reaches_supplier(actor, supplier_id):
        return
    place_id = session.execute(_PLACE, {"supplier": supplier_id}).scalar_one_or_none()
    require(place_id is not None and reaches_place(actor, place_id))


def note_offer(
    session: Session, need_id: int, supplier_id: int, *, first_timer: bool = False
) -> None:
    """Keep that an offer came: of one who was asked, or of one who came by herself.

    Called by ``offers`` in the transaction of the offer, which has its own journal row.
    """
    asked = _asked(session, need_id, supplier_id, first_timer=first_timer)
    asked.answer, asked.not_me, asked.answered_at = Answer.OFFERED, None, clock.now()


def note_taken_back(session: Session, need_id: int, supplier_id: int) -> None:
    """Keep that an offer was taken back: she may answer again, and it leaves no mark."""
    asked = _asked(session, need_id, supplier_id)
    asked.answer, asked.answered_at = Answer.WAITING, None


def _asked(session: Session, need_id: int, supplier_id: int, *, first_timer: bool = False) -> Asked:
    params = {"need": need_id, "supplier": supplier_id}
    found = session.scalars(_ASKED, params).one_or_none()
    if found is not None:
        return found
    wave_id = session.execute(_CURRENT, {"need": need_id}).scalar_one_or_none()
    if wave_id is None:
        raise NotFound
    asked = Asked(
        wave_id=wave_id, need_id=need_id, supplier_id=supplier_id, position=None,
        first_timer=first_timer, answer=Answer.WAITING,
    )  # fmt: skip
    session.add(asked)
    return asked


def mark_seen(session: Session, need_id: int, supplier_id: int) -> bool:
    """Keep that the need was on her screen, and tell whether it is the first time."""
    params = {"need": need_id, "supplier": supplier_id}
    if session.execute(_SEEN, params).first() is not None:
        return False
    seen = {"need_id": need_id, "supplier_id": supplier_id, "at": clock.now()}
    # Where her other phone was quicker, nothing is written.
    written = insert_missing(session, SeenMark).returning(SeenMark.id)
    return session.execute(written, seen).first() is not None
