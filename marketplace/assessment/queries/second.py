"""The second person above the value ceiling: who entered an offer does not alone sign it."""

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session, aliased

from marketplace.assessment.models import Assessment, SignatureRequest
from marketplace.assessment.queries.purchase import Deal
from marketplace.kernel.actor import Actor, Role
from marketplace.offers.models import Offer
from marketplace.people.rules.access import reaches_place, require


def require_reach(session: Session, actor: Actor, row: Assessment) -> None:
    """Raise ``NotFound`` unless it is of her places, or waits for a second signature like hers."""
    if reaches_place(actor, row.place_id):
        return
    asked = session.scalar(
        select(SignatureRequest.destination_id).where(SignatureRequest.assessment_id == row.id)
    )
    require(actor.has(Role.FACILITATOR) and asked in actor.destination_ids)


def waits_for_second(actor: Actor) -> ColumnElement[bool]:
    """Return the condition: a colleague of the same destination asked for a second signature."""
    asked = aliased(SignatureRequest)
    return exists().where(
        asked.assessment_id == Assessment.id,
        asked.second_at.is_(None),
        asked.destination_id.in_(actor.destination_ids),
        asked.first_by_id != actor.person_id,
    )


def entered_by(session: Session, row: Assessment, actor: Actor) -> bool:
    """Tell whether this person entered the offer an assessment is about."""
    if row.offer_id is None:
        return False
    entered = session.scalar(select(Offer.entered_by_id).where(Offer.id == row.offer_id))
    return entered is not None and entered == actor.person_id


def above_ceiling(deal: Deal) -> bool:
    """Tell whether a linkage is worth more than its destination lets one person sign."""
    value = deal.terms.price_minor * deal.terms.quantity
    return value > deal.destination.quick_buy_ceiling_minor
