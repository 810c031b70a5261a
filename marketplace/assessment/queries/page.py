"""The assessment page: everything worked out again from the stored figures."""

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.assessment.models import (
    Assessment,
    AssessmentCondition,
    AssessmentSignal,
    Review,
)
from marketplace.assessment.queries.facts import Fact, FactSource, to_text
from marketplace.assessment.queries.second import require_reach
from marketplace.assessment.queries.stored import recompute
from marketplace.assessment.rules.assumptions import Assumption
from marketplace.assessment.rules.conditions import Condition
from marketplace.assessment.rules.evaluate import Result
from marketplace.assessment.rules.inputs import Core
from marketplace.assessment.rules.lists import AssessmentState
from marketplace.assessment.rules.signals import VERDICT_TEXTS, Figure, Verdict
from marketplace.assessment.rules.signing import SignRefusal, sign_refusals
from marketplace.assessment.rules.ways_back import WayBack
from marketplace.assessment.rules.what_if import WhatIf
from marketplace.catalogue.models import Category, Destination, Place, Unit
from marketplace.catalogue.rules.lists import Route
from marketplace.kernel.actor import Actor
from marketplace.kernel.money import currency
from marketplace.kernel.refused import NotFound
from marketplace.kernel.words import Sentence
from marketplace.offers.models import Offer
from marketplace.people.models import Operator, Person, Supplier
from marketplace.sourcing.models import Need, Property
from marketplace.sourcing.rules.lists import Lane


@dataclass(frozen=True, slots=True)
class SignalCard:
    """One row of "Why": the signal, its level now and when stored, figures, words, source."""

    code: str
    name: str
    level: int
    stored_level: int
    text: Sentence
    figures: tuple[Figure, ...]
    source: str


@dataclass(frozen=True, slots=True)
class FigureCard:
    """One figure that went in, and where it came from."""

    key: str
    value: str
    source: FactSource


@dataclass(frozen=True, slots=True)
class SignedCondition:
    """A condition that was signed: its code, who sees to it, and when it is looked at."""

    code: str
    owner: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Proposed:
    """What is proposed: the purchase, its two sides, and whose hand entered it.

    A proposal has neither need nor property nor day; a need is no proposal.
    """

    need_id: int | None
    proposal_id: int | None
    need_code: str | None
    lane: Lane | None
    route: Route
    leaf_code: str
    picture: str
    quantity: int
    unit_code: str
    unit_picture: str
    unit_id: int
    category_id: int
    price_minor: int
    currency: str
    deliver_on: date | None
    operator_id: int
    operator_name: str
    property_name: str | None
    supplier_public_id: str
    supplier_name: str
    supplier_code: str
    offer_public_id: str | None
    entered_by_you: bool


@dataclass(frozen=True, slots=True)
class AssessmentPage:
    """Everything the one-screen page shows (look/assessment.png).

    ``core`` is private to operator and facilitator. ``refusals`` say why nobody may sign now.
    """

    id: int
    public_id: str
    state: AssessmentState
    place_id: int
    proposed: Proposed
    core: Core | None
    verdict: Verdict
    verdict_text: str
    fairness: Verdict
    complete: bool
    missing: tuple[str, ...]
    provisional: bool
    holds_across_band: bool
    signals: tuple[SignalCard, ...]
    figures: tuple[FigureCard, ...]
    defaults_used: tuple[Assumption, ...]
    conditions: tuple[Condition, ...]
    ways_back: tuple[WayBack, ...]
    what_if: tuple[WhatIf, ...]
    out_of_bounds: tuple[str, ...]
    refusals: tuple[SignRefusal, ...]
    rule_set: int
    input_hash: str
    computed_at: datetime
    signed_by: str | None
    signed_at: datetime | None
    expires_at: datetime | None
    signed_conditions: tuple[SignedCondition, ...]
    review_public_id: str | None


def assessment_page(session: Session, actor: Actor, public_id: str) -> AssessmentPage:
    """Return one assessment for a facilitator of its place; else it does not exist for him."""
    row = session.scalar(select(Assessment).where(Assessment.public_id == public_id))
    if row is None:
        raise NotFound
    require_reach(session, actor, row)
    known = recompute(session, row)
    result = known.result
    return AssessmentPage(
        id=row.id, public_id=row.public_id, state=row.state, place_id=row.place_id,
        proposed=_proposed(session, actor, row, known.facts), core=result.core,
        verdict=result.verdict, verdict_text=VERDICT_TEXTS[result.verdict],
        fairness=result.fairness, complete=result.complete, missing=result.missing,
        provisional=result.provisional, holds_across_band=result.holds_across_band,
        signals=_signals(session, row, result), figures=_figures(known.facts),
        defaults_used=result.defaults_used, conditions=result.conditions,
        ways_back=result.ways_back, what_if=result.what_if,
        out_of_bounds=codes(row.out_of_bounds), refusals=sign_refusals(result),
        rule_set=result.rule_set, input_hash=row.input_hash, computed_at=row.computed_at,
        signed_by=_name(session, row.signed_by_id), signed_at=row.signed_at,
        expires_at=row.expires_at, signed_conditions=_conditions(session, row),
        review_public_id=_review(session, row),
    )  # fmt: skip


def codes(text: str | None) -> tuple[str, ...]:
    """Return the codes of a comma-separated column."""
    return tuple(text.split(",")) if text else ()


_PROPOSED = (
    select(
        Need.code, Need.lane, Need.deliver_on, Category.code.label("leaf_code"),
        func.coalesce(Need.currency, Destination.currency).label("currency"),
        Category.picture, Unit.id.label("unit_id"), Unit.code.label("unit_code"),
        Unit.picture.label("unit_picture"), Operator.name.label("operator_name"),
        Property.name.label("property_name"), Supplier.public_id.label("supplier_public_id"),
        Supplier.name.label("supplier_name"), Supplier.code.label("supplier_code"),
        Offer.public_id.label("offer_public_id"), Offer.entered_by_id,
    )
    .select_from(Assessment)
    .join(Place, Place.id == Assessment.place_id)
    .join(Destination, Destination.id == Place.destination_id)
    .join(Category, Category.id == Assessment.category_id)
    .join(Operator, Operator.id == Assessment.operator_id)
    .outerjoin(Need, Need.id == Assessment.need_id)
    .outerjoin(Property, Property.id == Need.property_id)
    .join(Supplier, Supplier.id == Assessment.supplier_id)
    .outerjoin(Offer, Offer.id == Assessment.offer_id)
)  # fmt: skip


def _proposed(session: Session, actor: Actor, row: Assessment, facts: dict[str, Fact]) -> Proposed:
    unit = to_text(facts["offer.unit"].value)
    found = session.execute(
        _PROPOSED.join(Unit, Unit.code == unit).where(Assessment.id == row.id)
    ).one()
    price = Fraction(to_text(facts["offer.price"].value))
    return Proposed(
        need_id=row.need_id, proposal_id=row.proposal_id, need_code=found.code, lane=found.lane,
        route=row.route,
        leaf_code=found.leaf_code, picture=found.picture,
        quantity=int(to_text(facts["offer.quantity"].value)), unit_code=found.unit_code,
        unit_picture=found.unit_picture, unit_id=found.unit_id, category_id=row.category_id,
        price_minor=round(price * currency(found.currency).minor_per_major),
        currency=found.currency,
        deliver_on=found.deliver_on, operator_id=row.operator_id,
        operator_name=found.operator_name, property_name=found.property_name,
        supplier_public_id=found.supplier_public_id, supplier_name=found.supplier_name,
        supplier_code=found.supplier_code, offer_public_id=found.offer_public_id,
        entered_by_you=found.entered_by_id is not None and found.entered_by_id == actor.person_id,
    )  # fmt: skip


def _signals(session: Session, row: Assessment, result: Result) -> tuple[SignalCard, ...]:
    stored = session.execute(
        select(AssessmentSignal.code, AssessmentSignal.level).where(
            AssessmentSignal.assessment_id == row.id
        )
    )
    levels = dict(stored.all())
    return tuple(
        SignalCard(
            code=one.code, name=one.name, level=one.level,
            stored_level=levels.get(one.code, one.level), text=one.text, figures=one.inputs,
            source=one.source.value,
        )
        for one in result.signals
    )  # fmt: skip


def _figures(facts: dict[str, Fact]) -> tuple[FigureCard, ...]:
    return tuple(FigureCard(one.key, to_text(one.value), one.source) for one in facts.values())


def _name(session: Session, person_id: int | None) -> str | None:
    if person_id is None:
        return None
    return session.scalar(select(Person.name).where(Person.id == person_id))


def _conditions(session: Session, row: Assessment) -> tuple[SignedCondition, ...]:
    rows = session.execute(
        select(AssessmentCondition.code, AssessmentCondition.owner, AssessmentCondition.due_at)
        .where(AssessmentCondition.assessment_id == row.id)
        .order_by(AssessmentCondition.id)
    )
    return tuple(SignedCondition(*one) for one in rows)


def _review(session: Session, row: Assessment) -> str | None:
    return session.scalar(
        select(Review.public_id).where(Review.assessment_id == row.id, Review.done_at.is_(None))
    )
