"""A buyer's needs: the list, one need with its story, taking it back, choosing an answer."""

from collections.abc import Callable
from datetime import date
from functools import partial

from flask import Blueprint, Response, request

from marketplace.agreements.actions.choose import accept_offer
from marketplace.agreements.queries.story import deliveries_of_need, orders_of_need
from marketplace.db import db
from marketplace.forms import suggesting
from marketplace.forms.agreements import ORDER_SENTENCES
from marketplace.forms.base import HouseForm
from marketplace.forms.lots import LotsForm
from marketplace.forms.need_answers import notes
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Actor
from marketplace.offers.actions.outcomes import withdraw_need
from marketplace.offers.queries import offers_for_buyer
from marketplace.people.rules.permissions import Permission
from marketplace.sourcing import queries
from marketplace.sourcing.actions.lots import AskInLots, ask_in_lots
from marketplace.sourcing.queries.adapting import hints_for_buyer, lots_of
from marketplace.sourcing.queries.cards import NeedDetail
from marketplace.sourcing.queries.numbers import asked_numbers
from marketplace.sourcing.queries.properties import SHOWN_DAYS
from marketplace.sourcing.queries.suggesting import SuggestionCard, suggestions_of
from marketplace.sourcing.rules.lists import Lane, NeedState
from marketplace.sourcing.rules.receiving import open_days
from marketplace.sourcing.rules.urgent import lane_for
from marketplace.web import paging
from marketplace.web.attempt import attempt, done_with
from marketplace.web.commits import commits
from marketplace.web.guard import guard
from marketplace.web.pages import page
from marketplace.web.paging import before
from marketplace.web.suppliers import see_other

blueprint = Blueprint("needs", __name__)
PAGE = 20
SEARCHING = (NeedState.PUBLISHED, NeedState.CLOSED)


@blueprint.get("/buyer/needs")
@guard(Permission.ORDER)
def index(actor: Actor) -> Response:
    """List what this buyer asked for, newest first."""
    found = queries.needs_of_buyer(db.session(), actor, before=before(), limit=PAGE + 1)
    numbers = asked_numbers(db.session(), [need.id for need in found])
    older = found[PAGE - 1].id if len(found) > PAGE else None
    return page("sourcing/needs.html", needs=found[:PAGE], numbers=numbers, older=older)


@blueprint.get("/buyer/needs/<public_id>")
@guard(Permission.ORDER)
def need(actor: Actor, public_id: str) -> Response:
    """Show one need: who was asked in numbers, what was answered once it is over, what came."""
    shown = queries.need_for_buyer(db.session(), actor, public_id)
    if shown.lane is Lane.TENDER:
        return see_other("tender_life.show", public_id=public_id)
    return _need(actor, shown, HouseForm())


def _need(actor: Actor, shown: NeedDetail, form: HouseForm) -> Response:
    session = db.session()
    numbers = asked_numbers(session, [shown.id])[shown.id]
    return page(
        "sourcing/need.html", status=422 if form.errors else 200, need=shown, form=form,
        numbers=numbers,
        offers=offers_for_buyer(session, actor, shown.public_id), open=shown.state in SEARCHING,
        orders=orders_of_need(session, actor, shown.id),
        deliveries=deliveries_of_need(session, actor, shown.id),
        over=shown.closes_at is not None and shown.closes_at <= clock.now(),
        notes=notes(request.args.getlist("note")), may=_may(actor, shown),
        hints=hints_for_buyer(shown, numbers), lots=lots_of(shown), key=ids.public_id(),
        days=_days(shown) if lots_of(shown) else (), why_words=suggesting,
        suggestions=_suggested(shown),
    )  # fmt: skip


def _suggested(shown: NeedDetail) -> tuple[SuggestionCard, ...]:
    """Whom a facilitator proposes, as long as somebody is looked for."""
    if shown.state not in SEARCHING:
        return ()
    return suggestions_of(db.session(), shown.id, for_buyer=True)


def _days(shown: NeedDetail) -> tuple[date, ...]:
    """Return the next days with the door open that are not urgent any more, in one statement."""
    hours = queries.hours_of(db.session(), [shown.property_id])[shown.property_id]
    days = open_days(hours, queries.local_today(shown.timezone), count=SHOWN_DAYS)
    lane = partial(lane_for, hours, now=clock.now(), zone=shown.timezone)
    return tuple(day for day in days if lane(day) is not Lane.URGENT)


def _may(actor: Actor, shown: NeedDetail) -> bool:
    return f"may_order:{shown.operator_id}" in actor.rights


@blueprint.post("/buyer/needs/<public_id>/withdrawal")
@guard(Permission.ORDER)
@commits
def withdraw(actor: Actor, public_id: str) -> Response:
    """Take a need back; what is ordered already stays ordered."""
    version = request.form.get("version", type=paging.number)
    return _change(actor, public_id, lambda: withdraw_need(
        db.session(), actor, public_id, version=version
    ), "withdrawn")  # fmt: skip


@blueprint.post("/buyer/needs/<public_id>/choice")
@guard(Permission.ORDER)
@commits
def choose(actor: Actor, public_id: str) -> Response:
    """Accept an answer at another price: the same check runs as on any purchase."""
    offer = request.form.get("offer", "")
    return _change(actor, public_id, lambda: accept_offer(db.session(), actor, offer), "chosen")


@blueprint.post("/buyer/needs/<public_id>/lots")
@guard(Permission.ORDER)
@commits
def in_lots(actor: Actor, public_id: str) -> Response:
    """Ask once more in smaller lots for what nobody could bring; each lot is matched by itself."""
    shown, form = queries.need_for_buyer(db.session(), actor, public_id), LotsForm(request.form)
    made = None
    if form.validate():
        command = AskInLots(
            need_public_id=public_id, lots=form.lots.data or 0, deliver_on=form.day.data,
            cash_at_door=form.cash.data, client_key=form.key.data or "",
        )  # fmt: skip
        made = attempt(lambda: ask_in_lots(db.session(), actor, command), form.explain_lots)
    if made is None:
        return _need(actor, shown, form)
    return see_other("order_lists.one", public_id=made.public_id, done="placed")


def _change(actor: Actor, public_id: str, act: Callable[[], object], done: str) -> Response:
    shown = queries.need_for_buyer(db.session(), actor, public_id)
    form = HouseForm()
    if done_with(form, ORDER_SENTENCES, act):
        return see_other("needs.need", public_id=public_id, done=done)
    return _need(actor, shown, form)
