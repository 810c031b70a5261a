"""The directory (§4.2.1): suppliers who said yes to being listed, with capacity and record.

Never poverty, gender or literacy; never a phone; never somebody who prefers to be invisible.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, or_, select, true
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Category, Place, Unit
from marketplace.kernel.actor import Actor
from marketplace.people.models import (
    Consent,
    HiddenSupplier,
    Supplier,
    SupplierLeaf,
    SupplierMember,
)
from marketplace.people.queries.records import SupplierRecord, supplier_records
from marketplace.people.rules.lists import MemberRole, Purpose, SupplierKind, SupplierState

PAGE = 24
Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Capacity:
    """What she makes: how much a week as proven by deliveries, else as she says."""

    leaf_code: str
    picture: str
    unit_code: str
    weekly: int
    proven: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """A supplier as buyers may see her."""

    id: int
    code: str
    name: str
    kind: SupplierKind
    place_name: str
    capacities: tuple[Capacity, ...]
    record: SupplierRecord


@dataclass(frozen=True, slots=True)
class ListingPage:
    """One page of the directory; ``next`` is the key to ask on with."""

    suppliers: tuple[Listed, ...]
    next: Key | None


def listing(
    session: Session, actor: Actor, *, leaf_code: str = "", after: Key | None = None,
    size: int = PAGE,
) -> ListingPage:  # fmt: skip
    """Return a page of listed suppliers of the actor's destinations, in three statements."""
    makes: ColumnElement[bool] = true()
    if leaf_code:
        makes = exists().where(
            SupplierLeaf.supplier_id == Supplier.id,
            SupplierLeaf.category_id == Category.id,
            Category.code == leaf_code,
        )
    beyond: ColumnElement[bool] = true()
    if after is not None:
        same = and_(Supplier.name == after[0], Supplier.id > after[1])
        beyond = or_(Supplier.name > after[0], same)
    rows = session.execute(
        select(Supplier.id, Supplier.code, Supplier.name, Supplier.kind, Place.name)
        .join(Place, Place.id == Supplier.place_id)
        .where(
            Supplier.destination_id.in_(actor.destination_ids), _listed(), makes, beyond,
            Supplier.state == SupplierState.ACTIVE,
        )
        .order_by(Supplier.name, Supplier.id)
        .limit(size + 1)
    ).all()  # fmt: skip
    ids = [row[0] for row in rows[:size]]
    made, records = _capacities(session, ids), supplier_records(session, ids)
    cards = tuple(Listed(*row, tuple(made[row[0]]), records[row[0]]) for row in rows[:size])
    last = rows[size - 1] if len(rows) > size else None
    return ListingPage(cards, (last[2], last[0]) if last else None)


def _listed() -> ColumnElement[bool]:
    yes = (
        select(Consent.id)
        .join(SupplierMember, SupplierMember.person_id == Consent.person_id)
        .where(
            SupplierMember.supplier_id == Supplier.id,
            SupplierMember.role.in_((MemberRole.HERSELF, MemberRole.CHAIR)),
            Consent.purpose == Purpose.DIRECTORY, Consent.withdrawn_at.is_(None),
        )
    )  # fmt: skip
    hidden = exists().where(HiddenSupplier.supplier_id == Supplier.id)
    return and_(yes.exists(), ~hidden)


def _capacities(session: Session, ids: Collection[int]) -> dict[int, list[Capacity]]:
    made: dict[int, list[Capacity]] = defaultdict(list)
    rows = session.execute(
        select(
            SupplierLeaf.supplier_id, Category.code, Category.picture, Unit.code,
            SupplierLeaf.weekly_amount, SupplierLeaf.weekly_proven,
        )
        .join(Category, Category.id == SupplierLeaf.category_id)
        .join(Unit, Unit.id == SupplierLeaf.unit_id)
        .where(SupplierLeaf.supplier_id.in_(ids))
        .order_by(SupplierLeaf.id)
    )  # fmt: skip
    for supplier_id, code, picture, unit, stated, proven in rows:
        made[supplier_id].append(Capacity(code, picture, unit, proven or stated, bool(proven)))
    return made


def leaves_listed(session: Session, actor: Actor) -> tuple[tuple[str, str], ...]:
    """Return the leaves that listed suppliers make, as code and picture."""
    rows = session.execute(
        select(Category.code, Category.picture)
        .join(SupplierLeaf, SupplierLeaf.category_id == Category.id)
        .join(Supplier, Supplier.id == SupplierLeaf.supplier_id)
        .where(
            Supplier.destination_id.in_(actor.destination_ids), _listed(),
            Supplier.state == SupplierState.ACTIVE,
        )
        .distinct()
        .order_by(Category.code)
    )  # fmt: skip
    return tuple((code, picture) for code, picture in rows)
