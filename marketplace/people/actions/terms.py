"""Accepting the standing terms: once per side and version."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.journal.actions import record
from marketplace.kernel.actor import Actor, Role
from marketplace.people.models import Supplier, SupplierMember, TermsAcceptance
from marketplace.people.queries.terms import accepted_by_operator, accepted_by_supplier
from marketplace.people.rules import access
from marketplace.people.rules.lists import MemberRole
from marketplace.people.rules.terms import TERMS_VERSION


def accept_terms(
    session: Session, actor: Actor, *, now: datetime, operator_id: int | None = None,
    supplier_id: int | None = None,
) -> None:  # fmt: skip
    """Accept the terms in force for one side; doing it again changes nothing.

    A supplier accepts by herself, or before the facilitator of her place who read them aloud:
    she is the one who accepted, the journal keeps who was with her.
    """
    if operator_id is not None:
        _for_operator(session, actor, operator_id, now)
    elif supplier_id is not None:
        _for_supplier(session, actor, supplier_id, now)


def _for_operator(session: Session, actor: Actor, operator_id: int, now: datetime) -> None:
    access.require(access.reaches_operator(actor, operator_id) and actor.person_id is not None)
    if accepted_by_operator(session, operator_id):
        return
    row = TermsAcceptance(
        operator_id=operator_id, version=TERMS_VERSION, accepted_by_id=actor.person_id,
        read_aloud=False, at=now,
    )  # fmt: skip
    note_acceptance(session, actor, row)


def _for_supplier(session: Session, actor: Actor, supplier_id: int, now: datetime) -> None:
    place_id = session.scalar(select(Supplier.place_id).where(Supplier.id == supplier_id))
    hers = access.reaches_supplier(actor, supplier_id) and actor.code_proved
    access.require(place_id is not None and (hers or access.reaches_place(actor, place_id)))
    if accepted_by_supplier(session, supplier_id):
        return
    by = actor.person_id if actor.has(Role.SUPPLIER) else _herself(session, supplier_id)
    row = TermsAcceptance(
        supplier_id=supplier_id, version=TERMS_VERSION, accepted_by_id=by, read_aloud=True, at=now
    )
    note_acceptance(session, actor, row)


def _herself(session: Session, supplier_id: int) -> int:
    found = session.scalar(
        select(SupplierMember.person_id).where(
            SupplierMember.supplier_id == supplier_id,
            SupplierMember.role.in_((MemberRole.HERSELF, MemberRole.CHAIR)),
        )
    )
    access.require(found is not None)
    assert found is not None  # noqa: S101  # said by the line above
    return found


def note_acceptance(session: Session, actor: Actor, row: TermsAcceptance) -> None:
    """Add an acceptance and journal it."""
    session.add(row)
    record(session, actor, verb="terms.accept", subject=row, facts={"version": row.version})
