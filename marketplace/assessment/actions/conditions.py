"""Conditions: written down with a signature, and looked at on their day."""

from collections.abc import Iterable
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from marketplace.assessment.models import (
    Assessment,
    AssessmentCondition,
    Clearance,
    ConditionLook,
)
from marketplace.assessment.rules.clauses import (
    FARTHEST,
    Clause,
    ClauseRefusal,
    LookRefusal,
    Settled,
    as_clauses,
    clause_refusals,
    settle,
)
from marketplace.assessment.rules.conditions import ConditionCode
from marketplace.assessment.rules.lists import ConditionOutcome
from marketplace.assessment.rules.ruleset import RuleSet
from marketplace.assessment.rules.signing import SHORTEST_REASON
from marketplace.catalogue.models import Destination, Place
from marketplace.journal.actions import record
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound, Refused
from marketplace.kernel.states import WrongState
from marketplace.people.rules.access import reaches_place, require


def write_conditions(
    session: Session, told: Iterable[Clause | ConditionCode], rules: RuleSet, zone: ZoneInfo, *,
    assessment_id: int | None = None, clearance_id: int | None = None,
) -> None:  # fmt: skip
    """Write conditions down, each with its owner and the day it is looked at.

    What was written for the same signature before (by a first signature) is written anew.
    Raises ``Refused`` with ``ClauseRefusal``.
    """
    today = clock.now().astimezone(zone).date()
    settled = [settle(clause, rules, today) for clause in as_clauses(told)]
    Refused.unless_empty(clause_refusals(settled, today))
    if assessment_id is not None:
        same = AssessmentCondition.assessment_id == assessment_id
        session.execute(delete(AssessmentCondition).where(same))
    session.add_all(
        _row(clause, zone, assessment_id=assessment_id, clearance_id=clearance_id)
        for clause in settled
    )
    session.flush()


def _row(
    clause: Settled, zone: ZoneInfo, *, assessment_id: int | None, clearance_id: int | None
) -> AssessmentCondition:
    return AssessmentCondition(
        assessment_id=assessment_id, clearance_id=clearance_id, code=clause.code,
        owner=clause.owner.value, due_at=noon(clause.due_on, zone), note=clause.note or None,
    )  # fmt: skip


def noon(day: date, zone: ZoneInfo) -> datetime:
    """Return the middle of a local day: the same day whoever reads it."""
    return datetime.combine(day, time(12), tzinfo=zone)


def look_at_condition(
    session: Session, actor: Actor, condition_id: int, outcome: ConditionOutcome, *,
    reason: str = "", moved_to: date | None = None,
) -> AssessmentCondition:  # fmt: skip
    """Keep what a look at a condition found: kept or not kept closes it, moved sets another day.

    Raises ``NotFound`` outside her places, ``Refused`` with ``LookRefusal`` or ``ClauseRefusal``,
    or ``WrongState`` where it is closed already.
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
    return row


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


def zone_of_place(session: Session, place_id: int) -> ZoneInfo:
    """Return the time zone a place lives in."""
    return ZoneInfo(
        session.scalars(
            select(Destination.timezone)
            .join(Place, Place.destination_id == Destination.id)
            .where(Place.id == place_id)
        ).one()
    )
