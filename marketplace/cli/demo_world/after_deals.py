"""After the deals: one complaint, one open day, something done together, who reads reports."""

from datetime import timedelta
from functools import partial

from sqlalchemy import select

from marketplace.agreements.actions.grievances import raise_grievance
from marketplace.agreements.actions.safeguarding import name_lead
from marketplace.agreements.models import Delivery, Order
from marketplace.agreements.rules.grievances import Raiser, Whom, Wrong
from marketplace.agreements.rules.grieving import Raise
from marketplace.agreements.rules.lists import DeliveryState
from marketplace.catalogue.models import Category, Place
from marketplace.cli.demo_world.stage import Stage
from marketplace.cli.demo_world.timeline import Rank
from marketplace.collective.actions.activities import (
    ProposeActivity,
    add_member,
    propose_activity,
)
from marketplace.collective.actions.events import PlanEvent, plan_event
from marketplace.collective.rules.activities import ActivityKind
from marketplace.collective.rules.events import EventKind
from marketplace.kernel.actor import Actor
from marketplace.people.models import Operator, Supplier, SupplierLeaf

A_DAY_AGO, TWO_DAYS_AGO = timedelta(days=1, hours=2), timedelta(days=2)
AHEAD = timedelta(days=9)
MEMBERS = 4


def schedule_after_deals(stage: Stage) -> None:
    """Let one complaint wait a day, an open day come in nine, and members be asked."""
    timeline, loaded = stage.timeline, stage.loaded
    timeline.at(loaded - TWO_DAYS_AGO, Rank.DESK, partial(_readers, stage))
    timeline.at(loaded - TWO_DAYS_AGO, Rank.DESK, partial(_together, stage))
    timeline.at(loaded - A_DAY_AGO, Rank.DESK, partial(_complaint, stage))


def _readers(stage: Stage) -> None:
    admin = stage.actors.get("admin")
    observers = [stage.actors[row["code"]] for row in stage.world.house["observers"]]
    if admin is None or not observers or observers[0].person_id is None:
        return
    for land in stage.destinations.values():
        name_lead(stage.session, admin, destination_id=land.id,
                  person_id=observers[0].person_id, deputy=False)  # fmt: skip


def _desk(stage: Stage) -> Actor:
    code, row = next(iter(stage.world.everywhere("facilitators")))
    _ = code
    return stage.actors[row["code"]]


def _complaint(stage: Stage) -> None:
    """Somebody whose goods were taken only in part says that the scale was wrong."""
    session, desk = stage.session, _desk(stage)
    found = session.execute(
        select(Order.public_id, Order.supplier_id)
        .join(Delivery, Delivery.order_id == Order.id)
        .where(Delivery.state != DeliveryState.ACCEPTED, Order.place_id.in_(desk.place_ids))
        .order_by(Delivery.received_at.desc(), Delivery.id)
        .limit(1)
    ).one_or_none()
    if found is None:
        return
    hers = next(a for a in stage.actors.values() if found.supplier_id in a.supplier_ids)
    command = Raise(
        side=Raiser.SUPPLIER, kind=Wrong.WEIGHED_WRONG, whom=Whom.LODGE,
        client_key="demo-complaint", order=found.public_id, wants_call=True,
    )  # fmt: skip
    raise_grievance(session, hers, command)


def _together(stage: Stage) -> None:
    session, desk = stage.session, _desk(stage)
    makers = session.execute(
        select(Supplier.id, Supplier.public_id, Place.public_id.label("place"))
        .join(Place, Place.id == Supplier.place_id)
        .where(Supplier.place_id.in_(desk.place_ids))
        .order_by(Supplier.id)
        .limit(MEMBERS)
    ).all()
    made = session.scalars(
        select(Category.code)
        .join(SupplierLeaf, SupplierLeaf.category_id == Category.id)
        .where(SupplierLeaf.supplier_id.in_([one.id for one in makers]))
        .distinct()
    ).all()
    if not makers:
        return
    day = (stage.loaded + AHEAD).date()
    host = session.scalar(
        select(Operator.public_id)
        .join(Order, Order.operator_id == Operator.id)
        .where(Order.place_id.in_(desk.place_ids))
        .order_by(Operator.id)
        .limit(1)
    )
    place = makers[0].place
    plan_event(session, desk, PlanEvent(
        place=place, kind=EventKind.OPEN_DAY, title="A morning in the kitchen", held_on=day,
        leaves=made, host=host,
    ))  # fmt: skip
    activity = propose_activity(session, desk, ProposeActivity(
        place=place, kind=ActivityKind.SHARED_TRANSPORT, title="One truck on Fridays",
        win="Half the fare for a crate", quick_win_on=day + timedelta(days=30), beyond=60,
        beyond_words="everybody who sends something up that road",
    ))  # fmt: skip
    for one in makers:
        add_member(session, desk, activity.public_id, supplier=one.public_id)
