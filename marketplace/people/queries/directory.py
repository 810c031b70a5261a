"""Lists of people: keyset pages by name, and a person's own sessions."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select, true
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Category, Place
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.refused import Forbidden
from marketplace.people.models import (
    Person,
    RoleGrant,
    StaffAccount,
    Supplier,
    SupplierLeaf,
    SupplierMember,
    Symbol,
    WebSession,
)
from marketplace.people.queries.reach import at_places
from marketplace.people.rules import sessions as rules
from marketplace.people.rules.lists import MemberRole, SessionKind, SupplierKind, SupplierState

PAGE = 50
Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person in the administrator's list."""

    id: int
    public_id: str
    name: str
    email: str | None
    created_at: datetime
    disabled_at: datetime | None
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """One page of people; ``next`` is the key to ask on with, none on the last page."""

    people: tuple[PersonRow, ...]
    next: Key | None


def people_page(
    session: Session, actor: Actor, *, after: Key | None = None, size: int = PAGE, words: str = ""
) -> PeoplePage:
    """Return a page of everybody, by name, for an administrator (``Forbidden`` for others).

    ``words`` keeps those whose name or e-mail holds them, whatever the case.
    """
    if not actor.has(Role.ADMINISTRATOR):
        raise Forbidden
    columns = (
        Person.id, Person.public_id, Person.name, StaffAccount.email, Person.created_at,
        Person.disabled_at,
    )  # fmt: skip
    found = (
        select(*columns)
        .outerjoin(StaffAccount, StaffAccount.person_id == Person.id)
        .where(_holds(words))
    )
    rows = _page(session, found, Person.name, Person.id, after=after, size=size)
    shown = rows[:size]
    roles = _roles(session, [row.id for row in shown])
    people = tuple(PersonRow(**row._asdict(), roles=frozenset(roles[row.id])) for row in shown)
    return PeoplePage(people, _next(rows, size))


def _holds(words: str) -> ColumnElement[bool]:
    if not words:
        return true()
    return or_(
        Person.name.icontains(words, autoescape=True),
        StaffAccount.email.icontains(words, autoescape=True),
    )


def _roles(session: Session, ids: Collection[int]) -> dict[int, set[Role]]:
    held: dict[int, set[Role]] = defaultdict(set)
    found = select(RoleGrant.person_id, RoleGrant.role).where(RoleGrant.person_id.in_(ids))
    for person_id, role in session.execute(found):
        held[person_id].add(role)
    return held


def _after(name: Any, ident: Any, after: Key | None) -> ColumnElement[bool]:
    if after is None:
        return true()
    return or_(name > after[0], and_(name == after[0], ident > after[1]))


def _page(
    session: Session, found: Any, name: Any, ident: Any, *, after: Key | None, size: int
) -> list[Any]:
    ordered = found.where(_after(name, ident, after)).order_by(name, ident).limit(size + 1)
    return list(session.execute(ordered).all())


def _next(rows: list[Any], size: int) -> Key | None:
    return (rows[size - 1].name, rows[size - 1].id) if len(rows) > size else None


@dataclass(frozen=True, slots=True)
class SupplierRow:
    """A supplier in the facilitator's list."""

    id: int
    public_id: str
    code: str
    name: str
    place_name: str
    kind: SupplierKind
    state: SupplierState
    drawing: str | None
    number: int | None
    leaf_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SuppliersPage:
    """One page of suppliers; ``next`` is the key to ask on with, none on the last page."""

    suppliers: tuple[SupplierRow, ...]
    next: Key | None


def suppliers_page(
    session: Session, actor: Actor, *, after: Key | None = None, place_id: int | None = None,
    size: int = PAGE,
) -> SuppliersPage:  # fmt: skip
    """Return a page of the suppliers in a facilitator's places, by name, in two statements."""
    if not actor.has(Role.FACILITATOR):
        raise Forbidden
    columns = (
        Supplier.id, Supplier.public_id, Supplier.code, Supplier.name,
        Place.name.label("place_name"), Supplier.kind, Supplier.state, Symbol.drawing,
        Symbol.number,
    )  # fmt: skip
    herself = and_(
        SupplierMember.supplier_id == Supplier.id, SupplierMember.role == MemberRole.HERSELF
    )
    found = (
        select(*columns)
        .join(Place, Place.id == Supplier.place_id)
        .outerjoin(SupplierMember, herself)
        .outerjoin(Symbol, Symbol.person_id == SupplierMember.person_id)
        .where(
            at_places(actor, Supplier.place_id),
            Supplier.place_id == place_id if place_id else true(),
        )
    )
    rows = _page(session, found, Supplier.name, Supplier.id, after=after, size=size)
    leaves = _leaves(session, [row.id for row in rows[:size]])
    cards = tuple(
        SupplierRow(**row._asdict(), leaf_codes=tuple(leaves[row.id])) for row in rows[:size]
    )
    return SuppliersPage(cards, _next(rows, size))


def _leaves(session: Session, ids: Collection[int]) -> dict[int, list[str]]:
    codes: dict[int, list[str]] = defaultdict(list)
    found = (
        select(SupplierLeaf.supplier_id, Category.code)
        .join(Category, Category.id == SupplierLeaf.category_id)
        .where(SupplierLeaf.supplier_id.in_(ids))
        .order_by(SupplierLeaf.id)
    )
    for supplier_id, code in session.execute(found):
        codes[supplier_id].append(code)
    return codes


@dataclass(frozen=True, slots=True)
class SessionCard:
    """One of a person's living sessions, for its owner to see and close."""

    id: int
    kind: SessionKind
    device_id: int | None
    created_at: datetime
    last_seen_at: datetime
    ends_at: datetime


def sessions_of(session: Session, person_id: int, now: datetime) -> tuple[SessionCard, ...]:
    """Return a person's sessions that still live, the latest seen first."""
    rows = session.execute(
        select(
            WebSession.id, WebSession.kind, WebSession.device_id, WebSession.created_at,
            WebSession.last_seen_at, WebSession.ends_at,
        )
        .where(WebSession.person_id == person_id, WebSession.ended_at.is_(None))
        .order_by(WebSession.last_seen_at.desc(), WebSession.id.desc())
    )  # fmt: skip
    return tuple(
        SessionCard(*row)
        for row in rows
        if not rules.why_ended(
            row.kind, last_seen_at=row.last_seen_at, ends_at=row.ends_at, now=now
        )
    )
