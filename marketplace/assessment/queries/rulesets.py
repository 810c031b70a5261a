"""Which numbers the check uses: the destination's own, else the installation's, else built in."""

from datetime import datetime

from sqlalchemy import ScalarSelect, or_, select
from sqlalchemy.orm import Session

from marketplace.assessment.rules.ruleset import DEFAULT, RuleSet
from marketplace.catalogue.models import Place, RuleSetValue, RuleSetVersion


def rule_set_for(session: Session, destination_id: int, at: datetime) -> RuleSet:
    """Return the rule set in force for a destination at a moment."""
    return _first(session, destination_id, at) or DEFAULT


def rule_set_of(session: Session, place_id: int, *, version: int, at: datetime) -> RuleSet:
    """Return the version a stored assessment of a place was worked out with."""
    there = select(Place.destination_id).where(Place.id == place_id).scalar_subquery()
    return _first(session, there, at, version) or DEFAULT


def _first(
    session: Session,
    destination_id: int | ScalarSelect[int],
    at: datetime,
    version: int | None = None,
) -> RuleSet | None:
    where = [
        or_(
            RuleSetVersion.destination_id == destination_id,
            RuleSetVersion.destination_id.is_(None),
        ),
        RuleSetVersion.in_force_from <= at,
    ]
    if version is not None:
        where.append(RuleSetVersion.version == version)
    newest = (
        select(RuleSetVersion.id, RuleSetVersion.version)
        .where(*where)
        .order_by(
            RuleSetVersion.destination_id.is_(None),
            RuleSetVersion.in_force_from.desc(),
            RuleSetVersion.version.desc(),
        )
        .limit(1)
        .subquery()
    )
    rows = session.execute(
        select(newest.c.version, RuleSetValue.key, RuleSetValue.value).outerjoin(
            RuleSetValue, RuleSetValue.rule_set_id == newest.c.id
        )
    ).all()
    if not rows:
        return None
    values = {row.key: row.value for row in rows if row.key is not None}
    return RuleSet.from_values(rows[0].version, values)


def build(session: Session, rule_set_id: int, version: int) -> RuleSet:
    """Return the numbers of one stored version."""
    values = session.execute(
        select(RuleSetValue.key, RuleSetValue.value).where(RuleSetValue.rule_set_id == rule_set_id)
    )
    return RuleSet.from_values(version, dict(values.all()))


def destination_of_place(session: Session, place_id: int) -> int:
    """Return the destination whose rule set a linkage of this place is judged by."""
    return session.scalars(select(Place.destination_id).where(Place.id == place_id)).one()
