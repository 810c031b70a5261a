"""A step after each bad delivery: what helps next time; never blocking, like one after a loss."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.models import Delivery, Order
from marketplace.journal import keys
from marketplace.journal.actions import record
from marketplace.journal.outbox import Message, post
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound, Refused
from marketplace.kernel.states import WrongState
from marketplace.people.models import Supplier, SupplierOutcome
from marketplace.people.rules.access import reaches_place, require
from marketplace.support.models import DeliveryStep
from marketplace.support.rules.lists import Told, Trigger
from marketplace.support.rules.next_time import helps, trigger_of


def coach_delivery(session: Session, actor: Actor, delivery_id: int) -> DeliveryStep | None:
    """Open the step after a bad delivery, once; nothing where nothing was bad."""
    keys.hold(session, "delivery_step", delivery_id)
    row = session.execute(
        select(Delivery, Order, SupplierOutcome.on_time)
        .join(Order, Order.id == Delivery.order_id)
        .outerjoin(SupplierOutcome, SupplierOutcome.delivery_id == Delivery.id)
        .where(Delivery.id == delivery_id)
    ).one_or_none()
    known = select(DeliveryStep.id).where(DeliveryStep.delivery_id == delivery_id)
    if row is None or session.execute(known).first() is not None:
        return None
    delivery, order, on_time = row
    bad = trigger_of(delivery.state, on_time=on_time is not False)
    return None if bad is None else _begin(session, actor, delivery, order=order, bad=bad)


def _begin(
    session: Session, actor: Actor, delivery: Delivery, *, order: Order, bad: Trigger
) -> DeliveryStep:
    step = DeliveryStep(
        public_id=ids.public_id(), delivery_id=delivery.id, supplier_id=delivery.supplier_id,
        place_id=order.place_id, category_id=order.category_id, bad=bad,
        helps=helps(delivery.reject_reason, bad), made_at=clock.now(),
    )  # fmt: skip
    session.add(step)
    session.flush()
    facts = {"delivery": delivery.id, "bad": bad.value, "helps": step.helps.value}
    record(session, actor, verb="delivery_step.begin", subject=step, facts=facts)
    message = Message(
        kind=Told.NEXT_TIME.value, subject_type=DeliveryStep.__tablename__, subject_id=step.id,
        to_supplier_id=delivery.supplier_id, place_id=order.place_id,
    )  # fmt: skip
    post(session, [message])
    return step


def talk_delivery(session: Session, actor: Actor, public_id: str) -> DeliveryStep:
    """Keep that a facilitator talked a bad delivery through with her."""
    step = session.scalar(
        select(DeliveryStep).where(DeliveryStep.public_id == public_id).with_for_update()
    )
    if step is None:
        raise NotFound
    require(reaches_place(actor, _her_place(session, step)))
    if step.talked_at is not None:
        raise Refused(WrongState.NOT_NOW)
    step.talked_at, step.talked_by_id = clock.now(), actor.person_id
    record(session, actor, verb="delivery_step.talk", subject=step)
    return step


def _her_place(session: Session, step: DeliveryStep) -> int:
    """Return the place of the supplier: who knows her talks with her, not who knows the door."""
    return session.get_one(Supplier, step.supplier_id).place_id
