"""An assessment that no longer stands for anything."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.assessment.models import Assessment
from marketplace.assessment.queries.purchase import Linkage
from marketplace.assessment.rules.lists import ASSESSMENT, AssessmentState, AssessmentVerb
from marketplace.journal.actions import step
from marketplace.kernel.actor import Actor


def supersede_waiting(session: Session, actor: Actor, terms: Linkage) -> None:
    """Supersede what still waits for the same need, or proposal, and supplier."""
    if terms.need_id is None:
        same = Assessment.proposal_id == terms.proposal_id
    else:
        same = Assessment.need_id == terms.need_id
    rows = session.scalars(
        select(Assessment).where(
            same,
            Assessment.supplier_id == terms.supplier_id,
            Assessment.state == AssessmentState.WAITING,
        )
    )
    for row in rows.all():
        supersede(session, actor, row)


def supersede(session: Session, actor: Actor, row: Assessment) -> None:
    """Lay an assessment aside: the purchase it was for will not happen like this."""
    step(session, actor, row, machine=ASSESSMENT, verb=AssessmentVerb.SUPERSEDE)
