"""The number a staff person is called on; a facilitator's stands on every help page."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Destination
from marketplace.journal.actions import record
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.refused import Forbidden, Refused
from marketplace.people.models import Person, StaffPhone
from marketplace.people.rules.entry import EntryRefusal
from marketplace.people.rules.phones import e164


def keep_staff_phone(session: Session, actor: Actor, person_id: int, typed: str) -> None:
    """Keep a number as written in the person's country; an empty one takes it away.

    By the person herself, or by an administrator. Raises ``Refused(PHONE_UNREADABLE)``.
    """
    if person_id != actor.person_id and not actor.has(Role.ADMINISTRATOR):
        raise Forbidden
    number = readable(session, person_id, typed)
    row = session.scalar(select(StaffPhone).where(StaffPhone.person_id == person_id))
    if (row.number if row else None) == number:
        return
    if row is None:
        row = StaffPhone(person_id=person_id, number=number)
        session.add(row)
        session.flush()
    record(
        session, actor, verb="staff_phone.keep", subject=row, facts={"there": number is not None}
    )
    if number is None:
        session.flush()
        session.delete(row)
    else:
        row.number = number


def readable(session: Session, person_id: int | None, typed: str) -> str | None:
    """Return a typed number in E.164 as the person's country writes it; none for an empty one."""
    if not typed.strip():
        return None
    country = session.scalar(
        select(Destination.country)
        .join(Person, Person.destination_id == Destination.id)
        .where(Person.id == person_id)
    )
    number = e164(typed, country or "")
    if number is None:
        raise Refused(EntryRefusal.PHONE_UNREADABLE, field="phone")
    return number
