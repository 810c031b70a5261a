"""Two signatures where one person entered the offer: the first asks, another completes."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.assessment.models import Assessment, SignatureRequest
from marketplace.assessment.rules.signing import EnteredBy
from marketplace.journal.actions import record
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import Refused


def ask_second(session: Session, actor: Actor, row: Assessment, destination_id: int) -> None:
    """Keep the first signature and let any facilitator of the destination give the second."""
    if _request(session, row) is not None:
        raise Refused(EnteredBy.ENTERED_BY_YOU)
    made = SignatureRequest(
        assessment_id=row.id, destination_id=destination_id, first_by_id=actor.person_id,
        first_at=clock.now(),
    )  # fmt: skip
    session.add(made)
    session.flush()
    record(session, actor, verb="assessment.first_signature", subject=row)


def complete_second(session: Session, actor: Actor, row: Assessment) -> None:
    """Note who gave the second signature, where one was asked for."""
    asked = _request(session, row)
    if asked is None:
        return
    if asked.first_by_id == actor.person_id:
        raise Refused(EnteredBy.ENTERED_BY_YOU)
    asked.second_by_id, asked.second_at = actor.person_id, clock.now()


def _request(session: Session, row: Assessment) -> SignatureRequest | None:
    return session.scalar(
        select(SignatureRequest).where(SignatureRequest.assessment_id == row.id).with_for_update()
    )
