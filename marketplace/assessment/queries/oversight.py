"""Who uses which power: overrides of a month, and wins, overrides and prices per facilitator."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, select, true
from sqlalchemy.orm import Session

from marketplace.assessment.models import Assessment, AssessmentOverride, SignatureRequest
from marketplace.assessment.rules.lists import AssessmentState
from marketplace.catalogue.models import Category
from marketplace.db import typed
from marketplace.kernel.actor import Actor, Hand, Role
from marketplace.kernel.money import median
from marketplace.offers.models import Offer
from marketplace.offers.rules.lists import OfferState
from marketplace.people.models import Operator, Person, Supplier
from marketplace.people.queries.reach import in_reach
from marketplace.sourcing.models import Need


@dataclass(frozen=True, slots=True)
class OverrideLine:
    """One override: who moved which signal, from and to, why, and what came of it."""

    assessment_public_id: str
    code: str
    level_from: int
    level_to: int
    reason: str
    made_at: datetime
    made_by: str
    state: AssessmentState
    verdict: str
    leaf_code: str
    picture: str
    operator_name: str
    supplier_name: str


_OVERRIDES: Select[*tuple[Any, ...]] = (
    select(
        Assessment.public_id.label("assessment_public_id"), AssessmentOverride.code,
        AssessmentOverride.level_from, AssessmentOverride.level_to,
        typed(AssessmentOverride.reason), AssessmentOverride.made_at,
        Person.name.label("made_by"), Assessment.state, Assessment.verdict,
        Category.code.label("leaf_code"), Category.picture,
        Operator.name.label("operator_name"), Supplier.name.label("supplier_name"),
    )
    .join(Assessment, Assessment.id == AssessmentOverride.assessment_id)
    .join(Person, Person.id == AssessmentOverride.made_by_id)
    .join(Category, Category.id == Assessment.category_id)
    .join(Operator, Operator.id == Assessment.operator_id)
    .join(Supplier, Supplier.id == Assessment.supplier_id)
)  # fmt: skip


def overrides(
    session: Session, actor: Actor, since: datetime, until: datetime
) -> tuple[OverrideLine, ...]:
    """Return the overrides of a stretch of time, all of them: a month has few or is a finding."""
    rows = session.execute(
        _OVERRIDES.where(
            AssessmentOverride.made_at >= since,
            AssessmentOverride.made_at < until,
            _seen(actor),
        ).order_by(AssessmentOverride.made_at.desc(), AssessmentOverride.id.desc())
    )
    return tuple(OverrideLine(**row._asdict()) for row in rows)


def _seen(actor: Actor) -> ColumnElement[bool]:
    if actor.has(Role.ADMINISTRATOR):
        return true()
    return in_reach(actor, Assessment.place_id)


@dataclass(slots=True)
class _Tally:
    entered: int = 0
    won: int = 0
    signed: int = 0
    second: int = 0
    overrides: int = 0
    against_asked: list[int] | None = None


@dataclass(frozen=True, slots=True)
class PowerLine:
    """One facilitator's month: offers entered for others and won, signatures, overrides.

    ``price_percent`` is the median of the prices she entered as a percentage of the prices asked;
    none where no need she answered asked a price.
    """

    name: str
    entered: int
    won: int
    signed: int
    second: int
    overrides: int
    price_percent: int | None


def power_used(session: Session, since: datetime, until: datetime) -> tuple[PowerLine, ...]:
    """Return every facilitator's month, who entered most first. Four statements."""
    found: dict[str, _Tally] = defaultdict(_Tally)
    _count_offers(session, found, since, until)
    for name, _ in _named(session, Assessment.signed_by_id, Assessment.signed_at, since, until):
        found[name].signed += 1
    for name, _ in _named(
        session, SignatureRequest.second_by_id, SignatureRequest.second_at, since, until
    ):
        found[name].second += 1
    for name, _ in _named(
        session, AssessmentOverride.made_by_id, AssessmentOverride.made_at, since, until
    ):
        found[name].overrides += 1
    lines = [_line(name, tally) for name, tally in found.items()]
    return tuple(sorted(lines, key=lambda line: (-line.entered, -line.overrides, line.name)))


def _count_offers(
    session: Session, found: dict[str, _Tally], since: datetime, until: datetime
) -> None:
    rows = session.execute(
        select(Person.name, Offer.state, Offer.price_minor, Need.price_minor)
        .join(Person, Person.id == Offer.entered_by_id)
        .join(Need, Need.id == Offer.need_id)
        .where(
            Offer.hand == Hand.FACILITATOR,
            Offer.submitted_at >= since,
            Offer.submitted_at < until,
        )
    )
    for name, state, price, asked in rows:
        tally = found[name]
        tally.entered += 1
        tally.won += state is OfferState.ACCEPTED
        if asked:
            tally.against_asked = [*(tally.against_asked or ()), price * 100 // asked]


def _named(session: Session, who: Any, when: Any, since: datetime, until: datetime) -> Any:
    return session.execute(
        select(Person.name, when).join(Person, Person.id == who).where(when >= since, when < until)
    )


def _line(name: str, tally: _Tally) -> PowerLine:
    return PowerLine(
        name=name, entered=tally.entered, won=tally.won, signed=tally.signed,
        second=tally.second, overrides=tally.overrides,
        price_percent=median(tally.against_asked or ()),
    )  # fmt: skip
