"""Offers: entered by her, a helper or the desk; read back, held, taken back, turned away."""

from datetime import datetime, timedelta
from functools import partial

from marketplace.agreements.actions.settle import take
from marketplace.agreements.actions.tell import tell_supplier
from marketplace.agreements.rules.told import Told
from marketplace.assessment.actions import Purchase
from marketplace.assessment.actions.supersede import supersede_waiting
from marketplace.assessment.queries.purchase import linkage_of
from marketplace.cli.demo_world.data import Row
from marketplace.cli.demo_world.stage import Stage
from marketplace.cli.demo_world.timeline import Rank
from marketplace.journal.actions import record, step
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import SYSTEM, Actor, Hand
from marketplace.offers.models import Offer
from marketplace.offers.rules.lists import (
    OFFER,
    Bringing,
    DeclineReason,
    OfferState,
    OfferVerb,
)
from marketplace.sourcing import actions as sourcing

READ_BACK_AFTER = timedelta(minutes=20)


def schedule_offer(stage: Stage, need: Row, row: Row) -> None:
    """Let an offer be made, and come to the end that is written of it."""
    line, submitted = stage.timeline, stage.moment(need, row["submitted"])
    line.at(submitted, Rank.ANSWER, partial(_submit, stage, row))
    heard = submitted
    if row["hand"] == Hand.FACILITATOR:
        heard = submitted + READ_BACK_AFTER
        if row["state"] != OfferState.TO_READ_BACK:
            line.at(heard, Rank.ANSWER, partial(_read_back, stage, row))
    if row["out_of_bounds"]:
        line.at(heard, Rank.PLACE, partial(_check_and_hold, stage, row))
    act = _ENDS.get(row["state"])
    if act is not None:
        line.at(stage.moment(need, row["closed"]), Rank.OUTCOME, partial(act, stage, row))


def _who(stage: Stage, row: Row) -> Actor:
    by = row["supplier"] if row["entered_by"] == "herself" else row["entered_by"]
    return stage.actors[by]


def _submit(stage: Stage, row: Row) -> None:
    session, need, who = stage.session, stage.needs[row["need"]], _who(stage, row)
    offer = _offer(stage, row, who, clock.now())
    session.add(offer)
    _see(stage, offer)
    sourcing.note_offer(session, need.id, offer.supplier_id)
    session.flush()
    stage.offers[row["code"]] = offer
    for_her = offer.hand is Hand.FACILITATOR
    verb = OfferVerb.SUBMIT_FOR_HER if for_her else OfferVerb.SUBMIT
    facts = {"to": offer.state.value, "hand": offer.hand.value}
    record(session, who, verb=f"{OFFER.subject}.{verb}", subject=offer, facts=facts)


def _offer(stage: Stage, row: Row, who: Actor, now: datetime) -> Offer:
    need, hand = stage.needs[row["need"]], Hand(row["hand"])
    begins = OfferState.TO_READ_BACK if hand is Hand.FACILITATOR else OfferState.SUBMITTED
    return Offer(
        public_id=ids.public_id(), code=ids.short_code(), need_id=need.id,
        supplier_id=stage.suppliers[row["supplier"]].id, state=begins, version=1,
        quantity=row["quantity"], price_minor=row["price_minor"], currency=need.currency,
        at_asked_price=row["at_asked_price"], bringing=Bringing(row["bringing"]), hand=hand,
        entered_by_id=who.person_id, client_key=ids.public_id(), submitted_at=now,
    )  # fmt: skip


def _see(stage: Stage, offer: Offer) -> None:
    sourcing.mark_seen(stage.session, offer.need_id, offer.supplier_id)


def _read_back(stage: Stage, row: Row) -> None:
    offer, who = stage.offers[row["code"]], _who(stage, row)
    offer.read_back_at, offer.read_back_by_id = clock.now(), who.person_id
    step(stage.session, who, offer, machine=OFFER, verb=OfferVerb.READ_BACK)
    offer.version += 1


def _check_and_hold(stage: Stage, row: Row) -> None:
    """Run the check where no clearance covers it: it waits at the desk."""
    need = stage.needs[row["need"]]
    if take(stage.session, SYSTEM, need, stage.offers[row["code"]]) is not None:
        raise ValueError(f"{row['code']} should wait at the desk")


def _take_back(stage: Stage, row: Row) -> None:
    offer = stage.offers[row["code"]]
    _end(stage, offer, OfferVerb.TAKE_BACK, _who(stage, row))
    sourcing.note_taken_back(stage.session, offer.need_id, offer.supplier_id)
    stage.session.flush()


def _decline(stage: Stage, row: Row) -> None:
    offer, need = stage.offers[row["code"]], stage.needs[row["need"]]
    offer.decline_reason = DeclineReason(row["decline_reason"])
    _end(stage, offer, OfferVerb.DECLINE, SYSTEM)
    tell_supplier(
        stage.session, Told.OFFER_FILLED, offer, supplier_id=offer.supplier_id,
        place_id=need.place_id,
    )  # fmt: skip


def _lapse(stage: Stage, row: Row) -> None:
    offer = stage.offers[row["code"]]
    _end(stage, offer, OfferVerb.LAPSE, SYSTEM)
    bought = Purchase(
        offer.need_id, offer.supplier_id, offer.id, offer.quantity, offer.price_minor
    )  # fmt: skip
    supersede_waiting(stage.session, SYSTEM, linkage_of(stage.session, bought))


def _end(stage: Stage, offer: Offer, verb: OfferVerb, who: Actor) -> None:
    step(stage.session, who, offer, machine=OFFER, verb=verb)
    offer.closed_at, offer.version = clock.now(), offer.version + 1
    stage.session.flush()


_ENDS = {
    OfferState.DECLINED: _decline,
    OfferState.LAPSED: _lapse,
    OfferState.TAKEN_BACK: _take_back,
}
