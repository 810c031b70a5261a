"""What waits at the desk of the check: to sign, to look at again, and the clearances."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from marketplace.assessment.models import (
    Assessment,
    AssessmentCondition,
    Clearance,
    ClearanceMonth,
    Review,
    SignatureRequest,
)
from marketplace.assessment.queries.page import codes
from marketplace.assessment.queries.second import waits_for_second
from marketplace.assessment.rules.clearance import OutReason
from marketplace.assessment.rules.lists import (
    AssessmentState,
    ClearanceState,
    ReviewOutcome,
    ReviewReason,
)
from marketplace.catalogue.models import Category, Unit
from marketplace.catalogue.rules.lists import Route
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.offers.models import Offer
from marketplace.offers.rules.lists import OfferState
from marketplace.people.models import Operator, Person, Supplier
from marketplace.people.queries.reach import in_reach
from marketplace.sourcing.models import Need
from marketplace.sourcing.rules.lists import NeedState

AT_ONCE = 50
# An accepted one waits where a linkage that is traded already needs a new signature.
STILL_THERE = (OfferState.ACCEPTED, OfferState.SUBMITTED, OfferState.WAITING_AT_DESK)


@dataclass(frozen=True, slots=True)
class WaitingCard:
    """An assessment at the desk, and why it is there (codes of ``OutReason``)."""

    public_id: str
    need_code: str | None
    leaf_code: str
    picture: str
    operator_name: str
    supplier_name: str
    supplier_code: str
    route: Route
    verdict: str
    fairness: str
    complete: bool
    provisional: bool
    out_of_bounds: tuple[str, ...]
    first_signed_by_id: int | None
    deliver_on: date | None
    computed_at: datetime


_WAITING: Select[*tuple[Any, ...]] = (
    select(
        Assessment.public_id, Need.code.label("need_code"), Category.code.label("leaf_code"),
        Category.picture, Operator.name.label("operator_name"),
        Supplier.name.label("supplier_name"), Supplier.code.label("supplier_code"),
        Assessment.route, Assessment.verdict, Assessment.fairness, Assessment.complete,
        Assessment.provisional, Assessment.out_of_bounds, Need.deliver_on, Assessment.computed_at,
        SignatureRequest.first_by_id.label("first_signed_by_id"),
    )
    .outerjoin(Need, Need.id == Assessment.need_id)
    .join(Category, Category.id == Assessment.category_id)
    .join(Operator, Operator.id == Assessment.operator_id)
    .join(Supplier, Supplier.id == Assessment.supplier_id)
    .outerjoin(Offer, Offer.id == Assessment.offer_id)
    .outerjoin(SignatureRequest, SignatureRequest.assessment_id == Assessment.id)
)  # fmt: skip


def waiting(session: Session, actor: Actor) -> tuple[WaitingCard, ...]:
    """Return what waits for a signature in her places, the nearest day first.

    What was taken back or went to others meanwhile does not wait any more.
    """
    rows = session.execute(
        _WAITING.where(
            Assessment.state == AssessmentState.WAITING,
            in_reach(actor, Assessment.place_id) | waits_for_second(actor),
            or_(
                Assessment.proposal_id.is_not(None),
                Offer.state.in_(STILL_THERE),
                Offer.id.is_(None) & Need.state.in_((NeedState.PUBLISHED, NeedState.CLOSED)),
                Assessment.out_of_bounds == OutReason.AGREEMENT.value,
            ),
        )
        .order_by(Need.deliver_on.is_(None), Need.deliver_on, Assessment.id)
        .limit(AT_ONCE)
    )
    return tuple(
        WaitingCard(**{**row._asdict(), "out_of_bounds": codes(row.out_of_bounds)}) for row in rows
    )


@dataclass(frozen=True, slots=True)
class ReviewCard:
    """A purchase to be looked at again within seven days."""

    public_id: str
    assessment_public_id: str
    reason: ReviewReason
    due_at: datetime
    need_code: str | None
    leaf_code: str
    picture: str
    operator_name: str
    supplier_name: str
    supplier_code: str


def reviews_due(session: Session, actor: Actor) -> tuple[ReviewCard, ...]:
    """Return the second looks that are not done, the oldest promise first."""
    return tuple(ReviewCard(**row._asdict()) for row in session.execute(reviews_statement(actor)))


def reviews_statement(actor: Actor) -> Select[*tuple[Any, ...]]:
    """The second looks of her places that are not done."""
    return (
        select(
            Review.public_id, Assessment.public_id.label("assessment_public_id"), Review.reason,
            Review.due_at, Need.code.label("need_code"), Category.code.label("leaf_code"),
            Category.picture, Operator.name.label("operator_name"),
            Supplier.name.label("supplier_name"), Supplier.code.label("supplier_code"),
        )
        .join(Assessment, Assessment.id == Review.assessment_id)
        .outerjoin(Need, Need.id == Assessment.need_id)
        .join(Category, Category.id == Assessment.category_id)
        .join(Operator, Operator.id == Assessment.operator_id)
        .join(Supplier, Supplier.id == Assessment.supplier_id)
        .where(Review.done_at.is_(None), in_reach(actor, Review.place_id))
        .order_by(Review.due_at, Review.id)
        .limit(AT_ONCE)
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ClearanceCard:
    """A clearance with its bounds, conditions and second looks found wrong so far."""

    id: int
    public_id: str
    state: ClearanceState
    operator_id: int
    operator_name: str
    leaf_code: str
    picture: str
    unit_code: str
    route: Route
    price_low_minor: int
    price_high_minor: int
    currency: str
    max_quantity: int
    rule_set_version: int
    signed_by: str
    signed_at: datetime
    expires_at: datetime
    ended_at: datetime | None
    months: tuple[int, ...]
    conditions: tuple[str, ...]
    wrong: int


_CLEARANCES: Select[*tuple[Any, ...]] = (
    select(
        Clearance.id, Clearance.public_id, Clearance.state, Clearance.operator_id,
        Operator.name.label("operator_name"), Category.code.label("leaf_code"),
        Category.picture, Unit.code.label("unit_code"), Clearance.route,
        Clearance.price_low_minor, Clearance.price_high_minor, Clearance.currency,
        Clearance.max_quantity, Clearance.rule_set_version, Person.name.label("signed_by"),
        Clearance.signed_at, Clearance.expires_at, Clearance.ended_at,
    )
    .join(Operator, Operator.id == Clearance.operator_id)
    .join(Category, Category.id == Clearance.category_id)
    .join(Unit, Unit.id == Clearance.unit_id)
    .join(Person, Person.id == Clearance.signed_by_id)
)  # fmt: skip


def clearances(session: Session, actor: Actor, *, ended: bool = False) -> tuple[ClearanceCard, ...]:
    """Return the clearances of her places that are in force (or over), the next to expire first.

    Four statements, however many there are.
    """
    state = ClearanceState.ENDED if ended else ClearanceState.IN_FORCE
    found = _CLEARANCES.where(Clearance.state == state, in_reach(actor, Clearance.place_id))
    return _cards(session, found.order_by(Clearance.expires_at, Clearance.id).limit(AT_ONCE))


def clearance(session: Session, actor: Actor, public_id: str) -> ClearanceCard:
    """Return one clearance of her places; else it does not exist for him."""
    found = _CLEARANCES.where(Clearance.public_id == public_id, in_reach(actor, Clearance.place_id))
    cards = _cards(session, found)
    if not cards:
        raise NotFound
    return cards[0]


def _cards(session: Session, found: Select[*tuple[Any, ...]]) -> tuple[ClearanceCard, ...]:
    rows = session.execute(found).all()
    ids = [row.id for row in rows]
    months = _grouped(
        session,
        select(ClearanceMonth.clearance_id, ClearanceMonth.month)
        .where(ClearanceMonth.clearance_id.in_(ids))
        .order_by(ClearanceMonth.month),
    )
    agreed = _grouped(
        session,
        select(AssessmentCondition.clearance_id, AssessmentCondition.code)
        .where(AssessmentCondition.clearance_id.in_(ids))
        .order_by(AssessmentCondition.id),
    )
    wrong = _grouped(
        session,
        select(Review.clearance_id, Review.id).where(
            Review.clearance_id.in_(ids), Review.outcome == ReviewOutcome.WRONG
        ),
    )
    return tuple(
        ClearanceCard(
            **row._asdict(), months=tuple(months.get(row.id, ())),
            conditions=tuple(agreed.get(row.id, ())), wrong=len(wrong.get(row.id, ())),
        )
        for row in rows
    )  # fmt: skip


def _grouped(session: Session, pairs: Select[*tuple[Any, ...]]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for key, value in session.execute(pairs):
        found.setdefault(key, []).append(value)
    return found
