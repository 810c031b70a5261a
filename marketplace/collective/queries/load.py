"""Loading activities, events and recommendations through what the actor may see."""

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from marketplace.collective.models import Activity, ActivityMember, Event
from marketplace.db import held
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.people.queries.reach import in_reach


def activity_at_desk(session: Session, actor: Actor, public_id: str) -> Activity:
    """Return an activity of the facilitator's places, held."""
    mine = in_reach(actor, Activity.place_id)
    return held(session, select(Activity).where(Activity.public_id == public_id, mine))


def is_mine(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that a membership is this person's: her supplier's or his operator's."""
    return or_(
        ActivityMember.supplier_id.in_(sorted(actor.supplier_ids)),
        ActivityMember.operator_id.in_(sorted(actor.operator_ids)),
    )


def membership(session: Session, actor: Actor, public_id: str) -> tuple[Activity, ActivityMember]:
    """Return an activity with the membership this person answers for."""
    row = session.execute(
        select(Activity, ActivityMember)
        .join(ActivityMember, ActivityMember.activity_id == Activity.id)
        .where(Activity.public_id == public_id, is_mine(actor))
        .order_by(ActivityMember.id)
        .limit(1)
    ).one_or_none()
    if row is None:
        raise NotFound
    return row.Activity, row.ActivityMember


def event_at_desk(session: Session, actor: Actor, public_id: str) -> Event:
    """Return an event of the facilitator's places, held."""
    mine = in_reach(actor, Event.place_id)
    return held(session, select(Event).where(Event.public_id == public_id, mine))
