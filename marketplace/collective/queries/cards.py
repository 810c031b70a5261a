"""Activities, events, leads and recommendations as cards."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.agreements.queries.cards import Rows
from marketplace.catalogue.models import Place
from marketplace.collective.models import (
    Activity,
    ActivityAnswer,
    ActivityMember,
)
from marketplace.collective.queries.load import is_mine
from marketplace.collective.rules.activities import (
    ActivityKind,
    ActivityState,
    Said,
    Verdict,
)
from marketplace.db import typed
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.people.models import Operator, Supplier
from marketplace.people.queries.reach import in_reach

MOST = 60


@dataclass(frozen=True, slots=True)
class ActivityCard:
    """An activity; ``members`` counts who takes part."""

    id: int
    public_id: str
    kind: ActivityKind
    state: ActivityState
    title: str
    win: str
    quick_win_on: date
    won_on: date | None
    selective_discounts: bool
    beyond: int
    beyond_words: str
    verdict: Verdict | None
    ends_on: date | None
    place_name: str
    members: int


_COUNT = (
    select(func.count(ActivityMember.id))
    .where(ActivityMember.activity_id == Activity.id)
    .correlate(Activity)
    .scalar_subquery()
)
ACTIVITIES: Rows = select(
    Activity.id, Activity.public_id, Activity.kind, Activity.state, typed(Activity.title),
    typed(Activity.win, Activity.title_in),
    Activity.quick_win_on, Activity.won_on, Activity.selective_discounts, Activity.beyond,
    typed(Activity.beyond_words, Activity.title_in), Activity.verdict, Activity.ends_on,
    Place.name.label("place_name"),
    _COUNT.label("members"),
).join(Place, Place.id == Activity.place_id)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MemberCard:
    """Who takes part, and how many of the questions were answered; never what."""

    name: str
    supplier: bool
    answered: int


@dataclass(frozen=True, slots=True)
class ActivityPage:
    """One activity for its facilitator: members, her own answers."""

    card: ActivityCard
    members: tuple[MemberCard, ...]
    own: dict[int, Said]


def activities_at_desk(session: Session, actor: Actor) -> tuple[ActivityCard, ...]:
    """Return the activities of her places, the newest first."""
    found = ACTIVITIES.where(in_reach(actor, Activity.place_id)).order_by(Activity.id.desc())
    rows = session.execute(found.limit(MOST))
    return tuple(ActivityCard(**row._asdict()) for row in rows)


def activity_page(session: Session, actor: Actor, public_id: str) -> ActivityPage:
    """Return one activity for its facilitator."""
    mine = in_reach(actor, Activity.place_id)
    row = session.execute(ACTIVITIES.where(Activity.public_id == public_id, mine)).one_or_none()
    if row is None:
        raise NotFound
    card = ActivityCard(**row._asdict())
    own = session.execute(
        select(ActivityAnswer.question, ActivityAnswer.said).where(
            ActivityAnswer.activity_id == card.id, ActivityAnswer.member_id.is_(None)
        )
    )
    return ActivityPage(card, _members(session, card.id), {one.question: one.said for one in own})


def _members(session: Session, activity_id: int) -> tuple[MemberCard, ...]:
    rows = session.execute(
        select(
            func.coalesce(Supplier.name, Operator.name).label("name"),
            ActivityMember.supplier_id.is_not(None).label("supplier"),
            func.count(ActivityAnswer.id).label("answered"),
        )
        .select_from(ActivityMember)
        .outerjoin(Supplier, Supplier.id == ActivityMember.supplier_id)
        .outerjoin(Operator, Operator.id == ActivityMember.operator_id)
        .outerjoin(ActivityAnswer, ActivityAnswer.member_id == ActivityMember.id)
        .where(ActivityMember.activity_id == activity_id)
        .group_by(ActivityMember.id, Supplier.name, Operator.name)
        .order_by(ActivityMember.id)
    )  # fmt: skip
    return tuple(MemberCard(row.name, bool(row.supplier), row.answered) for row in rows)


@dataclass(frozen=True, slots=True)
class MyActivity:
    """An activity for one who takes part: her own answers by question."""

    card: ActivityCard
    said: dict[int, Said]

    @property
    def next_question(self) -> int | None:
        """The next of the four questions she has not answered."""
        return next((number for number in range(1, 5) if number not in self.said), None)


def my_activities(session: Session, actor: Actor) -> tuple[ActivityCard, ...]:
    """Return what this person takes part in, the newest first."""
    found = ACTIVITIES.join(ActivityMember, ActivityMember.activity_id == Activity.id)
    rows = session.execute(found.where(is_mine(actor)).order_by(Activity.id.desc()).limit(MOST))
    return tuple(ActivityCard(**row._asdict()) for row in rows)


def my_activity(session: Session, actor: Actor, public_id: str) -> MyActivity:
    """Return one of them with her own answers."""
    found = ACTIVITIES.add_columns(ActivityMember.id.label("member_id")).join(
        ActivityMember, ActivityMember.activity_id == Activity.id
    )
    row = session.execute(
        found.where(is_mine(actor), Activity.public_id == public_id).limit(1)
    ).one_or_none()
    if row is None:
        raise NotFound
    known = row._asdict()
    member_id = known.pop("member_id")
    own = session.execute(
        select(ActivityAnswer.question, ActivityAnswer.said).where(
            ActivityAnswer.member_id == member_id
        )
    )
    return MyActivity(ActivityCard(**known), {one.question: one.said for one in own})
