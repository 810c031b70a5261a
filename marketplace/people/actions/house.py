"""An operator keeps its own people: rights, stand-ins, linkage desk, champion.

Whoever may approve there does it, and nobody changes his own rights: so one who may approve
always stays, and a limit is never lifted by the person it binds.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.journal.actions import record
from marketplace.journal.keys import hold
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import Forbidden, NotFound, Refused
from marketplace.people.actions.phones import readable
from marketplace.people.actions.sessions import end_all_of
from marketplace.people.models import Champion, LinkageDesk, OperatorStaff, Person, StandIn
from marketplace.people.rules import access
from marketplace.people.rules.entry import EntryRefusal
from marketplace.people.rules.house import DeskHours, Rights, hours_fit, period_fits
from marketplace.people.rules.lists import ChampionOf, EndReason


def require_keeper(actor: Actor, operator_id: int) -> None:
    """Let in who may approve at this operator: 404 for strangers, 403 for other colleagues."""
    access.require(access.reaches_operator(actor, operator_id))
    if not access.has_right(actor, "may_approve", operator_id):
        raise Forbidden


def set_rights(
    session: Session, actor: Actor, operator_id: int, person_id: int, rights: Rights
) -> None:
    """Set what a colleague may do, and the value above which somebody approves."""
    require_keeper(actor, operator_id)
    if person_id == actor.person_id:
        raise Refused(EntryRefusal.NOT_YOURSELF)
    row = _staff(session, operator_id, person_id)
    row.function, row.order_limit_minor = rights.function, rights.limit_minor
    row.may_order, row.may_receive = rights.may_order, rights.may_receive
    row.may_pay, row.may_approve = rights.may_pay, rights.may_approve
    facts = {
        "order": row.may_order, "receive": row.may_receive, "pay": row.may_pay,
        "approve": row.may_approve, "limited": row.order_limit_minor is not None,
        "function": row.function.value,
    }  # fmt: skip
    record(session, actor, verb="operator_staff.set_rights", subject=row, facts=facts)


def _staff(session: Session, operator_id: int, person_id: int) -> OperatorStaff:
    row = session.scalar(
        select(OperatorStaff)
        .join(Person, Person.id == OperatorStaff.person_id)
        .where(OperatorStaff.operator_id == operator_id, OperatorStaff.person_id == person_id)
        .where(Person.disabled_at.is_(None))
        .with_for_update(of=OperatorStaff)
    )
    if row is None:
        raise NotFound
    return row


def dismiss(
    session: Session, actor: Actor, operator_id: int, person_id: int, *, now: datetime
) -> None:
    """Take a colleague out of the operator: every right goes, her sessions end at once."""
    require_keeper(actor, operator_id)
    if person_id == actor.person_id:
        raise Refused(EntryRefusal.NOT_YOURSELF)
    row = _staff(session, operator_id, person_id)
    for gone in (*_stand_ins(session, operator_id, person_id), *_seats(session, operator_id)):
        if person_id in {gone.person_id, getattr(gone, "absent_id", None)}:
            session.delete(gone)
    record(session, actor, verb="operator_staff.dismiss", subject=row)
    session.flush()
    session.delete(row)
    end_all_of(session, person_id, reason=EndReason.DISABLED, now=now)


def _stand_ins(session: Session, operator_id: int, person_id: int) -> list[StandIn]:
    either = (StandIn.person_id == person_id) | (StandIn.absent_id == person_id)
    return list(session.scalars(select(StandIn).where(StandIn.operator_id == operator_id, either)))


def _seats(session: Session, operator_id: int) -> list[Champion | LinkageDesk]:
    champion = session.scalar(select(Champion).where(Champion.operator_id == operator_id))
    desk = session.scalar(select(LinkageDesk).where(LinkageDesk.operator_id == operator_id))
    return [row for row in (champion, desk) if row is not None]


def let_stand_in(
    session: Session, actor: Actor, operator_id: int, *, absent_id: int, person_id: int,
    begins: datetime, ends: datetime, now: datetime,
) -> StandIn:  # fmt: skip
    """Let a colleague hold an absent one's rights for a while; oneself, or any as the keeper."""
    if absent_id != actor.person_id:
        require_keeper(actor, operator_id)
    access.require(access.reaches_operator(actor, operator_id))
    if absent_id == person_id:
        raise Refused(EntryRefusal.NOT_A_COLLEAGUE)
    if not period_fits(begins, ends, now=now):
        raise Refused(EntryRefusal.PERIOD_UNFIT)
    for who in (absent_id, person_id):
        _staff(session, operator_id, who)
    row = StandIn(
        operator_id=operator_id, absent_id=absent_id, person_id=person_id, begins_at=begins,
        ends_at=ends,
    )  # fmt: skip
    session.add(row)
    session.flush()
    facts = {"absent": absent_id, "person": person_id}
    record(session, actor, verb="stand_in.begin", subject=row, facts=facts)
    return row


def end_stand_in(session: Session, actor: Actor, stand_in_id: int, *, now: datetime) -> None:
    """End a stand-in now: by the one who was away, or by the keeper."""
    row = session.scalar(select(StandIn).where(StandIn.id == stand_in_id).with_for_update())
    if row is None or not access.reaches_operator(actor, row.operator_id):
        raise NotFound
    if row.absent_id != actor.person_id:
        require_keeper(actor, row.operator_id)
    if row.ends_at <= now:
        return
    record(session, actor, verb="stand_in.end", subject=row)
    session.flush()
    session.delete(row)


def keep_linkage_desk(session: Session, actor: Actor, operator_id: int, desk: DeskHours) -> None:
    """Name the dedicated unit (§4.1.1): a person, her function, a phone, its hours."""
    require_keeper(actor, operator_id)
    _staff(session, operator_id, desk.person_id)
    if not hours_fit(desk.opens, desk.closes):
        raise Refused(EntryRefusal.HOURS_UNFIT)
    number = readable(session, desk.person_id, desk.phone)
    if number is None:
        raise Refused(EntryRefusal.PHONE_UNREADABLE, field="phone")
    hold(session, "linkage_desk", operator_id)
    row = session.scalar(select(LinkageDesk).where(LinkageDesk.operator_id == operator_id))
    if row is None:
        row = LinkageDesk(operator_id=operator_id)
        session.add(row)
    row.person_id, row.function, row.phone = desk.person_id, desk.function, number
    row.opens, row.closes = desk.opens, desk.closes
    session.flush()
    record(session, actor, verb="linkage_desk.keep", subject=row, facts={"person": row.person_id})


def name_champion(
    session: Session, actor: Actor, person_id: int, *, operator_id: int, now: datetime
) -> None:
    """Name an operator's champion, its visible local leader (§3.3); one at a time."""
    require_keeper(actor, operator_id)
    _staff(session, operator_id, person_id)
    hold(session, "champion", "operator", operator_id)
    row = session.scalar(select(Champion).where(Champion.operator_id == operator_id))
    put_champion(
        session, actor, row or Champion(operator_id=operator_id), person_id, now=now,
        of=ChampionOf.OPERATOR,
    )  # fmt: skip


def put_champion(
    session: Session, actor: Actor, row: Champion, person_id: int, *, now: datetime,
    of: ChampionOf,
) -> None:  # fmt: skip
    """Write a champion down; the same one again changes nothing."""
    if row.person_id == person_id:
        return
    row.person_id, row.since = person_id, now
    session.add(row)
    session.flush()
    facts = {"of": of.value, "person": person_id}
    record(session, actor, verb="champion.name", subject=row, facts=facts)
