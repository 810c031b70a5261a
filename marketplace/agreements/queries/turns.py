"""Whose turn it is in the rotation of a need."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, select
from sqlalchemy.orm import Session

from marketplace.agreements.rules.rotation import Turn
from marketplace.offers.models import Offer
from marketplace.offers.queries.low import awaits_call
from marketplace.offers.rules.lists import OfferState
from marketplace.people.models import SupplierLeaf
from marketplace.sourcing.models import Asked, Need, Wave
from marketplace.sourcing.rules.lists import Answer

_PENDING = (OfferState.SUBMITTED, OfferState.TO_READ_BACK, OfferState.WAITING_AT_DESK)


@dataclass(frozen=True, slots=True)
class Turns:
    """The rotation as it stands: turns in order, and what is still pending beside it.

    ``waves_over``: nobody has time left to answer. ``held``: offers that wait at the desk, or for
    a facilitator's call about a price under her cost (as long as that, it is nobody's turn).
    ``to_choose``: offers at another price (or to an open need), which the buyer may accept.
    """

    turns: tuple[Turn, ...]
    waves_over: bool
    offers: int
    held: int
    to_choose: int

    @property
    def pending(self) -> bool:
        """Tell whether a person may still fill the need from what lies here."""
        return bool(self.held or self.to_choose)


def turns_of(session: Session, need: Need, now: datetime) -> Turns:
    """Return the rotation of a need: wave by wave, by position; who came unasked comes last.

    Among those who came by themselves the longest unasked comes first, never the fastest.
    """
    rows = session.execute(
        select(
            Asked.answer, Wave.ends_at, Offer.id, Offer.state, Offer.at_asked_price,
            awaits_call().label("awaits_call"),
        )
        .join(Wave, Wave.id == Asked.wave_id)
        .outerjoin(
            Offer,
            and_(
                Offer.need_id == Asked.need_id,
                Offer.supplier_id == Asked.supplier_id,
                Offer.state.in_(_PENDING),
            ),
        )
        .outerjoin(
            SupplierLeaf,
            and_(
                SupplierLeaf.supplier_id == Asked.supplier_id,
                SupplierLeaf.category_id == need.category_id,
            ),
        )
        .where(Asked.need_id == need.id)
        .order_by(
            Wave.number, Asked.position.is_(None), Asked.position,
            SupplierLeaf.asked_at.is_not(None), SupplierLeaf.asked_at, Asked.supplier_id,
        )
    ).all()  # fmt: skip
    fixed = need.price_minor is not None
    return Turns(
        turns=tuple(_turn(row, now, fixed=fixed) for row in rows),
        waves_over=all(row.ends_at <= now for row in rows),
        offers=sum(row.id is not None for row in rows),
        held=sum(row.state is OfferState.WAITING_AT_DESK or _uncalled(row) for row in rows),
        to_choose=sum(_to_choose(row, fixed=fixed) for row in rows),
    )


def _turn(row: Row[*tuple[Any, ...]], now: datetime, *, fixed: bool) -> Turn:
    takeable = row.state is OfferState.SUBMITTED and fixed and row.at_asked_price
    takeable = takeable and not row.awaits_call
    unread = row.state is OfferState.TO_READ_BACK or _uncalled(row)
    return Turn(
        answered=row.answer is not Answer.WAITING and not unread,
        over=row.ends_at <= now,
        offer_id=row.id if takeable else None,
    )


def _uncalled(row: Row[*tuple[Any, ...]]) -> bool:
    return row.state is OfferState.SUBMITTED and bool(row.awaits_call)


def _to_choose(row: Row[*tuple[Any, ...]], *, fixed: bool) -> bool:
    return row.state is OfferState.SUBMITTED and not (fixed and row.at_asked_price)
