"""Who of an imported list still waits to be asked."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Category, Place, Unit
from marketplace.kernel.actor import Actor
from marketplace.people.models import ImportedSupplier
from marketplace.people.queries.reach import at_places
from marketplace.people.rules.access import reaches_place, require
from marketplace.people.rules.lists import ImportedState

PAGE = 50


@dataclass(frozen=True, slots=True)
class ImportedCard:
    """Somebody of a list, with what the list said of her."""

    id: int
    public_id: str
    name: str
    place_id: int
    place_public_id: str
    place_name: str
    phone: str | None
    language: str | None
    leaf_code: str | None
    unit_code: str | None
    weekly_amount: int | None
    imported_at: datetime


_CARDS = (
    select(
        ImportedSupplier.id, ImportedSupplier.public_id, ImportedSupplier.name,
        ImportedSupplier.place_id, Place.public_id.label("place_public_id"),
        Place.name.label("place_name"), ImportedSupplier.phone, ImportedSupplier.language,
        Category.code.label("leaf_code"), Unit.code.label("unit_code"),
        ImportedSupplier.weekly_amount, ImportedSupplier.imported_at,
    )
    .join(Place, Place.id == ImportedSupplier.place_id)
    .outerjoin(Category, Category.id == ImportedSupplier.category_id)
    .outerjoin(Unit, Unit.id == ImportedSupplier.unit_id)
    .where(ImportedSupplier.state == ImportedState.WAITING)
    .order_by(ImportedSupplier.id)
)  # fmt: skip


def imported_page(
    session: Session, actor: Actor, *, after: int = 0, size: int = PAGE
) -> tuple[ImportedCard, ...]:
    """Return a page of those of one's places, in the order of the lists; one more if there is."""
    found = _CARDS.where(
        at_places(actor, ImportedSupplier.place_id), ImportedSupplier.id > after
    ).limit(size + 1)
    return tuple(ImportedCard(**row._asdict()) for row in session.execute(found))


def waiting_count(session: Session, actor: Actor) -> int:
    """Count them."""
    found = (
        select(func.count())
        .select_from(ImportedSupplier)
        .where(
            ImportedSupplier.state == ImportedState.WAITING,
            at_places(actor, ImportedSupplier.place_id),
        )
    )
    return session.scalar(found) or 0


def marks_known(session: Session, marks: Collection[str]) -> set[str]:
    """Return those of some marks that an earlier list brought, whatever came of them."""
    known = select(ImportedSupplier.mark).where(ImportedSupplier.mark.in_(marks))
    return set(session.scalars(known))


def imported_card(session: Session, actor: Actor, public_id: str) -> ImportedCard:
    """Return one who still waits; ``NotFound`` outside one's places, or once she was asked."""
    row = session.execute(_CARDS.where(ImportedSupplier.public_id == public_id)).one_or_none()
    require(row is not None and reaches_place(actor, row.place_id))
    assert row is not None  # noqa: S101  # said by the line above
    return ImportedCard(**row._asdict())
