"""What sending an offer stands on: the need as it is now, and the supplier's standing."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, exists, select, true
from sqlalchemy.orm import Session

from marketplace.kernel import clock
from marketplace.kernel.refused import NotFound
from marketplace.offers.models import Offer
from marketplace.offers.queries.fair import COSTS, fair_price
from marketplace.offers.rules.fair_price import FairPrice
from marketplace.offers.rules.lists import OfferState
from marketplace.people.models import Supplier, SupplierLeaf, SupplierSale
from marketplace.people.rules.lists import SupplierState
from marketplace.sourcing.models import Need, Tender
from marketplace.sourcing.queries.asking import accepted_terms, consents
from marketplace.sourcing.queries.meant import MAY_ANSWER
from marketplace.sourcing.rules.lists import Lane, NeedState
from marketplace.sourcing.rules.opening import is_over

LIVE = (
    OfferState.SUBMITTED, OfferState.TO_READ_BACK, OfferState.WAITING_AT_DESK, OfferState.ACCEPTED,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NeedNow:
    """A need, held until the transaction ends."""

    id: int
    state: NeedState
    destination_id: int
    category_id: int
    unit_id: int
    quantity: int
    awarded: int
    price_minor: int | None
    currency: str
    lane: Lane
    closes_at: datetime | None
    lot_quantity: int | None
    at: datetime  # read once: what is in time, and what is written as its moment, are the same

    @property
    def open(self) -> bool:
        """Tell whether an answer can still be sent; a tender ends by the server's clock."""
        over = self.lane is Lane.TENDER and is_over(self.closes_at, now=self.at)
        return self.state is NeedState.PUBLISHED and not over


@dataclass(frozen=True, slots=True)
class Sender:
    """The supplier who would send."""

    id: int
    place_id: int
    state: SupplierState
    consents: bool
    accepted_terms: bool
    makes_leaf: bool
    has_live_offer: bool
    first_timer: bool
    fair: FairPrice | None


# Held first and alone: what is read afterwards is then as new as the need itself.
_NEED = (
    select(
        Need.id, Need.state, Need.destination_id, Need.category_id, Need.quantity, Need.awarded,
        Need.price_minor, Need.currency, Need.lane, Need.closes_at, Tender.lot_quantity,
        Need.unit_id,
    )
    .outerjoin(Tender, Tender.need_id == Need.id)
    .where(Need.code == bindparam("code"), Need.state != NeedState.DRAFT)
    .with_for_update(of=Need)
)  # fmt: skip
_makes = exists().where(
    SupplierLeaf.supplier_id == Supplier.id, SupplierLeaf.category_id == bindparam("category")
)
_live = exists().where(
    Offer.supplier_id == Supplier.id, Offer.need_id == bindparam("need"), Offer.state.in_(LIVE)
)
_sold = exists().where(SupplierSale.supplier_id == Supplier.id)
_SENDER = (
    select(
        Supplier.id, Supplier.place_id, Supplier.state, consents.label("consents"),
        accepted_terms.label("accepted_terms"), _makes.label("makes_leaf"),
        _live.label("has_live_offer"), (~_sold).label("first_timer"), *COSTS.c,
    )
    .outerjoin(COSTS, true())
    .join(Need, Need.id == bindparam("need"))
    .outerjoin(Tender, Tender.need_id == Need.id)
    .where(
        Supplier.id == bindparam("supplier"),
        Supplier.destination_id == bindparam("destination"),
        MAY_ANSWER,
    )
)  # fmt: skip
_OF_HER = tuple(name for name in Sender.__dataclass_fields__ if name != "fair")


def hold_need(session: Session, code: str) -> NeedNow:
    """Read a need and hold it to the end of the transaction; ``NotFound`` for a draft."""
    row = session.execute(_NEED, {"code": code}).one_or_none()
    if row is None:
        raise NotFound
    return NeedNow(**row._asdict(), at=clock.now())


def sender(session: Session, need: NeedNow, supplier_id: int) -> Sender:
    """Read who would send; ``NotFound`` where the need is not meant for her."""
    params = {
        "supplier": supplier_id, "need": need.id, "category": need.category_id,
        "destination": need.destination_id, "unit": need.unit_id,
    }  # fmt: skip
    row = session.execute(_SENDER, params).one_or_none()
    if row is None:
        raise NotFound
    fair = None if row.is_own is None else fair_price(row)
    return Sender(**{name: getattr(row, name) for name in _OF_HER}, fair=fair)
