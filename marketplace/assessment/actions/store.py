"""Writing down what a check found, with every figure and where it came from."""

from collections.abc import Iterable, Mapping

from sqlalchemy import delete
from sqlalchemy.orm import Session

from marketplace.assessment.models import Assessment, AssessmentInput, AssessmentSignal
from marketplace.assessment.queries.facts import Fact, inputs_of, to_text
from marketplace.assessment.queries.overridden import as_overridden, override_of
from marketplace.assessment.rules.evaluate import Result, evaluate
from marketplace.assessment.rules.fingerprint import input_hash
from marketplace.assessment.rules.ruleset import RuleSet
from marketplace.kernel import clock


def write_result(
    session: Session, row: Assessment, facts: Mapping[str, Fact], rules: RuleSet
) -> Result:
    """Work the check out on some facts, with its override, and write the whole of it down."""
    inputs = inputs_of(facts.values())
    moved = override_of(session, row.id) if row.id else None
    result = as_overridden(moved, evaluate(inputs, rules), inputs, rules)
    row.rule_set_version = rules.version
    row.verdict, row.fairness = result.verdict.value, result.fairness.value
    row.complete, row.provisional = result.complete, result.provisional
    row.input_hash = input_hash(inputs, rules)
    row.computed_at = clock.now()
    session.add(row)
    session.flush()
    _write_inputs(session, row, facts.values())
    _write_signals(session, row, result)
    return result


def _write_inputs(session: Session, row: Assessment, facts: Iterable[Fact]) -> None:
    session.execute(delete(AssessmentInput).where(AssessmentInput.assessment_id == row.id))
    session.add_all(
        AssessmentInput(
            assessment_id=row.id, key=fact.key, value=to_text(fact.value), source=fact.source.value
        )
        for fact in facts
    )
    session.flush()


def _write_signals(session: Session, row: Assessment, result: Result) -> None:
    session.execute(delete(AssessmentSignal).where(AssessmentSignal.assessment_id == row.id))
    session.add_all(
        AssessmentSignal(assessment_id=row.id, code=signal.code, level=signal.level)
        for signal in result.signals
    )
    session.flush()
