"""The check on what is agreed for longer: always signed by itself, then good for its call-offs."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from marketplace.assessment.actions.check import new_assessment, put_up_for_review
from marketplace.assessment.actions.store import write_result
from marketplace.assessment.actions.supersede import supersede_waiting
from marketplace.assessment.models import Assessment
from marketplace.assessment.queries.facts import by_key, inputs_of
from marketplace.assessment.queries.gather import gather
from marketplace.assessment.queries.purchase import Deal, Linkage, load_deal
from marketplace.assessment.queries.rulesets import rule_set_for
from marketplace.assessment.queries.stored import levels_of
from marketplace.assessment.rules import clearance as bounds_rules
from marketplace.assessment.rules.clearance import OutReason
from marketplace.assessment.rules.evaluate import Result, evaluate
from marketplace.assessment.rules.fingerprint import worse_readings
from marketplace.assessment.rules.lists import AssessmentState
from marketplace.assessment.rules.ruleset import RuleSet
from marketplace.assessment.rules.signals import Verdict
from marketplace.journal.actions import record
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor


def check_terms(session: Session, actor: Actor, terms: Linkage) -> Assessment:
    """Check terms for longer and put them at the desk, whatever clearance is in force.

    Their quantity is the most that may be called off in a week.
    """
    row, _, _ = _checked(session, actor, terms)
    row.out_of_bounds = OutReason.AGREEMENT.value
    _record(session, actor, row)
    return row


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was signed with the agreement: the codes of its conditions."""

    conditions: Collection[str]


def check_call_off(session: Session, actor: Actor, terms: Linkage, agreed: Agreed) -> Assessment:
    """Check one call-off whose quantity, price and day are inside its agreement.

    CLEARED by the agreement's signature, unless the check itself finds something new; then it
    waits at the desk like any purchase out of bounds.
    """
    row, result, rules = _checked(session, actor, terms)
    reasons = bounds_rules.not_covered(result, agreed.conditions)
    if reasons:
        row.out_of_bounds = ",".join(reason.value for reason in reasons)
    else:
        row.state = AssessmentState.CLEARED
        put_up_for_review(session, actor, row, rules)
    _record(session, actor, row)
    return row


def _checked(session: Session, actor: Actor, terms: Linkage) -> tuple[Assessment, Result, RuleSet]:
    now = clock.now()
    deal = load_deal(session, terms, now)
    rules = rule_set_for(session, deal.destination.id, now)
    supersede_waiting(session, actor, terms)
    row = new_assessment(deal)
    return row, write_result(session, row, by_key(gather(session, deal, now)), rules), rules


def _record(session: Session, actor: Actor, row: Assessment) -> None:
    record(session, actor, verb="assessment.check", subject=row, facts={"to": row.state.value})


def would_block(session: Session, terms: Linkage) -> bool:
    """Tell whether terms would be a block or unfair, without storing anything."""
    deal, now = _deal_now(session, terms)
    result = _result(session, deal, now)
    return Verdict.BLOCK in (result.verdict, result.fairness)


def reads_worse(session: Session, terms: Linkage, assessment_id: int) -> bool:
    """Tell whether a market or record reading is worse now than when it was signed."""
    deal, now = _deal_now(session, terms)
    return bool(worse_readings(levels_of(session, assessment_id), _result(session, deal, now)))


def _deal_now(session: Session, terms: Linkage) -> tuple[Deal, datetime]:
    now = clock.now()
    return load_deal(session, terms, now), now


def _result(session: Session, deal: Deal, now: datetime) -> Result:
    rules = rule_set_for(session, deal.destination.id, now)
    return evaluate(inputs_of(by_key(gather(session, deal, now)).values()), rules)
