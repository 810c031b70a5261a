"""Her fair price for a leaf: her own build-up, else the destination's typical one."""

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Destination, TypicalCost
from marketplace.offers.models import CostBuildUp
from marketplace.offers.rules.fair_price import FairPrice, cash_cost
from marketplace.people.models import Supplier

_OWN = (
    select(
        CostBuildUp.inputs_minor, CostBuildUp.transport_minor, CostBuildUp.packing_minor,
        CostBuildUp.losses_minor, CostBuildUp.group_fee_minor, CostBuildUp.labour_minutes,
        Destination.day_rate_minor,
    )
    .join(Supplier, Supplier.id == CostBuildUp.supplier_id)
    .join(Destination, Destination.id == Supplier.destination_id)
    .where(
        CostBuildUp.supplier_id == bindparam("supplier"),
        CostBuildUp.category_id == bindparam("category"),
        CostBuildUp.unit_id == bindparam("unit"),
    )
)  # fmt: skip
_TYPICAL = (
    select(TypicalCost.cash_minor, TypicalCost.labour_minutes, Destination.day_rate_minor)
    .join(Destination, Destination.id == TypicalCost.destination_id)
    .join(Supplier, Supplier.destination_id == Destination.id)
    .where(
        Supplier.id == bindparam("supplier"),
        TypicalCost.category_id == bindparam("category"),
        TypicalCost.unit_id == bindparam("unit"),
    )
)


def fair_price_of(
    session: Session, supplier_id: int, *, category_id: int, unit_id: int
) -> FairPrice | None:
    """Return her costs per unit: her own, else the typical ones (marked), else none."""
    params = {"supplier": supplier_id, "category": category_id, "unit": unit_id}
    own = session.execute(_OWN, params).one_or_none()
    if own is not None:
        *parts, minutes, rate = own
        return FairPrice(cash_cost(*parts), minutes, rate, is_default=False)
    typical = session.execute(_TYPICAL, params).one_or_none()
    if typical is None:
        return None
    return FairPrice(
        typical.cash_minor, typical.labour_minutes, typical.day_rate_minor, is_default=True
    )
