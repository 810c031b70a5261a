"""A step after each loss: a skill as a picture card and a next need; never blocking."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.journal.actions import record
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound, Refused
from marketplace.kernel.states import WrongState
from marketplace.mediation.models import Coaching
from marketplace.mediation.queries.load import acts_for
from marketplace.mediation.queries.next_need import next_need_for
from marketplace.mediation.rules.lists import PricePosition, Skill
from marketplace.mediation.rules.told import skill_for
from marketplace.offers.models import Offer
from marketplace.offers.rules.lists import OfferState
from marketplace.people.queries.records import supplier_record
from marketplace.people.rules.access import require
from marketplace.sourcing.models import Need


def coach(
    session: Session, actor: Actor, offer: Offer, *, need: Need, place: PricePosition
) -> Coaching:
    """Propose a step for a lost offer: what to learn from it, and what to answer next."""
    record_of_hers = supplier_record(session, offer.supplier_id)
    skill = skill_for(
        place, quantity=offer.quantity, need=need.quantity, deliveries=record_of_hers.deliveries
    )
    return _begin(session, actor, offer, skill)


def _begin(session: Session, actor: Actor, offer: Offer, skill: Skill) -> Coaching:
    step = Coaching(
        public_id=ids.public_id(), offer_id=offer.id, supplier_id=offer.supplier_id, skill=skill,
        next_need_id=next_need_for(session, offer), made_at=clock.now(),
    )  # fmt: skip
    session.add(step)
    session.flush()
    facts = {"offer": offer.id, "skill": skill.value, "next": step.next_need_id}
    record(session, actor, verb="coaching.begin", subject=step, facts=facts)
    return step


def talk(session: Session, actor: Actor, offer_public_id: str, skill: Skill) -> Coaching:
    """Keep that a facilitator of her place talked a loss through with her, on which skill."""
    offer = session.scalar(
        select(Offer).where(Offer.public_id == offer_public_id).with_for_update()
    )
    if offer is None:
        raise NotFound
    require(acts_for(session, actor, offer.supplier_id))
    if offer.state is not OfferState.DECLINED:
        raise Refused(WrongState.NOT_NOW)
    step = session.scalar(select(Coaching).where(Coaching.offer_id == offer.id))
    if step is None:
        step = _begin(session, actor, offer, skill)
    if step.talked_at is not None:
        raise Refused(WrongState.NOT_NOW)
    step.skill, step.talked_at, step.talked_by_id = skill, clock.now(), actor.person_id
    facts = {"skill": skill.value, "offer": offer.id}
    record(session, actor, verb="coaching.talk", subject=step, facts=facts)
    return step
