"""Sending an offer: by herself, by a helper, or by a facilitator for her.

One tap is one offer (P2): the key is unique per person, the need is held while it is looked at,
and at most 12 statements are issued. A price under her fair price is sent only with "I know,
send" (D4); what a facilitator enters for her is told her when it is read back.
"""

from dataclasses import replace

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from marketplace.journal import keys
from marketplace.journal.actions import record
from marketplace.kernel import ids
from marketplace.kernel.actor import Actor, Hand
from marketplace.kernel.refused import NotFound, Refused
from marketplace.offers.actions.commands import SubmitOffer
from marketplace.offers.actions.drafts import drop_draft
from marketplace.offers.actions.low import mark_low
from marketplace.offers.actions.outcomes import take_back_live
from marketplace.offers.actions.steps import count_step
from marketplace.offers.models import Offer
from marketplace.offers.queries.facts import NeedNow, Sender, hold_need, sender
from marketplace.offers.rules.build_up import how_low
from marketplace.offers.rules.lists import OfferState, OfferVerb, Step
from marketplace.offers.rules.refusals import OfferFacts, refusals
from marketplace.people.rules.access import reaches_place, reaches_supplier, require
from marketplace.people.rules.lists import SupplierState
from marketplace.sourcing.actions.answers import note_all_answered, note_offer
from marketplace.sourcing.models import Need
from marketplace.sourcing.rules.lists import Lane

_FIRST = (
    select(Offer, Need.code)
    .join(Need, Need.id == Offer.need_id)
    .where(Offer.entered_by_id == bindparam("person"), Offer.client_key == bindparam("key"))
)


def submit_offer(session: Session, actor: Actor, command: SubmitOffer) -> Offer:
    """Send an offer for oneself; the same send again returns the first one.

    Raises ``Refused(OfferRefusal…)``, ``KeyReused`` (its receipt is the first offer's public
    id), ``NotFound`` for a supplier one does not act for or a need that is not there.
    """
    require(reaches_supplier(actor, command.supplier_id))
    first = _first(session, actor, command)
    if first is not None:
        return first
    need = hold_need(session, command.need_code)
    who = sender(session, need, command.supplier_id)
    sent = _send(session, actor, command, need=need, who=who)
    count_step(session, Step.RIGHT, command.language)
    return sent


def enter_for_her(session: Session, actor: Actor, command: SubmitOffer) -> Offer:
    """Enter an offer for a supplier of one's places: to be read back, not ordered before."""
    first = _first(session, actor, command)
    if first is not None:
        return first
    need = hold_need(session, command.need_code)
    who = sender(session, need, command.supplier_id)
    require(reaches_place(actor, who.place_id))
    return _send(session, actor, command, need=need, who=who, for_her=True)


def _first(session: Session, actor: Actor, command: SubmitOffer) -> Offer | None:
    if actor.person_id is None:
        raise NotFound
    keys.hold(session, "key", actor.person_id, command.client_key)
    params = {"person": actor.person_id, "key": command.client_key}
    row = session.execute(_FIRST, params).one_or_none()
    if row is None:
        return None
    offer, need_code = row
    if not _is_same(offer, need_code, command):
        raise keys.KeyReused(offer.public_id)
    known: Offer = offer
    return known


def _is_same(offer: Offer, need_code: str, command: SubmitOffer) -> bool:
    asked = offer.at_asked_price and command.price_minor is None
    return (
        need_code == command.need_code
        and offer.supplier_id == command.supplier_id
        and offer.quantity == command.quantity
        and offer.bringing is command.bringing
        and offer.starts_on == command.starts_on
        and (asked or offer.price_minor == command.price_minor)
    )


def _send(
    session: Session, actor: Actor, command: SubmitOffer, *, need: NeedNow, who: Sender,
    for_her: bool = False,
) -> Offer:  # fmt: skip
    price = need.price_minor if command.price_minor is None else command.price_minor
    low = None if price is None else how_low(who.fair, price)
    facts = _facts(command, need=need, who=_replacing(need, who, for_her=for_her), price=price)
    facts = replace(facts, low=low, confirmed_low=command.confirmed_low or for_her)
    Refused.unless_empty(sorted(refusals(facts)))
    assert price is not None  # noqa: S101  # PRICE_MISSING was refused
    if who.has_live_offer:
        take_back_live(session, actor, need_id=need.id, supplier_id=who.id)
    offer = _offer(actor, command, need=need, price=price, for_her=for_her)
    note_offer(session, need.id, who.id, first_timer=who.first_timer)
    session.add(offer)
    drop_draft(session, actor, need_id=need.id, supplier_id=who.id)
    _record(session, actor, offer)
    if need.lane is Lane.TENDER:
        note_all_answered(session, need.id)
    if low is not None:
        mark_low(session, offer, low, place_id=who.place_id)
    return offer


def _replacing(need: NeedNow, who: Sender, *, for_her: bool) -> Sender:
    """Her own new word on a tender replaces the old one; nobody replaces it for her."""
    mends = need.lane is Lane.TENDER and need.open and not for_her
    return replace(who, has_live_offer=False) if mends else who


def _facts(command: SubmitOffer, *, need: NeedNow, who: Sender, price: int | None) -> OfferFacts:
    return OfferFacts(
        need_open=need.open, remaining=need.quantity - need.awarded,
        quantity=command.quantity, price_minor=price, asked_minor=need.price_minor,
        confirmed_far=command.confirmed_far, active=who.state is SupplierState.ACTIVE,
        consents=who.consents, accepted_terms=who.accepted_terms, makes_leaf=who.makes_leaf,
        has_live_offer=who.has_live_offer, lot_quantity=need.lot_quantity,
    )  # fmt: skip


def _offer(
    actor: Actor, command: SubmitOffer, *, need: NeedNow, price: int, for_her: bool
) -> Offer:
    return Offer(
        public_id=ids.public_id(), code=ids.short_code(), need_id=need.id,
        supplier_id=command.supplier_id,
        state=OfferState.TO_READ_BACK if for_her else OfferState.SUBMITTED, version=1,
        quantity=command.quantity, price_minor=price, currency=need.currency,
        at_asked_price=price == need.price_minor, bringing=command.bringing,
        hand=Hand.FACILITATOR if for_her else command.hand, entered_by_id=actor.person_id,
        client_key=command.client_key, submitted_at=need.at, starts_on=command.starts_on,
    )  # fmt: skip


def _record(session: Session, actor: Actor, offer: Offer) -> None:
    for_her = offer.state is OfferState.TO_READ_BACK
    verb = OfferVerb.SUBMIT_FOR_HER if for_her else OfferVerb.SUBMIT
    facts = {
        "to": offer.state.value, "need": offer.need_id, "supplier": offer.supplier_id,
        "hand": offer.hand.value,
    }  # fmt: skip
    record(session, actor, verb=f"offer.{verb.value}", subject=offer, facts=facts)
