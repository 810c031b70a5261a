"""Orders for suppliers: yes, less or cannot with a picture why, and "I bring it"."""

from flask import Blueprint, Response, request, url_for

from marketplace.agreements.actions.orders import answer_order
from marketplace.agreements.actions.orders import on_the_way as set_out
from marketplace.agreements.queries import supplier as hers
from marketplace.agreements.queries.cards import OrderCard
from marketplace.agreements.queries.notes import note_for_supplier
from marketplace.agreements.rules.answers import OrderAnswer
from marketplace.agreements.rules.lists import CannotReason, OrderState
from marketplace.catalogue.queries import unit_by_code
from marketplace.db import db
from marketplace.forms.supplier import QuantityForm, ReasonForm, choices_of, said
from marketplace.kernel.actor import Actor
from marketplace.people.rules.permissions import Permission
from marketplace.web import paging
from marketplace.web.commits import commits
from marketplace.web.guard import guard
from marketplace.web.hand import sum_of, unit_after
from marketplace.web.pages import page
from marketplace.web.suppliers import cut, once, to

blueprint = Blueprint("supplier_orders", __name__)


@blueprint.get("/s/orders")
@guard(Permission.FOLLOW_OWN_ORDERS)
def index(actor: Actor) -> Response:
    """List her orders: to answer and to bring by day; "more" ends with those that are over."""
    before = request.args.get("before", type=paging.number)
    number = max(1, request.args.get("page", 1, type=paging.number))
    if before is not None:
        past = hers.orders_of_supplier(db.session(), actor, before=before or None)
        older = past.next and url_for("supplier_orders.index", before=past.next)
        return page("supplier/orders.html", orders=past.items, older=older)
    shown, more = cut(hers.orders_to_do(db.session(), actor), number)
    older = to("supplier_orders.index", **({"page": number + 1} if more else {"before": 0}))
    return page("supplier/orders.html", orders=shown, older=older, to_do=True)


@blueprint.get("/s/orders/<public_id>")
@guard(Permission.FOLLOW_OWN_ORDERS)
def order(actor: Actor, public_id: str) -> Response:
    """Show one order; what became of it once it was brought."""
    return _order(actor, hers.order_for_supplier(db.session(), actor, public_id))


def _order(actor: Actor, shown: OrderCard) -> Response:
    outcome: tuple[str, ...] = ()
    note = None
    quantity, worth = shown.quantity * 1000, sum_of(
        shown.price_minor, shown.currency, shown.quantity
    )  # fmt: skip
    if shown.state is OrderState.DELIVERED:
        note = note_for_supplier(db.session(), actor, shown.public_id)
        came = note.delivery
        quantity, worth = note.accepted_milli, came.amount_minor or 0
        reason = (f"rejected.{came.reject_reason}",) if came.reject_reason else ()
        outcome = (f"delivery.{came.state}", *reason)
    return page(
        "supplier/order.html", order=shown, quantity=quantity, sum=worth, outcome=outcome,
        note=note,
    )  # fmt: skip


@blueprint.post("/s/orders/<public_id>")
@guard(Permission.FOLLOW_OWN_ORDERS)
@commits
def say_yes(actor: Actor, public_id: str) -> Response:
    """Take her yes; pressed again it shows the same page."""
    return once(
        lambda: answer_order(db.session(), actor, public_id, OrderAnswer.yes()),
        "supplier_orders.order", public_id=public_id,
    )  # fmt: skip


@blueprint.post("/s/orders/<public_id>/way")
@guard(Permission.FOLLOW_OWN_ORDERS)
@commits
def on_the_way(actor: Actor, public_id: str) -> Response:
    """Take "I bring it": the buyer hears that she set out."""
    return once(
        lambda: set_out(db.session(), actor, public_id),
        "supplier_orders.order", public_id=public_id,
    )  # fmt: skip


@blueprint.get("/s/orders/<public_id>/cannot")
@guard(Permission.FOLLOW_OWN_ORDERS)
def cannot(actor: Actor, public_id: str) -> Response:
    """Ask why she cannot, in pictures."""
    return _why(ReasonForm(), hers.order_for_supplier(db.session(), actor, public_id))


@blueprint.post("/s/orders/<public_id>/cannot")
@guard(Permission.FOLLOW_OWN_ORDERS)
@commits
def say_cannot(actor: Actor, public_id: str) -> Response:
    """Take her no with its reason; the next in rotation is asked."""
    form = ReasonForm(request.form)
    form.reason.choices = choices_of("cannot", CannotReason)
    if not form.validate():
        return _why(form, hers.order_for_supplier(db.session(), actor, public_id))
    answer = OrderAnswer.cannot(CannotReason(form.reason.data))
    return once(
        lambda: answer_order(db.session(), actor, public_id, answer),
        "supplier_orders.order", public_id=public_id,
    )  # fmt: skip


def _why(form: ReasonForm, shown: OrderCard) -> Response:
    form.reason.choices = choices_of("cannot", CannotReason)
    less = {
        "word": "less", "picture": "part",
        "url": url_for("supplier_orders.less", public_id=shown.public_id),
    }  # fmt: skip
    still = shown.state is OrderState.CONFIRMED and shown.quantity > 1
    return page(
        "supplier/choose.html", title=said("why_not"), field=form.reason,
        back=url_for("supplier_orders.order", public_id=shown.public_id),
        also=less if still else None,
    )  # fmt: skip


@blueprint.get("/s/orders/<public_id>/less")
@guard(Permission.FOLLOW_OWN_ORDERS)
def less(actor: Actor, public_id: str) -> Response:
    """Ask how many she can bring."""
    shown = hers.order_for_supplier(db.session(), actor, public_id)
    return _less(QuantityForm(request.args), shown)


@blueprint.post("/s/orders/<public_id>/less")
@guard(Permission.FOLLOW_OWN_ORDERS)
@commits
def say_less(actor: Actor, public_id: str) -> Response:
    """Take her smaller number; the next in rotation is asked for the rest."""
    shown = hers.order_for_supplier(db.session(), actor, public_id)
    form = QuantityForm(request.form)
    form.quantity.most = max(1, shown.quantity - 1)
    if not form.validate():
        return _less(form, shown, wrong=said("refused.less_must_be_less"))
    promised = shown.state is OrderState.CONFIRMED
    less = OrderAnswer.less_after_all if promised else OrderAnswer.less
    answer = less(form.quantity.data)
    return once(
        lambda: answer_order(db.session(), actor, public_id, answer),
        "supplier_orders.order", public_id=public_id,
    )  # fmt: skip


def _less(form: QuantityForm, shown: OrderCard, wrong: str = "") -> Response:
    unit = unit_by_code(db.session(), shown.unit_code)
    form.quantity.most = max(1, shown.quantity - 1)
    form.quantity.steps = unit.steps if unit and unit.steps else (1,)
    return page(
        "supplier/part.html", status=422 if wrong else 200, order=shown, field=form.quantity,
        unit=unit_after(shown.unit_code, form.quantity.shown), wrong=wrong,
        action=url_for("supplier_orders.less", public_id=shown.public_id),
        back=url_for("supplier_orders.order", public_id=shown.public_id),
    )  # fmt: skip
