"""A next need for who lost one: open, of a leaf she makes, unanswered; the same leaf first."""

from sqlalchemy import Exists, exists, select
from sqlalchemy.orm import Session

from marketplace.offers.models import Offer
from marketplace.people.models import Supplier, SupplierLeaf
from marketplace.sourcing.models import Asked, Need, Tender
from marketplace.sourcing.rules.lists import Answer, NeedState
from marketplace.sourcing.rules.tender_lists import Visibility


def next_need_for(session: Session, offer: Offer) -> int | None:
    """Return the open need of her destination that she can make and has not answered."""
    lost = select(Need.category_id).where(Need.id == offer.need_id).scalar_subquery()
    found = (
        select(Need.id)
        .join(Supplier, Supplier.id == offer.supplier_id)
        .join(
            SupplierLeaf,
            (SupplierLeaf.supplier_id == Supplier.id)
            & (SupplierLeaf.category_id == Need.category_id),
        )
        .outerjoin(Tender, Tender.need_id == Need.id)
        .where(
            Need.destination_id == Supplier.destination_id,
            Need.state == NeedState.PUBLISHED,
            Need.awarded < Need.quantity,
            Need.id != offer.need_id,
            Tender.id.is_(None) | (Tender.visibility == Visibility.OPEN),
            ~_answered(offer.supplier_id),
        )
        .order_by(Need.category_id != lost, Need.deliver_on, Need.id)
        .limit(1)
    )
    return session.scalar(found)


def _answered(supplier_id: int) -> Exists:
    return exists().where(
        Asked.need_id == Need.id, Asked.supplier_id == supplier_id, Asked.answer != Answer.WAITING
    )
