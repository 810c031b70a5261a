"""Reports of harm: sent by anybody, waking the named lead at once and every hour until one looks.

Nobody who works in the place reads them, and nobody one about herself. The journal names no
reporter: it is written in the clockwork's hand.
"""

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.agreements.models import SafeguardingLead, SafeguardingReport
from marketplace.agreements.queries.safeguarding import leads_of, report_held
from marketplace.agreements.rules import safeguarding as rules
from marketplace.agreements.rules.safeguarding import (
    REPORT,
    Harm,
    ReportEnd,
    ReportState,
    ReportVerb,
    SafeguardingRefusal,
)
from marketplace.agreements.rules.told import Told
from marketplace.catalogue.models import Place
from marketplace.journal.actions import record, step
from marketplace.journal.keys import hold
from marketplace.journal.outbox import EMAIL, Message, post
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import SYSTEM, Actor, Role
from marketplace.kernel.refused import NotFound, Refused
from marketplace.kernel.text import tidy
from marketplace.people.models import (
    FacilitatorPlace,
    Operator,
    OperatorStaff,
    Person,
    RoleGrant,
    Supplier,
)
from marketplace.people.rules.access import require

A_DAY = 50  # reports of one destination; above it the caller is asked to ring
MOST_WHERE = 200


def report_harm(
    session: Session, actor: Actor, *, kind: Harm, client_key: str, place: str | None = None,
    about: int | None = None, find_me: str = "",
) -> SafeguardingReport:  # fmt: skip
    """Send a report of harm; a repeated key sends nothing more.

    ``place`` is a public id (needed of whoever is not seated as a supplier), ``about`` the person
    it is about where that is somebody of ours, ``find_me`` where she can safely be called.
    """
    hold(session, "safeguarding", client_key)
    same = select(SafeguardingReport).where(SafeguardingReport.client_key == client_key)
    before = session.scalar(same)
    if before is not None:
        return before
    supplier = session.get(Supplier, min(actor.supplier_ids)) if actor.supplier_ids else None
    where = _place(session, supplier, place)
    _refuse_flood(session, where.destination_id)
    now = clock.now()
    row = SafeguardingReport(
        public_id=ids.public_id(), client_key=client_key, state=ReportState.SENT, kind=kind,
        destination_id=where.destination_id, place_id=where.id,
        supplier_id=supplier.id if supplier else None, about_person_id=about,
        find_me=tidy(find_me).strip()[:MOST_WHERE] or None, reported_at=now,
        human_by=now + rules.HUMAN_WITHIN, alarms=0,
    )  # fmt: skip
    session.add(row)
    session.flush()
    record(session, SYSTEM, verb="safeguarding.report", subject=row, facts={"to": row.state.value})
    _alarm(session, row)
    return row


def _place(session: Session, supplier: Supplier | None, public_id: str | None) -> Place:
    which = Place.id == supplier.place_id if supplier else Place.public_id == public_id
    found = session.scalar(select(Place).where(which))
    if found is None:
        raise NotFound
    return found


def _refuse_flood(session: Session, destination_id: int) -> None:
    since = clock.now() - timedelta(days=1)
    many = select(func.count()).where(
        SafeguardingReport.destination_id == destination_id,
        SafeguardingReport.reported_at > since,
    )  # fmt: skip
    if (session.scalar(many) or 0) >= A_DAY:
        raise Refused(SafeguardingRefusal.TOO_MANY)


def alarm_again(session: Session, report_id: int) -> None:
    """Wake lead and deputies again while nobody has a report in hand."""
    row = session.get_one(SafeguardingReport, report_id, with_for_update=True)
    due = rules.alarm_due(last=row.alarmed_at, now=clock.now())
    if row.state is ReportState.SENT and due:
        _alarm(session, row)


def _alarm(session: Session, row: SafeguardingReport) -> None:
    leads = leads_of(session, row.destination_id)
    about = row.about_person_id
    now = rules.woken(leads, about=about, alarms=row.alarms) or _administrators(session, about)
    row.alarms, row.alarmed_at = row.alarms + 1, clock.now()
    session.flush()
    post(session, [
        Message(kind=Told.SAFEGUARDING.value, subject_type=row.__tablename__, subject_id=row.id,
                channel=EMAIL, to_person_id=person_id)
        for person_id in sorted(now)
    ])  # fmt: skip


def _administrators(session: Session, about: int | None) -> frozenset[int]:
    """Return who hears that a report waits and that no lead was named to read it."""
    found = select(RoleGrant.person_id).where(RoleGrant.role == Role.ADMINISTRATOR)
    return frozenset(session.scalars(found)) - {about or 0}


def take_in_hand(session: Session, actor: Actor, public_id: str) -> SafeguardingReport:
    """Take a report in hand, as a lead or deputy it is not about."""
    row = report_held(session, actor, public_id)
    row.lead_id, row.in_hand_at = actor.person_id, clock.now()
    step(session, actor, row, machine=REPORT, verb=ReportVerb.TAKE_IN_HAND)
    session.flush()
    return row


def close_report(
    session: Session, actor: Actor, public_id: str, ended: ReportEnd
) -> SafeguardingReport:
    """End a report with one of four codes; where she can be called is forgotten."""
    row = report_held(session, actor, public_id)
    row.ended, row.ended_at, row.find_me = ended, clock.now(), None
    step(session, actor, row, machine=REPORT, verb=ReportVerb.CLOSE)
    session.flush()
    return row


def name_lead(
    session: Session, actor: Actor, *, destination_id: int, person_id: int, deputy: bool
) -> SafeguardingLead:
    """Name who reads reports of a destination: nobody who works in one of its places."""
    require(actor.has(Role.ADMINISTRATOR) and session.get(Person, person_id) is not None)
    if _works_here(session, destination_id, person_id):
        raise Refused(SafeguardingRefusal.WORKS_HERE)
    if any(one.person_id == person_id for one in leads_of(session, destination_id)):
        raise Refused(SafeguardingRefusal.IS_LEAD)
    row = SafeguardingLead(
        destination_id=destination_id, person_id=person_id, deputy=deputy,
        named_by_id=actor.person_id, since=clock.now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    facts = {"person": person_id, "deputy": deputy}
    record(session, actor, verb="safeguarding_lead.name", subject=row, facts=facts)
    return row


def _works_here(session: Session, destination_id: int, person_id: int) -> bool:
    mediates = (
        select(FacilitatorPlace.person_id)
        .join(Place, Place.id == FacilitatorPlace.place_id)
        .where(Place.destination_id == destination_id, FacilitatorPlace.person_id == person_id)
    )
    buys = (
        select(OperatorStaff.person_id)
        .join(Operator, Operator.id == OperatorStaff.operator_id)
        .where(Operator.destination_id == destination_id, OperatorStaff.person_id == person_id)
    )
    return session.scalar(mediates.union(buys).limit(1)) is not None


def end_lead(session: Session, actor: Actor, lead_id: int) -> None:
    """Let somebody read reports no more."""
    row = session.get(SafeguardingLead, lead_id)
    if row is None or not actor.has(Role.ADMINISTRATOR):
        raise NotFound
    if row.until is None:
        row.until = clock.now()
        session.flush()
        record(session, actor, verb="safeguarding_lead.end", subject=row)
