"""A stored assessment worked out again from its own figures."""

from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.assessment.models import Assessment, AssessmentInput, AssessmentSignal
from marketplace.assessment.queries.facts import Fact, FactSource, from_text, inputs_of
from marketplace.assessment.queries.purchase import Deal, Linkage, load_deal
from marketplace.assessment.queries.rulesets import destination_of_place, rule_set_of
from marketplace.assessment.rules.evaluate import Result, evaluate
from marketplace.assessment.rules.ruleset import RuleSet
from marketplace.catalogue.models import Destination, Unit
from marketplace.kernel import clock
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
    destination_id = destination_of_place(session, row.place_id)
    rules = rule_set_of(session, destination_id, version=row.rule_set_version, at=row.computed_at)
    facts = facts_of(session, row.id)
    return Recomputed(facts, rules, evaluate(inputs_of(facts.values()), rules))


def stored_deal(session: Session, row: Assessment, facts: dict[str, Fact]) -> Deal:
    """Return the linkage a stored assessment is about, on the terms it was checked on."""
    need = None if row.need_id is None else session.get_one(Need, row.need_id)
    destination_id = destination_of_place(session, row.place_id)
    terms = Linkage(
        operator_id=row.operator_id, supplier_id=row.supplier_id, place_id=row.place_id,
        category_id=row.category_id, unit_id=_unit_of(session, facts), route=row.route,
        quantity=int(str(facts["offer.quantity"].value)), price_minor=0,
        currency=need.currency if need else session.get_one(Destination, destination_id).currency,
        payment_days=int(str(facts["offer.payment_days"].value)),
        cash_at_door=facts["offer.cash_at_door"].value is True, need_id=row.need_id,
        offer_id=row.offer_id, proposal_id=row.proposal_id,
        deliver_on=need.deliver_on if need else None, season=_months(facts),
    )  # fmt: skip
    deal = load_deal(session, terms, clock.now())
    price = deal.minor(facts["offer.price"].value)
    return replace(deal, terms=replace(terms, price_minor=price))


def _unit_of(session: Session, facts: dict[str, Fact]) -> int:
    code = str(facts["offer.unit"].value)
    return session.scalars(select(Unit.id).where(Unit.code == code)).one()


def _months(facts: dict[str, Fact]) -> tuple[int, ...]:
    value = facts["offer.season"].value
    return value if isinstance(value, tuple) else ()
