"""Signing and refusing one linkage at the desk."""

from collections.abc import Iterable
from datetime import timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.assessment.actions.check import put_up_for_review
from marketplace.assessment.actions.store import write_result
from marketplace.assessment.actions.supersede import supersede
from marketplace.assessment.models import Assessment, AssessmentCondition
from marketplace.assessment.queries.facts import by_key
from marketplace.assessment.queries.gather import readings
from marketplace.assessment.queries.purchase import Deal
from marketplace.assessment.queries.stored import (
    assessment_at_desk,
    levels_of,
    recompute,
    stored_deal,
)
from marketplace.assessment.rules.clearance import signature_end
from marketplace.assessment.rules.conditions import ConditionCode, condition
from marketplace.assessment.rules.fingerprint import worse_readings
from marketplace.assessment.rules.lists import ASSESSMENT, AssessmentVerb, RefuseReason
from marketplace.assessment.rules.ruleset import RuleSet
from marketplace.assessment.rules.signing import EnteredBy, sign_refusals
from marketplace.journal.actions import step
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import Refused
from marketplace.offers.models import Offer

__all__ = ["EnteredBy", "SignOutcome", "refuse", "sign", "supersede"]


class SignOutcome(StrEnum):
    """What came of a signature: it stands, or a reading got worse and she looks again."""

    LOOK_AGAIN = "look_again"
    SIGNED = "signed"


def sign(
    session: Session, actor: Actor, public_id: str, conditions: Iterable[ConditionCode]
) -> SignOutcome:
    """Sign one linkage for six months, under these conditions.

    Market and record readings are made afresh; if one is worse than she saw, the assessment is
    renewed and ``LOOK_AGAIN`` is returned without a signature. Raises ``Refused`` with
    ``SignRefusal`` (blocked, unfair, incomplete) or ``EnteredBy``, ``NotFound`` outside her
    places.
    """
    row = assessment_at_desk(session, actor, public_id)
    ASSESSMENT.after(row.state, AssessmentVerb.SIGN)
    known = recompute(session, row)
    seen = levels_of(session, row.id)
    deal = stored_deal(session, row, known.facts)
    entered_by_her = _entered_by(session, row, actor)
    if entered_by_her and _above_ceiling(deal):
        raise Refused(EnteredBy.ENTERED_BY_YOU)
    fresh = by_key([*known.facts.values(), *readings(session, deal, clock.now())])
    result = write_result(session, row, fresh, known.rules)
    if worse_readings(seen, result):
        return SignOutcome.LOOK_AGAIN
    Refused.unless_empty(sign_refusals(result))
    _put_name(session, actor, row, known.rules)
    write_conditions(session, conditions, known.rules, assessment_id=row.id)
    if entered_by_her:
        put_up_for_review(session, actor, row, known.rules)
    return SignOutcome.SIGNED


def _put_name(session: Session, actor: Actor, row: Assessment, rules: RuleSet) -> None:
    now = clock.now()
    row.signed_by_id, row.signed_at = actor.person_id, now
    row.expires_at = signature_end(now, rules)
    step(session, actor, row, machine=ASSESSMENT, verb=AssessmentVerb.SIGN)


def _entered_by(session: Session, row: Assessment, actor: Actor) -> bool:
    if row.offer_id is None:
        return False
    entered_by = session.scalar(select(Offer.entered_by_id).where(Offer.id == row.offer_id))
    return entered_by is not None and entered_by == actor.person_id


def _above_ceiling(deal: Deal) -> bool:
    value = deal.terms.price_minor * deal.terms.quantity
    return value > deal.destination.quick_buy_ceiling_minor


def write_conditions(
    session: Session, codes: Iterable[ConditionCode], rules: RuleSet, *,
    assessment_id: int | None = None, clearance_id: int | None = None,
) -> None:  # fmt: skip
    """Write conditions down, each with its owner and the day it is looked at."""
    now = clock.now()
    for code in dict.fromkeys(codes):
        clause = condition(code, "", rules)
        session.add(
            AssessmentCondition(
                assessment_id=assessment_id, clearance_id=clearance_id, code=code.value,
                owner=clause.owner.value, due_at=now + timedelta(days=clause.days),
            )
        )  # fmt: skip
    session.flush()


def refuse(
    session: Session, actor: Actor, public_id: str, reason: RefuseReason | None = None
) -> Assessment:
    """Say no to one linkage: not with this operator; nobody is forbidden to sell elsewhere."""
    row = assessment_at_desk(session, actor, public_id)
    facts = {} if reason is None else {"reason": reason.value}
    step(session, actor, row, machine=ASSESSMENT, verb=AssessmentVerb.REFUSE, facts=facts)
    return row
