"""Money owed: what is due and late, "I have paid", what she says of it, one statement."""

from collections.abc import Sequence
from datetime import timedelta

from flask import Blueprint, Response, request

from marketplace.agreements.actions import MarkSent, mark_sent
from marketplace.agreements.queries import (
    PaymentCard,
    buyer_home,
    payment_for_buyer,
    payments_of_buyer,
    statement,
)
from marketplace.agreements.rules.lists import PAYMENT, PaymentVerb
from marketplace.db import db
from marketplace.forms.agreements import METHODS, PAYMENT_SENTENCES, PayForm
from marketplace.i18n import bound_zone
from marketplace.i18n import format as shown
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.people.rules.permissions import Permission
from marketplace.sourcing.queries import PropertyCard, property_cards
from marketplace.web.attempt import done_with
from marketplace.web.commits import commits
from marketplace.web.guard import guard
from marketplace.web.pages import page
from marketplace.web.paging import before, day
from marketplace.web.rights import require_right
from marketplace.web.suppliers import see_other

blueprint = Blueprint("payments", __name__)
A_MONTH = timedelta(days=30)


@blueprint.get("/buyer/payments")
@guard(Permission.PAY)
def index(actor: Actor) -> Response:
    """Show what is owed, late first, then what waits for her word, then what was."""
    require_right(actor, Permission.PAY)
    start = before()
    waiting = buyer_home(db.session(), actor, timezone=bound_zone().key)
    past = payments_of_buyer(db.session(), actor, before=start)
    closed = [one for one in past.items if one.closed_at]
    return page(
        "agreements/payments.html", home=waiting, closed=closed, older=past.next,
        today=shown.today(), first=start is None, may="may_pay" in actor.rights,
    )  # fmt: skip


@blueprint.get("/buyer/payments/<public_id>")
@guard(Permission.PAY)
def payment(actor: Actor, public_id: str) -> Response:
    """Show one payment and the one thing to do about it."""
    require_right(actor, Permission.PAY)
    card = payment_for_buyer(db.session(), actor, public_id)
    return _payment(actor, card, PayForm())


def _payment(actor: Actor, card: PaymentCard, form: PayForm) -> Response:
    may = f"may_pay:{card.operator_id}" in actor.rights
    return page(
        "agreements/payment.html", status=422 if form.errors else 200, payment=card, form=form,
        methods=METHODS, today=shown.today(), done=request.args.get("done"),
        can_send=may and PAYMENT.allows(card.state, PaymentVerb.MARK_SENT),
    )  # fmt: skip


@blueprint.post("/buyer/payments/<public_id>/sending")
@guard(Permission.PAY)
@commits
def send(actor: Actor, public_id: str) -> Response:
    """Note that money is on its way; only she says that it came."""
    payment_for_buyer(db.session(), actor, public_id)
    form = PayForm(request.form)
    if done_with(form, PAYMENT_SENTENCES, lambda: mark_sent(db.session(), actor, MarkSent(
        payment=public_id, method=form.how, reference=form.reference.data or None
    ))):  # fmt: skip
        return see_other("payments.payment", public_id=public_id, done="sent")
    return _payment(actor, payment_for_buyer(db.session(), actor, public_id), form)


@blueprint.get("/buyer/payments/statement")
@guard(Permission.PAY)
def sums(actor: Actor) -> Response:
    """Show one statement for many deliveries, from a day to a day."""
    require_right(actor, Permission.PAY)
    doors = property_cards(db.session(), actor)
    here = _firm(doors)
    last = day(request.args.get("to", ""), shown.today())
    first = min(day(request.args.get("from", ""), last - A_MONTH), last)
    found = statement(
        db.session(), actor, here.operator_id, first=first, last=last, timezone=here.timezone,
        before=before(),
    )  # fmt: skip
    firms = {one.operator_id: one for one in reversed(doors)}
    return page(
        "agreements/statement.html", found=found, door_here=here, firms=list(firms.values())
    )  # fmt: skip


def _firm(doors: Sequence[PropertyCard]) -> PropertyCard:
    """Return a door of the operator in question; the first where none is named."""
    if not doors:
        raise NotFound
    return next((one for one in doors if one.public_id == request.args.get("property")), doors[0])
