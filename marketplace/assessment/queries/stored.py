"""A stored assessment worked out again from its own figures."""

from dataclasses import dataclass, replace
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.assessment.models import Assessment, AssessmentInput, AssessmentSignal
from marketplace.assessment.queries.facts import Fact, FactSource, from_text, inputs_of
from marketplace.assessment.queries.overridden import (
    OverrideCard,
    as_overridden,
    override_of,
)
from marketplace.assessment.queries.purchase import Deal, Linkage, load_deal
from marketplace.assessment.queries.rulesets import destination_of_place, rule_set_of
from marketplace.assessment.queries.second import require_reach
from marketplace.assessment.rules.evaluate import Result, evaluate
from marketplace.assessment.rules.inputs import Inputs
from marketplace.assessment.rules.ruleset import RuleSet
from marketplace.catalogue.models import Destination, Unit
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.sourcing.models import Need


@dataclass(frozen=True, slots=True)
class Recomputed:
    """What a stored assessment says with its override, and the facts and rule set it rests on."""

    facts: dict[str, Fact]
    rules: RuleSet
    result: Result
    inputs: Inputs
    override: OverrideCard | None


def assessment_at_desk(session: Session, actor: Actor, public_id: str) -> Assessment:
    """Return an assessment for who may decide on it; else it does not exist for him."""
    found = session.scalar(
        select(Assessment).where(Assessment.public_id == public_id).with_for_update()
    )
    if found is None:
        raise NotFound
    require_reach(session, actor, found)
    return found


def assessment_seen(session: Session, actor: Actor, public_id: str) -> Assessment:
    """Return an assessment for who only looks at it; else it does not exist for him."""
    found = session.scalar(select(Assessment).where(Assessment.public_id == public_id))
    if found is None:
        raise NotFound
    require_reach(session, actor, found)
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
    rules = rule_set_of(session, row.place_id, version=row.rule_set_version, at=row.computed_at)
    facts = facts_of(session, row.id)
    inputs = inputs_of(facts.values())
    moved = override_of(session, row.id)
    result = as_overridden(moved, evaluate(inputs, rules), inputs, rules)
    return Recomputed(facts, rules, result, inputs, moved)


def stored_deal(session: Session, row: Assessment, facts: dict[str, Fact]) -> Deal:
    """Return the linkage a stored assessment is about, on the terms it was checked on."""
    need = None if row.need_id is None else session.get_one(Need, row.need_id)
    destination_id = destination_of_place(session, row.place_id)
    terms = Linkage(
        operator_id=row.operator_id, supplier_id=row.supplier_id, place_id=row.place_id,
        category_id=row.category_id, unit_id=_unit_of(session, facts), route=row.route,
        quantity=_whole(facts, "quantity"), price_minor=0,
        currency=need.currency if need else session.get_one(Destination, destination_id).currency,
        payment_days=_whole(facts, "payment_days"),
        cash_at_door=facts["offer.cash_at_door"].value is True, need_id=row.need_id,
        offer_id=row.offer_id, proposal_id=row.proposal_id,
        deliver_on=need.deliver_on if need else None, season=_months(facts),
        segment=_said(facts, "segment"), slot=_said(facts, "slot"), zone=_said(facts, "zone"),
        users=None if "offer.users" not in facts else _whole(facts, "users"),
    )  # fmt: skip
    deal = load_deal(session, terms, clock.now())
    priced = replace(
        terms, price_minor=deal.minor(facts["offer.price"].value),
        guest_price_minor=_guest_money(deal, facts, "guest_price"),
        operator_income_minor=_guest_money(deal, facts, "op_income"),
    )  # fmt: skip
    return replace(deal, terms=priced)


def _said(facts: dict[str, Fact], name: str) -> str | None:
    found = facts.get(f"offer.{name}")
    return None if found is None else str(found.value)


def _whole(facts: dict[str, Fact], name: str) -> int:
    return round(Fraction(str(facts[f"offer.{name}"].value)))


def _guest_money(deal: Deal, facts: dict[str, Fact], name: str) -> int | None:
    found = facts.get(f"offer.{name}")
    if found is None:
        return None
    return round(Fraction(str(found.value)) / deal.guest_major(1))


def _unit_of(session: Session, facts: dict[str, Fact]) -> int:
    code = str(facts["offer.unit"].value)
    return session.scalars(select(Unit.id).where(Unit.code == code)).one()


def _months(facts: dict[str, Fact]) -> tuple[int, ...]:
    value = facts["offer.season"].value
    return value if isinstance(value, tuple) else ()
