"""Operators as the desk and the administrator see them: who they are, and who waits for a call."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import Session, aliased

from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.refused import Forbidden, NotFound
from marketplace.people.models import (
    Champion,
    LinkageDesk,
    Operator,
    OperatorStaff,
    Person,
    StaffAccount,
)
from marketplace.people.rules.lists import Function, OperatorState

_answers, _leads = aliased(Person), aliased(Person)


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody who works for an operator; one who is only community work raises a warning (§4)."""

    name: str
    email: str
    function: Function


@dataclass(frozen=True, slots=True)
class OperatorCard:
    """An operator with its people."""

    id: int
    public_id: str
    name: str
    kind: str
    state: OperatorState
    payment_days: int
    created_at: datetime
    contacts: tuple[Contact, ...]
    desk_name: str | None = None
    desk_function: Function | None = None
    desk_phone: str | None = None
    desk_opens: int | None = None
    desk_closes: int | None = None
    champion: str | None = None

    @property
    def only_csr(self) -> bool:
        """Tell whether nobody there buys, cooks, runs or manages: business, not charity."""
        return bool(self.contacts) and all(c.function is Function.CSR for c in self.contacts)


def operators_for(
    session: Session, actor: Actor, *, destination_id: int | None = None
) -> tuple[OperatorCard, ...]:
    """Return the operators a facilitator or an administrator looks after, who waits first."""
    if not (actor.has(Role.FACILITATOR) or actor.has(Role.ADMINISTRATOR)):
        raise Forbidden
    here = Operator.destination_id == destination_id if destination_id else true()
    rows = session.execute(
        select(
            Operator.id, Operator.public_id, Operator.name, Operator.kind, Operator.state,
            Operator.payment_days, Operator.created_at, _answers.name.label("desk_name"),
            LinkageDesk.function.label("desk_function"), LinkageDesk.phone.label("desk_phone"),
            LinkageDesk.opens.label("desk_opens"), LinkageDesk.closes.label("desk_closes"),
            _leads.name.label("champion"),
        )
        .outerjoin(LinkageDesk, LinkageDesk.operator_id == Operator.id)
        .outerjoin(_answers, _answers.id == LinkageDesk.person_id)
        .outerjoin(Champion, Champion.operator_id == Operator.id)
        .outerjoin(_leads, _leads.id == Champion.person_id)
        .where(_in_reach(actor), here)
        .order_by(Operator.state != OperatorState.INVITED, Operator.name, Operator.id)
    ).all()  # fmt: skip
    people = _contacts(session, [row.id for row in rows])
    return tuple(
        OperatorCard(**row._asdict(), contacts=tuple(people.get(row.id, ()))) for row in rows
    )


def _in_reach(actor: Actor) -> ColumnElement[bool]:
    if actor.has(Role.ADMINISTRATOR) or actor.everywhere:
        return true()
    return Operator.destination_id.in_(actor.destination_ids)


def _contacts(session: Session, ids: list[int]) -> dict[int, list[Contact]]:
    rows = session.execute(
        select(OperatorStaff.operator_id, Person.name, StaffAccount.email, OperatorStaff.function)
        .join(Person, Person.id == OperatorStaff.person_id)
        .join(StaffAccount, StaffAccount.person_id == Person.id)
        .where(OperatorStaff.operator_id.in_(ids), Person.disabled_at.is_(None))
        .order_by(OperatorStaff.id)
    )
    found: dict[int, list[Contact]] = {}
    for operator_id, name, email, function in rows:
        found.setdefault(operator_id, []).append(Contact(name, email, function))
    return found


def operator_id_of(session: Session, public_id: str) -> int:
    """Return an operator's id; ``NotFound`` where there is none."""
    found = session.scalar(select(Operator.id).where(Operator.public_id == public_id))
    if found is None:
        raise NotFound
    return found


def works_for(session: Session, person_id: int) -> frozenset[int]:
    """Return the operators a person works for."""
    found = select(OperatorStaff.operator_id).where(OperatorStaff.person_id == person_id)
    return frozenset(session.scalars(found))
