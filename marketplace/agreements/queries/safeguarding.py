"""Who reads reports of harm, and the reports for them alone."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from marketplace.agreements.models import SafeguardingLead, SafeguardingReport
from marketplace.agreements.queries.cards import Rows
from marketplace.agreements.rules.safeguarding import (
    ALARM_EVERY,
    Harm,
    Lead,
    ReportEnd,
    ReportState,
)
from marketplace.catalogue.models import Destination, Place
from marketplace.db import held
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.people.models import FacilitatorPlace, Person, Phone, StaffAccount, Supplier
from marketplace.people.queries.contacts import SAFE
from marketplace.people.rules.lists import FoundWhen
from marketplace.people.rules.private import SafeWay

MOST = 50
_NOW = SafeguardingLead.until.is_(None)


@dataclass(frozen=True, slots=True)
class LeadCard:
    """Somebody who reads reports of a destination."""

    id: int
    destination_name: str
    name: str
    deputy: bool
    since: datetime


@dataclass(frozen=True, slots=True)
class ReportCard:
    """A report, with where its reporter can be called; never what else is known of her."""

    public_id: str
    state: ReportState
    kind: Harm
    destination_name: str
    place_name: str | None
    symbol_name: str | None
    phone: str | None
    find_me: str | None
    reported_at: datetime
    human_by: datetime
    in_hand_at: datetime | None
    ended: ReportEnd | None
    safe_when: FoundWhen | None = None
    safe_way: SafeWay | None = None
    covered: bool | None = None


def leads_of(session: Session, destination_id: int) -> tuple[Lead, ...]:
    """Return the leads and deputies of a destination."""
    found = select(SafeguardingLead.person_id, SafeguardingLead.deputy).where(
        SafeguardingLead.destination_id == destination_id, _NOW
    )
    return tuple(Lead(*row) for row in session.execute(found.order_by(SafeguardingLead.id)))


def all_leads(session: Session) -> tuple[LeadCard, ...]:
    """Return every lead and deputy, for the administrator."""
    rows = session.execute(
        select(
            SafeguardingLead.id, Destination.name, Person.name.label("person"),
            SafeguardingLead.deputy, SafeguardingLead.since,
        )
        .join(Destination, Destination.id == SafeguardingLead.destination_id)
        .join(Person, Person.id == SafeguardingLead.person_id)
        .where(_NOW)
        .order_by(Destination.name, SafeguardingLead.deputy, SafeguardingLead.id)
    )  # fmt: skip
    return tuple(LeadCard(*row) for row in rows)


def is_lead(session: Session, actor: Actor) -> bool:
    """Tell whether somebody reads reports anywhere."""
    hers = select(SafeguardingLead.id).where(SafeguardingLead.person_id == actor.person_id, _NOW)
    return session.scalar(hers.limit(1)) is not None


def _for_her(actor: Actor) -> ColumnElement[bool]:
    """Reports of a destination she reads for, but none about herself."""
    hers = select(SafeguardingLead.destination_id).where(
        SafeguardingLead.person_id == actor.person_id, _NOW
    )
    about = SafeguardingReport.about_person_id
    return and_(
        SafeguardingReport.destination_id.in_(hers), or_(about.is_(None), about != actor.person_id)
    )


def report_held(session: Session, actor: Actor, public_id: str) -> SafeguardingReport:
    """Return a report, held, for a lead it is not about."""
    named = SafeguardingReport.public_id == public_id
    return held(session, select(SafeguardingReport).where(named, _for_her(actor)))


_REPORTS: Rows = (
    select(
        SafeguardingReport.public_id, SafeguardingReport.state, SafeguardingReport.kind,
        Destination.name.label("destination_name"), Place.name.label("place_name"),
        Supplier.name.label("symbol_name"), Phone.number.label("phone"),
        SafeguardingReport.find_me, SafeguardingReport.reported_at, SafeguardingReport.human_by,
        SafeguardingReport.in_hand_at, SafeguardingReport.ended, *SAFE,
    )
    .select_from(SafeguardingReport)
    .join(Destination, Destination.id == SafeguardingReport.destination_id)
    .outerjoin(Place, Place.id == SafeguardingReport.place_id)
    .outerjoin(Supplier, Supplier.id == SafeguardingReport.supplier_id)
    .outerjoin(Phone, Phone.id == Supplier.phone_id)
)  # fmt: skip


def reports_for(session: Session, actor: Actor) -> tuple[ReportCard, ...]:
    """Return a lead's reports, those in nobody's hand first; one statement."""
    order = (SafeguardingReport.state != ReportState.SENT, SafeguardingReport.id.desc())
    found = _REPORTS.where(_for_her(actor)).order_by(*order).limit(MOST)
    return tuple(ReportCard(**row._asdict()) for row in session.execute(found))


def report_for(session: Session, actor: Actor, public_id: str) -> ReportCard:
    """Return one report for a lead; to everybody else it does not exist."""
    found = _REPORTS.where(SafeguardingReport.public_id == public_id, _for_her(actor))
    row = session.execute(found).one_or_none()
    if row is None:
        raise NotFound
    return ReportCard(**row._asdict())


def reports_to_wake_for(session: Session, now: datetime) -> tuple[int, ...]:
    """Return the reports nobody has in hand, whose last alarm is an hour ago."""
    found = select(SafeguardingReport.id).where(
        SafeguardingReport.state == ReportState.SENT,
        or_(
            SafeguardingReport.alarmed_at.is_(None),
            SafeguardingReport.alarmed_at <= now - ALARM_EVERY,
        ),
    )
    return tuple(session.scalars(found.order_by(SafeguardingReport.id).limit(MOST)))


def staff_by_name(session: Session) -> dict[str, str]:
    """Return everybody with an account, by id as a form sends it."""
    rows = session.execute(
        select(Person.id, Person.name)
        .join(StaffAccount, StaffAccount.person_id == Person.id)
        .where(Person.disabled_at.is_(None))
        .order_by(Person.name, Person.id)
        .limit(10 * MOST)
    )
    return {str(row.id): row.name for row in rows}


def who_can_be_named(session: Session) -> dict[str, str]:
    """Return whom a report can be about by name: facilitators and those who read reports."""
    works = select(FacilitatorPlace.person_id)
    reads = select(SafeguardingLead.person_id).where(_NOW)
    rows = session.execute(
        select(Person.id, Person.name)
        .where(or_(Person.id.in_(works), Person.id.in_(reads)), Person.disabled_at.is_(None))
        .order_by(Person.name, Person.id)
        .limit(10 * MOST)
    )
    return {str(row.id): row.name for row in rows}
