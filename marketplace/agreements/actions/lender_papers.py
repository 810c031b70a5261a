"""Papers for a lender: made by her with her code, for this purpose, and taken back when she wants.

The figures are frozen as they were; whoever looks the paper up sees them and whether it stands.
"""

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.agreements.models import LenderPaper, Order
from marketplace.agreements.queries.lender_papers import Earned, earned
from marketplace.agreements.rules.days import local_day
from marketplace.agreements.rules.lender_papers import (
    LOOKED_BACK,
    VALID_DAYS,
    LenderPaperKind,
    LenderPaperRefusal,
)
from marketplace.agreements.rules.lists import OrderState
from marketplace.catalogue.models import Destination
from marketplace.journal.actions import record
from marketplace.journal.keys import hold
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound, Refused
from marketplace.people.models import Consent, Supplier
from marketplace.people.rules.access import reaches_supplier, require
from marketplace.people.rules.lists import Purpose
from marketplace.people.rules.terms import NOTICE_VERSION


def issue_paper(
    session: Session, actor: Actor, *, kind: LenderPaperKind, client_key: str,
    order: str | None = None,
) -> LenderPaper:  # fmt: skip
    """Make a paper in her name: her picture code is her consent to this purpose.

    Raises ``Refused(LenderPaperRefusal)`` without her code, for an order she has not confirmed,
    or where she has earned nothing yet.
    """
    hold(session, "lender_paper", client_key)
    before = session.scalar(select(LenderPaper).where(LenderPaper.client_key == client_key))
    if before is not None:
        require(reaches_supplier(actor, before.supplier_id))
        return before
    if not actor.code_proved or actor.person_id is None:
        raise Refused(LenderPaperRefusal.NO_CODE)
    supplier = session.get_one(Supplier, min(actor.supplier_ids)) if actor.supplier_ids else None
    if supplier is None:
        raise NotFound
    _consent(session, actor, supplier)
    facts = _figures(session, actor, supplier, kind, order)
    row = LenderPaper(
        public_id=ids.public_id(), code=ids.short_code(), client_key=client_key,
        verify_token=ids.public_id(), kind=kind, supplier_id=supplier.id,
        person_id=actor.person_id, issued_at=clock.now(), **facts,
    )  # fmt: skip
    session.add(row)
    session.flush()
    record(session, actor, verb="lender_paper.issue", subject=row, facts={"kind": kind.value})
    return row


def _figures(
    session: Session, actor: Actor, supplier: Supplier, kind: LenderPaperKind, order: str | None
) -> dict[str, object]:
    land = session.get_one(Destination, supplier.destination_id)
    today = local_day(clock.now(), land.timezone)
    ends = today + timedelta(days=VALID_DAYS)
    found = earned(session, supplier.id, today - LOOKED_BACK, today)
    facts: dict[str, object] = {
        "order_id": None, "first_on": today - LOOKED_BACK, "last_on": today,
        "currency": land.currency, "valid_until": ends, **_sums(found),
    }  # fmt: skip
    if kind is LenderPaperKind.ORDER:
        facts["order_id"] = _order(session, actor, order).id
    elif not found.deliveries:
        raise Refused(LenderPaperRefusal.NOTHING_YET)
    return facts


def _sums(found: Earned) -> dict[str, object]:
    return {
        "deliveries": found.deliveries, "buyers": found.buyers,
        "paid_minor": found.paid_minor,
    }  # fmt: skip


def _order(session: Session, actor: Actor, public_id: str | None) -> Order:
    found = session.scalar(select(Order).where(Order.public_id == public_id))
    if found is None:
        raise NotFound
    require(reaches_supplier(actor, found.supplier_id))
    if found.state is not OrderState.CONFIRMED:
        raise Refused(LenderPaperRefusal.NOT_CONFIRMED)
    return found


def _consent(session: Session, actor: Actor, supplier: Supplier) -> None:
    """Keep her yes to this purpose, once, with the notice she heard."""
    living = select(func.count()).where(
        Consent.person_id == actor.person_id, Consent.purpose == Purpose.LENDER_LETTER,
        Consent.withdrawn_at.is_(None),
    )  # fmt: skip
    if session.scalar(living):
        return
    row = Consent(
        person_id=actor.person_id, purpose=Purpose.LENDER_LETTER, notice_version=NOTICE_VERSION,
        language=supplier.language, heard=True, given_at=clock.now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    facts = {"purpose": Purpose.LENDER_LETTER.value, "person": actor.person_id}
    record(session, actor, verb="consent.give", subject=row, facts=facts)


def take_paper_back(session: Session, actor: Actor, public_id: str) -> LenderPaper:
    """Take a paper back: whoever looks it up reads that it does not stand any more."""
    row = session.scalar(
        select(LenderPaper).where(LenderPaper.public_id == public_id).with_for_update()
    )
    if row is None:
        raise NotFound
    require(reaches_supplier(actor, row.supplier_id))
    if row.withdrawn_at is None:
        row.withdrawn_at = clock.now()
        session.flush()
        record(session, actor, verb="lender_paper.take_back", subject=row)
    return row
