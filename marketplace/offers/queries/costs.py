"""A build-up begun, and the fair prices of everything a supplier has counted."""

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Destination
from marketplace.kernel.actor import Actor
from marketplace.offers.models import CostBuildUp, CostDraft
from marketplace.offers.rules.build_up import BuildUp, Part
from marketplace.offers.rules.fair_price import FairPrice, cash_cost
from marketplace.people.models import Supplier
from marketplace.people.rules.access import reaches_supplier, require

_DRAFT = select(CostDraft).where(
    CostDraft.person_id == bindparam("person"), CostDraft.supplier_id == bindparam("supplier"),
    CostDraft.category_id == bindparam("category"),
)  # fmt: skip
_COUNTED = (
    select(CostBuildUp, Destination.day_rate_minor)
    .join(Supplier, Supplier.id == CostBuildUp.supplier_id)
    .join(Destination, Destination.id == Supplier.destination_id)
    .where(CostBuildUp.supplier_id == bindparam("supplier"))
)


def build_up_of(
    session: Session, actor: Actor, *, supplier_id: int, category_id: int
) -> BuildUp | None:
    """Return the build-up this person began for a leaf; none where there is none."""
    require(reaches_supplier(actor, supplier_id))
    params = {"person": actor.person_id, "supplier": supplier_id, "category": category_id}
    row = session.scalars(_DRAFT, params).one_or_none()
    if row is None:
        return None
    return BuildUp(row.quantity, {part: getattr(row, part.value) for part in Part})


def fair_prices_of(
    session: Session, actor: Actor, supplier_id: int
) -> dict[tuple[int, int], FairPrice]:
    """Return her own fair prices: (leaf, unit) → what one unit costs her; hers alone."""
    require(reaches_supplier(actor, supplier_id))
    rows = session.execute(_COUNTED, {"supplier": supplier_id})
    return {
        (row.category_id, row.unit_id): FairPrice(
            cash_cost(
                row.inputs_minor, row.transport_minor, row.packing_minor, row.losses_minor,
                row.group_fee_minor,
            ),
            row.labour_minutes, rate, is_default=False,
        )
        for row, rate in rows
    }  # fmt: skip
