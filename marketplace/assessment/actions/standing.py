"""Looking at what changed since a signature: due for review, stale, or stopped."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.assessment.actions.agreed import check_terms
from marketplace.assessment.actions.check import check_linkage
from marketplace.assessment.models import (
    Assessment,
    AssessmentCondition,
    AssessmentStanding,
    ConditionLook,
)
from marketplace.assessment.queries.facts import Fact, FactSource, by_key, inputs_of
from marketplace.assessment.queries.gather import gather
from marketplace.assessment.queries.overridden import as_overridden
from marketplace.assessment.queries.purchase import explicit_terms
from marketplace.assessment.queries.rulesets import rule_set_for
from marketplace.assessment.queries.standing import kept_of
from marketplace.assessment.queries.stored import (
    Recomputed,
    assessment_at_desk,
    levels_of,
    recompute,
    stored_deal,
)
from marketplace.assessment.rules.clearance import OutReason
from marketplace.assessment.rules.evaluate import evaluate
from marketplace.assessment.rules.fingerprint import fingerprint
from marketplace.assessment.rules.lists import AssessmentState, ConditionOutcome
from marketplace.assessment.rules.standing import Kept, Look, look
from marketplace.journal.actions import record
from marketplace.kernel import clock
from marketplace.kernel.actor import SYSTEM, Actor
from marketplace.kernel.refused import Refused
from marketplace.kernel.states import WrongState

# What the hash covers: terms, core figures, and what a person judged or papers say. Readings of
# market, records and register move by themselves; they can block, but never make anything stale.
_COVERED = frozenset(
    {FactSource.CORE_PRODUCT, FactSource.JUDGED, FactSource.NEED, FactSource.OFFER,
     FactSource.PAPERS}
)  # fmt: skip


def look_at_signature(session: Session, assessment_id: int) -> Kept | None:
    """Compare a signature with today and keep how it stands; journal it where that changed.

    Terms inside what was agreed are the agreement's to move and are not looked at here.
    """
    row = session.get(Assessment, assessment_id)
    if row is None or row.state is not AssessmentState.SIGNED or row.expires_at is None:
        return None
    held = session.scalar(
        select(AssessmentStanding)
        .where(AssessmentStanding.assessment_id == row.id)
        .with_for_update()
    )
    found = _look(session, row, kept_of(held))
    _keep(session, row, held, found)
    return found


def _look(session: Session, row: Assessment, before: Kept | None) -> Kept:
    now, known = clock.now(), recompute(session, row)
    deal = stored_deal(session, row, known.facts)
    rules = rule_set_for(session, deal.destination.id, now)
    fresh = by_key([*gather(session, deal, now), *_said(known.facts)])
    inputs = inputs_of(fresh.values())
    result = as_overridden(known.override, evaluate(inputs, rules), inputs, rules)
    told = Look(
        signed=fingerprint(known.inputs, known.rules), levels=levels_of(session, row.id),
        now=fingerprint(inputs_of(_covered(known, fresh)), rules), result=result,
        expires_at=row.expires_at or now, at=now, before=before,
        broken=_broken(session, row.id), overdue_since=_overdue_since(session, row.id),
    )  # fmt: skip
    return look(told, rules)


def _broken(session: Session, assessment_id: int) -> bool:
    found = (
        select(ConditionLook.id)
        .join(AssessmentCondition, AssessmentCondition.id == ConditionLook.condition_id)
        .where(
            AssessmentCondition.assessment_id == assessment_id,
            ConditionLook.outcome == ConditionOutcome.NOT_KEPT,
        )
        .limit(1)
    )
    return session.scalar(found) is not None


def _overdue_since(session: Session, assessment_id: int) -> datetime | None:
    return session.scalar(
        select(AssessmentCondition.due_at)
        .where(
            AssessmentCondition.assessment_id == assessment_id,
            AssessmentCondition.closed_at.is_(None), AssessmentCondition.due_at < clock.now(),
        )
        .order_by(AssessmentCondition.due_at)
        .limit(1)
    )  # fmt: skip


def _said(facts: Mapping[str, Fact]) -> Iterator[Fact]:
    """Yield what a person judged, and what the linkage itself said of its guests."""
    for key, fact in facts.items():
        if fact.source is FactSource.JUDGED or key in explicit_terms():
            yield fact


def _covered(known: Recomputed, fresh: Mapping[str, Fact]) -> list[Fact]:
    """Return the signed figures with those that the hash covers as they are today."""
    kept = [f for f in known.facts.values() if f.source not in _COVERED]
    return [*kept, *(f for f in fresh.values() if f.source in _COVERED)]


def _keep(session: Session, row: Assessment, held: AssessmentStanding | None, found: Kept) -> None:
    now = clock.now()
    if held is None:
        held = AssessmentStanding(
            assessment_id=row.id, place_id=row.place_id, standing=found.standing, blockers="",
            since=found.since, looked_at=now,
        )  # fmt: skip
        session.add(held)
        before = "fresh"
    else:
        before = held.standing.value
    held.standing, held.reason, held.looked_at = found.standing, found.reason, now
    held.blockers, held.since = ",".join(found.blockers), found.since
    held.orders_until = found.orders_until
    session.flush()
    if before != found.standing.value:
        facts = {"from": before, "to": found.standing.value}
        record(session, SYSTEM, verb="assessment.standing", subject=row, facts=facts)


def renew(session: Session, actor: Actor, public_id: str) -> Assessment:
    """Check a signed linkage again on the terms it was signed on; it waits for a new signature.

    The old signature stands as it stands until the new one is there. What is agreed for longer
    is signed by itself again, whatever clearance is in force. Raises ``Refused`` where the linkage
    was never signed.
    """
    row = assessment_at_desk(session, actor, public_id)
    if row.state is not AssessmentState.SIGNED:
        raise Refused(WrongState.NOT_NOW)
    known = recompute(session, row)
    longer = row.out_of_bounds == OutReason.AGREEMENT.value
    check = check_terms if longer else check_linkage
    return check(session, actor, stored_deal(session, row, known.facts).terms)
