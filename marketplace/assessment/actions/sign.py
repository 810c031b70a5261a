"""Signing and refusing one linkage at the desk."""

from collections.abc import Iterable
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from marketplace.assessment.actions.check import put_up_for_review
from marketplace.assessment.actions.conditions import write_conditions
from marketplace.assessment.actions.second import ask_second, complete_second
from marketplace.assessment.actions.store import write_result
from marketplace.assessment.actions.supersede import supersede
from marketplace.assessment.models import Assessment
from marketplace.assessment.queries.facts import by_key
from marketplace.assessment.queries.gather import readings
from marketplace.assessment.queries.purchase import Deal
from marketplace.assessment.queries.second import above_ceiling, entered_by
from marketplace.assessment.queries.stored import (
    Recomputed,
    assessment_at_desk,
    levels_of,
    recompute,
    stored_deal,
)
from marketplace.assessment.rules.clauses import Clause
from marketplace.assessment.rules.clearance import signature_end
from marketplace.assessment.rules.conditions import ConditionCode
from marketplace.assessment.rules.fingerprint import worse_readings
from marketplace.assessment.rules.lists import ASSESSMENT, AssessmentVerb, RefuseReason
from marketplace.assessment.rules.ruleset import RuleSet
from marketplace.assessment.rules.signing import EnteredBy, sign_refusals
from marketplace.journal.actions import step
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import Refused

__all__ = ["EnteredBy", "SignOutcome", "refuse", "sign", "supersede"]


class SignOutcome(StrEnum):
    """What came of a signature: it stands, a second one is asked, or she looks again."""

    LOOK_AGAIN = "look_again"
    SECOND_ASKED = "second_asked"
    SIGNED = "signed"


def sign(
    session: Session, actor: Actor, public_id: str, conditions: Iterable[Clause | ConditionCode]
) -> SignOutcome:
    """Sign one linkage for six months, under these conditions.

    Market and record readings are made afresh; if one is worse than she saw, the assessment is
    renewed and ``LOOK_AGAIN`` is returned without a signature. Who entered an offer over the value
    ceiling gives the first of two signatures (``SECOND_ASKED``). Raises ``Refused`` with
    ``SignRefusal`` (blocked, unfair, incomplete), ``ClauseRefusal`` or ``EnteredBy`` where the
    first signature is hers already; ``NotFound`` outside her places.
    """
    row = assessment_at_desk(session, actor, public_id)
    ASSESSMENT.after(row.state, AssessmentVerb.SIGN)
    known = recompute(session, row)
    deal = stored_deal(session, row, known.facts)
    if not _still_as_seen(session, row, known, deal):
        return SignOutcome.LOOK_AGAIN
    zone = ZoneInfo(deal.destination.timezone)
    write_conditions(session, conditions, known.rules, zone, assessment_id=row.id)
    hers = entered_by(session, row, actor)
    if hers and above_ceiling(deal):
        ask_second(session, actor, row, deal.destination.id)
        return SignOutcome.SECOND_ASKED
    complete_second(session, actor, row)
    _put_name(session, actor, row, known.rules)
    if hers:
        put_up_for_review(session, actor, row, known.rules)
    return SignOutcome.SIGNED


def _still_as_seen(session: Session, row: Assessment, known: Recomputed, deal: Deal) -> bool:
    """Read market and records afresh; tell whether nothing got worse than she saw."""
    seen = levels_of(session, row.id)
    fresh = by_key([*known.facts.values(), *readings(session, deal, clock.now())])
    result = write_result(session, row, fresh, known.rules)
    if worse_readings(seen, result):
        return False
    Refused.unless_empty(sign_refusals(result))
    return True


def _put_name(session: Session, actor: Actor, row: Assessment, rules: RuleSet) -> None:
    now = clock.now()
    row.signed_by_id, row.signed_at = actor.person_id, now
    row.expires_at = signature_end(now, rules)
    step(session, actor, row, machine=ASSESSMENT, verb=AssessmentVerb.SIGN)


def refuse(
    session: Session, actor: Actor, public_id: str, reason: RefuseReason | None = None
) -> Assessment:
    """Say no to one linkage: not with this operator; nobody is forbidden to sell elsewhere."""
    row = assessment_at_desk(session, actor, public_id)
    facts = {} if reason is None else {"reason": reason.value}
    step(session, actor, row, machine=ASSESSMENT, verb=AssessmentVerb.REFUSE, facts=facts)
    return row
