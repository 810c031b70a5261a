"""Who may still be here: persons disabled and restored, operators called back, places assigned."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from marketplace.journal.actions import record, step
from marketplace.journal.keys import hold
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.refused import Forbidden, NotFound, Refused
from marketplace.people.actions.sessions import end_all_of
from marketplace.people.models import (
    FacilitatorPlace,
    Operator,
    OperatorStaff,
    Person,
    RoleGrant,
    Supplier,
    SupplierMember,
)
from marketplace.people.rules import access
from marketplace.people.rules.entry import EntryRefusal
from marketplace.people.rules.lists import EndReason, OperatorVerb, SupplierVerb
from marketplace.people.rules.states import OPERATOR, SUPPLIER


def disable_person(session: Session, actor: Actor, person_id: int, *, now: datetime) -> None:
    """Shut somebody out at once, on every device; what she did stays.

    An administrator may do it to anybody but himself and the last administrator; a facilitator
    to a supplier's person in her places. Doing it again changes nothing.
    """
    person = _person_in_reach(session, actor, person_id)
    if person_id == actor.person_id:
        raise Refused(EntryRefusal.NOT_YOURSELF)
    if is_last_administrator(session, person_id):
        raise Refused(EntryRefusal.LAST_ADMINISTRATOR)
    if person.disabled_at is not None:
        return
    person.disabled_at = now
    end_all_of(session, person_id, reason=EndReason.DISABLED, now=now)
    record(session, actor, verb="person.disable", subject=person)


def restore_person(session: Session, actor: Actor, person_id: int) -> None:
    """Let somebody in again; her sessions stay ended."""
    person = _person_in_reach(session, actor, person_id)
    if person.disabled_at is None:
        return
    person.disabled_at = None
    record(session, actor, verb="person.restore", subject=person)


def _person_in_reach(session: Session, actor: Actor, person_id: int) -> Person:
    person = session.get(Person, person_id)
    access.require(person is not None and reaches_person(session, actor, person_id))
    assert person is not None  # noqa: S101  # said by the line above
    return person


def reaches_person(session: Session, actor: Actor, person_id: int) -> bool:
    """Tell whether an administrator, or the facilitator of her place, may change a person."""
    if actor.has(Role.ADMINISTRATOR):
        return True
    places = session.scalars(
        select(Supplier.place_id)
        .join(SupplierMember, SupplierMember.supplier_id == Supplier.id)
        .where(SupplierMember.person_id == person_id)
    ).all()
    held = set(session.scalars(select(RoleGrant.role).where(RoleGrant.person_id == person_id)))
    only_supplier = held <= {Role.SUPPLIER}  # a member who is also staff is the administrator's
    return only_supplier and any(access.reaches_place(actor, place) for place in places)


def is_last_administrator(session: Session, person_id: int) -> bool:
    """Tell whether nobody else could run the installation any more."""
    hold(session, "administrators")
    living = (
        select(RoleGrant.person_id)
        .join(Person, Person.id == RoleGrant.person_id)
        .where(RoleGrant.role == Role.ADMINISTRATOR, Person.disabled_at.is_(None))
    )
    return set(session.scalars(living)) == {person_id}


def assign_places(
    session: Session, actor: Actor, person_id: int, place_ids: Collection[int]
) -> None:
    """Set the places a facilitator mediates for (administrators only)."""
    if not actor.has(Role.ADMINISTRATOR):
        raise Forbidden
    grant = session.scalar(
        select(RoleGrant).where(
            RoleGrant.person_id == person_id, RoleGrant.role == Role.FACILITATOR
        )
    )
    if grant is None:
        raise NotFound
    session.execute(delete(FacilitatorPlace).where(FacilitatorPlace.person_id == person_id))
    session.add_all(FacilitatorPlace(person_id=person_id, place_id=p) for p in set(place_ids))
    count = len(set(place_ids))
    record(session, actor, verb="facilitator.assign_places", subject=grant, facts={"count": count})


def call_back(
    session: Session, actor: Actor, operator_id: int, *, number_found_independently: bool
) -> None:
    """Make an invited operator active after a call to a number that was found independently.

    By an administrator or a facilitator of the destination, never by the operator's own staff.
    """
    operator = _operator(session, actor, operator_id)
    if not number_found_independently:
        raise Refused(EntryRefusal.NUMBER_NOT_INDEPENDENT)
    step(session, actor, operator, machine=OPERATOR, verb=OperatorVerb.CALL_BACK)


def suspend_operator(session: Session, actor: Actor, operator_id: int) -> None:
    """Suspend an operator: its staff are out at once, and reach nothing of it until restored."""
    operator = _operator(session, actor, operator_id)
    step(session, actor, operator, machine=OPERATOR, verb=OperatorVerb.SUSPEND)
    staff = select(OperatorStaff.person_id).where(OperatorStaff.operator_id == operator_id)
    for person_id in session.scalars(staff):
        end_all_of(session, person_id, reason=EndReason.DISABLED, now=clock.now())


def restore_operator(session: Session, actor: Actor, operator_id: int) -> None:
    """End a suspension; the call-back comes again before it is active."""
    operator = _operator(session, actor, operator_id)
    step(session, actor, operator, machine=OPERATOR, verb=OperatorVerb.RESTORE)


def _operator(session: Session, actor: Actor, operator_id: int) -> Operator:
    operator = session.scalar(select(Operator).where(Operator.id == operator_id).with_for_update())
    if operator is None or access.reaches_operator(actor, operator_id):
        raise NotFound
    mediates = actor.has(Role.FACILITATOR) and operator.destination_id in actor.destination_ids
    access.require(actor.has(Role.ADMINISTRATOR) or mediates or actor.everywhere)
    return operator


def disable_supplier(session: Session, actor: Actor, supplier_id: int) -> None:
    """Take a supplier out of matching and lists; her people lose their seats at once."""
    supplier = _supplier(session, actor, supplier_id)
    step(session, actor, supplier, machine=SUPPLIER, verb=SupplierVerb.DISABLE)
    members = select(SupplierMember.person_id).where(SupplierMember.supplier_id == supplier_id)
    for person_id in session.scalars(members):
        end_all_of(session, person_id, reason=EndReason.DISABLED, now=clock.now())


def restore_supplier(session: Session, actor: Actor, supplier_id: int) -> None:
    """Bring a disabled supplier back."""
    supplier = _supplier(session, actor, supplier_id)
    step(session, actor, supplier, machine=SUPPLIER, verb=SupplierVerb.RESTORE)


def _supplier(session: Session, actor: Actor, supplier_id: int) -> Supplier:
    supplier = session.scalar(select(Supplier).where(Supplier.id == supplier_id).with_for_update())
    allowed = supplier is not None and (
        actor.has(Role.ADMINISTRATOR) or access.reaches_place(actor, supplier.place_id)
    )
    access.require(allowed)
    assert supplier is not None  # noqa: S101  # said by the line above
    return supplier
