"""Awarding a need's quantity, and the steps of its life.

Promise P3: a need is never awarded beyond its quantity, not by isolation but by one conditional
UPDATE with a CHECK behind it (trust.md, "Award").
"""

from sqlalchemy import Update, bindparam, update
from sqlalchemy.orm import Session

from marketplace.journal.actions import step
from marketplace.journal.outbox import EMAIL, Message, post
from marketplace.journal.rules import Fact
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.sourcing.actions.board import refresh_board
from marketplace.sourcing.models import Need, Wave
from marketplace.sourcing.rules.lists import (
    NEED,
    NeedState,
    NeedVerb,
    UnfilledReason,
)

OPEN_STATES = (NeedState.PUBLISHED, NeedState.CLOSED, NeedState.PART_MATCHED)
_SETTLE = (
    update(Wave)
    .where(Wave.need_id == bindparam("need"), Wave.settled_at.is_(None))
    .values(settled_at=bindparam("now"))
    .execution_options(synchronize_session=False)
)


def reserve(session: Session, need_id: int, quantity: int, version: int | None = None) -> bool:
    """Award so much of a need, or nothing: one conditional UPDATE decides.

    False where it is not open, not so much is left, or the version moved on.
    """
    statement = update(Need).where(
        Need.id == need_id, Need.awarded + quantity <= Need.quantity, Need.state.in_(OPEN_STATES)
    )
    if version is not None:
        statement = statement.where(Need.version == version)
    return quantity > 0 and _move(session, statement, need_id=need_id, by=quantity)


def release(session: Session, need_id: int, quantity: int) -> bool:
    """Give awarded quantity back (a "less", a "cannot"); false where so much was not awarded."""
    statement = update(Need).where(Need.id == need_id, Need.awarded >= quantity)
    return quantity > 0 and _move(session, statement, need_id=need_id, by=-quantity)


def _move(session: Session, statement: Update, *, need_id: int, by: int) -> bool:
    moved = statement.values(awarded=Need.awarded + by, version=Need.version + 1)
    result = session.execute(moved, execution_options={"synchronize_session": False})
    known = session.identity_map.get(session.identity_key(Need, need_id))
    if known is not None:
        session.expire(known, ["awarded", "version"])
    return int(result.rowcount) == 1  # type: ignore[attr-defined]  # a CursorResult


def settle_waves(session: Session, need: Need) -> None:
    """Mark the need's open waves as settled: what they brought was dealt with."""
    session.execute(_SETTLE, {"need": need.id, "now": clock.now()})


def match(session: Session, actor: Actor, need: Need) -> None:
    """End the search by what is awarded: matched, part-matched; nothing changes for nothing."""
    full = need.awarded >= need.quantity
    target = NeedState.MATCHED if full else NeedState.PART_MATCHED
    if need.state is target or not need.awarded:
        return
    need.settled_at = clock.now()
    _step(session, actor, need, verb=NeedVerb.MATCH if full else NeedVerb.MATCH_PART)
    settle_waves(session, need)


def close(session: Session, actor: Actor, need: Need) -> None:
    """Take no more answers; what came is settled."""
    _step(session, actor, need, verb=NeedVerb.CLOSE)


def unfill(session: Session, actor: Actor, need: Need, reason: UnfilledReason) -> None:
    """End a need that nobody filled, with the reason as a code; its operator is told."""
    need.unfilled_reason, need.settled_at = reason, clock.now()
    _step(session, actor, need, verb=NeedVerb.UNFILL, reason=reason)
    settle_waves(session, need)
    told = Message(
        kind="need_unfilled", subject_type="need", subject_id=need.id, channel=EMAIL,
        to_operator_id=need.operator_id, place_id=need.place_id,
    )  # fmt: skip
    post(session, [told])


def withdraw(session: Session, actor: Actor, need: Need) -> None:
    """Withdraw what is not awarded yet; the caller has made sure that the actor may.

    A buyer's own door is ``offers.actions.withdraw_need``, which also tells who offered.
    """
    need.unfilled_reason, need.settled_at = UnfilledReason.WITHDRAWN, clock.now()
    _step(session, actor, need, verb=NeedVerb.WITHDRAW, reason=UnfilledReason.WITHDRAWN)
    settle_waves(session, need)


def reopen(session: Session, actor: Actor, need: Need) -> None:
    """Open a need again for what is still missing; refused where it is withdrawn."""
    need.settled_at = None
    need.unfilled_reason = None
    _step(session, actor, need, verb=NeedVerb.REOPEN)


def _step(
    session: Session, actor: Actor, need: Need, *, verb: NeedVerb,
    reason: UnfilledReason | None = None,
) -> None:  # fmt: skip
    facts: dict[str, Fact] = {"awarded": need.awarded}
    if reason is not None:
        facts["reason"] = reason.value
    step(session, actor, need, machine=NEED, verb=verb, facts=facts)
    need.version += 1
    refresh_board(session, need)
