"""Counter-proposals: one price a side; day, quantity and transport as often as it takes."""

from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from marketplace.journal.actions import record, step
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Actor, Hand
from marketplace.kernel.money import MAX_MINOR
from marketplace.kernel.refused import NotFound, Refused
from marketplace.kernel.states import WrongState
from marketplace.mediation.actions.cases import begin, must_be_open
from marketplace.mediation.actions.commands import Propose
from marketplace.mediation.actions.tell import tell_buyer, tell_supplier
from marketplace.mediation.models import CounterProposal, MediationCase
from marketplace.mediation.queries.facts import IN_THE_RUN, live_awards, terms_now
from marketplace.mediation.queries.load import (
    acts_for,
    ground_of,
    mediates,
    offer_by_id,
    offer_with_need,
    proposal_with_need,
)
from marketplace.mediation.rules.lists import PROPOSAL, ProposalState, ProposalVerb, Side
from marketplace.mediation.rules.proposals import Change, refusals
from marketplace.offers.models import Offer
from marketplace.people.rules.access import has_right, reaches_supplier, require
from marketplace.sourcing.models import Need


def propose(session: Session, actor: Actor, command: Propose) -> CounterProposal:
    """Put one change to the other side. A facilitator says for which side she writes it down.

    Raises ``Refused`` with every ``ProposalRefusal``; ``WrongState`` where the offer is decided.
    """
    offer, need = offer_with_need(session, command.offer)
    side = _side(session, actor, offer, need=need, said=command.side)
    must_be_open(session, need)
    _undecided(session, offer)
    terms, earlier = terms_now(session, offer, need)
    asked = Change(
        side, command.price_minor, command.quantity, command.deliver_on, command.bringing
    )
    found = refusals(
        asked, terms, earlier, need_quantity=need.quantity, today=_today(session, need),
        most_minor=MAX_MINOR // max(need.quantity, 1),
    )  # fmt: skip
    Refused.unless_empty(found)
    made = _new(session, actor, offer, need=need, asked=asked)
    _tell_other(session, "proposal_made", made, offer=offer, need=need, side=side)
    return made


def _side(session: Session, actor: Actor, offer: Offer, *, need: Need, said: Side | None) -> Side:
    if reaches_supplier(actor, offer.supplier_id):
        return Side.SUPPLIER
    if has_right(actor, "may_order", need.operator_id):
        return Side.BUYER
    may = mediates(actor, need) or (
        said is Side.SUPPLIER and acts_for(session, actor, offer.supplier_id)
    )
    require(may and said is not None)
    if said is None:
        raise NotFound
    return said


def _undecided(session: Session, offer: Offer) -> None:
    awarded = {award.offer_id for award in live_awards(session, offer.need_id)}
    if offer.state not in IN_THE_RUN or offer.id in awarded:
        raise Refused(WrongState.NOT_NOW)


def _today(session: Session, need: Need) -> date:
    return clock.now().astimezone(ZoneInfo(ground_of(session, need).timezone)).date()


def _new(
    session: Session, actor: Actor, offer: Offer, *, need: Need, asked: Change
) -> CounterProposal:
    made = CounterProposal(
        public_id=ids.public_id(), case_id=begin(session, actor, need).id, offer_id=offer.id,
        side=asked.side, state=ProposalState.OPEN, price_minor=asked.price_minor,
        quantity=asked.quantity, deliver_on=asked.deliver_on, bringing=asked.bringing,
        made_by_id=actor.person_id, hand=_hand(actor, offer, need), made_at=clock.now(),
    )  # fmt: skip
    session.add(made)
    session.flush()
    facts = {
        "to": made.state.value, "offer": offer.id, "side": made.side.value,
        "asks_money": asked.price_minor is not None,
    }  # fmt: skip
    record(session, actor, verb="counter_proposal.make", subject=made, facts=facts)
    return made


def _hand(actor: Actor, offer: Offer, need: Need) -> Hand:
    own = reaches_supplier(actor, offer.supplier_id) or has_right(
        actor, "may_order", need.operator_id
    )
    return Hand.HERSELF if own else Hand.FACILITATOR


def answer(session: Session, actor: Actor, public_id: str, *, yes: bool) -> CounterProposal:
    """Keep the other side's yes or no; by itself, or said to a facilitator."""
    made, need = proposal_with_need(session, public_id)
    offer = offer_by_id(session, made.offer_id)
    side = _side(session, actor, offer, need=need, said=made.side.other)
    require(side is made.side.other)
    if made.state is ProposalState.OPEN:
        _undecided(session, offer)
    _end(session, actor, made, ProposalVerb.ACCEPT if yes else ProposalVerb.DECLINE)
    made.answered_by_id = actor.person_id
    made.answered_by_desk = _hand(actor, offer, need) is Hand.FACILITATOR
    _tell_other(session, "proposal_answered", made, offer=offer, need=need, side=side)
    return made


def withdraw(session: Session, actor: Actor, public_id: str) -> CounterProposal:
    """Take one's own proposal back; a price it named is spent all the same."""
    made, need = proposal_with_need(session, public_id)
    offer = offer_by_id(session, made.offer_id)
    require(_side(session, actor, offer, need=need, said=made.side) is made.side)
    _end(session, actor, made, ProposalVerb.WITHDRAW)
    return made


def _end(session: Session, actor: Actor, made: CounterProposal, verb: ProposalVerb) -> None:
    facts = {"offer": made.offer_id}
    step(session, actor, made, machine=PROPOSAL, verb=verb, facts=facts)
    made.answered_at = clock.now()
    session.get_one(MediationCase, made.case_id).last_event_at = clock.now()


def _tell_other(
    session: Session, kind: str, made: CounterProposal, *, offer: Offer, need: Need, side: Side
) -> None:
    if side is Side.BUYER:
        tell_supplier(session, kind, made, supplier_id=offer.supplier_id, place_id=need.place_id)
    else:
        tell_buyer(session, kind, made, need)
