"""One person as an administrator sees her: roles, places, phone, sessions, and whose she is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import String, cast, literal, select, union_all
from sqlalchemy.orm import Session

from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.refused import Forbidden, NotFound
from marketplace.people.models import (
    Erasure,
    FacilitatorPlace,
    Operator,
    OperatorStaff,
    Person,
    RoleGrant,
    StaffAccount,
    StaffPhone,
    Supplier,
    SupplierMember,
    WebSession,
)


@dataclass(frozen=True, slots=True)
class StaffCard:
    """Everything an administrator decides about."""

    id: int
    public_id: str
    name: str
    email: str | None
    phone: str | None
    created_at: datetime
    disabled_at: datetime | None
    erased_at: datetime | None
    roles: frozenset[Role]
    place_ids: frozenset[int]
    operators: tuple[str, ...]
    suppliers: tuple[str, ...]
    sessions: int


def person_card(session: Session, actor: Actor, person_id: int, *, now: datetime) -> StaffCard:
    """Return a person, in two statements; ``Forbidden`` for anybody but an administrator."""
    if not actor.has(Role.ADMINISTRATOR):
        raise Forbidden
    row = session.execute(
        select(
            Person.id, Person.public_id, Person.name, StaffAccount.email,
            StaffPhone.number.label("phone"), Person.created_at, Person.disabled_at,
            Erasure.at.label("erased_at"),
        )
        .outerjoin(StaffAccount, StaffAccount.person_id == Person.id)
        .outerjoin(StaffPhone, StaffPhone.person_id == Person.id)
        .outerjoin(Erasure, Erasure.person_id == Person.id)
        .where(Person.id == person_id)
    ).one_or_none()  # fmt: skip
    if row is None:
        raise NotFound
    held: dict[str, list[str]] = {kind: [] for kind in ("role", "place", "buys", "sells", "open")}
    for kind, value in session.execute(_held(person_id, now)):
        held[kind].append(value)
    return StaffCard(
        **row._asdict(), roles=frozenset(Role(role) for role in held["role"]),
        place_ids=frozenset(int(ident) for ident in held["place"]),
        operators=tuple(sorted(held["buys"])), suppliers=tuple(sorted(held["sells"])),
        sessions=len(held["open"]),
    )  # fmt: skip


def _held(person_id: int, now: datetime) -> Any:
    """Everything a person holds, in one statement: kind and value."""
    living = WebSession.ended_at.is_(None) & (WebSession.ends_at > now)
    return union_all(
        _of("role", RoleGrant.role).where(RoleGrant.person_id == person_id),
        _of("place", FacilitatorPlace.place_id).where(FacilitatorPlace.person_id == person_id),
        _of("buys", Operator.name)
        .join(OperatorStaff, OperatorStaff.operator_id == Operator.id)
        .where(OperatorStaff.person_id == person_id),
        _of("sells", Supplier.name)
        .join(SupplierMember, SupplierMember.supplier_id == Supplier.id)
        .where(SupplierMember.person_id == person_id),
        _of("open", WebSession.id).where(WebSession.person_id == person_id, living),
    )


def _of(kind: str, value: Any) -> Any:
    return select(literal(kind).label("kind"), cast(value, String).label("value"))


def staff_phone(session: Session, person_id: int) -> str | None:
    """Return the number a staff person is called on, in E.164."""
    return session.scalar(select(StaffPhone.number).where(StaffPhone.person_id == person_id))
