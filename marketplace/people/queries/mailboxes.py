"""Where staff can be written to."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, false, or_, select
from sqlalchemy.orm import Session

from marketplace.people.models import OperatorStaff, Person, StaffAccount


@dataclass(frozen=True, slots=True)
class Mailbox:
    """An e-mail address and the language its owner reads."""

    email: str
    language: str


def mailboxes_of(
    session: Session, *, person_id: int | None, operator_id: int | None
) -> tuple[Mailbox, ...]:
    """Return the addresses of a person and of an operator's ordering staff; none for suppliers."""
    wanted: list[ColumnElement[bool]] = [false()]
    if person_id is not None:
        wanted.append(Person.id == person_id)
    if operator_id is not None:
        wanted.append((OperatorStaff.operator_id == operator_id) & OperatorStaff.may_order)
    rows = session.execute(
        select(StaffAccount.email, Person.language)
        .join(Person, Person.id == StaffAccount.person_id)
        .outerjoin(OperatorStaff, OperatorStaff.person_id == Person.id)
        .where(or_(*wanted), Person.disabled_at.is_(None))
        .distinct()
    )
    return tuple(Mailbox(email, language) for email, language in rows)
