"""Who holds which role: given and ended by an administrator, effective at once."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.journal.actions import record
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.refused import Forbidden, NotFound, Refused
from marketplace.people.actions.sessions import end_all_of
from marketplace.people.actions.states import is_last_administrator
from marketplace.people.models import Person, RoleGrant, StaffAccount
from marketplace.people.rules.entry import EntryRefusal
from marketplace.people.rules.lists import EndReason

# A buyer comes with an operator, a supplier with a registration, a broker with both of hers.
BY_HAND = frozenset({Role.ADMINISTRATOR, Role.FACILITATOR, Role.OBSERVER, Role.SUPPORT})


def grant_role(
    session: Session, actor: Actor, person_id: int, role: Role, *, now: datetime
) -> None:
    """Give a staff person another role; one she holds already changes nothing."""
    _refuse(session, actor, person_id, role)
    if _grant(session, person_id, role) is not None:
        return
    row = RoleGrant(person_id=person_id, role=role, granted_at=now, granted_by_id=actor.person_id)
    session.add(row)
    session.flush()
    record(session, actor, verb="role.grant", subject=row, facts={"role": role.value})


def end_role(session: Session, actor: Actor, person_id: int, role: Role, *, now: datetime) -> None:
    """Take a role away; every session of that person ends, so that nothing of it stays open."""
    _refuse(session, actor, person_id, role)
    if person_id == actor.person_id:
        raise Refused(EntryRefusal.NOT_YOURSELF)
    row = _grant(session, person_id, role)
    if row is None:
        return
    if role is Role.ADMINISTRATOR and is_last_administrator(session, person_id):
        raise Refused(EntryRefusal.LAST_ADMINISTRATOR)
    record(session, actor, verb="role.end", subject=row, facts={"role": role.value})
    session.flush()
    session.delete(row)
    end_all_of(session, person_id, reason=EndReason.REVOKED, now=now)


def _refuse(session: Session, actor: Actor, person_id: int, role: Role) -> None:
    if not actor.has(Role.ADMINISTRATOR):
        raise Forbidden
    staff = select(Person.id).join(StaffAccount, StaffAccount.person_id == Person.id)
    if session.scalar(staff.where(Person.id == person_id)) is None:
        raise NotFound
    if role not in BY_HAND:
        raise Refused(EntryRefusal.NOT_GIVEN_BY_HAND)


def _grant(session: Session, person_id: int, role: Role) -> RoleGrant | None:
    held = select(RoleGrant).where(RoleGrant.person_id == person_id, RoleGrant.role == role)
    return session.scalar(held.with_for_update())
