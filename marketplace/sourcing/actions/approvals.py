"""A need above its asker's limit waits as a draft: a colleague publishes it, or says no.

Nobody approves what he asked himself, nor more than his own limit allows.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.journal.actions import record, step
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import Forbidden, NotFound, Refused
from marketplace.people.rules.access import has_right, reaches_operator, require
from marketplace.sourcing.actions.board import refresh_board
from marketplace.sourcing.actions.waves import first_wave
from marketplace.sourcing.models import Need, NeedApproval
from marketplace.sourcing.queries.approvals import limit_of, zone_of_need
from marketplace.sourcing.queries.properties import local_today
from marketplace.sourcing.rules.lists import (
    APPROVAL,
    NEED,
    ApprovalState,
    ApprovalVerb,
    DeclinedWhy,
    NeedVerb,
)
from marketplace.sourcing.rules.refusals import ApprovalRefusal


def wait_for_approval(
    session: Session, actor: Actor, need: Need, same_supplier_id: int | None
) -> NeedApproval:
    """Let a drafted need wait for a colleague; nobody is asked meanwhile."""
    require(actor.person_id is not None)
    row = NeedApproval(
        need_id=need.id, operator_id=need.operator_id, state=ApprovalState.WAITING,
        same_supplier_id=same_supplier_id, asked_by_id=actor.person_id,
    )  # fmt: skip
    session.add(row)
    session.flush()
    to = ApprovalState.WAITING.value
    facts: dict[str, int | str] = {"to": to, "need": need.id}
    record(session, actor, verb="need_approval.ask", subject=row, facts=facts)
    return row


def publish(
    session: Session, actor: Actor, need: Need, *, same_supplier_id: int | None = None,
    alone: bool = False,
) -> None:  # fmt: skip
    """Publish a drafted need: the first wave is asked, and it stands on the board."""
    step(session, actor, need, machine=NEED, verb=NeedVerb.PUBLISH)
    need.published_at = clock.now()
    first_wave(session, actor, need, same_supplier_id=same_supplier_id, alone=alone)
    refresh_board(session, need, fresh=True)


def approve_need(session: Session, actor: Actor, public_id: str) -> Need:
    """Say yes to a colleague's need, which is published at once.

    Raises ``Refused(DAY_OVER)`` where its day has passed while it waited, ``OVER_YOUR_LIMIT``
    where it is more than the colleague himself may order, ``YOUR_OWN`` for one's own.
    """
    row, need = _waiting(session, actor, public_id)
    limit = limit_of(session, need.operator_id, actor.person_id)
    value = (need.price_minor or 0) * need.quantity
    found = {
        ApprovalRefusal.YOUR_OWN: row.asked_by_id == actor.person_id,
        ApprovalRefusal.OVER_YOUR_LIMIT: limit is not None and value > limit,
        ApprovalRefusal.DAY_OVER: need.deliver_on < local_today(zone_of_need(session, need.id)),
    }
    Refused.unless_empty(reason for reason, wrong in found.items() if wrong)
    _decided(session, actor, row, ApprovalVerb.APPROVE)
    publish(session, actor, need, same_supplier_id=row.same_supplier_id)
    return need


def decline_need(session: Session, actor: Actor, public_id: str, why: DeclinedWhy) -> Need:
    """Say no with a reason the asker reads; the asker himself may take it back so."""
    row, need = _waiting(session, actor, public_id)
    row.why = DeclinedWhy.TAKEN_BACK if row.asked_by_id == actor.person_id else why
    _decided(session, actor, row, ApprovalVerb.DECLINE)
    step(session, actor, need, machine=NEED, verb=NeedVerb.WITHDRAW)
    return need


def _decided(session: Session, actor: Actor, row: NeedApproval, verb: ApprovalVerb) -> None:
    row.decided_by_id, row.decided_at = actor.person_id, clock.now()
    facts = {"why": row.why.value if row.why else None}
    step(session, actor, row, machine=APPROVAL, verb=verb, facts=facts)


def _waiting(session: Session, actor: Actor, public_id: str) -> tuple[NeedApproval, Need]:
    need = session.scalar(select(Need).where(Need.public_id == public_id).with_for_update())
    require(need is not None and reaches_operator(actor, need.operator_id))
    assert need is not None  # noqa: S101  # said by the line above
    row = session.scalar(
        select(NeedApproval)
        .where(NeedApproval.need_id == need.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise NotFound
    own = row.asked_by_id == actor.person_id
    if not own and not has_right(actor, "may_approve", need.operator_id):
        raise Forbidden
    return row, need
