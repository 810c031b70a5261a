"""The opening: ranked offers with reasons, mixes, alarms; the same for buyer and facilitator."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from marketplace.db import typed
from marketplace.kernel.actor import Actor, Hand, Role
from marketplace.kernel.refused import NotFound
from marketplace.mediation.models import CaseEvent, CounterProposal, MediationCase, Shortlisted
from marketplace.mediation.queries.awards import Award, awards_of_need
from marketplace.mediation.queries.ranked import ranking_of
from marketplace.mediation.rules.lists import (
    LIVE,
    Audience,
    CaseState,
    EventKind,
    ProposalState,
    Side,
)
from marketplace.mediation.rules.mixes import Mixes, Piece, best_mixes
from marketplace.mediation.rules.proposals import Change, Terms, terms_after
from marketplace.mediation.rules.ranking import Ranked
from marketplace.mediation.rules.spread import far_under
from marketplace.offers.models import Offer
from marketplace.offers.queries import OpenedOffer, opened_offers
from marketplace.offers.rules.lists import Bringing, OfferState
from marketplace.sourcing.models import Need, Tender
from marketplace.sourcing.queries import need_for_buyer, need_for_desk
from marketplace.sourcing.queries.cards import NeedDetail
from marketplace.sourcing.rules.lists import Lane

IN_THE_RUN = (OfferState.SUBMITTED, OfferState.WAITING_AT_DESK)


@dataclass(frozen=True, slots=True)
class ProposalCard:
    """One counter-proposal; what is none stays as it is."""

    public_id: str
    offer_id: int
    side: Side
    state: ProposalState
    price_minor: int | None
    quantity: int | None
    deliver_on: date | None
    bringing: Bringing | None
    hand: Hand
    made_at: datetime
    answered_at: datetime | None
    answered_by_desk: bool | None

    @property
    def change(self) -> Change:
        """Return it as the rules read it."""
        return Change(
            self.side, self.price_minor, self.quantity, self.deliver_on, self.bringing, self.state
        )


@dataclass(frozen=True, slots=True)
class RankedOffer:
    """An opened offer at its place, with its terms as they stand and what happens with it."""

    offer: OpenedOffer
    ranked: Ranked | None  # none: she has not confirmed it, so it is not in the run
    terms: Terms
    shortlisted: bool
    far_under: bool
    award: Award | None
    proposals: tuple[ProposalCard, ...]

    @property
    def open_proposal(self) -> ProposalCard | None:
        """Return what somebody still owes an answer to."""
        return next((p for p in self.proposals if p.state is ProposalState.OPEN), None)

    @property
    def can_choose(self) -> bool:
        """Tell whether it may be awarded as it stands."""
        in_the_run = self.offer.state in IN_THE_RUN and self.live_award is None
        return in_the_run and self.open_proposal is None

    @property
    def live_award(self) -> Award | None:
        """Return the award that waits, holds or was accepted."""
        return self.award if self.award is not None and self.award.state in LIVE else None


@dataclass(frozen=True, slots=True)
class Note:
    """A note this person may read."""

    words: str
    at: datetime
    audience: Audience


@dataclass(frozen=True, slots=True)
class Begun:
    """The case of a need."""

    id: int
    state: CaseState
    last_event_at: datetime


@dataclass(frozen=True, slots=True)
class Opening:
    """Everything on the opening page; ``offers`` are none while the tender is sealed."""

    need: NeedDetail
    offers: tuple[RankedOffer, ...]
    mixes: Mixes
    awards: tuple[Award, ...]
    notes: tuple[Note, ...]
    lot: int
    case: Begun | None  # none: nothing was done yet

    @property
    def next_best(self) -> RankedOffer | None:
        """Return the first in the ranking that may still be chosen."""
        return next((one for one in self.offers if one.can_choose), None)

    @property
    def live(self) -> tuple[Award, ...]:
        """Return the awards that wait, hold or were accepted."""
        return tuple(one for one in self.awards if one.state in LIVE)


def opening(session: Session, actor: Actor, need_public_id: str) -> Opening:
    """Return the opening of a tender for its buyer or a facilitator of its place.

    Eight statements, whatever the number of offers; ``NotFound`` for anybody else's.
    """
    need = _need(session, actor, need_public_id)
    offers = opened_offers(session, actor, need_public_id)
    ranked = {
        one.code: one
        for one in ranking_of(session, need.id, [o.code for o in offers if not o.to_read_back])
    }
    case, lot = _case_and_lot(session, need.id)
    proposals, kept = _of_offers(session, need.id)
    awards = awards_of_need(session, need.id)
    far = far_under({one.code: one.price_minor for one in offers})
    shown = tuple(
        RankedOffer(
            offer=one, ranked=ranked.get(one.code), shortlisted=one.id in kept,
            terms=_terms(one, proposals.get(one.id, ())), far_under=one.code in far,
            award=_latest(awards, one.id), proposals=proposals.get(one.id, ()),
        )
        for one in sorted(offers, key=lambda one: _place(ranked.get(one.code), one))
    )  # fmt: skip
    return Opening(
        need, shown, _mixes(shown, need, lot), awards, _notes(session, actor, case), lot, case,
    )  # fmt: skip


def _need(session: Session, actor: Actor, public_id: str) -> NeedDetail:
    at_desk = actor.has(Role.FACILITATOR)
    need = (need_for_desk if at_desk else need_for_buyer)(session, actor, public_id)
    if need.lane is not Lane.TENDER:
        raise NotFound
    return need


def _place(ranked: Ranked | None, offer: OpenedOffer) -> tuple[int, int]:
    return (ranked.place if ranked else 10**6, offer.id)


def _latest(awards: Sequence[Award], offer_id: int) -> Award | None:
    return next((one for one in reversed(awards) if one.offer_id == offer_id), None)


def _terms(offer: OpenedOffer, proposals: Sequence[ProposalCard]) -> Terms:
    said = Terms(offer.quantity, offer.price_minor, offer.starts_on, offer.bringing)
    by_answer = sorted(
        (one for one in proposals if one.answered_at is not None),
        key=lambda one: one.answered_at or one.made_at,
    )
    return terms_after(said, (one.change for one in by_answer))


def _mixes(offers: Sequence[RankedOffer], need: NeedDetail, lot: int) -> Mixes:
    usable = [one for one in offers if one.ranked is not None and one.can_choose]
    pieces = [
        Piece(
            one.offer.code, one.terms.quantity, one.terms.price_minor, one.ranked.points,
            one.ranked.place,
        )
        for one in usable
        if one.ranked is not None
    ]  # fmt: skip
    return best_mixes(pieces, need.remaining, lot) if need.remaining else Mixes(())


def _case_and_lot(session: Session, need_id: int) -> tuple[Begun | None, int]:
    row = session.execute(
        select(
            MediationCase.id, MediationCase.state, MediationCase.last_event_at,
            Tender.lot_quantity,
        )
        .select_from(Need)
        .outerjoin(Tender, Tender.need_id == Need.id)
        .outerjoin(MediationCase, MediationCase.need_id == Need.id)
        .where(Need.id == need_id)
    ).one()  # fmt: skip
    case = None if row.id is None else Begun(row.id, row.state, row.last_event_at)
    return case, row.lot_quantity or 1


_PROPOSALS = (
    select(
        Offer.id.label("offer"), Shortlisted.id.label("kept"), Shortlisted.dropped_at,
        CounterProposal.public_id, CounterProposal.offer_id, CounterProposal.side,
        CounterProposal.state, CounterProposal.price_minor, CounterProposal.quantity,
        CounterProposal.deliver_on, CounterProposal.bringing, CounterProposal.hand,
        CounterProposal.made_at, CounterProposal.answered_at, CounterProposal.answered_by_desk,
    )
    .outerjoin(Shortlisted, Shortlisted.offer_id == Offer.id)
    .outerjoin(CounterProposal, CounterProposal.offer_id == Offer.id)
    .where(Offer.need_id == bindparam("need"))
    .order_by(CounterProposal.id)
)  # fmt: skip
_CARD = tuple(ProposalCard.__dataclass_fields__)


def _of_offers(
    session: Session, need_id: int
) -> tuple[dict[int, tuple[ProposalCard, ...]], frozenset[int]]:
    """Return the proposals of each offer, and which offers are shortlisted."""
    rows = session.execute(_PROPOSALS, {"need": need_id}).all()
    kept = frozenset(row.offer for row in rows if row.kept and row.dropped_at is None)
    proposals: dict[int, tuple[ProposalCard, ...]] = {}
    for row in rows:
        if row.public_id is not None:
            proposals[row.offer] = (*proposals.get(row.offer, ()), _proposal(row))
    return proposals, kept


def _proposal(row: Row[*tuple[Any, ...]]) -> ProposalCard:
    return ProposalCard(**{name: getattr(row, name) for name in _CARD})


def _notes(session: Session, actor: Actor, case: Begun | None) -> tuple[Note, ...]:
    """A buyer reads what is for both or for his side; separate sessions stay separate."""
    if case is None or actor.has(Role.FACILITATOR):
        return ()
    rows = session.execute(
        select(typed(CaseEvent.words), CaseEvent.at, CaseEvent.audience)
        .where(
            CaseEvent.case_id == case.id, CaseEvent.kind == EventKind.NOTE,
            CaseEvent.audience.in_((Audience.BOTH, Audience.BUYER)),
        )
        .order_by(CaseEvent.at.desc(), CaseEvent.id.desc())
    )  # fmt: skip
    return tuple(Note(row.words or "", row.at, row.audience) for row in rows)
