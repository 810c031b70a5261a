"""One person as an administrator sees her: roles, places, phone, sessions, and whose she is."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
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
    """Return a person, in six statements; ``Forbidden`` for anybody but an administrator."""
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
    held = select(RoleGrant.role).where(RoleGrant.person_id == person_id)
    places = select(FacilitatorPlace.place_id).where(FacilitatorPlace.person_id == person_id)
    return StaffCard(
        **row._asdict(), roles=frozenset(session.scalars(held)),
        place_ids=frozenset(session.scalars(places)), operators=_operators(session, person_id),
        suppliers=_suppliers(session, person_id), sessions=_sessions(session, person_id, now),
    )  # fmt: skip


def _operators(session: Session, person_id: int) -> tuple[str, ...]:
    found = (
        select(Operator.name)
        .join(OperatorStaff, OperatorStaff.operator_id == Operator.id)
        .where(OperatorStaff.person_id == person_id)
        .order_by(Operator.name)
    )
    return tuple(session.scalars(found))


def _suppliers(session: Session, person_id: int) -> tuple[str, ...]:
    found = (
        select(Supplier.name)
        .join(SupplierMember, SupplierMember.supplier_id == Supplier.id)
        .where(SupplierMember.person_id == person_id)
        .order_by(Supplier.name)
    )
    return tuple(session.scalars(found))


def _sessions(session: Session, person_id: int, now: datetime) -> int:
    living = select(func.count()).where(
        WebSession.person_id == person_id, WebSession.ended_at.is_(None), WebSession.ends_at > now
    )
    return session.scalar(living) or 0


def staff_phone(session: Session, person_id: int) -> str | None:
    """Return the number a staff person is called on, in E.164."""
    return session.scalar(select(StaffPhone.number).where(StaffPhone.person_id == person_id))
