"""The check on every purchase; a clearance in force is its signature, else it waits."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from marketplace.assessment.actions.store import write_result
from marketplace.assessment.actions.supersede import supersede_waiting
from marketplace.assessment.models import (
    Assessment,
    AssessmentCondition,
    Clearance,
    ClearanceMonth,
    Review,
)
from marketplace.assessment.queries.facts import by_key
from marketplace.assessment.queries.gather import gather
from marketplace.assessment.queries.purchase import (
    Deal,
    Linkage,
    Purchase,
    linkage_of,
    load_deal,
)
from marketplace.assessment.queries.rulesets import rule_set_for
from marketplace.assessment.rules import clearance as bounds_rules
from marketplace.assessment.rules.clearance import Bounds, OutReason, due_for_review
from marketplace.assessment.rules.evaluate import Result
from marketplace.assessment.rules.lists import AssessmentState, ClearanceState
from marketplace.assessment.rules.ruleset import RuleSet
from marketplace.catalogue.models import Unit
from marketplace.journal.actions import record
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Actor
from marketplace.people.models import SupplierSale
from marketplace.people.queries.trust import trust_step
from marketplace.people.rules.trust_steps import cap_minor


def check_purchase(session: Session, actor: Actor, purchase: Purchase) -> Assessment:
    """Run the check on a purchase and store it with its figures, sources and signals.

    CLEARED where a clearance for operator × leaf × route covers it and both verdicts allow it;
    else WAITING at the desk, with the codes why. An earlier one that waits for the same purchase
    is superseded. Raises ``NotFound`` for ids of nothing.
    """
    return check_linkage(session, actor, linkage_of(session, purchase))


def check_linkage(session: Session, actor: Actor, terms: Linkage) -> Assessment:
    """Run the check on any linkage, of a need or of a proposal, and store it as for a purchase.

    What is not among the terms is gathered from the records with its source. Only what belongs
    to a need can be let through by a clearance: a proposal always waits for a signature of its own.
    """
    now = clock.now()
    deal = load_deal(session, terms, now)
    rules = rule_set_for(session, deal.destination.id, now)
    facts = by_key(gather(session, deal, now))
    supersede_waiting(session, actor, terms)
    row = new_assessment(deal)
    result = write_result(session, row, facts, rules)
    _clear_or_wait(session, row, deal, result)
    record(session, actor, verb="assessment.check", subject=row, facts={"to": row.state.value})
    if row.state is AssessmentState.CLEARED:
        put_up_for_review(session, actor, row, rules)
    return row


def new_assessment(deal: Deal) -> Assessment:
    """Begin an assessment of a linkage: it waits until something clears or signs it."""
    terms = deal.terms
    return Assessment(
        public_id=ids.public_id(), state=AssessmentState.WAITING, need_id=terms.need_id,
        proposal_id=terms.proposal_id, offer_id=terms.offer_id, supplier_id=terms.supplier_id,
        operator_id=terms.operator_id, place_id=terms.place_id, category_id=terms.category_id,
        route=terms.route,
    )  # fmt: skip


def _clear_or_wait(session: Session, row: Assessment, deal: Deal, result: Result) -> None:
    found = None if deal.terms.need_id is None else _clearance_for(session, deal)
    if found is None:
        row.out_of_bounds = OutReason.NOT_IN_FORCE.value
        return
    reasons = (
        *bounds_rules.outside(found.bounds, _against(deal)),
        *bounds_rules.not_covered(result, found.conditions),
        *_over_trust_step(session, deal),
    )
    row.clearance_id = found.id
    if reasons:
        row.out_of_bounds = ",".join(reason.value for reason in reasons)
        return
    row.state = AssessmentState.CLEARED


@dataclass(frozen=True, slots=True)
class _Cover:
    id: int
    bounds: Bounds
    conditions: frozenset[str]


def _clearance_for(session: Session, deal: Deal) -> _Cover | None:
    row = session.execute(
        select(Clearance, Unit.code)
        .join(Unit, Unit.id == Clearance.unit_id)
        .where(
            Clearance.operator_id == deal.terms.operator_id,
            Clearance.category_id == deal.category.id,
            Clearance.route == deal.terms.route,
            Clearance.state == ClearanceState.IN_FORCE,
        )
    ).one_or_none()
    if row is None:
        return None
    clearance, unit = row
    months = session.scalars(
        select(ClearanceMonth.month).where(ClearanceMonth.clearance_id == clearance.id)
    )
    codes = session.scalars(
        select(AssessmentCondition.code).where(AssessmentCondition.clearance_id == clearance.id)
    )
    bounds = Bounds(
        price_low_minor=clearance.price_low_minor, price_high_minor=clearance.price_high_minor,
        currency=clearance.currency, max_quantity=clearance.max_quantity, unit=unit,
        months=frozenset(months), expires_at=clearance.expires_at, state=clearance.state,
    )  # fmt: skip
    return _Cover(clearance.id, bounds, frozenset(codes))


def _over_trust_step(session: Session, deal: Deal) -> tuple[OutReason, ...]:
    """First orders are small (tab. 3): above her trust step a facilitator looks first."""
    step = trust_step(session, deal.supplier.id)
    cap = cap_minor(step, deal.destination.quick_buy_ceiling_minor)
    value = deal.terms.price_minor * deal.terms.quantity
    return (OutReason.OVER_TRUST_STEP,) if cap is not None and value > cap else ()


def _against(deal: Deal) -> bounds_rules.Purchase:
    return bounds_rules.Purchase(
        price_minor=deal.terms.price_minor, currency=deal.terms.currency,
        quantity=deal.terms.quantity, unit=deal.unit.code, month=deal.day.month,
        at=clock.now(),
    )  # fmt: skip


def put_up_for_review(
    session: Session, actor: Actor, row: Assessment, rules: RuleSet
) -> Review | None:
    """Put a purchase up for a second look within seven days: a first sale, or one in ten."""
    reason = due_for_review(row.public_id, first_sale=_is_first_sale(session, row), rule_set=rules)
    if reason is None:
        return None
    made = Review(
        public_id=ids.public_id(), assessment_id=row.id, clearance_id=row.clearance_id,
        place_id=row.place_id, reason=reason,
        due_at=clock.now() + timedelta(days=rules.review_days),
    )  # fmt: skip
    session.add(made)
    session.flush()
    record(session, actor, verb="review.put_up", subject=made, facts={"reason": reason.value})
    return made


def _is_first_sale(session: Session, row: Assessment) -> bool:
    """Tell whether she never sold before and no earlier purchase of hers was let through."""
    sold = exists().where(SupplierSale.supplier_id == row.supplier_id)
    passed = exists().where(
        Assessment.supplier_id == row.supplier_id,
        Assessment.id != row.id,
        Assessment.state.in_((AssessmentState.CLEARED, AssessmentState.SIGNED)),
    )
    return not session.scalar(select(sold | passed))
