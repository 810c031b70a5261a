"""Letting somebody go for good: only where nothing is owed, through every chapter she is in."""

from datetime import datetime

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from marketplace.agreements.models import Order, Payment
from marketplace.agreements.rules.farewell import FarewellRefusal
from marketplace.agreements.rules.lists import OrderState, PaymentState
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import Refused
from marketplace.media.store import FILES_TO_FORGET
from marketplace.offers.actions.attaching import remove_attachments_of
from marketplace.offers.models import OfferDraft
from marketplace.people import actions as people
from marketplace.people.models import Erasure, SupplierMember
from marketplace.people.rules.lists import EraseReason

_OPEN_ORDERS = (OrderState.PLACED, OrderState.CONFIRMED)


def open_trade(session: Session, person_id: int) -> bool:
    """Tell whether she still has goods to bring, or money to get."""
    hers = select(SupplierMember.supplier_id).where(SupplierMember.person_id == person_id)
    orders = exists().where(Order.supplier_id.in_(hers), Order.state.in_(_OPEN_ORDERS))
    owed = exists().where(Payment.supplier_id.in_(hers), Payment.state != PaymentState.CLOSED)
    return bool(session.scalar(select(orders | owed)))


def erase(
    session: Session, actor: Actor, person_id: int, *, reason: EraseReason, now: datetime
) -> Erasure:
    """Erase somebody; refused while goods are to be brought or money is owed to her.

    Her half-made answers go too, and her photographs and voice notes: the names of their files
    lie in ``session.info[FILES_TO_FORGET]``. Her offers, deliveries and payments stay as figures.
    """
    if open_trade(session, person_id):
        raise Refused(FarewellRefusal.OPEN_TRADE)
    gone = remove_attachments_of(session, actor, person_id)
    session.info.setdefault(FILES_TO_FORGET, []).extend(gone)
    erased = people.erase_person(session, actor, person_id, reason=reason, now=now)
    session.execute(delete(OfferDraft).where(OfferDraft.person_id == person_id))
    return erased
