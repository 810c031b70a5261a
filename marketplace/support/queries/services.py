"""What can be booked: courses, seats, visits and inspections, with what each costs whom."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, case, func, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Paper
from marketplace.people.models import Operator, SupportProvider
from marketplace.support.models import Referral, SupportService
from marketplace.support.rules.costs import Cost
from marketplace.support.rules.lists import HELD_SEAT, LIVE, ServiceKind, ServiceState, Topic

_MOST = 200


@dataclass(frozen=True, slots=True)
class ServiceCard:
    """A service with its giver, its seats and its price."""

    public_id: str
    kind: ServiceKind
    topic: Topic
    name: str
    state: ServiceState
    on_day: date | None
    seats: int
    taken: int
    price_minor: int
    giver_minor: int
    outside_minor: int
    currency: str
    shared: bool
    paper: str | None
    provider: str | None
    giver: str

    @property
    def free(self) -> int:
        """How many seats are free."""
        return max(0, self.seats - self.taken)

    @property
    def cost(self) -> Cost:
        """What it costs, and who bears it."""
        return Cost(self.price_minor, self.giver_minor, self.outside_minor, self.shared)

    def hers(self, takers: int) -> int:
        """Return one supplier's part where so many take it."""
        return self.cost.for_one(takers).left


def _taken() -> ColumnElement[int]:
    held = case(
        (SupportService.on_day.is_(None), Referral.state.in_(LIVE)),
        else_=Referral.state.in_(HELD_SEAT),
    )
    return (
        select(func.count(Referral.id))
        .where(Referral.service_id == SupportService.id, held)
        .correlate(SupportService)
        .scalar_subquery()
    )


def _cards(session: Session, *where: ColumnElement[bool]) -> tuple[ServiceCard, ...]:
    one = SupportService
    rows: Sequence[Row[*tuple[Any, ...]]] = session.execute(
        select(
            one.public_id, one.kind, one.topic, one.name, one.state, one.on_day, one.seats,
            _taken(), one.price_minor, one.giver_minor, one.outside_minor, one.currency,
            one.shared, Paper.code, SupportProvider.public_id,
            func.coalesce(SupportProvider.name, Operator.name),
        )
        .outerjoin(SupportProvider, SupportProvider.id == one.provider_id)
        .outerjoin(Operator, Operator.id == one.operator_id)
        .outerjoin(Paper, Paper.id == one.paper_id)
        .where(*where)
        .order_by(one.state, one.on_day.is_(None), one.on_day, one.id)
        .limit(_MOST)
    ).all()  # fmt: skip
    return tuple(ServiceCard(*row) for row in rows)


def services_for(session: Session, destination_id: int, today: date) -> tuple[ServiceCard, ...]:
    """Return what suppliers of a destination can be sent to from today on, in one statement."""
    return _cards(
        session, SupportService.destination_id == destination_id,
        SupportService.state == ServiceState.OFFERED,
        SupportService.on_day.is_(None) | (SupportService.on_day >= today),
    )  # fmt: skip


def services_of_giver(
    session: Session, *, provider_id: int | None = None, operator_ids: Collection[int] = ()
) -> tuple[ServiceCard, ...]:
    """Return everything a provider, or some operators, offer or offered."""
    hers: Any = (
        SupportService.provider_id == provider_id
        if provider_id is not None
        else SupportService.operator_id.in_(operator_ids)
    )
    return _cards(session, hers)
