"""A buyer's orders: the list, one order, calling it off, nobody came, and having it again."""

from collections.abc import Callable
from datetime import date, timedelta

from flask import Blueprint, Response, request

from marketplace.agreements.actions import Again, AskedAgain, cancel, miss
from marketplace.agreements.actions import again as order_again
from marketplace.agreements.queries import (
    DeliveryCard,
    OrderCard,
    deliveries_of_buyer,
    delivery_for_buyer,
    order_for_buyer,
    orders_of_buyer,
)
from marketplace.agreements.queries.calling_off import cost_for_buyer
from marketplace.agreements.rules.days import next_same_weekday
from marketplace.db import db
from marketplace.forms.agreements import ORDER_SENTENCES, AgainForm
from marketplace.forms.base import HouseForm
from marketplace.forms.need_answers import About, answers
from marketplace.forms.remedies import with_remedy
from marketplace.forms.sourcing import CHANGEABLE
from marketplace.i18n import format as shown
from marketplace.kernel import ids
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import Refused
from marketplace.people.rules.permissions import Permission
from marketplace.sourcing.queries import property_for_buyer
from marketplace.sourcing.queries.cards import PropertyCard
from marketplace.sourcing.rules.need_check import CheckRefused
from marketplace.web.attempt import attempt, done_with
from marketplace.web.commits import commits
from marketplace.web.guard import guard
from marketplace.web.pages import page
from marketplace.web.paging import before
from marketplace.web.suppliers import see_other

blueprint = Blueprint("orders", __name__)


@blueprint.get("/buyer/orders")
@guard(Permission.SEE_BUYER_HOME)
def index(actor: Actor) -> Response:
    """List orders, newest first."""
    found = orders_of_buyer(db.session(), actor, before=before())
    return page("agreements/orders.html", orders=found.items, older=found.next)


@blueprint.get("/buyer/orders/<public_id>")
@guard(Permission.SEE_BUYER_HOME)
def order(actor: Actor, public_id: str) -> Response:
    """Show one order and what can be done with it."""
    return _order(actor, order_for_buyer(db.session(), actor, public_id), HouseForm())


def _order(actor: Actor, card: OrderCard, form: HouseForm) -> Response:
    return page(
        "agreements/order.html", status=422 if form.form_errors else 200, order=card, form=form,
        cost=cost_for_buyer(db.session(), actor, card.id),
        today=shown.today(), may_order=f"may_order:{card.operator_id}" in actor.rights,
        may_receive=f"may_receive:{card.operator_id}" in actor.rights,
    )  # fmt: skip


@blueprint.post("/buyer/orders/<public_id>/cancellation")
@guard(Permission.ORDER)
@commits
def call_off(actor: Actor, public_id: str) -> Response:
    """Call an order off; she is told."""
    agreed = request.form.get("agreed", "")
    minor = int(agreed) if agreed.isascii() and agreed.isdigit() and len(agreed) < 16 else 0
    return _change(
        actor, public_id, lambda: cancel(db.session(), actor, public_id, agreed_minor=minor),
        "cancelled", owed="1" if minor else None,
    )  # fmt: skip


@blueprint.post("/buyer/orders/<public_id>/absence")
@guard(Permission.ORDER)
@commits
def nobody_came(actor: Actor, public_id: str) -> Response:
    """Note that nobody came; the next in turn is asked if time is left."""
    return _change(actor, public_id, lambda: miss(db.session(), actor, public_id), "missed")


def _change(
    actor: Actor, public_id: str, act: Callable[[], object], done: str, **more: str | None
) -> Response:
    card = order_for_buyer(db.session(), actor, public_id)
    form = HouseForm()
    if done_with(form, ORDER_SENTENCES, act):
        return see_other("orders.order", public_id=public_id, done=done, **more)
    return _order(actor, card, form)


@blueprint.get("/buyer/deliveries")
@guard(Permission.SEE_BUYER_HOME)
def deliveries(actor: Actor) -> Response:
    """List what arrived, newest first; each can be had again."""
    found = deliveries_of_buyer(db.session(), actor, before=before())
    may = "may_order" in actor.rights
    return page("agreements/deliveries.html", deliveries=found.items, older=found.next, may=may)


@blueprint.get("/buyer/deliveries/<public_id>/again")
@guard(Permission.ORDER)
def again(actor: Actor, public_id: str) -> Response:
    """Show what "the same again" means: how much, from whom, at what price, which day."""
    card, at = _again_of(actor, public_id)
    form = AgainForm(key=ids.public_id())
    form.day.process_data(_day(card, at))
    return _again_page(form, card, at)


@blueprint.post("/buyer/deliveries/<public_id>/again")
@guard(Permission.ORDER)
@commits
def have_again(actor: Actor, public_id: str) -> Response:
    """Order it again of the same supplier, or in turn every fourth time."""
    form = AgainForm(with_remedy(request.form, CHANGEABLE))
    card, at = _again_of(actor, public_id)
    if not (form.validate() and form.has_day()):
        return _again_page(form, card, at, status=422)
    wanted = Again(
        delivery=public_id, deliver_on=form.on, client_key=form.key.data or "",
        confirmed=form.questions_answered,
    )  # fmt: skip
    made = attempt(lambda: _told(order_again(db.session(), actor, wanted)),
                   lambda refused: _explain(form, card, at, refused=refused))  # fmt: skip
    if made is None:
        return _again_page(form, card, at, status=422)
    return see_other("needs.need", public_id=made[0], done=made[1])


def _told(asked: AskedAgain) -> tuple[str, str]:
    done = "again" if asked.order else "turn" if asked.by_rotation else "desk"
    return asked.need.public_id, done


def _again_of(actor: Actor, public_id: str) -> tuple[DeliveryCard, PropertyCard]:
    card = delivery_for_buyer(db.session(), actor, public_id)
    before = order_for_buyer(db.session(), actor, card.order_public_id)
    return card, property_for_buyer(db.session(), actor, before.property_public_id)


def _day(card: DeliveryCard, at: PropertyCard) -> date:
    last = shown.local_day(card.received_at)
    return next_same_weekday(last, shown.today(), [weekday for weekday, _, _ in at.hours])


def _again_page(
    form: AgainForm, card: DeliveryCard, at: PropertyCard, *, status: int = 200
) -> Response:
    tomorrow = shown.today() + timedelta(days=1)
    proposed = {_day(card, at), *(day for day in at.next_open_days if day >= tomorrow)}
    return page(
        "agreements/again.html", status=status, form=form, delivery=card, door_here=at,
        chips=[{"day": day, "urgent": False} for day in sorted(proposed)],
    )  # fmt: skip


def _explain(form: AgainForm, card: DeliveryCard, at: PropertyCard, *, refused: Refused) -> None:
    if isinstance(refused, CheckRefused):
        told = About(card.currency, card.unit_code, form.on, at.next_open_days)
        form.answers = answers(refused.findings, told)
        return
    form.explain(refused, ORDER_SENTENCES)
