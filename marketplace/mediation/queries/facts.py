"""What ranking and deciding stand on: floors, records, earlier awards, terms as they are now."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Protocol

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from marketplace.mediation.models import Award, ConflictMark, CounterProposal, MediationCase
from marketplace.mediation.rules.lists import LIVE, AwardState, ProposalState
from marketplace.mediation.rules.proposals import Change, Terms, terms_after
from marketplace.mediation.rules.ranking import Candidate, Ranked, rank
from marketplace.offers.models import Offer
from marketplace.offers.queries import fair_prices_of
from marketplace.offers.rules.lists import Bringing, OfferState
from marketplace.people.models import Supplier, SupplierSale
from marketplace.people.queries.records import supplier_records
from marketplace.sourcing.models import Need

IN_THE_RUN = (OfferState.SUBMITTED, OfferState.WAITING_AT_DESK)


class Priced(Protocol):
    """An offer as the ranking reads it: the row or a card."""

    @property
    def code(self) -> str: ...
    @property
    def supplier_id(self) -> int: ...
    @property
    def price_minor(self) -> int: ...


class GoodsOf(Protocol):
    """A need as the ranking reads it: the row or a card."""

    @property
    def id(self) -> int: ...
    @property
    def operator_id(self) -> int: ...
    @property
    def category_id(self) -> int: ...
    @property
    def unit_id(self) -> int: ...


def ranking_of(session: Session, need: GoodsOf, offers: Sequence[Priced]) -> tuple[Ranked, ...]:
    """Rank opened offers of a need; four statements, whatever their number."""
    who = {offer.supplier_id for offer in offers}
    if not who:
        return ()
    fair = fair_prices_of(session, who, category_id=need.category_id, unit_id=need.unit_id)
    records = supplier_records(session, who)
    known = with_agreement(session, need, who)
    return rank(
        Candidate(
            code=offer.code, price_minor=offer.price_minor,
            floor_minor=fair[offer.supplier_id].floor_minor if offer.supplier_id in fair else None,
            deliveries=records[offer.supplier_id].deliveries,
            on_time_permille=records[offer.supplier_id].on_time_permille,
            accepted_permille=records[offer.supplier_id].accepted_permille,
            has_agreement=offer.supplier_id in known,
        )
        for offer in offers
    )  # fmt: skip


def with_agreement(session: Session, need: GoodsOf, suppliers: Collection[int]) -> frozenset[int]:
    """Return who of these already trades with this operator: an earlier award, or a sale.

    Agreements are a later chapter; what it writes into standing, and the award each grows from,
    is what this one may read.
    """
    awarded = exists().where(
        Award.supplier_id == Supplier.id, Award.operator_id == need.operator_id,
        Award.need_id != need.id, Award.state == AwardState.ACCEPTED,
    )  # fmt: skip
    sold = exists().where(
        SupplierSale.supplier_id == Supplier.id, SupplierSale.operator_id == need.operator_id
    )
    found = select(Supplier.id).where(Supplier.id.in_(suppliers), or_(awarded, sold))
    return frozenset(session.scalars(found))


def offers_in_the_run(session: Session, need_id: int) -> tuple[Offer, ...]:
    """Return the opened offers nothing is decided about, confirmed by their suppliers."""
    found = select(Offer).where(Offer.need_id == need_id, Offer.state.in_(IN_THE_RUN))
    fresh = found.order_by(Offer.id).execution_options(populate_existing=True)
    return tuple(session.scalars(fresh))


def tried_before(session: Session, need_id: int) -> frozenset[int]:
    """Return the offers of a need that were awarded once, whatever came of it."""
    return frozenset(session.scalars(select(Award.offer_id).where(Award.need_id == need_id)))


def live_awards(session: Session, need_id: int) -> tuple[Award, ...]:
    """Return the awards of a need that wait, hold or were accepted."""
    found = select(Award).where(Award.need_id == need_id, Award.state.in_(LIVE))
    return tuple(session.scalars(found.order_by(Award.id)))


def changes_of(session: Session, offer_ids: Collection[int]) -> dict[int, list[Change]]:
    """Return the counter-proposals of offers as the rules read them, in the order made."""
    changes: dict[int, list[Change]] = defaultdict(list)
    rows = session.execute(
        select(
            CounterProposal.offer_id, CounterProposal.side, CounterProposal.price_minor,
            CounterProposal.quantity, CounterProposal.deliver_on, CounterProposal.bringing,
            CounterProposal.state,
        )
        .where(CounterProposal.offer_id.in_(offer_ids))
        .order_by(CounterProposal.answered_at.asc().nulls_last(), CounterProposal.id)
    )  # fmt: skip
    for row in rows:
        changes[row.offer_id].append(
            Change(row.side, row.price_minor, row.quantity, row.deliver_on, row.bringing, row.state)
        )
    return changes


def offered_terms(offer: Offer, need: Need) -> Terms:
    """Return what an offer says by itself."""
    day = offer.starts_on or need.deliver_on
    return Terms(offer.quantity, offer.price_minor, day, Bringing(offer.bringing))


def terms_now(session: Session, offer: Offer, need: Need) -> tuple[Terms, tuple[Change, ...]]:
    """Return an offer's terms with every accepted change, and all changes ever asked."""
    changes = tuple(changes_of(session, [offer.id]).get(offer.id, ()))
    return terms_after(offered_terms(offer, need), changes), changes


def proposal_open(changes: Collection[Change]) -> bool:
    """Tell whether somebody still owes an answer."""
    return any(change.state is ProposalState.OPEN for change in changes)


def conflicted(session: Session, need_id: int) -> frozenset[int]:
    """Return the persons with a conflict of interest in the case of a need."""
    found = (
        select(ConflictMark.person_id)
        .join(MediationCase, MediationCase.id == ConflictMark.case_id)
        .where(
            MediationCase.need_id == need_id,
            ConflictMark.person_id.is_not(None),
            ConflictMark.lifted_at.is_(None),
        )
    )
    return frozenset(one for one in session.scalars(found) if one is not None)


def acted(session: Session, award: Award) -> frozenset[int]:
    """Return who had a hand in what an award rests on: entered, proposed for a side, awarded."""
    entered = session.scalar(select(Offer.entered_by_id).where(Offer.id == award.offer_id))
    proposed = session.scalars(
        select(CounterProposal.made_by_id).where(CounterProposal.offer_id == award.offer_id)
    )
    return frozenset(one for one in (entered, award.made_by_id, *proposed) if one is not None)
