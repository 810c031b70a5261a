"""The one override an assessment may have, and what it makes of the result."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.assessment.models import AssessmentOverride
from marketplace.assessment.rules.evaluate import Result
from marketplace.assessment.rules.inputs import Inputs
from marketplace.assessment.rules.ruleset import RuleSet
from marketplace.assessment.rules.signing import Override, overridden, override_refusals
from marketplace.db import typed
from marketplace.people.models import Person


@dataclass(frozen=True, slots=True)
class OverrideCard:
    """A signal that was moved by hand: from and to which level, why, by whom, when."""

    code: str
    level_from: int
    level_to: int
    reason: str
    made_by: str
    made_at: datetime


def override_of(session: Session, assessment_id: int) -> OverrideCard | None:
    """Return the override of an assessment, if it has one."""
    row = session.execute(
        select(
            AssessmentOverride.code, AssessmentOverride.level_from, AssessmentOverride.level_to,
            typed(AssessmentOverride.reason), Person.name, AssessmentOverride.made_at,
        )
        .join(Person, Person.id == AssessmentOverride.made_by_id)
        .where(AssessmentOverride.assessment_id == assessment_id)
    ).one_or_none()  # fmt: skip
    return None if row is None else OverrideCard(*row)


def as_overridden(
    card: OverrideCard | None, result: Result, inputs: Inputs, rules: RuleSet
) -> Result:
    """Return the result with its override; one whose signal moved meanwhile lapses by itself."""
    if card is None:
        return result
    told = Override(card.code, card.level_to, card.reason)
    signal = result.signal(card.code)
    if signal is None or signal.level != card.level_from or override_refusals(result, told):
        return result
    return overridden(result, told, inputs.offer, rules)
