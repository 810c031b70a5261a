"""Points of quality: what can be picked for a leaf, and what a need asks for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Category, CategorySpec, SpecPoint
from marketplace.people.models import Supplier
from marketplace.sourcing.models import NeedSpec


@dataclass(frozen=True, slots=True)
class SpecCard:
    """A point with its two pictures; its words are messages keyed by the code."""

    code: str
    picture_good: str
    picture_bad: str


_COLUMNS = (SpecPoint.code, SpecPoint.picture_good, SpecPoint.picture_bad)
_OF_LEAF = (
    select(*_COLUMNS)
    .join(CategorySpec, CategorySpec.spec_point_id == SpecPoint.id)
    .join(Category, Category.code == bindparam("code"))
    .where(
        or_(
            CategorySpec.category_id == Category.id,
            CategorySpec.category_id == Category.parent_id,
        ),
        SpecPoint.retired.is_(False),
    )
    .order_by(CategorySpec.category_id != Category.id, CategorySpec.position, SpecPoint.id)
)
_OF_NEED = (
    select(*_COLUMNS)
    .join(NeedSpec, NeedSpec.spec_point_id == SpecPoint.id)
    .where(NeedSpec.need_id == bindparam("need"))
    .order_by(NeedSpec.position, NeedSpec.id)
)
_SUPPLIERS = select(Supplier.id).where(Supplier.code.in_(bindparam("codes", expanding=True)))
_IDS = select(SpecPoint.code, SpecPoint.id).where(
    SpecPoint.code.in_(bindparam("codes", expanding=True)), SpecPoint.retired.is_(False)
)


def specs_for(session: Session, leaf_code: str) -> tuple[SpecCard, ...]:
    """Return what can be picked for a leaf: its own points first, then its group's."""
    rows = session.execute(_OF_LEAF, {"code": leaf_code})
    return tuple(dict.fromkeys(SpecCard(*row) for row in rows))


def specs_of(session: Session, need_id: int) -> tuple[SpecCard, ...]:
    """Return what a need asks for, in its buyer's order."""
    return tuple(SpecCard(*row) for row in session.execute(_OF_NEED, {"need": need_id}))


def supplier_ids_of(session: Session, codes: Iterable[str]) -> tuple[int, ...]:
    """Return the suppliers behind some codes."""
    rows = session.scalars(_SUPPLIERS, {"codes": sorted(set(codes))})
    return tuple(sorted(rows))


def spec_ids(session: Session, codes: Iterable[str]) -> dict[str, int]:
    """Return the ids of the points that are known and in use."""
    wanted: Sequence[str] = sorted(set(codes))
    rows = session.execute(_IDS, {"codes": wanted})
    return {row.code: row.id for row in rows}
