"""Awards on their way to an agreement or an order: how far each is, and the one next step."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, bindparam, exists, func, select
from sqlalchemy.orm import Session, aliased

from marketplace.agreements.models import (
    Agreement,
    AgreementConsent,
    AgreementVersion,
    CallOff,
    Order,
)
from marketplace.agreements.rules.agreed_lists import AgreementState, Side, VersionState
from marketplace.agreements.rules.awarded import AwardedTerms, AwardStep, Way, next_step
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.mediation.models import Award as AwardRow
from marketplace.mediation.models import Loss, SecondLook
from marketplace.mediation.queries.awards import Award, award
from marketplace.mediation.rules.lists import LookState
from marketplace.offers.models import Offer
from marketplace.sourcing.models import Need, Tender
from marketplace.sourcing.rules.lists import NeedState

CONCLUDED = (NeedState.MATCHED, NeedState.PART_MATCHED)


@dataclass(frozen=True, slots=True)
class Awarded:
    """One award with what became of it; ``agreement`` and ``order`` by their public ids."""

    award: Award
    terms: AwardedTerms
    way: Way
    step: AwardStep
    agreement: str | None
    order: str | None


_other = aliased(Agreement)
_NEWEST = (
    select(func.max(_other.id)).where(_other.award_id == AwardRow.id).correlate(AwardRow)
).scalar_subquery()
_OPEN_LOOK = (
    exists()
    .where(
        SecondLook.loss_id == Loss.id, Loss.need_id == AwardRow.need_id,
        SecondLook.state == LookState.ASKED,
    )
    .correlate(AwardRow)
)  # fmt: skip
_CALLED = (
    exists()
    .where(CallOff.version_id == AgreementVersion.id, AgreementVersion.agreement_id == Agreement.id)
    .correlate(Agreement)
)


def _said(side: Side) -> Any:
    return (
        exists()
        .where(
            AgreementConsent.version_id == AgreementVersion.id, AgreementConsent.side == side,
            AgreementVersion.agreement_id == Agreement.id,
            AgreementVersion.state == VersionState.CHECKED,
        )
        .correlate(Agreement)
    )  # fmt: skip


_FACTS: Select[*tuple[Any, ...]] = (
    select(
        AwardRow.id.label("award_id"), Need.state.label("need_state"), Need.payment_days,
        Need.cash_at_door, Tender.weekdays, Tender.repeat_until,
        Agreement.public_id.label("agreement"), Agreement.state.label("agreement_state"),
        Order.public_id.label("order"), _OPEN_LOOK.label("looks_open"),
        _CALLED.label("called_off"), _said(Side.OPERATOR).label("buyer_said"),
        _said(Side.SUPPLIER).label("she_said"),
    )
    .select_from(AwardRow)
    .join(Need, Need.id == AwardRow.need_id)
    .outerjoin(Tender, Tender.need_id == Need.id)
    .outerjoin(Agreement, Agreement.id == _NEWEST)
    .outerjoin(Order, Order.offer_id == AwardRow.offer_id)
    .where(AwardRow.id.in_(bindparam("awards", expanding=True)))
)  # fmt: skip


def awarded(session: Session, actor: Actor, public_id: str) -> Awarded:
    """Return one award whole for its buyer, facilitator or supplier; else it does not exist."""
    card = award(session, actor, public_id)
    return awarded_of(session, [card])[card.public_id]


def awarded_of(session: Session, awards: Iterable[Award]) -> dict[str, Awarded]:
    """Return how far awards have come, by public id; the caller may see them. One statement."""
    cards = {one.id: one for one in awards}
    if not cards:
        return {}
    rows = session.execute(_FACTS, {"awards": sorted(cards)})
    return {cards[row.award_id].public_id: _awarded(cards[row.award_id], row) for row in rows}


def _awarded(card: Award, row: Any) -> Awarded:
    way = Way(
        award=card.state, concluded=row.need_state in CONCLUDED,
        standstill_until=card.standstill_until, looks_open=bool(row.looks_open),
        repeats=bool(row.weekdays), agreement=row.agreement_state,
        buyer_said=bool(row.buyer_said), she_said=bool(row.she_said),
        called_off=bool(row.called_off), ordered=row.order is not None,
    )  # fmt: skip
    said = AwardedTerms(
        quantity=card.quantity, price_minor=card.price_minor, starts_on=card.starts_on,
        weekdays=row.weekdays or 0, repeat_until=row.repeat_until,
        payment_days=row.payment_days, cash_at_door=row.cash_at_door,
    )  # fmt: skip
    step = next_step(way, clock.now())
    return Awarded(card, said, way, step, row.agreement, row.order)


@dataclass(frozen=True, slots=True)
class Papers:
    """The agreement that grew from an offer, for her who made it."""

    agreement: str
    state: AgreementState


def agreement_from_offer(session: Session, offer_public_id: str) -> Papers | None:
    """Return the newest agreement written from an offer's award; the caller may see the offer."""
    row = session.execute(
        select(Agreement.public_id, Agreement.state)
        .join(AwardRow, AwardRow.id == Agreement.award_id)
        .join(Offer, Offer.id == AwardRow.offer_id)
        .where(Offer.public_id == offer_public_id)
        .order_by(Agreement.id.desc())
        .limit(1)
    ).one_or_none()
    return None if row is None else Papers(row.public_id, row.state)
