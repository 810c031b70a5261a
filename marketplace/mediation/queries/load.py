"""Loading one thing through what the actor may see; the need is always held first."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Category, Destination
from marketplace.db import held
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.refused import NotFound
from marketplace.mediation.models import Award, CounterProposal, MediationCase
from marketplace.offers.models import Offer
from marketplace.people.models import OperatorStaff, Supplier
from marketplace.people.rules.access import (
    reaches_operator,
    reaches_place,
    reaches_supplier,
    require,
)
from marketplace.sourcing.models import Need, Tender
from marketplace.sourcing.rules.lists import Lane

PERISHABLE_DAYS = 7
_TENDER = select(Need).where(Need.lane == Lane.TENDER)


@dataclass(frozen=True, slots=True)
class Ground:
    """What decisions about a need stand on, beside the need itself."""

    timezone: str
    ceiling_minor: int
    perishable: bool


def need_for_parties(session: Session, actor: Actor, public_id: str) -> Need:
    """Return a tender, held, for its buyer or a facilitator of its place."""
    need = held(session, _TENDER.where(Need.public_id == public_id))
    require(concerns(actor, need))
    return need


def concerns(actor: Actor, need: Need) -> bool:
    """Tell whether this person is the need's buyer or mediates it."""
    return reaches_operator(actor, need.operator_id) or reaches_place(actor, need.place_id)


def mediates(actor: Actor, need: Need) -> bool:
    """Tell whether this person stands between the two sides."""
    return actor.has(Role.FACILITATOR) and reaches_place(actor, need.place_id)


def hold_need(session: Session, need_id: int) -> Need:
    """Return a tender by its id, held to the end of the transaction."""
    return held(session, _TENDER.where(Need.id == need_id))


def offer_with_need(session: Session, public_id: str) -> tuple[Offer, Need]:
    """Return an offer and its tender; the need is held before the offer is read."""
    need_id = session.scalar(select(Offer.need_id).where(Offer.public_id == public_id))
    if need_id is None:
        raise NotFound
    need = hold_need(session, need_id)
    fresh = select(Offer).where(Offer.public_id == public_id)
    return session.scalars(fresh.execution_options(populate_existing=True)).one(), need


def offer_by_id(session: Session, offer_id: int) -> Offer:
    """Return an offer as it is now."""
    found = select(Offer).where(Offer.id == offer_id)
    return session.scalars(found.execution_options(populate_existing=True)).one()


def award_with_need(session: Session, public_id: str) -> tuple[Award, Need]:
    """Return an award and its tender, the need held first."""
    need_id = session.scalar(select(Award.need_id).where(Award.public_id == public_id))
    if need_id is None:
        raise NotFound
    need = hold_need(session, need_id)
    fresh = select(Award).where(Award.public_id == public_id)
    return session.scalars(fresh.execution_options(populate_existing=True)).one(), need


def proposal_with_need(session: Session, public_id: str) -> tuple[CounterProposal, Need]:
    """Return a counter-proposal and its tender, the need held first."""
    need_id = session.scalar(
        select(Offer.need_id)
        .join(CounterProposal, CounterProposal.offer_id == Offer.id)
        .where(CounterProposal.public_id == public_id)
    )
    if need_id is None:
        raise NotFound
    need = hold_need(session, need_id)
    fresh = select(CounterProposal).where(CounterProposal.public_id == public_id)
    return session.scalars(fresh.execution_options(populate_existing=True)).one(), need


def case_of(session: Session, need_id: int) -> MediationCase | None:
    """Return the case of a need, if one was begun."""
    return session.scalar(select(MediationCase).where(MediationCase.need_id == need_id))


def tender_of(session: Session, need_id: int) -> Tender | None:
    """Return what a tender adds to its need."""
    return session.scalar(select(Tender).where(Tender.need_id == need_id))


def acts_for(session: Session, actor: Actor, supplier_id: int) -> bool:
    """Tell whether the person is this supplier, or a facilitator of her place."""
    if reaches_supplier(actor, supplier_id):
        return True
    place = session.scalar(select(Supplier.place_id).where(Supplier.id == supplier_id))
    return place is not None and reaches_place(actor, place)


def ground_of(session: Session, need: Need) -> Ground:
    """Return the zone, the value ceiling, and whether the goods spoil within a week."""
    row = session.execute(
        select(Destination.timezone, Destination.quick_buy_ceiling_minor, Category.shelf_life_days)
        .select_from(Destination)
        .join(Category, Category.id == need.category_id)
        .where(Destination.id == need.destination_id)
    ).one()
    spoils = row.shelf_life_days is not None and row.shelf_life_days <= PERISHABLE_DAYS
    return Ground(row.timezone, row.quick_buy_ceiling_minor, spoils)


def order_limit(session: Session, actor: Actor, operator_id: int) -> int | None:
    """Return up to what value a buyer may decide, in minor units; none: no limit."""
    return session.scalar(
        select(OperatorStaff.order_limit_minor).where(
            OperatorStaff.person_id == actor.person_id, OperatorStaff.operator_id == operator_id
        )
    )
