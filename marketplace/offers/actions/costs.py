"""Keeping what one unit costs her: the ground of her fair price, hers alone."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from marketplace.journal.actions import record
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.offers.models import CostBuildUp, CostDraft
from marketplace.offers.rules.build_up import Part
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


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepCostDraft:
    """What is known of a build-up so far; what is not named stays as it was.

    Another ``quantity`` begins anew: sums of the old one would be wrong for it.
    """

    supplier_id: int
    category_id: int
    unit_id: int
    quantity: int | None = None
    parts: Mapping[Part, int] = field(default_factory=dict)


_DRAFT = select(CostDraft).where(
    CostDraft.person_id == bindparam("person"), CostDraft.supplier_id == bindparam("supplier"),
    CostDraft.category_id == bindparam("category"),
)  # fmt: skip


def keep_cost_draft(session: Session, actor: Actor, command: KeepCostDraft) -> CostDraft:
    """Keep a build-up begun, on the server under her name; nothing is decided by it."""
    draft = _draft(session, actor, command.supplier_id, command.category_id)
    if command.quantity is not None:
        if draft is not None:
            session.delete(draft)
            session.flush()
        draft = CostDraft(
            person_id=actor.person_id, supplier_id=command.supplier_id,
            category_id=command.category_id, unit_id=command.unit_id, quantity=command.quantity,
        )  # fmt: skip
        session.add(draft)
    if draft is None:
        raise NotFound
    for part, value in command.parts.items():
        setattr(draft, part.value, value)
    draft.updated_at = clock.now()
    return draft


def drop_cost_draft(session: Session, actor: Actor, *, supplier_id: int, category_id: int) -> None:
    """Forget a build-up begun."""
    draft = _draft(session, actor, supplier_id, category_id)
    if draft is not None:
        session.delete(draft)


def _draft(
    session: Session, actor: Actor, supplier_id: int, category_id: int
) -> CostDraft | None:  # fmt: skip
    require(actor.person_id is not None and reaches_supplier(actor, supplier_id))
    params = {"person": actor.person_id, "supplier": supplier_id, "category": category_id}
    return session.scalars(_DRAFT, params).one_or_none()
