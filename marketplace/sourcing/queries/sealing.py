"""Whether a tender's offers are open: everything the predicate looks at, in one statement."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, bindparam, func, select
from sqlalchemy.orm import Session

from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.people.rules.access import reaches_operator, reaches_place
from marketplace.sourcing.models import Asked, Need, Tender
from marketplace.sourcing.rules.lists import Answer, Lane, NeedState
from marketplace.sourcing.rules.opening import Sealing, is_open


@dataclass(frozen=True, slots=True)
class SealedNeed:
    """A tender with its seal, for whoever must know whether it is broken."""

    need_id: int
    operator_id: int
    place_id: int
    state: NeedState
    sealing: Sealing

    @property
    def open(self) -> bool:
        """Tell whether its offers may be read now: never of one withdrawn while sealed."""
        if self.state is NeedState.WITHDRAWN and self.sealing.opened_at is None:
            return False
        return is_open(self.sealing, now=clock.now())

    def concerns(self, actor: Actor) -> bool:
        """Tell whether this is the actor's to read: its buyer's, or its facilitator's."""
        return reaches_operator(actor, self.operator_id) or reaches_place(actor, self.place_id)


_ASKED = select(func.count(Asked.id)).where(Asked.need_id == Need.id).correlate(Need)
_WAITING = _ASKED.where(Asked.answer == Answer.WAITING)
_SEAL = (
    select(
        Need.id, Need.operator_id, Need.place_id, Need.state, Need.closes_at, Tender.opened_at,
        func.coalesce(Tender.opens_when_all_answered, False).label("opens_when_all_answered"),
        _ASKED.scalar_subquery().label("asked"), _WAITING.scalar_subquery().label("waiting"),
    )
    .outerjoin(Tender, Tender.need_id == Need.id)
    .where(Need.lane == Lane.TENDER)
)  # fmt: skip
_BY_PUBLIC_ID = _SEAL.where(Need.public_id == bindparam("public_id"))
_BY_ID = _SEAL.where(Need.id == bindparam("need"))


def seal_of(session: Session, need_public_id: str) -> SealedNeed:
    """Return a tender's seal; raises ``NotFound`` where there is no such tender."""
    return _seal(session.execute(_BY_PUBLIC_ID, {"public_id": need_public_id}).one_or_none())


def seal_of_id(session: Session, need_id: int) -> SealedNeed:
    """Return a tender's seal by the need's id; raises ``NotFound`` for any other lane."""
    return _seal(session.execute(_BY_ID, {"need": need_id}).one_or_none())


def _seal(row: Row[*tuple[Any, ...]] | None) -> SealedNeed:
    if row is None:
        raise NotFound
    sealing = Sealing(
        row.closes_at, row.opened_at, row.opens_when_all_answered, row.asked, row.waiting
    )
    return SealedNeed(row.id, row.operator_id, row.place_id, row.state, sealing)
