"""What an operator buys here and elsewhere, a month; private to him and his facilitator."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from marketplace.assessment.rules.inputs import Side
from marketplace.assessment.rules.landed import landed_cost
from marketplace.catalogue.models import Category, Destination, Unit
from marketplace.db import typed
from marketplace.insight.rules.local import Spending
from marketplace.insight.rules.market import MONTH, WINDOW
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.people.models import Operator, OperatorStaff, Person, SupplierSale
from marketplace.people.queries.reach import at_places
from marketplace.sourcing.models import Incumbent, IncumbentSource, LinkagePolicy, Need, Property
from marketplace.sourcing.rules.lists import NeedState, Origin


@dataclass(frozen=True, slots=True)
class SourceCard:
    """What is bought elsewhere: landed cost and its parts a unit, and where it comes from."""

    operator_id: int
    leaf_code: str
    picture: str
    unit_code: str
    price_minor: int
    transport_minor: int
    handling_minor: int
    reject_permille: int
    origin: Origin | None
    monthly_quantity: int | None
    lead_days: int | None

    @property
    def landed_minor(self) -> int:
        """Landed cost = (price + transport + handling) ÷ (1 − reject share)."""
        side = Side(
            price=Fraction(self.price_minor), transport=Fraction(self.transport_minor),
            handling=Fraction(self.handling_minor), reject=Fraction(self.reject_permille, 1000),
        )  # fmt: skip
        return round(landed_cost(side) or 0)

    @property
    def monthly_minor(self) -> int:
        """What it costs a month, landed."""
        return self.landed_minor * (self.monthly_quantity or 0)


@dataclass(frozen=True, slots=True)
class OperatorSpending:
    """One operator's target beside what he really spends."""

    operator_id: int
    operator_name: str
    currency: str
    spending: Spending
    target_percent: int | None
    until: date | None
    words: str | None
    answers_id: int | None
    answers: str | None


def sources_of(session: Session, operator_ids: Collection[int]) -> tuple[SourceCard, ...]:
    """Return what these operators buy elsewhere, in one statement."""
    rows = session.execute(
        select(
            Incumbent.operator_id, Category.code.label("leaf_code"), Category.picture,
            Unit.code.label("unit_code"), Incumbent.price_minor, Incumbent.transport_minor,
            Incumbent.handling_minor, Incumbent.reject_permille, IncumbentSource.origin,
            IncumbentSource.monthly_quantity, IncumbentSource.lead_days,
        )
        .join(Category, Category.id == Incumbent.category_id)
        .join(Unit, Unit.id == Incumbent.unit_id)
        .outerjoin(IncumbentSource, IncumbentSource.incumbent_id == Incumbent.id)
        .where(Incumbent.operator_id.in_(sorted(operator_ids)))
        .order_by(Incumbent.operator_id, Category.position, Category.id)
    )  # fmt: skip
    return tuple(SourceCard(**row._asdict()) for row in rows)


def spending_of(
    session: Session, operator_ids: Collection[int], sources: Collection[SourceCard]
) -> tuple[OperatorSpending, ...]:
    """Return target and actual of these operators, in one statement beside their sources."""
    since = clock.now() - timedelta(days=WINDOW)
    bought = (
        select(func.coalesce(func.sum(SupplierSale.amount_minor), 0))
        .where(SupplierSale.operator_id == Operator.id, SupplierSale.at >= since)
        .correlate(Operator)
        .scalar_subquery()
    )
    rows = session.execute(
        select(
            Operator.id, Operator.name, Destination.currency, bought.label("bought"),
            LinkagePolicy.local_percent, LinkagePolicy.until, typed(LinkagePolicy.words),
            LinkagePolicy.answers_id, Person.name.label("answers"),
        )
        .join(Destination, Destination.id == Operator.destination_id)
        .outerjoin(LinkagePolicy, LinkagePolicy.operator_id == Operator.id)
        .outerjoin(Person, Person.id == LinkagePolicy.answers_id)
        .where(Operator.id.in_(sorted(operator_ids)))
        .order_by(Operator.name)
    )  # fmt: skip
    return tuple(_spending(row, sources) for row in rows)


def _spending(row: Any, sources: Collection[SourceCard]) -> OperatorSpending:
    own = [one for one in sources if one.operator_id == row.id and one.origin]
    elsewhere = tuple((one.origin, one.monthly_minor) for one in own if one.origin is not None)
    return OperatorSpending(
        row.id, row.name, row.currency, Spending(int(row.bought) * MONTH // WINDOW, elsewhere),
        row.local_percent, row.until, row.words, row.answers_id, row.answers,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class StaffScore:
    """What one of the operator's people asked for here in 90 days, and what came of it."""

    name: str
    needs: int
    filled: int
    ordered_minor: int


def staff_scores(session: Session, operator_ids: Collection[int]) -> tuple[StaffScore, ...]:
    """Return who of the operator's people buys here: value ordered first; one statement."""
    filled = func.sum(case((Need.state == NeedState.MATCHED, 1), else_=0))
    ordered = func.sum(Need.awarded * func.coalesce(Need.price_minor, 0))
    rows = session.execute(
        select(Person.name, func.count(Need.id), filled, ordered)
        .join(Need, Need.created_by_id == Person.id)
        .where(
            Need.operator_id.in_(sorted(operator_ids)),
            Need.published_at >= clock.now() - timedelta(days=WINDOW),
        )
        .group_by(Person.id, Person.name)
        .order_by(ordered.desc(), Person.name)
    )
    return tuple(StaffScore(row[0], row[1], int(row[2]), int(row[3] or 0)) for row in rows)


def people_of(session: Session, operator_id: int) -> tuple[tuple[int, str], ...]:
    """Return who works for an operator: id and name."""
    found = (
        select(Person.id, Person.name)
        .join(OperatorStaff, OperatorStaff.person_id == Person.id)
        .where(OperatorStaff.operator_id == operator_id, Person.disabled_at.is_(None))
        .order_by(Person.name)
    )
    return tuple((row[0], row[1]) for row in session.execute(found))


def operators_of(session: Session, actor: Actor) -> tuple[int, ...]:
    """Return the operators with a door in a facilitator's places."""
    hers = at_places(actor, Property.place_id)
    return tuple(session.scalars(select(Property.operator_id).where(hers).distinct()))
