"""How unequal two sides are: read in two statements, from sales and from paid deliveries."""

from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session

from marketplace.assessment.models import Assessment
from marketplace.assessment.rules.conditions import ConditionCode
from marketplace.insight.rules.power import PowerFlag, Sides, power_flags, protections, size_ratio
from marketplace.kernel import clock
from marketplace.people.models import SupplierSale
from marketplace.people.queries.records import (
    SHARE_SPEAKS_FROM_MONTHS,
    SHARE_SPEAKS_FROM_SALES,
    operator_record,
)
from marketplace.sourcing.models import Need

_YEAR, _MONTH = timedelta(days=365), timedelta(days=30)


@dataclass(frozen=True, slots=True)
class PowerCard:
    """The flags of one linkage, the figures behind them, and the clauses they put on the check."""

    flags: tuple[PowerFlag, ...]
    ratio: int | None  # whole times; none for a first sale
    share_permille: int | None
    promised_days: int
    measured_days: int | None
    protections: tuple[ConditionCode, ...]


def power_between(
    session: Session, *, operator_id: int, supplier_id: int, promised_days: int
) -> PowerCard:
    """Return who is the stronger and what protects the weaker."""
    sides = _sides(session, operator_id, supplier_id, promised_days)
    flags, ratio = power_flags(sides), size_ratio(sides)
    return PowerCard(
        flags=tuple(sorted(flags)), ratio=None if ratio is None else round(ratio),
        share_permille=None if sides.share is None else round(sides.share * 1000),
        promised_days=sides.promised_days, measured_days=sides.measured_days,
        protections=protections(flags),
    )  # fmt: skip


def power_of_check(session: Session, assessment_id: int) -> PowerCard:
    """Return the power between the two sides of a stored check; three statements."""
    row = session.execute(
        select(Assessment.operator_id, Assessment.supplier_id, Need.payment_days, Need.cash_at_door)
        .join(Need, Need.id == Assessment.need_id)
        .where(Assessment.id == assessment_id)
    ).one()
    return power_between(
        session, operator_id=row.operator_id, supplier_id=row.supplier_id,
        promised_days=0 if row.cash_at_door else row.payment_days,
    )  # fmt: skip


def _sides(session: Session, operator_id: int, supplier_id: int, promised: int) -> Sides:
    sale, now = SupplierSale, clock.now()
    recent = sale.at > now - _YEAR
    theirs, hers = sale.operator_id == operator_id, sale.supplier_id == supplier_id
    bought, sold, both, count, first = session.execute(
        select(
            func.sum(case((theirs & recent, sale.amount_minor), else_=0)),
            func.sum(case((hers & recent, sale.amount_minor), else_=0)),
            func.sum(case((hers & theirs & recent, sale.amount_minor), else_=0)),
            func.sum(case((hers & recent, 1), else_=0)),
            func.min(case((hers, sale.at))),
        ).where(or_(theirs, hers), sale.at <= now)
    ).one()
    speaks = bool(first) and (now - first) // _MONTH >= SHARE_SPEAKS_FROM_MONTHS
    speaks = speaks and int(count or 0) >= SHARE_SPEAKS_FROM_SALES and bool(sold)
    record = operator_record(session, operator_id)
    late = record.late_permille if record.speaks else None
    return Sides(
        operator_bought=int(bought or 0), supplier_sold=int(sold or 0),
        share=Fraction(int(both), int(sold)) if speaks else None, promised_days=promised,
        measured_days=record.median_days if record.speaks else None,
        late_share=None if late is None else Fraction(late, 1000),
    )  # fmt: skip
