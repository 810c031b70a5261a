"""The second look at a cleared purchase; two found wrong end the clearance."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.assessment.actions.clearances import end
from marketplace.assessment.models import Clearance, Review
from marketplace.assessment.queries.rulesets import destination_of_place, rule_set_for
from marketplace.assessment.rules.clearance import ends_clearance
from marketplace.assessment.rules.lists import ClearanceState, ReviewOutcome
from marketplace.journal.actions import record
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound, Refused
from marketplace.kernel.states import WrongState
from marketplace.people.rules.access import reaches_place, require


def review(session: Session, actor: Actor, public_id: str, outcome: ReviewOutcome) -> Review:
    """Write down what the second look found, once; the second wrong one ends the clearance."""
    row = session.scalar(select(Review).where(Review.public_id == public_id).with_for_update())
    if row is None:
        raise NotFound
    require(reaches_place(actor, row.place_id))
    if row.done_at is not None:
        raise Refused(WrongState.NOT_NOW)
    row.outcome, row.done_by_id, row.done_at = outcome, actor.person_id, clock.now()
    session.flush()
    record(session, actor, verb="review.done", subject=row, facts={"outcome": outcome.value})
    if outcome is ReviewOutcome.WRONG and row.clearance_id is not None:
        _end_if_wrong_twice(session, actor, row)
    return row


def _end_if_wrong_twice(session: Session, actor: Actor, row: Review) -> None:
    wrong = session.scalar(
        select(func.count())
        .select_from(Review)
        .where(Review.clearance_id == row.clearance_id, Review.outcome == ReviewOutcome.WRONG)
    )
    destination_id = destination_of_place(session, row.place_id)
    rules = rule_set_for(session, destination_id, clock.now())
    clearance = session.get(Clearance, row.clearance_id)
    live = clearance is not None and clearance.state is ClearanceState.IN_FORCE
    if live and clearance is not None and ends_clearance(wrong or 0, rules):
        end(session, actor, clearance)
