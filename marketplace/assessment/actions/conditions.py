"""Conditions, written down with a signature."""

from collections.abc import Iterable
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from marketplace.assessment.models import AssessmentCondition
from marketplace.assessment.rules.clauses import (
    Clause,
    Settled,
    as_clauses,
    clause_refusals,
    settle,
)
from marketplace.assessment.rules.conditions import ConditionCode
from marketplace.assessment.rules.ruleset import RuleSet
from marketplace.catalogue.models import Destination, Place
from marketplace.kernel import clock
from marketplace.kernel.refused import Refused


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


def zone_of_place(session: Session, place_id: int) -> ZoneInfo:
    """Return the time zone a place lives in."""
    return ZoneInfo(
        session.scalars(
            select(Destination.timezone)
            .join(Place, Place.destination_id == Destination.id)
            .where(Place.id == place_id)
        ).one()
    )
