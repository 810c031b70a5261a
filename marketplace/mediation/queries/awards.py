"""Awards as cards: what an agreement is built on, what a supplier is asked, what ran out."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from marketplace.assessment.models import Assessment
from marketplace.catalogue.models import Category, Destination, Place, Unit
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.mediation.models import Award as Row
from marketplace.mediation.models import Loss
from marketplace.mediation.queries.load import acts_for
from marketplace.mediation.rules.lists import AwardState, NoReason, UndoReason
from marketplace.offers.models import Offer
from marketplace.offers.rules.lists import Bringing
from marketplace.people.models import Operator, Supplier
from marketplace.people.rules.access import reaches_operator, reaches_place, require
from marketplace.sourcing.models import Need, Property


@dataclass(frozen=True, slots=True)
class Award:
    """What was awarded of whom, at the terms both accepted, under which assessment.

    ``quantity`` is per delivery in the need's unit, money in minor units of ``currency``,
    ``value_minor`` of all deliveries. ``assessment_signed`` tells that a signature or a
    clearance stands behind it; before ``standstill_until`` (none: nobody lost) no agreement is
    to be signed.
    """

    id: int
    public_id: str
    state: AwardState
    need_id: int
    need_public_id: str
    need_code: str
    offer_id: int
    offer_public_id: str
    supplier_id: int
    supplier_name: str
    operator_id: int
    operator_name: str
    property_name: str
    place_id: int
    place_name: str
    timezone: str
    leaf_code: str
    picture: str
    unit_code: str
    quantity: int
    price_minor: int
    currency: str
    deliveries: int
    value_minor: int
    starts_on: date
    bringing: Bringing
    assessment_id: int
    assessment_public_id: str
    assessment_signed: bool
    made_at: datetime
    expires_at: datetime | None
    answered_at: datetime | None
    no_reason: NoReason | None
    undo_reason: UndoReason | None
    standstill_until: datetime | None

    @property
    def ready(self) -> bool:
        """Tell whether an agreement may be drawn up: she said yes, and the check is signed."""
        return self.state is AwardState.ACCEPTED and self.assessment_signed


_STANDSTILL = (
    select(func.max(Loss.standstill_until))
    .where(Loss.need_id == Row.need_id)
    .correlate(Row)
    .scalar_subquery()
)
_AWARDS = (
    select(
        Row.id, Row.public_id, Row.state, Row.need_id, Need.public_id.label("need_public_id"),
        Need.code.label("need_code"), Row.offer_id, Offer.public_id.label("offer_public_id"),
        Row.supplier_id, Supplier.name.label("supplier_name"), Row.operator_id,
        Operator.name.label("operator_name"), Property.name.label("property_name"),
        Need.place_id, Place.name.label("place_name"), Destination.timezone,
        Category.code.label("leaf_code"), Category.picture, Unit.code.label("unit_code"),
        Row.quantity, Row.price_minor, Row.currency, Row.deliveries, Row.value_minor,
        Row.starts_on, Row.bringing, Row.assessment_id,
        Assessment.public_id.label("assessment_public_id"),
        Assessment.state.in_(("signed", "cleared")).label("assessment_signed"), Row.made_at,
        Row.expires_at, Row.answered_at, Row.no_reason, Row.undo_reason,
        _STANDSTILL.label("standstill_until"),
    )
    .join(Need, Need.id == Row.need_id)
    .join(Offer, Offer.id == Row.offer_id)
    .join(Supplier, Supplier.id == Row.supplier_id)
    .join(Operator, Operator.id == Row.operator_id)
    .join(Property, Property.id == Need.property_id)
    .join(Place, Place.id == Need.place_id)
    .join(Destination, Destination.id == Need.destination_id)
    .join(Category, Category.id == Need.category_id)
    .join(Unit, Unit.id == Need.unit_id)
    .join(Assessment, Assessment.id == Row.assessment_id)
)  # fmt: skip
_ONE = _AWARDS.where(Row.public_id == bindparam("public_id"))
_OF_NEED = _AWARDS.where(Row.need_id == bindparam("need")).order_by(Row.id)


def award(session: Session, actor: Actor, public_id: str) -> Award:
    """Return one award for its buyer, its facilitator, or its supplier; else it does not exist."""
    row = session.execute(_ONE, {"public_id": public_id}).one_or_none()
    if row is None:
        raise NotFound
    card = Award(**row._asdict())
    require(
        reaches_operator(actor, card.operator_id)
        or reaches_place(actor, card.place_id)
        or acts_for(session, actor, card.supplier_id)
    )
    return card


def awards_of_need(session: Session, need_id: int) -> tuple[Award, ...]:
    """Return every award of a need, in the order made; the caller may see the need's offers."""
    rows = session.execute(_OF_NEED, {"need": need_id})
    return tuple(Award(**row._asdict()) for row in rows)


def awards_past_answer(session: Session, now: datetime, *, limit: int = 50) -> tuple[str, ...]:
    """Return reserved awards nobody answered in time, for the clock."""
    found = select(Row.public_id).where(Row.state == AwardState.RESERVED, Row.expires_at <= now)
    return tuple(session.scalars(found.order_by(Row.expires_at, Row.id).limit(limit)))
