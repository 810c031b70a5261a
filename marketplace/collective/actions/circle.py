"""The circle: buyers let one another know of suppliers who delivered well; she is asked first."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.models import Delivery
from marketplace.agreements.rules.lists import DeliveryState
from marketplace.collective.models import Recommendation
from marketplace.collective.rules.events import (
    RECOMMENDATION,
    CircleRefusal,
    RecommendationState,
    RecommendationVerb,
)
from marketplace.journal.actions import record, step
from marketplace.journal.outbox import Message, post
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound, Refused
from marketplace.people.models import Supplier
from marketplace.people.rules.access import reaches_operator, reaches_supplier, require

CIRCLE_ASKED = "circle_asked"


def recommend(session: Session, actor: Actor, supplier: str) -> Recommendation:
    """Offer to let other buyers know of a supplier who delivered well; she is asked first."""
    found = session.scalar(select(Supplier).where(Supplier.public_id == supplier))
    if found is None or not actor.operator_ids:
        raise NotFound
    proven = session.scalar(
        select(Delivery.operator_id)
        .where(
            Delivery.supplier_id == found.id, Delivery.operator_id.in_(actor.operator_ids),
            Delivery.state == DeliveryState.ACCEPTED,
        )
        .limit(1)
    )  # fmt: skip
    if proven is None:
        raise Refused(CircleRefusal.NOT_PROVEN)
    living = select(Recommendation.id).where(
        Recommendation.operator_id == proven, Recommendation.supplier_id == found.id,
        Recommendation.state.in_((RecommendationState.ASKED, RecommendationState.SHARED)),
    )  # fmt: skip
    if session.scalar(living) is not None:
        raise Refused(CircleRefusal.ALREADY)
    row = Recommendation(
        public_id=ids.public_id(), operator_id=proven, supplier_id=found.id,
        state=RecommendationState.ASKED, asked_at=clock.now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    record(session, actor, verb="recommendation.ask", subject=row, facts={"to": row.state.value})
    post(session, [Message(kind=CIRCLE_ASKED, subject_type=row.__tablename__, subject_id=row.id,
                           to_supplier_id=found.id, place_id=found.place_id)])  # fmt: skip
    return row


def answer_recommendation(
    session: Session, actor: Actor, public_id: str, verb: RecommendationVerb
) -> Recommendation:
    """Take her yes or no, her taking it back, or the operator's."""
    row = session.scalar(
        select(Recommendation).where(Recommendation.public_id == public_id).with_for_update()
    )
    if row is None:
        raise NotFound
    hers = reaches_supplier(actor, row.supplier_id)
    his = reaches_operator(actor, row.operator_id) and verb is RecommendationVerb.WITHDRAW
    require(hers or his)
    row.answered_at = clock.now()
    step(session, actor, row, machine=RECOMMENDATION, verb=verb)
    session.flush()
    return row
