"""Her fair price for a leaf: her own build-up, else the destination's typical one."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Destination, TypicalCost
from marketplace.offers.models import CostBuildUp
from marketplace.offers.rules.fair_price import FairPrice, cash_cost
from marketplace.people.models import Supplier

_OWN = (
    select(
        CostBuildUp.supplier_id, CostBuildUp.inputs_minor, CostBuildUp.transport_minor,
        CostBuildUp.packing_minor, CostBuildUp.losses_minor, CostBuildUp.group_fee_minor,
        CostBuildUp.labour_minutes, Destination.day_rate_minor,
    )
    .join(Supplier, Supplier.id == CostBuildUp.supplier_id)
    .join(Destination, Destination.id == Supplier.destination_id)
    .where(
        CostBuildUp.supplier_id.in_(bindparam("suppliers", expanding=True)),
        CostBuildUp.category_id == bindparam("category"),
        CostBuildUp.unit_id == bindparam("unit"),
    )
)
_TYPICAL = (
    select(
        Supplier.id, TypicalCost.cash_minor, TypicalCost.labour_minutes,
        Destination.day_rate_minor,
    )
    .join(Destination, Destination.id == TypicalCost.destination_id)
    .join(Supplier, Supplier.destination_id == Destination.id)
    .where(
        Supplier.id.in_(bindparam("suppliers", expanding=True)),
        TypicalCost.category_id == bindparam("category"),
        TypicalCost.unit_id == bindparam("unit"),
    )
)  # fmt: skip


def fair_price_of(
    session: Session, supplier_id: int, *, category_id: int, unit_id: int
) -> FairPrice | None:
    """Return her costs per unit: her own, else the typical ones (marked), else none."""
    found = fair_prices_of(session, [supplier_id], category_id=category_id, unit_id=unit_id)
    return found.get(supplier_id)


def fair_prices_of(
    session: Session, supplier_ids: Collection[int], *, category_id: int, unit_id: int
) -> dict[int, FairPrice]:
    """Return the costs per unit of several suppliers, where they are known; two statements."""
    params: dict[str, Any] = {
        "suppliers": sorted(supplier_ids), "category": category_id, "unit": unit_id,
    }  # fmt: skip
    found = {
        supplier_id: FairPrice(cash_cost(*parts), minutes, rate, is_default=False)
        for supplier_id, *parts, minutes, rate in session.execute(_OWN, params)
    }
    missing = [one for one in params["suppliers"] if one not in found]
    return found | _typical(session, {**params, "suppliers": missing})


def _typical(session: Session, params: dict[str, Any]) -> dict[int, FairPrice]:
    if not params["suppliers"]:
        return {}
    rows = session.execute(_TYPICAL, params)
    return {
        one: FairPrice(cash, minutes, rate, is_default=True) for one, cash, minutes, rate in rows
    }
