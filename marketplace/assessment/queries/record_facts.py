"""Facts from the records: capacity, dependency, the buyer's days to payment."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.assessment.queries.facts import Fact, FactSource
from marketplace.assessment.queries.purchase import Deal
from marketplace.catalogue.models import Unit
from marketplace.people.models import CommittedWeek, SupplierLeaf
from marketplace.people.queries import buyer_share, operator_record


def capacity_facts(session: Session, deal: Deal) -> Iterator[Fact]:
    """Yield B3: this week's promises and this purchase ÷ what she proved, else stated."""
    found = session.execute(
        select(SupplierLeaf, Unit)
        .join(Unit, Unit.id == SupplierLeaf.unit_id)
        .where(
            SupplierLeaf.supplier_id == deal.supplier.id,
            SupplierLeaf.category_id == deal.category.id,
        )
    ).one_or_none()
    if found is None or not deal.converts(found[1]):
        return
    leaf, unit = found
    proven = leaf.weekly_proven is not None and leaf.weekly_proven > 0
    weekly = leaf.weekly_proven if proven and leaf.weekly_proven else leaf.weekly_amount
    capacity = weekly * unit.factor_milli
    wanted = _promised(session, deal) + deal.terms.quantity * deal.unit.factor_milli
    yield Fact("offer.capacity_share", Fraction(wanted, capacity), FactSource.RECORDS)
    source = FactSource.RECORDS if proven else FactSource.REGISTER
    yield Fact("offer.capacity_proven", proven, source)


def _promised(session: Session, deal: Deal) -> int:
    day = deal.day
    rows = session.execute(
        select(CommittedWeek.quantity, Unit.factor_milli)
        .join(Unit, Unit.id == CommittedWeek.unit_id)
        .where(
            CommittedWeek.supplier_id == deal.supplier.id,
            CommittedWeek.category_id == deal.category.id,
            CommittedWeek.monday == day - timedelta(days=day.weekday()),
            Unit.base == deal.unit.base,
        )
    )
    return sum(quantity * factor for quantity, factor in rows)


def dependency_facts(session: Session, deal: Deal, now: datetime) -> Iterator[Fact]:
    """Yield C4: this buyer's share of all her sales, and how long the record is."""
    found = buyer_share(
        session, supplier_id=deal.supplier.id, operator_id=deal.terms.operator_id, now=now
    )
    yield Fact("offer.sales_months", Fraction(found.months), FactSource.RECORDS)
    yield Fact("offer.sales_count", Fraction(found.count), FactSource.RECORDS)
    if found.share_permille is not None:
        share = Fraction(found.share_permille, 1000)
        yield Fact("offer.buyer_share", share, FactSource.RECORDS)


def payment_facts(session: Session, deal: Deal, now: datetime) -> Iterator[Fact]:
    """Yield C5's measured half: the buyer's median over the last ten payments."""
    found = operator_record(session, deal.terms.operator_id, now)
    if found.median_days is not None:
        days = Fraction(found.median_days)
        yield Fact("offer.measured_payment_days", days, FactSource.RECORDS)
