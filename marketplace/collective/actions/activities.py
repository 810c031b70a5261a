"""Doing things together: proposed with a quick win, asked in secret, begun or turned down."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from marketplace.agreements.actions.grievance_ground import today_in
from marketplace.catalogue.models import Place
from marketplace.collective.models import Activity, ActivityAnswer, ActivityMember
from marketplace.collective.queries.load import activity_at_desk, membership
from marketplace.collective.rules import activities as rules
from marketplace.collective.rules.activities import (
    ACTIVITY,
    ActivityKind,
    ActivityRefusal,
    ActivityState,
    ActivityVerb,
    Question,
    Said,
    Verdict,
)
from marketplace.journal.actions import record, step
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound, Refused
from marketplace.kernel.states import WrongState
from marketplace.kernel.text import tidy
from marketplace.people.models import Operator, Supplier
from marketplace.people.rules.access import reaches_place, require


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeActivity:
    """What several would do together, what gets better by when, and who else gains."""

    place: str
    kind: ActivityKind
    title: str
    win: str
    quick_win_on: date | None
    beyond: int = 0
    beyond_words: str = ""
    selective_discounts: bool = False


def propose_activity(session: Session, actor: Actor, command: ProposeActivity) -> Activity:
    """Propose something to do together. Raises ``Refused(ActivityRefusal)`` without a quick win."""
    place = session.scalar(select(Place).where(Place.public_id == command.place))
    if place is None:
        raise NotFound
    require(reaches_place(actor, place.id))
    title, win = tidy(command.title).strip(), tidy(command.win).strip()
    if not title:
        raise Refused(ActivityRefusal.NAME_MISSING)
    day = command.quick_win_on
    if not win or day is None or rules.quick_win_refused(day, today_in(session, place.id)):
        raise Refused(ActivityRefusal.QUICK_WIN_MISSING)
    row = Activity(
        public_id=ids.public_id(), place_id=place.id, kind=command.kind,
        state=ActivityState.PROPOSED, title=title, win=win, quick_win_on=day,
        selective_discounts=command.selective_discounts, beyond=command.beyond,
        beyond_words=tidy(command.beyond_words).strip(), made_by_id=actor.person_id,
        made_at=clock.now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    facts = {"to": row.state.value, "kind": row.kind.value}
    record(session, actor, verb="activity.propose", subject=row, facts=facts)
    return row


def add_member(
    session: Session, actor: Actor, public_id: str, *, supplier: str | None = None,
    operator: str | None = None,
) -> ActivityMember:  # fmt: skip
    """Let a supplier or an operator take part (public ids)."""
    activity = activity_at_desk(session, actor, public_id)
    table = Supplier if supplier else Operator
    wanted = session.scalar(select(table.id).where(table.public_id == (supplier or operator)))
    if wanted is None:
        raise NotFound
    column = ActivityMember.supplier_id if supplier else ActivityMember.operator_id
    known = select(ActivityMember.id).where(
        ActivityMember.activity_id == activity.id, column == wanted
    )
    if session.scalar(known) is not None:
        raise Refused(ActivityRefusal.IS_MEMBER)
    row = ActivityMember(
        activity_id=activity.id, supplier_id=wanted if supplier else None,
        operator_id=None if supplier else wanted, joined_at=clock.now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    record(session, actor, verb="activity_member.join", subject=row,
           facts={"activity": activity.id})  # fmt: skip
    return row


def answer_question(
    session: Session, actor: Actor, public_id: str, question: Question, said: Said
) -> ActivityAnswer:
    """Keep a member's secret answer; her latest word counts while nothing has begun."""
    activity, member = membership(session, actor, public_id)
    return _keep(session, actor, activity, member.id, question, said)


def answer_as_facilitator(
    session: Session, actor: Actor, public_id: str, said: dict[Question, Said]
) -> None:
    """Keep the facilitator's own answers to the four questions."""
    activity = activity_at_desk(session, actor, public_id)
    for question, word in said.items():
        _keep(session, actor, activity, None, question, word)


def _keep(
    session: Session, actor: Actor, activity: Activity, member_id: int | None,
    question: Question, said: Said,
) -> ActivityAnswer:  # fmt: skip
    if activity.state not in {ActivityState.PROPOSED, ActivityState.TRIAL}:
        raise Refused(WrongState.NOT_NOW)
    whose = (
        ActivityAnswer.member_id.is_(None)
        if member_id is None
        else ActivityAnswer.member_id == member_id
    )
    session.execute(
        delete(ActivityAnswer).where(
            ActivityAnswer.activity_id == activity.id, ActivityAnswer.question == question, whose
        )
    )
    row = ActivityAnswer(
        activity_id=activity.id, member_id=member_id, question=int(question), said=said,
        at=clock.now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    # Secret: the journal knows that somebody answered, not what.
    record(session, actor, verb="activity.answer", subject=activity, facts={})
    return row


def begin_activity(session: Session, actor: Actor, public_id: str) -> Activity:
    """Begin on what the four questions say: green runs, amber is tried, red is turned down.

    Raises ``Refused(NOT_ASKED_ENOUGH)`` before three members and the facilitator answered all
    four, ``Refused(RED)`` where the ladder is the way.
    """
    activity = activity_at_desk(session, actor, public_id)
    verdict = verdict_now(session, activity)
    if verdict is None:
        raise Refused(ActivityRefusal.NOT_ASKED_ENOUGH)
    if verdict is Verdict.RED:
        raise Refused(ActivityRefusal.RED)
    today = today_in(session, activity.place_id)
    activity.verdict, activity.started_at = verdict, clock.now()
    green = verdict is Verdict.GREEN
    activity.ends_on = None if green else rules.trial_ends(activity.quick_win_on, today)
    verb = ActivityVerb.START if green else ActivityVerb.TRY
    step(session, actor, activity, machine=ACTIVITY, verb=verb)
    session.flush()
    return activity


def verdict_now(session: Session, activity: Activity) -> Verdict | None:
    """Return what the answers come to; none while too few answered."""
    rows = session.execute(
        select(ActivityAnswer.member_id, ActivityAnswer.question, ActivityAnswer.said).where(
            ActivityAnswer.activity_id == activity.id
        )
    ).all()
    own = {Question(row.question): row.said for row in rows if row.member_id is None}
    by_member: dict[int, dict[Question, Said]] = {}
    for row in rows:
        if row.member_id is not None:
            by_member.setdefault(row.member_id, {})[Question(row.question)] = row.said
    if len(own) < len(Question) or not rules.enough_asked(map(len, by_member.values())):
        return None
    counted = {
        question: rules.answer_of(
            own[question], [one[question] for one in by_member.values() if question in one]
        )
        for question in Question
    }
    return rules.verdict_of(counted, selective_discounts=activity.selective_discounts)


def end_activity(session: Session, actor: Actor, public_id: str, *, won: bool) -> Activity:
    """End it: its quick win came, or it is stopped."""
    activity = activity_at_desk(session, actor, public_id)
    activity.ended_at = clock.now()
    if won:
        activity.won_on = today_in(session, activity.place_id)
    verb = ActivityVerb.FINISH if won else ActivityVerb.STOP
    step(session, actor, activity, machine=ACTIVITY, verb=verb)
    session.flush()
    return activity
