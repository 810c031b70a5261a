"""What she sent and what became of it: receipt, list, take back, read back."""

from flask import Blueprint, Response, request

from marketplace.agreements.queries.awarded import agreement_from_offer
from marketplace.db import db
from marketplace.kernel.actor import Actor
from marketplace.mediation.queries import turn_of
from marketplace.offers import actions, queries
from marketplace.offers.actions import tenders
from marketplace.offers.queries import OfferCard
from marketplace.offers.rules.lists import OfferState
from marketplace.people.rules.permissions import Permission
from marketplace.web import paging
from marketplace.web.answers import tapped
from marketplace.web.asides import aside
from marketplace.web.commits import commits
from marketplace.web.guard import guard
from marketplace.web.hand import sum_of
from marketplace.web.money_lock import money_open
from marketplace.web.pages import page
from marketplace.web.suppliers import once, see_other, to

blueprint = Blueprint("supplier_offers", __name__)


@blueprint.get("/s/offers")
@guard(Permission.ANSWER_NEEDS)
@money_open
def index(actor: Actor) -> Response:
    """List what she sent, newest first, each with how it stands."""
    number = max(1, request.args.get("page", 1, type=paging.number))
    shown = queries.my_offers(db.session(), actor.supplier_ids, page=number)
    older = to("supplier_offers.index", page=number + 1) if shown.more else ""
    return page("supplier/offers.html", offers=shown.offers, older=older)


@blueprint.get("/s/offers/<public_id>")
@guard(Permission.ANSWER_NEEDS)
@money_open
def offer(actor: Actor, public_id: str) -> Response:
    """Show one offer, and why, if it was not taken."""
    shown = queries.offer_for_supplier(db.session(), actor.supplier_ids, public_id)
    if shown.closed_at is not None and shown.outcome_seen_at is None:
        aside(lambda session: actions.outcome_seen(session, actor, public_id))
    turn = turn_of(db.session(), actor.supplier_ids, public_id)
    agreed = shown.state is OfferState.ACCEPTED
    papers = agreement_from_offer(db.session(), public_id) if agreed else None
    return page("supplier/offer.html", offer=shown, sum=_sum(shown), turn=turn, papers=papers)


def _sum(shown: OfferCard) -> int:
    return sum_of(shown.price_minor, shown.currency, shown.standing_quantity)


@blueprint.get("/s/offers/<public_id>/sent")
@guard(Permission.ANSWER_NEEDS)
@money_open
def sent(actor: Actor, public_id: str) -> Response:
    """Say that it arrived, and what happens next; the same page however often it was sent."""
    shown = queries.offer_for_supplier(db.session(), actor.supplier_ids, public_id)
    return page("supplier/sent.html", offer=shown)


@blueprint.get("/s/offers/<public_id>/withdrawal")
@guard(Permission.ANSWER_NEEDS)
@money_open
def withdrawal(actor: Actor, public_id: str) -> Response:
    """Ask whether to take it back."""
    shown = queries.offer_for_supplier(db.session(), actor.supplier_ids, public_id)
    return page("supplier/take_back.html", offer=shown, sum=_sum(shown))


@blueprint.post("/s/offers/<public_id>/withdrawal")
@guard(Permission.ANSWER_NEEDS)
@money_open
@commits
def take_back(actor: Actor, public_id: str) -> Response:
    """Take it back, until somebody accepted it; it leaves no mark."""
    return once(
        lambda: actions.take_back(db.session(), actor, public_id),
        "supplier_offers.offer", public_id=public_id,
    )  # fmt: skip


@blueprint.post("/s/offers/<public_id>/confirmation")
@guard(Permission.ANSWER_NEEDS)
@money_open
@commits
def still_yes(actor: Actor, public_id: str) -> Response:
    """Keep that she means it for the need as it is now: one tap."""
    return once(
        lambda: tenders.still_yes(db.session(), actor, public_id),
        "supplier_offers.offer", public_id=public_id,
    )  # fmt: skip


@blueprint.post("/s/offers/<public_id>/reading")
@guard(Permission.ANSWER_NEEDS)
@money_open
@commits
def read_back(actor: Actor, public_id: str) -> Response:
    """Keep her yes or no to what somebody entered for her."""
    said = tapped("answer", "yes", "no")
    if said is None:
        queries.offer_for_supplier(db.session(), actor.supplier_ids, public_id)
        return see_other("supplier_offers.offer", public_id=public_id)
    return once(
        lambda: actions.read_back(db.session(), actor, public_id, yes=said == "yes"),
        "supplier_offers.offer", public_id=public_id,
    )  # fmt: skip
