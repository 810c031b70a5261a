"""What ranking and deciding stand on: floors, records, earlier awards, terms as they are now."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.mediation.models import Award, ConflictMark, CounterProposal, MediationCase
from marketplace.mediation.rules.lists import LIVE, ProposalState
from marketplace.mediation.rules.proposals import Change, Terms, terms_after
from marketplace.offers.models import Offer
from marketplace.offers.rules.lists import Bringing, OfferState
from marketplace.sourcing.models import Need

IN_THE_RUN = (OfferState.SUBMITTED, OfferState.WAITING_AT_DESK)


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
