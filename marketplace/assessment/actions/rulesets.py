"""Storing a rule set: a version is never changed in place."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from marketplace.assessment.models import AssessmentStanding, RuleSetPublication
from marketplace.assessment.queries.rulesets import rule_set_for
from marketplace.assessment.queries.standing import EVERY
from marketplace.assessment.rules.numbers import Raw
from marketplace.assessment.rules.ruleset import DEFAULT, RuleSet
from marketplace.assessment.rules.signing import SHORTEST_REASON
from marketplace.assessment.rules.versions import RuleSetRefusal, difference
from marketplace.catalogue.models import Destination, Place, RuleSetValue, RuleSetVersion
from marketplace.journal.actions import record
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound, Refused


def load_default_rule_set(session: Session) -> RuleSetVersion:
    """Store the built-in numbers as the installation's rule set; once, however often called."""
    found = session.scalar(
        select(RuleSetVersion).where(
            RuleSetVersion.destination_id.is_(None), RuleSetVersion.version == DEFAULT.version
        )
    )
    if found is not None:
        return found
    return _store(session, DEFAULT, destination_id=None, at=clock.now())


def _store(
    session: Session, rules: RuleSet, *, destination_id: int | None, at: datetime
) -> RuleSetVersion:
    row = RuleSetVersion(destination_id=destination_id, version=rules.version, in_force_from=at)
    session.add(row)
    session.flush()
    session.add_all(
        RuleSetValue(rule_set_id=row.id, key=key, value=format(value, "f"))
        for key, value in rules.values().items()
    )
    session.flush()
    return row


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishRuleSet:
    """A new version for a destination: all its numbers, why, and the version it was made from."""

    destination_id: int
    based_on: int
    values: Mapping[str, Raw]
    reason: str


def publish_rule_set(session: Session, actor: Actor, command: PublishRuleSet) -> RuleSetVersion:
    """Put a new version in force from now; earlier ones and every check made with them stay.

    Raises ``BadInput`` naming a number that cannot be, ``Refused`` with ``RuleSetRefusal``: no
    reason, nothing changed, or another version came into force meanwhile.
    """
    now = clock.now()
    if session.get(Destination, command.destination_id, with_for_update=True) is None:
        raise NotFound
    current = rule_set_for(session, command.destination_id, now)
    version = _next_version(session, command.destination_id)
    rules = RuleSet.from_values(version, command.values)
    tests = (
        (RuleSetRefusal.STALE, current.version != command.based_on),
        (RuleSetRefusal.NOTHING_CHANGED, not difference(current, rules)),
        (RuleSetRefusal.NO_REASON, len(command.reason.strip()) < SHORTEST_REASON),
    )
    Refused.unless_empty(reason for reason, wrong in tests if wrong)
    row = _store(session, rules, destination_id=command.destination_id, at=now)
    session.add(
        RuleSetPublication(
            rule_set_id=row.id, reason=command.reason.strip(), published_by_id=actor.person_id,
            published_at=now,
        )
    )  # fmt: skip
    session.flush()
    _look_again_soon(session, command.destination_id)
    record(session, actor, verb="rule_set.publish", subject=row, facts={"version": version})
    return row


def _next_version(session: Session, destination_id: int) -> int:
    known = session.scalar(
        select(func.max(RuleSetVersion.version)).where(
            or_(
                RuleSetVersion.destination_id == destination_id,
                RuleSetVersion.destination_id.is_(None),
            )
        )
    )
    return (known or DEFAULT.version) + 1


def _look_again_soon(session: Session, destination_id: int) -> None:
    """Let the next round of the clock look at every signature of the destination."""
    places = select(Place.id).where(Place.destination_id == destination_id)
    session.execute(
        update(AssessmentStanding)
        .where(AssessmentStanding.place_id.in_(places))
        .values(looked_at=clock.now() - EVERY)
    )
