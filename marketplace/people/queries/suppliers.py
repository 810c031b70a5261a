"""One supplier, for the facilitator of her place and for herself."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Category, Place, Unit
from marketplace.kernel.actor import Actor
from marketplace.people.models import (
    Card,
    Consent,
    Person,
    Phone,
    Supplier,
    SupplierLeaf,
    SupplierMember,
    Symbol,
    TermsAcceptance,
)
from marketplace.people.queries.records import SupplierRecord, supplier_record
from marketplace.people.rules import access
from marketplace.people.rules.lists import (
    FoundAt,
    FoundWhen,
    MemberRole,
    Payout,
    PhoneArrangement,
    Purpose,
    SupplierKind,
    SupplierState,
)


@dataclass(frozen=True, slots=True)
class LeafCard:
    """What she makes, and how much a week."""

    category_id: int
    category_code: str
    picture: str
    unit_code: str
    weekly_amount: int
    weekly_proven: int | None


@dataclass(frozen=True, slots=True)
class SupplierCard:
    """Everything a facilitator needs to find her, act for her, and know what she agreed to."""

    id: int
    public_id: str
    code: str
    name: str
    kind: SupplierKind
    state: SupplierState
    language: str
    place_id: int
    place_name: str
    phone: str | None
    phone_arrangement: PhoneArrangement
    payout: Payout
    found_at: FoundAt
    found_when: FoundWhen
    registered_at: datetime
    person_id: int | None
    drawing: str | None
    number: int | None
    card_number: str | None
    terms_version: int | None
    leaves: tuple[LeafCard, ...]
    consents: frozenset[Purpose]
    record: SupplierRecord


_HERSELF = and_(
    SupplierMember.supplier_id == Supplier.id, SupplierMember.role == MemberRole.HERSELF
)
_TERMS = (
    select(func.max(TermsAcceptance.version))
    .where(TermsAcceptance.supplier_id == Supplier.id)
    .correlate(Supplier)
    .scalar_subquery()
)
_COLUMNS = (
    Supplier.id, Supplier.public_id, Supplier.code, Supplier.kind,
    Supplier.state, Supplier.language, Supplier.place_id, Place.name.label("place_name"),
    Phone.number.label("phone"), Supplier.phone_arrangement, Supplier.payout,
    Supplier.found_at, Supplier.found_when, Supplier.registered_at,
    SupplierMember.person_id, Symbol.drawing, Symbol.number,
    Card.number.label("card_number"), _TERMS.label("terms_version"),
)  # fmt: skip


def _card(name: Any, member: ColumnElement[bool]) -> Select[Any]:
    """Return the card of a supplier with one of its persons: her symbol, her six digits."""
    hers = and_(
        Card.supplier_id == Supplier.id, Card.person_id == SupplierMember.person_id,
        Card.retired_at.is_(None),
    )  # fmt: skip
    return (
        select(*_COLUMNS, name.label("name"))
        .join(Place, Place.id == Supplier.place_id)
        .outerjoin(Phone, Phone.id == Supplier.phone_id)
        .outerjoin(SupplierMember, member)
        .outerjoin(Person, Person.id == SupplierMember.person_id)
        .outerjoin(Symbol, Symbol.person_id == SupplierMember.person_id)
        .outerjoin(Card, hers)
        .order_by(Card.id.desc())
        .limit(1)
    )


_SUPPLIER = _card(Supplier.name, _HERSELF)
_MEMBER = _card(
    Person.name,
    and_(SupplierMember.supplier_id == Supplier.id, SupplierMember.left_at.is_(None)),
)


def supplier_card(session: Session, actor: Actor, public_id: str) -> SupplierCard:
    """Return a supplier for her facilitator or herself, in four statements; else ``NotFound``."""
    row: Any = session.execute(_SUPPLIER.where(Supplier.public_id == public_id)).one_or_none()
    access.require(row is not None and _may_see(actor, row))
    assert row is not None  # noqa: S101  # said by the line above
    return SupplierCard(
        **row._asdict(),
        leaves=_leaves(session, row.id),
        consents=_consents(session, row.person_id),
        record=supplier_record(session, row.id),
    )


def card_of_person(session: Session, person_id: int | None) -> SupplierCard:
    """Return the card of the supplier a person is, for whoever holds her one-time link."""
    row: Any = session.execute(_MEMBER.where(SupplierMember.person_id == person_id)).one_or_none()
    access.require(row is not None)
    assert row is not None  # noqa: S101  # said by the line above
    return SupplierCard(
        **row._asdict(), leaves=_leaves(session, row.id), consents=frozenset(),
        record=supplier_record(session, row.id),
    )  # fmt: skip


def _may_see(actor: Actor, row: Any) -> bool:
    hers = access.reaches_supplier(actor, row.id) and actor.code_proved
    return hers or access.reaches_place(actor, row.place_id)


def _leaves(session: Session, supplier_id: int) -> tuple[LeafCard, ...]:
    rows = session.execute(
        select(
            Category.id, Category.code, Category.picture, Unit.code, SupplierLeaf.weekly_amount,
            SupplierLeaf.weekly_proven,
        )
        .join(Category, Category.id == SupplierLeaf.category_id)
        .join(Unit, Unit.id == SupplierLeaf.unit_id)
        .where(SupplierLeaf.supplier_id == supplier_id)
        .order_by(SupplierLeaf.id)
    )  # fmt: skip
    return tuple(LeafCard(*row) for row in rows)


def _consents(session: Session, person_id: int | None) -> frozenset[Purpose]:
    given = select(Consent.purpose).where(
        Consent.person_id == person_id, Consent.withdrawn_at.is_(None)
    )
    return frozenset(session.scalars(given))
