"""Cases at the desk: what waits first, and one case with everything that happened in it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Category, Place
from marketplace.db import typed
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, Role
from marketplace.mediation.models import (
    Award,
    CaseEvent,
    CaseTask,
    ConflictMark,
    CounterProposal,
    Loss,
    MediationCase,
    SecondLook,
)
from marketplace.mediation.queries.file import (
    EventCard,
    TaskCard,
    events_where,
    tasks_where,
)
from marketplace.mediation.queries.opening import Opening, opening
from marketplace.mediation.rules.lists import (
    AwardState,
    CaseState,
    ConflictKind,
    EventKind,
    LookKind,
    LookState,
    ProposalState,
    TaskState,
)
from marketplace.mediation.rules.times import stalled, too_many_meetings
from marketplace.people.models import Operator, Person, RoleGrant, Supplier
from marketplace.people.queries.reach import in_reach
from marketplace.sourcing.models import Need

PAGE = 30


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case in the desk's list, with what waits in it."""

    need_public_id: str
    need_code: str
    leaf_code: str
    picture: str
    operator_name: str
    place_name: str
    state: CaseState
    last_event_at: datetime
    looks: int
    tasks_late: int
    proposals: int
    awards_unsigned: int
    awards_unanswered: int

    @property
    def waits(self) -> int:
        """How many things wait for somebody."""
        return (
            self.looks + self.tasks_late + self.proposals + self.awards_unsigned
            + self.awards_unanswered
        )  # fmt: skip

    @property
    def stalled(self) -> bool:
        """Tell whether nothing happened for 21 days: the alarm."""
        return self.state is CaseState.OPEN and stalled(self.last_event_at, clock.now())


def _count(row: Any, *conditions: ColumnElement[bool]) -> Any:
    return select(func.count(row.id)).where(*conditions).correlate(MediationCase).scalar_subquery()


def _awards(state: AwardState) -> Any:
    return _count(Award, Award.case_id == MediationCase.id, Award.state == state)


def cases_at_desk(
    session: Session, actor: Actor, today: date, *, closed: bool = False
) -> tuple[CaseRow, ...]:
    """Return the cases of a facilitator's places; those where most waits longest come first."""
    looks = (
        select(func.count(SecondLook.id))
        .join(Loss, Loss.id == SecondLook.loss_id)
        .where(Loss.need_id == MediationCase.need_id, SecondLook.state == LookState.ASKED)
        .correlate(MediationCase)
        .scalar_subquery()
    )
    late = _count(
        CaseTask, CaseTask.case_id == MediationCase.id, CaseTask.state == TaskState.OPEN,
        CaseTask.due_on < today,
    )  # fmt: skip
    proposals = _count(
        CounterProposal, CounterProposal.case_id == MediationCase.id,
        CounterProposal.state == ProposalState.OPEN,
    )  # fmt: skip
    rows = session.execute(
        select(
            Need.public_id, Need.code, Category.code, Category.picture, Operator.name, Place.name,
            MediationCase.state, MediationCase.last_event_at, looks, late, proposals,
            _awards(AwardState.WAITING), _awards(AwardState.RESERVED),
        )
        .select_from(MediationCase)
        .join(Need, Need.id == MediationCase.need_id)
        .join(Category, Category.id == Need.category_id)
        .join(Operator, Operator.id == MediationCase.operator_id)
        .join(Place, Place.id == MediationCase.place_id)
        .where(
            in_reach(actor, MediationCase.place_id),
            MediationCase.state == (CaseState.CLOSED if closed else CaseState.OPEN),
        )
        .order_by(looks.desc(), late.desc(), MediationCase.last_event_at, MediationCase.id)
        .limit(PAGE)
    )  # fmt: skip
    return tuple(CaseRow(*row) for row in rows)


@dataclass(frozen=True, slots=True)
class ConflictCard:
    """Somebody who is not neutral here."""

    public_id: str
    kind: ConflictKind
    who: str
    person_id: int | None
    declared_at: datetime
    lifted_at: datetime | None


@dataclass(frozen=True, slots=True)
class LookCard:
    """A look or a complaint, for the desk."""

    public_id: str
    kind: LookKind
    state: LookState
    supplier_name: str
    asked_at: datetime
    due_at: datetime
    words: str | None


@dataclass(frozen=True, slots=True)
class Colleague:
    """A facilitator a task may be given to, or a conflict may be marked for."""

    person_id: int
    name: str


@dataclass(frozen=True, slots=True)
class CaseFile:
    """One case: the opening, and everything around it."""

    opening: Opening
    events: tuple[EventCard, ...]
    tasks: tuple[TaskCard, ...]
    conflicts: tuple[ConflictCard, ...]
    looks: tuple[LookCard, ...]
    colleagues: tuple[Colleague, ...]

    @property
    def stalled(self) -> bool:
        """Tell whether nothing happened for 21 days."""
        case = self.opening.case
        if case is None or case.state is not CaseState.OPEN:
            return False
        return stalled(case.last_event_at, clock.now())

    @property
    def meetings(self) -> int:
        """How many meetings there were."""
        return sum(event.kind is EventKind.MEETING for event in self.events)

    @property
    def minutes(self) -> int:
        """How long people talked, in minutes."""
        return sum(event.minutes or 0 for event in self.events)

    @property
    def too_many_meetings(self) -> bool:
        """Warn of a third meeting before anybody said yes to an award."""
        agreed = any(one.state is AwardState.ACCEPTED for one in self.opening.awards)
        return too_many_meetings(self.meetings, ordered=agreed)


def case_file(session: Session, actor: Actor, need_public_id: str) -> CaseFile:
    """Return the case of a tender for a facilitator of its place, in twelve statements."""
    shown = opening(session, actor, need_public_id)
    found = shown.case
    return CaseFile(
        shown,
        events_where(session, CaseEvent.case_id == found.id) if found else (),
        tasks_where(session, CaseTask.case_id == found.id) if found else (),
        _conflicts(session, found.id) if found else (),
        _looks(session, shown.need.id) if found else (),
        colleagues(session),
    )  # fmt: skip


def _conflicts(session: Session, case_id: int) -> tuple[ConflictCard, ...]:
    who = func.coalesce(Person.name, Supplier.name)
    rows = session.execute(
        select(
            ConflictMark.public_id, ConflictMark.kind, who, ConflictMark.person_id,
            ConflictMark.declared_at, ConflictMark.lifted_at,
        )
        .outerjoin(Person, Person.id == ConflictMark.person_id)
        .outerjoin(Supplier, Supplier.id == ConflictMark.supplier_id)
        .where(ConflictMark.case_id == case_id)
        .order_by(ConflictMark.id)
    )  # fmt: skip
    return tuple(ConflictCard(*row) for row in rows)


def _looks(session: Session, need_id: int) -> tuple[LookCard, ...]:
    rows = session.execute(
        select(
            SecondLook.public_id, SecondLook.kind, SecondLook.state, Supplier.name,
            SecondLook.asked_at, SecondLook.due_at, typed(SecondLook.words),
        )
        .join(Loss, Loss.id == SecondLook.loss_id)
        .join(Supplier, Supplier.id == Loss.supplier_id)
        .where(Loss.need_id == need_id)
        .order_by(SecondLook.id)
    )  # fmt: skip
    return tuple(LookCard(*row) for row in rows)


def colleagues(session: Session) -> tuple[Colleague, ...]:
    """Return the facilitators at work, by name."""
    rows = session.execute(
        select(Person.id, Person.name)
        .join(RoleGrant, RoleGrant.person_id == Person.id)
        .where(RoleGrant.role == Role.FACILITATOR, Person.disabled_at.is_(None))
        .order_by(Person.name, Person.id)
    )
    return tuple(Colleague(*row) for row in rows)
