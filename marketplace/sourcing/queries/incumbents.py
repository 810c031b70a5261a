"""What an operator pays today, landed: read by his own people alone."""

from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Category, Unit
from marketplace.kernel.actor import Actor
from marketplace.sourcing.models import Incumbent


@dataclass(frozen=True, slots=True)
class IncumbentCard:
    """What one unit costs today; money in minor units of the destination's currency."""

    category_id: int
    leaf_code: str
    picture: str
    unit_id: int
    unit_code: str
    price_minor: int
    transport_minor: int
    handling_minor: int
    reject_permille: int
    in_house: bool

    @property
    def landed_minor(self) -> int:
        """Price, transport and handling, spread over what is not thrown away; half up."""
        whole = (self.price_minor + self.transport_minor + self.handling_minor) * 1000
        kept = 1000 - self.reject_permille
        return (2 * whole + kept) // (2 * kept)


_OURS = (
    select(
        Category.id.label("category_id"), Category.code.label("leaf_code"), Category.picture,
        Unit.id.label("unit_id"), Unit.code.label("unit_code"), Incumbent.price_minor,
        Incumbent.transport_minor, Incumbent.handling_minor, Incumbent.reject_permille,
        Incumbent.in_house,
    )
    .join(Category, Category.id == Incumbent.category_id)
    .join(Unit, Unit.id == Incumbent.unit_id)
    .where(Incumbent.operator_id.in_(bindparam("operators", expanding=True)))
    .order_by(Category.code, Unit.code)
)  # fmt: skip


def incumbents(session: Session, actor: Actor) -> tuple[IncumbentCard, ...]:
    """Return what the buyer's operators pay today."""
    rows = session.execute(_OURS, {"operators": sorted(actor.operator_ids)})
    return tuple(IncumbentCard(**row._asdict()) for row in rows)
