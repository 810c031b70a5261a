"""A stored assessment worked out again from its own figures."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.assessment.models import Assessment, AssessmentInput, AssessmentSignal
from marketplace.assessment.queries.facts import Fact, FactSource, from_text, inputs_of
from marketplace.assessment.queries.rulesets import rule_set_of
from marketplace.assessment.rules.evaluate import Result, evaluate
from marketplace.assessment.rules.ruleset import RuleSet
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.people.rules.access import reaches_place, require
from marketplace.sourcing.models import Need


@dataclass(frozen=True, slots=True)
class Recomputed:
    """What a stored assessment says, with the facts and the rule set it rests on."""

    facts: dict[str, Fact]
    rules: RuleSet
    result: Result


def assessment_at_desk(session: Session, actor: Actor, public_id: str) -> Assessment:
    """Return an assessment for a facilitator of its place; else it does not exist for him."""
    found = session.scalar(
        select(Assessment).where(Assessment.public_id == public_id).with_for_update()
    )
    if found is None:
        raise NotFound
    require(reaches_place(actor, found.place_id))
    return found


def facts_of(session: Session, assessment_id: int) -> dict[str, Fact]:
    """Return the figures an assessment was worked out with, by key."""
    rows = session.execute(
        select(AssessmentInput.key, AssessmentInput.value, AssessmentInput.source)
        .where(AssessmentInput.assessment_id == assessment_id)
        .order_by(AssessmentInput.id)
    )
    return {
        key: Fact(key, from_text(key, value), FactSource(source)) for key, value, source in rows
    }


def levels_of(session: Session, assessment_id: int) -> dict[str, int]:
    """Return the level of every signal as stored."""
    rows = session.execute(
        select(AssessmentSignal.code, AssessmentSignal.level).where(
            AssessmentSignal.assessment_id == assessment_id
        )
    )
    return dict(rows.all())


def recompute(session: Session, row: Assessment) -> Recomputed:
    """Work a stored assessment out again: same inputs and rule set, same result."""
    destination_id = session.scalars(
        select(Need.destination_id).where(Need.id == row.need_id)
    ).one()
    rules = rule_set_of(session, destination_id, version=row.rule_set_version, at=row.computed_at)
    facts = facts_of(session, row.id)
    return Recomputed(facts, rules, evaluate(inputs_of(facts.values()), rules))
