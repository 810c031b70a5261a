"""Her fair price for a leaf: her own build-up, else the destination's typical one."""

from typing import Any

from sqlalchemy import bindparam, false, select, true, union_all
from sqlalchemy.orm import Session, aliased

from marketplace.catalogue.models import Destination, TypicalCost, Unit
from marketplace.offers.models import CostBuildUp
from marketplace.offers.rules.fair_price import FairPrice
from marketplace.people.models import Supplier

# A cost counted for another unit of the same kind (a crate) is brought to the one in question.
_ASKED, _COUNTED = aliased(Unit), aliased(Unit)
_OWN = (
    select(
        true().label("is_own"), (_COUNTED.id == _ASKED.id).label("exact"),
        _ASKED.factor_milli.label("asked"), _COUNTED.factor_milli.label("counted"),
        (
            CostBuildUp.inputs_minor + CostBuildUp.transport_minor + CostBuildUp.packing_minor
            + CostBuildUp.losses_minor + CostBuildUp.group_fee_minor
        ).label("cash"),
        CostBuildUp.labour_minutes.label("minutes"), Destination.day_rate_minor.label("day_rate"),
    )
    .join(_COUNTED, _COUNTED.id == CostBuildUp.unit_id)
    .join(_ASKED, _ASKED.base == _COUNTED.base)
    .join(Supplier, Supplier.id == CostBuildUp.supplier_id)
    .join(Destination, Destination.id == Supplier.destination_id)
    .where(
        CostBuildUp.supplier_id == bindparam("supplier"),
        CostBuildUp.category_id == bindparam("category"),
        _ASKED.id == bindparam("unit"),
    )
)  # fmt: skip
_TYPICAL = (
    select(
        false().label("is_own"), (_COUNTED.id == _ASKED.id).label("exact"),
        _ASKED.factor_milli.label("asked"), _COUNTED.factor_milli.label("counted"),
        TypicalCost.cash_minor.label("cash"), TypicalCost.labour_minutes.label("minutes"),
        Destination.day_rate_minor.label("day_rate"),
    )
    .join(_COUNTED, _COUNTED.id == TypicalCost.unit_id)
    .join(_ASKED, _ASKED.base == _COUNTED.base)
    .join(Destination, Destination.id == TypicalCost.destination_id)
    .join(Supplier, Supplier.destination_id == Destination.id)
    .where(
        Supplier.id == bindparam("supplier"), TypicalCost.category_id == bindparam("category"),
        _ASKED.id == bindparam("unit"),
    )
)  # fmt: skip
_EITHER = union_all(_OWN, _TYPICAL).subquery("either")
# Bound to ``supplier``, ``category`` and ``unit``; one row at most, so that others may join it.
COSTS = (
    select(_EITHER)
    .order_by(_EITHER.c.is_own.desc(), _EITHER.c.exact.desc())
    .limit(1)
    .subquery("costs")
)


def fair_price_of(
    session: Session, supplier_id: int, *, category_id: int, unit_id: int
) -> FairPrice | None:
    """Return her costs per unit: her own, else the typical ones (marked), else none."""
    params = {"supplier": supplier_id, "category": category_id, "unit": unit_id}
    row = session.execute(select(COSTS), params).one_or_none()
    return None if row is None else fair_price(row)


def fair_price(row: Any) -> FairPrice:
    """Return the fair price in a row of ``COSTS``, brought to the unit in question."""
    return FairPrice(
        cash_minor=(2 * row.cash * row.asked + row.counted) // (2 * row.counted),
        labour_minutes=(2 * row.minutes * row.asked + row.counted) // (2 * row.counted),
        day_rate_minor=row.day_rate, is_default=not row.is_own,
    )  # fmt: skip
