"""Promises not kept go into her record; what was told in time is free the first two times."""

from sqlalchemy.orm import Session

from marketplace.agreements.models import Order
from marketplace.agreements.queries.load import opens_at
from marketplace.agreements.rules.calling_off import notice_hours, shortfall_counts
from marketplace.kernel import clock
from marketplace.people.actions.standing import Lapse, record_lapse
from marketplace.people.queries.records import free_shortfalls
from marketplace.people.rules.lists import LapseKind


def note_shortfall(session: Session, order: Order) -> None:
    """Note that less will come than she said yes to, or nothing."""
    opens, now = opens_at(session, order), clock.now()
    free_before = free_shortfalls(session, order.supplier_id)
    counts = shortfall_counts(opens_at=opens, now=now, free_before=free_before)
    _note(session, order, LapseKind.SHORT, notice_hours(opens, now), counts=counts)


def note_missed(session: Session, order: Order) -> None:
    """Note that nobody came."""
    _note(session, order, LapseKind.MISSED, 0, counts=True)


def _note(session: Session, order: Order, kind: LapseKind, hours: int, *, counts: bool) -> None:
    lapse = Lapse(
        order_id=order.id, supplier_id=order.supplier_id, kind=kind, notice_hours=hours,
        counts=counts, at=clock.now(),
    )  # fmt: skip
    record_lapse(session, lapse)
