"""The facilitator's first page: what waits, the oldest promise first, and the week around it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from flask import Blueprint, Response, request
from sqlalchemy.orm import Session

from marketplace.agreements import queries as agreements
from marketplace.agreements.queries.desk import AT_ONCE
from marketplace.agreements.queries.matters import matters_open
from marketplace.agreements.queries.week import WeekPaid, week_paid
from marketplace.assessment import queries as checks
from marketplace.assessment.queries.ahead import Again, AheadCard, looks_ahead
from marketplace.blueprints.home import check_tasks, desk_tasks, growth_tasks, other_tasks
from marketplace.blueprints.home.desk_tasks import Task
from marketplace.catalogue.queries.markets import Market, markets_ahead
from marketplace.db import db
from marketplace.i18n.format import today
from marketplace.insight.queries.linkages import LinkageCard, linkages
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.offers.queries import to_read_back
from marketplace.people.queries.capacity import Stretched, stretched_suppliers
from marketplace.people.rules.permissions import Permission
from marketplace.sourcing.queries.desk import LookingNow, looking_now
from marketplace.support.queries import waiting as growing
from marketplace.web.desk import greeting, many
from marketplace.web.guard import guard
from marketplace.web.pages import page

blueprint = Blueprint("home_desk", __name__)
SHOWN = 25


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything on the first page, read with one statement each."""

    late: int
    to_read: int
    to_sign: int
    reviews: int
    looking: LookingNow
    quiet: tuple[LinkageCard, ...] = ()
    tasks: list[Task] = field(default_factory=list)

    @property
    def waits(self) -> int:
        """How many things wait for a person."""
        return len(self.tasks)


def _desk(session: Session, actor: Actor) -> Desk:
    late = agreements.late_payments(session, actor, today())
    backs = to_read_back(session, actor)
    waiting, ahead = checks.waiting(session, actor), looks_ahead(session, actor, _soon())
    orders = agreements.orders_to_chase(session, actor, today())
    looking, linked = looking_now(session, actor), linkages(session, actor)
    grown = growing(session, actor, today())
    tasks = [
        *map(other_tasks.matter, matters_open(session, actor)),
        *map(desk_tasks.late_payment, late),
        *(desk_tasks.read_back(card, actor.person_id) for card in backs),
        *map(check_tasks.check, waiting),
        *map(desk_tasks.order_to_chase, orders),
        *desk_tasks.silent_needs(looking.needs),
        *desk_tasks.follow_ups(linked),
        *(check_tasks.again(one) for one in ahead if _overdue(one)),
        *growth_tasks.waits_for_help(grown),
    ]
    # What somebody waits for comes before what is looked at again: else it drowns among the many.
    looks = [
        *(check_tasks.again(one) for one in ahead if not _overdue(one)),
        *growth_tasks.looked_at_again(grown),
    ]
    reviews = sum(one.kind is Again.REVIEW for one in ahead)
    tasks = [*sorted(tasks, key=_since), *sorted(looks, key=_since)]
    quiet = tuple(one for one in linked if one.stalled(today()))
    return Desk(len(late), len(backs), len(waiting), reviews, looking, quiet, tasks)


def _soon() -> datetime:
    return clock.now() + checks.SOON


def _overdue(card: AheadCard) -> bool:
    """A condition past its day: orders stop in the end if nobody looks."""
    return card.kind is Again.CONDITION and card.at < clock.now()


def _since(task: Task) -> datetime:
    return task.since


@dataclass(frozen=True, slots=True)
class Around:
    """The week around the desk."""

    week: WeekPaid
    markets: tuple[Market, ...]
    stretched: tuple[Stretched, ...]


def _around(session: Session, actor: Actor) -> Around:
    monday = today() - timedelta(days=today().weekday())
    return Around(
        week_paid(session, actor),
        markets_ahead(session, today(), place_ids=actor.place_ids, everywhere=actor.everywhere),
        stretched_suppliers(session, actor, monday),
    )


@blueprint.get("/desk/")
@guard(Permission.SEE_DESK)
def home(actor: Actor) -> Response:
    """Begin the day: what waits here, in a sentence, in numbers, and row by row."""
    desk = _desk(db.session(), actor)
    shown = desk.waits if "all" in request.args else SHOWN
    return page(
        "desk/home.html", desk=desk, around=_around(db.session(), actor), shown=shown,
        hello=greeting(actor.name), many=many, most=AT_ONCE, today=today(),
    )  # fmt: skip
