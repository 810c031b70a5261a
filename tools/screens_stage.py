"""What the demo world lacks for its suppliers' screens, put into a scratch copy of it.

Rows only, to be looked at: no journal entry and no message goes with them.
"""

from datetime import timedelta
from typing import Any, TypeVar

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from marketplace.agreements.models import (
    Advance,
    Agreement,
    AgreementClause,
    AgreementVersion,
    Order,
)
from marketplace.agreements.rules.advances import AdvanceKind, AdvanceState
from marketplace.agreements.rules.agreed_lists import VersionState
from marketplace.collective.models import Recommendation
from marketplace.collective.rules.events import RecommendationState
from marketplace.db import Base
from marketplace.kernel import clock, ids
from marketplace.mediation.models import Award
from marketplace.mediation.rules.lists import AwardState
from marketplace.offers.models import Offer
from marketplace.offers.rules.lists import OfferState
from marketplace.people.models import PayoutChange, SupplierMember, Symbol
from marketplace.people.rules.lists import Payout
from marketplace.people.rules.private import Payee, PayoutState

Row = TypeVar("Row", bound=Base)


def stage(session: Session, her: str) -> None:
    """Let one more of everything wait: for ``her`` (a symbol), for who is chosen, who agreed."""
    supplier_id = _supplier_of(session, her)
    of_hers = select(Order).where(Order.supplier_id == supplier_id).order_by(Order.id.desc())
    order = session.scalars(of_hers).first()
    if order is None:
        raise SystemExit(f"nobody ordered from {her} in the demo world")
    session.add_all([_ahead(session, order), _shared(order), _elsewhere(supplier_id)])
    _chosen(session)
    _changed(session)


def _supplier_of(session: Session, symbol: str) -> int:
    drawing, _, number = symbol.partition("-")
    found = (
        select(SupplierMember.supplier_id)
        .join(Symbol, Symbol.person_id == SupplierMember.person_id)
        .where(Symbol.drawing == drawing, Symbol.number == int(number))
    )
    return session.scalars(found).one()


def _ahead(session: Session, order: Order) -> Advance:
    """A part of her money that a lodge would pay first."""
    writer = session.scalars(select(AgreementVersion.written_by_id)).first()
    return Advance(
        public_id=ids.public_id(), code=ids.short_code(), client_key=ids.public_id(),
        kind=AdvanceKind.ADVANCE, state=AdvanceState.OFFERED, order_id=order.id,
        operator_id=order.operator_id, supplier_id=order.supplier_id,
        place_id=order.place_id, percent=30, amount_minor=900_000, currency="TZS",
        share_permille=300, recovered_minor=0, offered_at=clock.now(), offered_by_id=writer,
    )  # fmt: skip


def _shared(order: Order) -> Recommendation:
    """A lodge that would tell others of her."""
    return Recommendation(
        public_id=ids.public_id(), operator_id=order.operator_id,
        supplier_id=order.supplier_id, state=RecommendationState.ASKED, asked_at=clock.now(),
    )  # fmt: skip


def _elsewhere(supplier_id: int) -> PayoutChange:
    """Somebody asked that her money goes to somebody else."""
    return PayoutChange(
        supplier_id=supplier_id, state=PayoutState.WAITING, payout=Payout.MOBILE_MONEY,
        payee=Payee.FAMILY, asked_at=clock.now() - timedelta(days=3),
    )  # fmt: skip


def _chosen(session: Session) -> None:
    """An offer that waits is chosen, and its supplier is asked for her word."""
    waiting = select(Offer).where(Offer.state == OfferState.SUBMITTED).order_by(Offer.id)
    offer, now = session.scalars(waiting).first(), clock.now()
    if offer is None:
        raise SystemExit("no offer waits in the demo world")
    award = session.scalars(select(Award)).first()
    session.add(_like(
        award, public_id=ids.public_id(), offer_id=offer.id, need_id=offer.need_id,
        supplier_id=offer.supplier_id, state=AwardState.RESERVED, made_at=now,
        expires_at=now + timedelta(days=30), answered_at=None, answered_by_id=None,
    ))  # fmt: skip


def _changed(session: Session) -> None:
    """What was agreed is to be changed: a second version waits for her."""
    agreement = session.scalars(select(Agreement)).one()
    first = select(AgreementVersion).where(AgreementVersion.agreement_id == agreement.id)
    before = session.scalars(first).one()
    after = _like(
        before, public_id=ids.public_id(), number=before.number + 1, state=VersionState.CHECKED,
        agreed_at=None, written_at=clock.now(),
    )  # fmt: skip
    session.add(after)
    session.flush()
    clauses = select(AgreementClause).where(AgreementClause.version_id == before.id)
    session.add_all(_like(one, version_id=after.id) for one in session.scalars(clauses))


def _like(row: Row | None, **changes: Any) -> Row:
    """Return a new row with a row's values, but for these and its id."""
    if row is None:
        raise SystemExit("the demo world has nothing to be alike")
    columns = [column.key for column in inspect(type(row)).column_attrs if column.key != "id"]
    return type(row)(**{key: getattr(row, key) for key in columns} | changes)
