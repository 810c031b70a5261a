"""What making a leaf typically costs in a destination: kept by its facilitators."""

from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import TypicalCost
from marketplace.journal.actions import record
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.refused import NotFound

_FIND = select(TypicalCost).where(
    TypicalCost.destination_id == bindparam("destination"),
    TypicalCost.category_id == bindparam("category"),
    TypicalCost.unit_id == bindparam("unit"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Typical:
    """Cash (minor units) and minutes of work that one unit typically takes."""

    destination_id: int
    category_id: int
    unit_id: int
    cash_minor: int
    labour_minutes: int


def keep_typical_cost(session: Session, actor: Actor, command: Typical) -> TypicalCost:
    """Keep the typical cost of one unit; ``NotFound`` for who mediates elsewhere."""
    here = actor.everywhere or command.destination_id in actor.destination_ids
    if not (actor.has(Role.FACILITATOR) and here):
        raise NotFound
    params = {
        "destination": command.destination_id, "category": command.category_id,
        "unit": command.unit_id,
    }  # fmt: skip
    row = session.scalars(_FIND, params).one_or_none()
    if row is None:
        row = TypicalCost(
            destination_id=command.destination_id, category_id=command.category_id,
            unit_id=command.unit_id,
        )  # fmt: skip
        session.add(row)
    row.cash_minor, row.labour_minutes = command.cash_minor, command.labour_minutes
    record(session, actor, verb="typical_cost.keep", subject=row)
    return row
