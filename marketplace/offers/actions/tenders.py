"""What a tender's life does to the offers in it: said again after a change, told when it ends."""

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from marketplace.journal.actions import record
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound, Refused
from marketplace.kernel.states import WrongState
from marketplace.offers.actions.outcomes import turn_away
from marketplace.offers.models import Offer, OfferConfirmation
from marketplace.offers.rules.lists import OfferState
from marketplace.people.models import Supplier
from marketplace.people.rules.access import reaches_place, reaches_supplier, require
from marketplace.sourcing.actions.tender_changes import Changed, change
from marketplace.sourcing.actions.tender_commands import ChangeTender
from marketplace.sourcing.actions.tender_life import end
from marketplace.sourcing.models import Need
from marketplace.sourcing.queries.sealing import seal_of_id
from marketplace.sourcing.rules.tender_lists import EndedBecause, Ending

UNDECIDED = (OfferState.SUBMITTED, OfferState.TO_READ_BACK, OfferState.WAITING_AT_DESK)
_IN = (
    select(Offer)
    .where(Offer.need_id == bindparam("need"), Offer.state.in_(UNDECIDED))
    .order_by(Offer.id)
)
_NEED = (
    select(Need)
    .join(Offer, Offer.need_id == Need.id)
    .where(Offer.public_id == bindparam("public_id"))
    .with_for_update(of=Need)
    .execution_options(populate_existing=True)
)
_OFFER = (
    select(Offer, Supplier.place_id)
    .join(Supplier, Supplier.id == Offer.supplier_id)
    .where(Offer.public_id == bindparam("public_id"))
    .execution_options(populate_existing=True)
)
_UNSAID = select(OfferConfirmation).where(
    OfferConfirmation.offer_id == bindparam("offer"), OfferConfirmation.confirmed_at.is_(None)
)


def change_tender(session: Session, actor: Actor, command: ChangeTender) -> Changed:
    """Change a published tender; who offered is asked "still yes?" where it concerns her."""
    done = change(session, actor, command)
    if not done.must_confirm:
        return done
    last = done.changes[-1]
    session.add_all(
        OfferConfirmation(offer_id=offer.id, change_id=last.id, asked_at=clock.now())
        for offer in session.scalars(_IN, {"need": done.need.id})
    )
    return done


def still_yes(session: Session, actor: Actor, offer_public_id: str) -> Offer:
    """Keep that she means her offer for the need as it is now; never more than is needed now.

    By herself or by a facilitator of her place, until the offers are open: afterwards it stays as
    it was, and says so. Saying it twice is the same.
    """
    need = session.scalars(_NEED, {"public_id": offer_public_id}).one_or_none()
    row = session.execute(_OFFER, {"public_id": offer_public_id}).one_or_none()
    if need is None or row is None:
        raise NotFound
    offer: Offer = row[0]
    require(reaches_supplier(actor, offer.supplier_id) or reaches_place(actor, row[1]))
    unsaid = session.scalars(_UNSAID, {"offer": offer.id}).all()
    if not unsaid:
        return offer
    if offer.state not in UNDECIDED or seal_of_id(session, need.id).open:
        raise Refused(WrongState.NOT_NOW)
    for one in unsaid:
        one.confirmed_at, one.confirmed_by_id = clock.now(), actor.person_id
    offer.quantity = min(offer.quantity, need.quantity)
    offer.version += 1
    record(session, actor, verb="offer.still_yes", subject=offer, facts={"need": need.id})
    return offer


def end_tender(
    session: Session, actor: Actor, public_id: str, *, ending: Ending, because: EndedBecause
) -> Need:
    """Withdraw or cancel a tender; everyone who offered is told, with the reason.

    That none suits is ``mediation.none_suitable`` alone, which tells each where her price stood:
    ``Refused(NOT_NOW)`` here.
    """
    if ending is Ending.NONE_SUITABLE:
        raise Refused(WrongState.NOT_NOW)
    need = end(session, actor, public_id, ending=ending, because=because)
    for offer in session.scalars(_IN, {"need": need.id}).all():
        turn_away(session, actor, offer, need)
    return need
