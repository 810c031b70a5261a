"""A group's members: each acts as herself, with her own symbol, pictures and card."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.journal import keys
from marketplace.journal.actions import record
from marketplace.journal.keys import hold
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.refused import NotFound, Refused
from marketplace.kernel.text import tidy
from marketplace.people.actions.giving import give_card, give_symbol, set_code
from marketplace.people.actions.sessions import end_all_of
from marketplace.people.models import Consent, Person, RoleGrant, Supplier, SupplierMember
from marketplace.people.rules import access
from marketplace.people.rules.lists import EndReason, MemberRole, Purpose, SupplierKind
from marketplace.people.rules.picture_codes import DealtCode
from marketplace.people.rules.private import GroupRefusal
from marketplace.people.rules.terms import NOTICE_VERSION

OFFICES = frozenset({MemberRole.CHAIR, MemberRole.TREASURER})


@dataclass(frozen=True, slots=True, kw_only=True)
class AddMember:
    """Who joins a group as what; the code is dealt outside the transaction."""

    supplier_id: int
    name: str
    role: MemberRole
    notice_heard: bool
    code: DealtCode = field(repr=False)
    client_key: str = ""


def add_member(session: Session, actor: Actor, command: AddMember) -> int:
    """Add somebody to a group in the facilitator's places; return her person's id.

    Raises ``Refused`` with ``GroupRefusal``; sent twice with one key, she is added once.
    """
    group = _group(session, actor, command.supplier_id)
    assert actor.person_id is not None  # noqa: S101  # a facilitator is somebody
    request = f"{group.id}|{tidy(command.name)}|{command.role.value}"
    before = keys.seen_before(session, actor.person_id, command.client_key, request)
    if before is not None:
        return int(before)
    if not tidy(command.name):
        raise Refused(GroupRefusal.NAME_MISSING, field="name")
    if not command.notice_heard:
        raise Refused(GroupRefusal.NOTICE_NOT_HEARD, field="heard")
    _refuse_second(session, group.id, command.role)
    now = clock.now()
    person = _person(session, actor, group, tidy(command.name), now=now)
    row = SupplierMember(supplier_id=group.id, person_id=person.id, role=command.role)
    session.add(row)
    give_symbol(session, person, group.destination_id)
    set_code(session, person.id, command.code, now)
    give_card(session, person, group, now=now)
    session.flush()
    facts = {"member": person.id, "role": command.role.value}
    record(session, actor, verb="group.add_member", subject=group, facts=facts)
    keys.remember(
        session, actor.person_id, command.client_key, request=request, receipt=str(person.id)
    )
    return person.id


def _group(session: Session, actor: Actor, supplier_id: int) -> Supplier:
    group = session.get(Supplier, supplier_id)
    access.require(group is not None and access.reaches_place(actor, group.place_id))
    assert group is not None  # noqa: S101  # said by the line above
    if group.kind is not SupplierKind.GROUP:
        raise Refused(GroupRefusal.NOT_A_GROUP)
    hold(session, "group", group.id)
    return group


def _person(session: Session, actor: Actor, group: Supplier, name: str, *, now: datetime) -> Person:
    person = Person(
        public_id=ids.public_id(), destination_id=group.destination_id, name=name,
        language=group.language, created_at=now,
    )  # fmt: skip
    session.add(person)
    session.flush()
    session.add(
        RoleGrant(
            person_id=person.id, role=Role.SUPPLIER, granted_at=now, granted_by_id=actor.person_id
        )
    )
    consent = Consent(
        person_id=person.id, purpose=Purpose.TRADING, notice_version=NOTICE_VERSION,
        language=group.language, heard=True, witness_id=actor.person_id, given_at=now,
    )  # fmt: skip
    session.add(consent)
    facts = {"purpose": Purpose.TRADING.value}
    record(session, actor, verb="consent.give", subject=consent, facts=facts)
    return person


def give_office(
    session: Session, actor: Actor, supplier_id: int, person_id: int, role: MemberRole
) -> None:
    """Make a member chair, treasurer or member again; the treasurer is never the chair.

    Who registered the group stays its voice, and holds no other office.
    """
    group = _group(session, actor, supplier_id)
    row = _member(session, group.id, person_id)
    if row.role is role:
        return
    if row.role is MemberRole.HERSELF:
        raise Refused(GroupRefusal.CHAIR_AND_TREASURER)
    _refuse_second(session, group.id, role)
    row.role = role
    session.flush()
    facts = {"member": person_id, "role": role.value}
    record(session, actor, verb="group.give_office", subject=group, facts=facts)


def retire_member(session: Session, actor: Actor, supplier_id: int, person_id: int) -> None:
    """Let a member go: she acts for the group no more, what she did stays hers."""
    group = _group(session, actor, supplier_id)
    row = _member(session, group.id, person_id)
    if row.role is MemberRole.HERSELF:
        raise Refused(GroupRefusal.CHAIR_AND_TREASURER)
    row.role, row.left_at = MemberRole.MEMBER, clock.now()
    end_all_of(session, person_id, reason=EndReason.REVOKED, now=clock.now())
    record(session, actor, verb="group.retire_member", subject=group, facts={"member": person_id})


def _member(session: Session, supplier_id: int, person_id: int) -> SupplierMember:
    row = session.scalar(
        select(SupplierMember).where(
            SupplierMember.supplier_id == supplier_id, SupplierMember.person_id == person_id,
            SupplierMember.left_at.is_(None),
        )
    )  # fmt: skip
    if row is None:
        raise NotFound
    return row


def _refuse_second(session: Session, supplier_id: int, role: MemberRole) -> None:
    if role is MemberRole.HERSELF:
        raise Refused(GroupRefusal.ROLE_TAKEN, field="role")
    taken = select(SupplierMember.id).where(
        SupplierMember.supplier_id == supplier_id, SupplierMember.role == role
    )
    if role in OFFICES and session.scalar(taken) is not None:
        raise Refused(GroupRefusal.ROLE_TAKEN, field="role")
