"""Looking at a condition on its day, and what follows from what was found."""

from datetime import date
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.assessment.actions.clearances import end_clearance
from marketplace.assessment.actions.conditions import noon, zone_of_place
from marketplace.assessment.actions.standing import look_at_signature
from marketplace.assessment.models import (
    Assessment,
    AssessmentCondition,
    Clearance,
    ConditionLook,
)
from marketplace.assessment.rules.clauses import FARTHEST, ClauseRefusal, LookRefusal
from marketplace.assessment.rules.lists import ClearanceState, ConditionOutcome
from marketplace.assessment.rules.signing import SHORTEST_REASON
from marketplace.journal.actions import record
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound, Refused
from marketplace.kernel.states import WrongState
from marketplace.people.rules.access import reaches_place, require


def look_at_condition(
    session: Session, actor: Actor, condition_id: int, outcome: ConditionOutcome, *,
    reason: str = "", moved_to: date | None = None,
) -> AssessmentCondition:  # fmt: skip
    """Keep what a look at a condition found: kept or not kept closes it, moved sets another day.

    Not kept, the signature no longer carries new orders until it is signed anew, and a clearance
    ends. Raises ``NotFound`` outside her places, ``Refused`` with ``LookRefusal`` or
    ``ClauseRefusal``, or ``WrongState`` where it is closed already.
    """
    row = _condition(session, actor, condition_id)
    if row.closed_at is not None:
        raise Refused(WrongState.NOT_NOW)
    zone = _zone(session, row)
    moved = outcome is ConditionOutcome.MOVED
    Refused.unless_empty(_look_refusals(outcome, reason.strip(), moved_to, zone))
    now = clock.now()
    made = ConditionLook(
        condition_id=row.id, outcome=outcome, reason=reason.strip(),
        moved_to=noon(moved_to, zone) if moved and moved_to else None,
        looked_by_id=actor.person_id, looked_at=now,
    )  # fmt: skip
    session.add(made)
    if made.moved_to is not None:
        row.due_at = made.moved_to
    else:
        row.closed_at = now
    session.flush()
    facts = {"outcome": outcome.value, "condition": row.code}
    record(session, actor, verb="condition.look", subject=row, facts=facts)
    _follow(session, actor, row, outcome)
    return row


def _follow(
    session: Session, actor: Actor, row: AssessmentCondition, outcome: ConditionOutcome
) -> None:
    """What rests on the condition follows at once, not only at the next look of the day."""
    if row.assessment_id is not None:
        look_at_signature(session, row.assessment_id)
    elif row.clearance_id is not None and outcome is ConditionOutcome.NOT_KEPT:
        clearance = session.get_one(Clearance, row.clearance_id)
        if clearance.state is ClearanceState.IN_FORCE:
            end_clearance(session, actor, clearance.public_id)


def _look_refusals(
    outcome: ConditionOutcome, reason: str, moved_to: date | None, zone: ZoneInfo
) -> frozenset[StrEnum]:
    today = clock.now().astimezone(zone).date()
    moved = outcome is ConditionOutcome.MOVED
    tests: tuple[tuple[StrEnum, bool], ...] = (
        (
            LookRefusal.NO_REASON,
            outcome is not ConditionOutcome.KEPT and len(reason) < SHORTEST_REASON,
        ),
        (LookRefusal.DAY_MISSING, moved and moved_to is None),
        (ClauseRefusal.DAY_PAST, moved and moved_to is not None and moved_to <= today),
        (
            ClauseRefusal.DAY_TOO_FAR,
            moved and moved_to is not None and moved_to > today + FARTHEST,
        ),
    )
    return frozenset(why for why, wrong in tests if wrong)


def _condition(session: Session, actor: Actor, condition_id: int) -> AssessmentCondition:
    row = session.scalar(
        select(AssessmentCondition).where(AssessmentCondition.id == condition_id).with_for_update()
    )
    if row is None:
        raise NotFound
    require(reaches_place(actor, _place_of(session, row)))
    return row


def _place_of(session: Session, row: AssessmentCondition) -> int:
    if row.assessment_id is not None:
        return session.get_one(Assessment, row.assessment_id).place_id
    return session.get_one(Clearance, row.clearance_id).place_id


def _zone(session: Session, row: AssessmentCondition) -> ZoneInfo:
    return zone_of_place(session, _place_of(session, row))
