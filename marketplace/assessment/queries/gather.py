"""All facts of a purchase, as assessment.md says where they come from."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.assessment.models import Assessment, AssessmentInput
from marketplace.assessment.queries.facts import Fact, FactSource, from_text
from marketplace.assessment.queries.price_facts import (
    cost_facts,
    incumbent_facts,
    market_facts,
    spread_facts,
)
from marketplace.assessment.queries.purchase import Deal
from marketplace.assessment.queries.record_facts import (
    capacity_facts,
    dependency_facts,
    payment_facts,
)
from marketplace.assessment.queries.terms_facts import (
    contact_facts,
    core_facts,
    deal_facts,
    explicit_facts,
    paper_facts,
    source_facts,
)
from marketplace.assessment.rules.lists import AssessmentState

# What a person judged of one supplier says nothing about another.
_ABOUT_HER = frozenset(
    {"offer.safety", "offer.safety_text", "offer.children", "offer.months_to_spec"}
)


def gather(session: Session, deal: Deal, now: datetime) -> Iterator[Fact]:
    """Yield every fact that is known, the stronger ones last: judged before, then said now."""
    yield from deal_facts(deal)
    yield from paper_facts(session, deal, now)
    yield from core_facts(session, deal)
    yield from incumbent_facts(session, deal)
    yield from contact_facts(session, deal)
    yield from source_facts(session, deal)
    yield from cost_facts(session, deal)
    yield from readings(session, deal, now)
    yield from _judged_before(session, deal)
    yield from explicit_facts(deal)


def readings(session: Session, deal: Deal, now: datetime) -> Iterator[Fact]:
    """Yield what is read anew when signing: market and records (C2 to C5, B3)."""
    yield from capacity_facts(session, deal)
    yield from market_facts(session, deal)
    yield from spread_facts(session, deal, now)
    yield from dependency_facts(session, deal, now)
    yield from payment_facts(session, deal, now)


def _judged_before(session: Session, deal: Deal) -> Iterator[Fact]:
    """Yield what a person answered for the same linkage before: it is asked once."""
    found = session.execute(
        select(Assessment.id, Assessment.supplier_id)
        .where(
            Assessment.operator_id == deal.terms.operator_id,
            Assessment.category_id == deal.category.id,
            Assessment.route == deal.terms.route,
            Assessment.state == AssessmentState.SIGNED,
        )
        .order_by(Assessment.id.desc())
        .limit(1)
    ).one_or_none()
    if found is None:
        return
    rows = session.scalars(
        select(AssessmentInput).where(
            AssessmentInput.assessment_id == found.id,
            AssessmentInput.source == FactSource.JUDGED.value,
        )
    )
    for row in rows:
        if row.key not in _ABOUT_HER or found.supplier_id == deal.supplier.id:
            yield Fact(row.key, from_text(row.key, row.value), FactSource.JUDGED)
