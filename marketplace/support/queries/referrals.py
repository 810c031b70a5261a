"""Referrals as each side sees them; her phone is given on only once a referral was taken."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, func, or_, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Category, Place
from marketplace.kernel.actor import Actor
from marketplace.people.models import Operator, Phone, Supplier, SupportProvider
from marketplace.people.queries.contacts import SAFE
from marketplace.people.queries.reach import at_places
from marketplace.people.rules.lists import FoundWhen, PhoneArrangement
from marketplace.people.rules.private import SafeWay, may_ring
from marketplace.support.models import Referral, SupportService
from marketplace.support.rules.lists import (
    DeclineWhy,
    Helped,
    ReferralState,
    Result,
    ServiceKind,
    Topic,
)

_MOST = 100


@dataclass(frozen=True, slots=True)
class ReferralCard:
    """One referral with both its ends."""

    public_id: str
    state: ReferralState
    topic: Topic
    made_at: datetime
    answered_at: datetime | None
    decline_why: DeclineWhy | None
    result: Result | None
    reported_at: datetime | None
    follow_on: date | None
    helped: Helped | None
    service_name: str
    kind: ServiceKind
    on_day: date | None
    giver: str
    giver_person_id: int | None
    provider: str | None
    supplier: str
    supplier_name: str
    place_name: str
    leaf_code: str | None
    picture: str | None
    phone_arrangement: PhoneArrangement
    phone: str | None
    safe_when: FoundWhen | None
    safe_way: SafeWay | None
    covered: bool | None

    @property
    def reach(self) -> str | None:
        """Her phone for who gives the service: only while he has taken her and not reported.

        Never where she said that it is not safe to ring her: her facilitator brings them together.
        """
        rings = self.state is ReferralState.ACCEPTED and may_ring(self.safe_way)
        return self.phone if rings else None


def _cards(session: Session, *where: ColumnElement[bool]) -> tuple[ReferralCard, ...]:
    r, s = Referral, SupportService
    rows: Sequence[Row[*tuple[Any, ...]]] = session.execute(
        select(
            r.public_id, r.state, r.topic, r.made_at, r.answered_at, r.decline_why, r.result,
            r.reported_at, r.follow_on, r.helped, s.name, s.kind, s.on_day,
            func.coalesce(SupportProvider.name, Operator.name), SupportProvider.person_id,
            SupportProvider.public_id, Supplier.public_id, Supplier.name, Place.name,
            Category.code, Category.picture, Supplier.phone_arrangement, Phone.number,
            *SAFE,
        )
        .join(s, s.id == r.service_id)
        .join(Supplier, Supplier.id == r.supplier_id)
        .join(Place, Place.id == r.place_id)
        .outerjoin(Phone, Phone.id == Supplier.phone_id)
        .outerjoin(Category, Category.id == r.category_id)
        .outerjoin(SupportProvider, SupportProvider.id == s.provider_id)
        .outerjoin(Operator, Operator.id == s.operator_id)
        .where(*where)
        .order_by(r.followed_at.is_not(None), r.made_at.desc(), r.id.desc())
        .limit(_MOST)
    ).all()  # fmt: skip
    return tuple(ReferralCard(*row) for row in rows)


def referrals_of_supplier(session: Session, supplier_id: int) -> tuple[ReferralCard, ...]:
    """Return a supplier's referrals, the newest first."""
    return _cards(session, Referral.supplier_id == supplier_id)


def referrals_of_giver(
    session: Session, *, person_id: int | None = None, operator_ids: Collection[int] = ()
) -> tuple[ReferralCard, ...]:
    """Return what came to a provider's person or to some operators; never what was taken back."""
    hers: list[Any] = [SupportService.operator_id.in_(operator_ids)] if operator_ids else []
    if person_id is not None:
        hers.append(SupportProvider.person_id == person_id)
    if not hers:
        return ()
    return _cards(session, or_(*hers), Referral.state != ReferralState.WITHDRAWN)


def referrals_at_desk(session: Session, actor: Actor) -> tuple[ReferralCard, ...]:
    """Return the referrals of a facilitator's places."""
    reach = at_places(actor, Referral.place_id)
    return _cards(session, reach, Referral.state != ReferralState.WITHDRAWN)
