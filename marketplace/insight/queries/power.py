"""How unequal the two sides of a check are: from its own figures, and one statement of sales."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func, select
from sqlalchemy.orm import Session

from marketplace.assessment.queries import AssessmentPage
from marketplace.assessment.rules.conditions import ConditionCode
from marketplace.insight.rules.power import PowerFlag, Sides, power_flags, protections, size_ratio
from marketplace.kernel import clock
from marketplace.people.models import Operator, Supplier, SupplierSale
from marketplace.people.queries.records import SHARE_SPEAKS_FROM_MONTHS, SHARE_SPEAKS_FROM_SALES

_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class PowerCard:
    """The flags of one linkage, the figures behind them, and the clauses they put on the check."""

    destination_id: int
    flags: tuple[PowerFlag, ...]
    ratio: int | None  # whole times; none for a first sale
    share_permille: int | None
    promised_days: int
    measured_days: int | None
    protections: tuple[ConditionCode, ...]


def _sold(whose: ColumnElement[bool]) -> Any:
    return (
        select(func.coalesce(func.sum(SupplierSale.amount_minor), 0))
        .where(whose, SupplierSale.at > bindparam("since"), SupplierSale.at <= bindparam("now"))
        .correlate(Operator, Supplier)
        .scalar_subquery()
    )


_SIDES = (
    select(
        Operator.destination_id, _sold(SupplierSale.operator_id == Operator.id).label("bought"),
        _sold(SupplierSale.supplier_id == Supplier.id).label("sold"),
    )
    .select_from(Operator)
    .join(Supplier, Supplier.public_id == bindparam("supplier"))
    .where(Operator.id == bindparam("operator"))
)  # fmt: skip


def power_between(session: Session, check: AssessmentPage) -> PowerCard:
    """Return who is the stronger in a check and what protects the weaker, in one statement."""
    now, told = clock.now(), {figure.key: figure.value for figure in check.figures}
    row = session.execute(
        _SIDES,
        {
            "operator": check.proposed.operator_id, "supplier": check.proposed.supplier_public_id,
            "since": now - _YEAR, "now": now,
        },
    ).one()  # fmt: skip
    sides = Sides(
        operator_bought=int(row.bought), supplier_sold=int(row.sold), share=_share(told),
        promised_days=_promised(told), measured_days=_days(told, "offer.measured_payment_days"),
    )  # fmt: skip
    flags, ratio = power_flags(sides), size_ratio(sides)
    return PowerCard(
        row.destination_id, tuple(sorted(flags)), None if ratio is None else round(ratio),
        None if sides.share is None else round(sides.share * 1000), sides.promised_days,
        sides.measured_days, protections(flags),
    )  # fmt: skip


def _share(told: Mapping[str, str]) -> Fraction | None:
    """Return her part sold to this buyer where her record is long enough to speak (signal C4)."""
    months, count = told.get("offer.sales_months", "0"), told.get("offer.sales_count", "0")
    speaks = Fraction(months) >= SHARE_SPEAKS_FROM_MONTHS
    if not speaks or Fraction(count) < SHARE_SPEAKS_FROM_SALES:
        return None
    share = told.get("offer.buyer_share")
    return None if share is None else Fraction(share)


def _promised(told: Mapping[str, str]) -> int:
    return 0 if told.get("offer.cash_at_door") == "true" else _days(told, "offer.payment_days") or 0


def _days(told: Mapping[str, str], key: str) -> int | None:
    return round(Fraction(told[key])) if key in told else None
