"""An assessment that no longer stands for anything."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.assessment.models import Assessment
from marketplace.assessment.queries.purchase import Purchase
from marketplace.assessment.rules.lists import ASSESSMENT, AssessmentState, AssessmentVerb
from marketplace.journal.actions import step
from marketplace.kernel.actor import Actor


def supersede_waiting(session: Session, actor: Actor, purchase: Purchase) -> None:
    """Supersede what still waits for the same need and supplier."""
    rows = session.scalars(
        select(Assessment).where(
            Assessment.need_id == purchase.need_id,
            Assessment.supplier_id == purchase.supplier_id,
            Assessment.state == AssessmentState.WAITING,
        )
    )
    for row in rows.all():
        supersede(session, actor, row)


def supersede(session: Session, actor: Actor, row: Assessment) -> None:
    """Lay an assessment aside: the purchase it was for will not happen like this."""
    step(session, actor, row, machine=ASSESSMENT, verb=AssessmentVerb.SUPERSEDE)
