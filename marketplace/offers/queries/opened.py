"""The offers of a tender once they are open: for its buyer and its facilitators, nobody else.

Before that not even how many there are is told (trust.md, "Sealed"); every reader of a tender's
offers comes through here.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, exists, func, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Place
from marketplace.kernel.actor import Actor, Hand
from marketplace.offers.models import Offer, OfferConfirmation
from marketplace.offers.rules.lists import Bringing, OfferState
from marketplace.people.models import Supplier
from marketplace.people.rules.access import require
from marketplace.sourcing.models import Asked, Need
from marketplace.sourcing.queries.sealing import seal_of


@dataclass(frozen=True, slots=True)
class OpenedOffer:
    """An offer of an open tender; quantity in the need's unit, price in minor units per unit.

    ``stands_as_before`` marks one that answers the need as it was before a change: she has not
    said "still yes". One ``to_read_back`` is open too, but cannot be awarded.
    """

    id: int
    public_id: str
    code: str
    state: OfferState
    version: int
    supplier_id: int
    supplier_public_id: str
    supplier_name: str
    supplier_code: str
    place_id: int
    place_name: str
    quantity: int
    price_minor: int
    currency: str
    at_asked_price: bool
    bringing: Bringing
    starts_on: date
    hand: Hand
    entered_by_id: int
    submitted_at: datetime
    read_back_at: datetime | None
    first_timer: bool
    stands_as_before: bool

    @property
    def to_read_back(self) -> bool:
        """Tell whether she has not confirmed yet what was entered for her."""
        return self.state is OfferState.TO_READ_BACK


OPENED = (
    OfferState.SUBMITTED, OfferState.TO_READ_BACK, OfferState.WAITING_AT_DESK,
    OfferState.ACCEPTED, OfferState.DECLINED,
)  # fmt: skip
unsaid = exists().where(
    OfferConfirmation.offer_id == Offer.id, OfferConfirmation.confirmed_at.is_(None)
)
_OPENED = (
    select(
        Offer.id, Offer.public_id, Offer.code, Offer.state, Offer.version, Offer.supplier_id,
        Supplier.public_id.label("supplier_public_id"), Supplier.name.label("supplier_name"),
        Supplier.code.label("supplier_code"), Supplier.place_id,
        Place.name.label("place_name"), Offer.quantity, Offer.price_minor, Offer.currency,
        Offer.at_asked_price, Offer.bringing,
        func.coalesce(Offer.starts_on, Need.deliver_on).label("starts_on"), Offer.hand,
        Offer.entered_by_id, Offer.submitted_at, Offer.read_back_at,
        func.coalesce(Asked.first_timer, False).label("first_timer"),
        unsaid.label("stands_as_before"),
    )
    .join(Need, Need.id == Offer.need_id)
    .join(Supplier, Supplier.id == Offer.supplier_id)
    .join(Place, Place.id == Supplier.place_id)
    .outerjoin(Asked, (Asked.need_id == Offer.need_id) & (Asked.supplier_id == Offer.supplier_id))
    .where(
        Offer.need_id == bindparam("need"),
        Offer.state.in_(bindparam("states", expanding=True)),
    )
    .order_by(Offer.id)
)  # fmt: skip


def opened_offers(session: Session, actor: Actor, need_public_id: str) -> tuple[OpenedOffer, ...]:
    """Return the offers of a tender that is open; nothing at all while it is sealed.

    Raises ``NotFound`` for a need that is no tender or is not the actor's.
    """
    seal = seal_of(session, need_public_id)
    require(seal.concerns(actor))
    if not seal.open:
        return ()
    rows = session.execute(_OPENED, {"need": seal.need_id, "states": list(OPENED)})
    return tuple(OpenedOffer(**row._asdict()) for row in rows)
