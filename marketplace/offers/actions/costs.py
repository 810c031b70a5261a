"""Keeping what one unit costs her: the ground of her fair price, hers alone."""

from dataclasses import asdict, dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from marketplace.journal.actions import record
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.offers.models import CostBuildUp
from marketplace.people.models import Supplier
from marketplace.people.rules.access import reaches_place, reaches_supplier, require

_PLACE = select(Supplier.place_id).where(Supplier.id == bindparam("supplier"))
_FIND = select(CostBuildUp).where(
    CostBuildUp.supplier_id == bindparam("supplier"),
    CostBuildUp.category_id == bindparam("category"),
    CostBuildUp.unit_id == bindparam("unit"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """Costs of one unit, in minor units of the destination's currency; work in minutes."""

    supplier_id: int
    category_id: int
    unit_id: int
    inputs_minor: int = 0
    transport_minor: int = 0
    packing_minor: int = 0
    losses_minor: int = 0
    group_fee_minor: int = 0
    labour_minutes: int = 0


def keep_costs(session: Session, actor: Actor, costs: Costs) -> CostBuildUp:
    """Keep her build-up for a leaf in a unit: by herself or a facilitator of her place."""
    place_id = session.execute(_PLACE, {"supplier": costs.supplier_id}).scalar_one_or_none()
    hers = reaches_supplier(actor, costs.supplier_id)
    require(place_id is not None and (hers or reaches_place(actor, place_id)))
    params = {
        "supplier": costs.supplier_id, "category": costs.category_id, "unit": costs.unit_id,
    }  # fmt: skip
    row = session.scalars(_FIND, params).one_or_none()
    if row is None:
        row = CostBuildUp()
        session.add(row)
    for name, value in asdict(costs).items():
        setattr(row, name, value)
    row.updated_at = clock.now()
    record(session, actor, verb="cost_build_up.keep", subject=row)
    return row
