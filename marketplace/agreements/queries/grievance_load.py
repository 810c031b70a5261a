"""Loading a grievance through what the actor may see, and who is a party in it."""

from sqlalchemy import ColumnElement, and_, false, or_, select, true
from sqlalchemy.orm import Session

from marketplace import db
from marketplace.agreements.models import Grievance, Order
from marketplace.agreements.rules.grievances import Raiser, Whom
from marketplace.assessment.models import Assessment, Clearance
from marketplace.catalogue.models import Place
from marketplace.kernel.actor import Actor, Role
from marketplace.offers.models import Offer
from marketplace.people.models import FacilitatorPlace, OperatorStaff, RoleGrant, SupplierMember
from marketplace.people.queries.reach import at_places
from marketplace.people.rules.access import require

Where = ColumnElement[bool]


def at_desk(actor: Actor) -> Where:
    """Return the condition that a facilitator reads a grievance: never one about herself.

    One about a helper goes to colleagues who do not work in its place, and to the independent
    mediator.
    """
    if not actor.has(Role.FACILITATOR):
        return false()
    mine = at_places(actor, Grievance.place_id)
    near = select(Place.id).where(Place.destination_id.in_(actor.destination_ids))
    beside = and_(Grievance.place_id.in_(near), Grievance.place_id.not_in(actor.place_ids))
    theirs = true() if actor.everywhere else beside
    not_of_me = or_(
        Grievance.about_person_id.is_(None), Grievance.about_person_id != actor.person_id
    )
    of_helper = Grievance.whom == Whom.HELPER
    return and_(not_of_me, or_(and_(~of_helper, mine), and_(of_helper, theirs)))


def of_buyer(actor: Actor) -> Where:
    """Return the condition that an operator reads it: his own, or one he was told of."""
    ours = Grievance.operator_id.in_(actor.operator_ids)
    return and_(ours, or_(Grievance.side == Raiser.BUYER, Grievance.told_at.is_not(None)))


def of_supplier(actor: Actor) -> Where:
    """Return the condition that a supplier sees it: her own, or one she was told of."""
    hers = Grievance.supplier_id.in_(actor.supplier_ids)
    return and_(hers, or_(Grievance.side == Raiser.SUPPLIER, Grievance.told_at.is_not(None)))


def readable(actor: Actor) -> Where:
    """Return the condition that somebody reads it in whatever role."""
    return or_(at_desk(actor), of_buyer(actor), of_supplier(actor))


def held(session: Session, public_id: str, may: Where) -> Grievance:
    """Return a grievance, held, for whom the condition lets in."""
    return db.held(session, select(Grievance).where(Grievance.public_id == public_id, may))


def with_key(session: Session, actor: Actor, client_key: str) -> Grievance | None:
    """Return what this key made before; another person's key names nothing."""
    found = session.scalar(select(Grievance).where(Grievance.client_key == client_key))
    if found is not None:
        nobodys = found.raised_by_id is None and actor.is_nobody
        seen = select(Grievance.id).where(Grievance.id == found.id, readable(actor))
        require(nobodys or session.scalar(seen) is not None)
    return found


def parties(session: Session, row: Grievance) -> frozenset[int]:
    """Return everybody who may not handle it: both sides, and who had a hand in its order."""
    found = {row.raised_by_id, row.about_person_id}
    staff = select(OperatorStaff.person_id).where(OperatorStaff.operator_id == row.operator_id)
    members = select(SupplierMember.person_id).where(SupplierMember.supplier_id == row.supplier_id)
    found.update(session.scalars(staff.union(members)))
    if row.order_id is not None:
        hands = (
            select(Assessment.signed_by_id, Clearance.signed_by_id, Offer.entered_by_id)
            .select_from(Order)
            .join(Assessment, Assessment.id == Order.assessment_id)
            .outerjoin(Clearance, Clearance.id == Assessment.clearance_id)
            .outerjoin(Offer, Offer.id == Order.offer_id)
            .where(Order.id == row.order_id)
        )
        found.update(hand for row_ in session.execute(hands) for hand in row_)
    return frozenset(one for one in found if one is not None)


def who_reads_helpers(session: Session, place_id: int) -> tuple[int, ...]:
    """Return the facilitators who hear of a grievance about a helper of a place."""
    here = select(FacilitatorPlace.person_id).where(FacilitatorPlace.place_id == place_id)
    destination = select(Place.destination_id).where(Place.id == place_id).scalar_subquery()
    beside = (
        select(FacilitatorPlace.person_id)
        .join(Place, Place.id == FacilitatorPlace.place_id)
        .where(Place.destination_id == destination, FacilitatorPlace.person_id.not_in(here))
    )
    wide = select(RoleGrant.person_id).where(
        RoleGrant.role == Role.FACILITATOR, RoleGrant.everywhere
    )
    return tuple(sorted(set(session.scalars(beside.union(wide)))))
