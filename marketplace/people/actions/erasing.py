"""Erasing somebody: names, numbers, words and ways in go; figures of trade stay under a pseudonym.

The journal holds ids and codes only, so its chain stays whole. Which columns of later chapters
hold somebody's words they say themselves (``db.personal``), and they are blanked here.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Table, delete, select, update
from sqlalchemy.orm import Session

from marketplace.db import Base
from marketplace.journal.actions import record, step
from marketplace.journal.models import IdempotencyKey, OutboxMessage
from marketplace.kernel import ids
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import Refused
from marketplace.people.actions.states import is_last_administrator, reaches_person
from marketplace.people.models import (
    Card,
    Champion,
    Consent,
    Erasure,
    FacilitatorPlace,
    HiddenSupplier,
    LinkageDesk,
    OperatorStaff,
    PayoutTo,
    Person,
    Phone,
    PhoneWish,
    PictureCode,
    PictureKey,
    QuietMode,
    RecordLook,
    RoleGrant,
    SecondCode,
    StaffPhone,
    StandIn,
    StatedSale,
    Supplier,
    SupplierMember,
    Symbol,
    Voucher,
    WebSession,
)
from marketplace.people.rules import access
from marketplace.people.rules.entry import EntryRefusal
from marketplace.people.rules.lists import (
    EraseReason,
    FoundAt,
    FoundWhen,
    PhoneArrangement,
    SupplierState,
    SupplierVerb,
)
from marketplace.people.rules.states import SUPPLIER

# Rows that are nothing but hers: gone as a whole. Consents stay, withdrawn, as proof of the yes.
_HERS = (
    PictureCode.person_id, PictureKey.person_id, Symbol.person_id, Card.person_id,
    StaffPhone.person_id, WebSession.person_id, FacilitatorPlace.person_id, RoleGrant.person_id,
    OperatorStaff.person_id, StandIn.person_id, StandIn.absent_id, Champion.person_id,
    LinkageDesk.person_id, IdempotencyKey.person_id, SecondCode.person_id, PhoneWish.person_id,
    QuietMode.person_id,
)  # fmt: skip
_OF_SUPPLIER = (Voucher.supplier_id, HiddenSupplier.supplier_id, StatedSale.supplier_id,
                Champion.supplier_id, RecordLook.supplier_id, PayoutTo.supplier_id)  # fmt: skip


def erase_person(
    session: Session, actor: Actor, person_id: int, *, reason: EraseReason, now: datetime
) -> Erasure:
    """Erase somebody and the supplier that is she alone; doing it again changes nothing.

    By an administrator, by the facilitator of her places for a supplier's person, or by the
    retention job. Never oneself, never the last administrator.
    """
    person = _in_reach(session, actor, person_id)
    done = session.scalar(select(Erasure).where(Erasure.person_id == person_id))
    if done is not None:
        return done
    if person_id == actor.person_id:
        raise Refused(EntryRefusal.NOT_YOURSELF)
    if is_last_administrator(session, person_id):
        raise Refused(EntryRefusal.LAST_ADMINISTRATOR)
    row = Erasure(
        person_id=person_id, pseudonym=ids.short_code(), reason=reason,
        done_by_id=actor.person_id, at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()
    suppliers = _she_alone(session, person_id)
    for supplier in suppliers:
        _erase_supplier(session, actor, supplier)
    _remove(session, person_id, [supplier.id for supplier in suppliers])
    owners = {"person": [person_id], "supplier": [supplier.id for supplier in suppliers]}
    _blank(session, owners, row.pseudonym)
    session.expire_all()
    person.disabled_at = person.disabled_at or now
    record(session, actor, verb="person.erase", subject=person, facts={"reason": reason.value})
    return row


def _in_reach(session: Session, actor: Actor, person_id: int) -> Person:
    clockwork = actor.person_id is None and not actor.is_nobody
    person = session.get(Person, person_id, with_for_update=True)
    access.require(person is not None)
    access.require(clockwork or reaches_person(session, actor, person_id))
    assert person is not None  # noqa: S101  # said by the lines above
    return person


def _she_alone(session: Session, person_id: int) -> list[Supplier]:
    """Return the suppliers nobody else belongs to: a group goes on without her."""
    others = select(SupplierMember.supplier_id).where(SupplierMember.person_id != person_id)
    found = (
        select(Supplier)
        .join(SupplierMember, SupplierMember.supplier_id == Supplier.id)
        .where(SupplierMember.person_id == person_id, Supplier.id.not_in(others))
    )
    return list(session.scalars(found))


def _erase_supplier(session: Session, actor: Actor, supplier: Supplier) -> None:
    if supplier.state is not SupplierState.DISABLED:
        step(session, actor, supplier, machine=SUPPLIER, verb=SupplierVerb.DISABLE)
    phone_id, supplier.phone_id = supplier.phone_id, None
    supplier.phone_arrangement = PhoneArrangement.NONE
    supplier.found_at, supplier.found_when = FoundAt.MARKET, FoundWhen.MARKET_DAY
    session.flush()
    used = select(Supplier.phone_id).where(Supplier.phone_id.is_not(None))
    session.execute(delete(Phone).where(Phone.id == phone_id, Phone.id.not_in(used)))


def _remove(session: Session, person_id: int, supplier_ids: list[int]) -> None:
    for column in _HERS:
        session.execute(delete(column.class_).where(column == person_id))
    for of_supplier in _OF_SUPPLIER:
        session.execute(delete(of_supplier.class_).where(of_supplier.in_(supplier_ids)))
    waiting = OutboxMessage.sent_at.is_(None)
    hers = (OutboxMessage.to_person_id == person_id) | (
        OutboxMessage.to_supplier_id.in_(supplier_ids)
    )
    session.execute(delete(OutboxMessage).where(waiting, hers))
    session.execute(
        update(Consent)
        .where(Consent.person_id == person_id, Consent.withdrawn_at.is_(None))
        .values(withdrawn_at=select(Erasure.at).where(Erasure.person_id == person_id)
                .scalar_subquery())
    )  # fmt: skip


def _blank(session: Session, owners: Mapping[str, list[int]], pseudonym: str) -> None:
    for table, column, owner, whose in personal_columns():
        value = None if column.nullable else pseudonym
        session.execute(update(table).where(owner.in_(owners[whose])).values({column.name: value}))


def personal_columns() -> Iterator[tuple[Table, Column[Any], Column[Any], str]]:
    """Yield every column marked as somebody's own: table, column, whose, ``person`` or not."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if "personal_of" in column.info:
                owner = table.columns[column.info["personal_of"]]
                targets = [key.column.table.name for key in owner.foreign_keys]
                yield table, column, owner, targets[0] if targets else table.name
