"""A tender once it is published: opened at its deadline, earlier with a reason, ended.

"Open" is a predicate over the clock (``rules.opening``); what is written here is its record. The
worker writes it, or the first POST that finds it true; never a GET.
"""

from collections.abc import Sequence

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from marketplace.journal.actions import record
from marketplace.journal.outbox import EMAIL, Message, post
from marketplace.kernel import clock
from marketplace.kernel.actor import SYSTEM, Actor
from marketplace.kernel.refused import Refused
from marketplace.kernel.states import WrongState
from marketplace.people.rules.access import has_right, reaches_operator, reaches_place, require
from marketplace.sourcing.actions.awards import close, unfill, withdraw
from marketplace.sourcing.actions.tenders import Held, hold_tender
from marketplace.sourcing.models import Need, Tender, Wave
from marketplace.sourcing.queries.sealing import seal_of_id
from marketplace.sourcing.rules.lists import Lane, NeedState, UnfilledReason
from marketplace.sourcing.rules.opening import is_open, is_over
from marketplace.sourcing.rules.tender_lists import EarlyReason, EndedBecause, Ending

AT_ONCE = 50
_DUE = (
    select(Need.public_id)
    .join(Tender, Tender.need_id == Need.id)
    .where(
        Need.lane == Lane.TENDER,
        Need.state == NeedState.PUBLISHED,
        Tender.opened_at.is_(None),
        Need.closes_at <= bindparam("now"),
    )
    .order_by(Need.closes_at, Need.id)
    .limit(AT_ONCE)
)
_WAVE = select(Wave).where(Wave.need_id == bindparam("need"), Wave.number == 1)
ENDED_EARLY = (NeedState.PUBLISHED, NeedState.CLOSED)


def tenders_to_open(session: Session) -> Sequence[str]:
    """Return the public ids of tenders whose deadline has come and was not written yet."""
    return session.scalars(_DUE, {"now": clock.now()}).all()


def write_opening(session: Session, actor: Actor, public_id: str) -> bool:
    """Write that a tender's deadline has come; false where it has not, or was written before."""
    held = hold_tender(session, public_id)
    if held.tender.opened_at is not None or held.need.state is not NeedState.PUBLISHED:
        return False
    if not is_over(held.need.closes_at, now=clock.now()):
        return False
    _open(session, actor, held)
    return True


def open_if_all_answered(session: Session, need_id: int) -> bool:
    """Open a tender whose buyer chose so, in the transaction of the last answer."""
    session.flush()
    seal = seal_of_id(session, need_id)
    if not seal.sealing.opens_when_all_answered or not is_open(seal.sealing, now=clock.now()):
        return False
    held = hold_tender(session, session.get_one(Need, need_id).public_id)
    if held.tender.opened_at is not None or held.need.state is not NeedState.PUBLISHED:
        return False
    early = not is_over(held.need.closes_at, now=clock.now())
    _open(session, SYSTEM, held, early=EarlyReason.ALL_HAVE_ANSWERED if early else None)
    return True


def open_early(session: Session, actor: Actor, public_id: str, reason: EarlyReason) -> Need:
    """Open before the deadline: by a facilitator of its place, with a reason.

    Everyone whose offer is in sees the mark (trust.md, "Opening early").
    """
    held = hold_tender(session, public_id)
    require(reaches_place(actor, held.need.place_id))
    if held.need.state is not NeedState.PUBLISHED or held.tender.opened_at is not None:
        raise Refused(WrongState.NOT_NOW)
    early = not is_over(held.need.closes_at, now=clock.now())
    _open(session, actor, held, early=reason if early else None)
    return held.need


def _open(session: Session, actor: Actor, held: Held, *, early: EarlyReason | None = None) -> None:
    tender, need = held.tender, held.need
    tender.opened_at, tender.opened_by_id = clock.now(), actor.person_id
    tender.opened_early_reason = early
    tender.version += 1
    facts = {"need": need.id, "early": "no" if early is None else early.value}
    record(session, actor, verb="tender.open", subject=tender, facts=facts)
    close(session, actor, need)
    wave = session.scalars(_WAVE, {"need": need.id}).one_or_none()
    if wave is not None:
        wave.settled_at = clock.now()
    told = Message(
        kind="tender_open", subject_type="need", subject_id=need.id, channel=EMAIL,
        to_operator_id=need.operator_id, place_id=need.place_id,
    )  # fmt: skip
    post(session, [told])


def end(
    session: Session, actor: Actor, public_id: str, *, ending: Ending, because: EndedBecause
) -> Need:
    """Withdraw, cancel, or find none suitable, with a reason; nothing may be awarded.

    A buyer's own doors are ``offers.actions.end_tender`` and ``mediation.none_suitable``, which
    also tell who offered.
    """
    held = hold_tender(session, public_id)
    need = held.need
    require(reaches_operator(actor, need.operator_id))
    require(has_right(actor, "may_order", need.operator_id))
    if need.state not in ENDED_EARLY or need.awarded:
        raise Refused(WrongState.NOT_NOW)
    if ending is Ending.NONE_SUITABLE and not seal_of_id(session, need.id).open:
        raise Refused(WrongState.NOT_NOW)  # nobody can judge what nobody has read
    if ending is Ending.NONE_SUITABLE and held.tender.opened_at is None:
        _open(session, actor, held)
    held.tender.ending, held.tender.ended_because = ending, because
    held.tender.version += 1
    if ending is Ending.NONE_SUITABLE:
        unfill(session, actor, need, UnfilledReason.NOT_ENOUGH)
    else:
        withdraw(session, actor, need)
    facts = {"need": need.id, "ending": ending.value, "because": because.value}
    record(session, actor, verb="tender.end", subject=held.tender, facts=facts)
    return need
