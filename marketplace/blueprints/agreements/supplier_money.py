"""Money for suppliers: what was sent, what is owed; only she says that she has it.

After two idle minutes the four pictures are asked again before any amount is shown.
"""

from flask import Blueprint, Response, request, url_for

from marketplace.agreements.actions.payments import answer_payment
from marketplace.agreements.queries import supplier as hers
from marketplace.agreements.queries.cards import PaymentCard
from marketplace.agreements.rules.answers import PaymentAnswer
from marketplace.db import db
from marketplace.forms.supplier import AmountForm, said
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import Refused
from marketplace.people.rules.permissions import Permission
from marketplace.web import paging
from marketplace.web.commits import commits
from marketplace.web.guard import guard
from marketplace.web.money_lock import money_open
from marketplace.web.pages import page
from marketplace.web.suppliers import cut, once, to

blueprint = Blueprint("supplier_money", __name__)
ANSWERS = {
    "all": PaymentAnswer.all, "not_yet": PaymentAnswer.not_yet, "sold": PaymentAnswer.sold_it,
}  # fmt: skip


@blueprint.get("/s/money")
@guard(Permission.CONFIRM_PAYMENTS)
@money_open
def index(actor: Actor) -> Response:
    """List her money: to answer, owed; "more" ends with what she has."""
    before = request.args.get("before", type=paging.number)
    number = max(1, request.args.get("page", 1, type=paging.number))
    found = hers.money(db.session(), actor, before=before or None)
    if before is not None:
        older = found.got.next and url_for("supplier_money.index", before=found.got.next)
        return page("supplier/payments.html", payments=found.got.items, older=older)
    shown, more = cut((*found.to_answer, *found.owed), number)
    older = to("supplier_money.index", **({"page": number + 1} if more else {"before": 0}))
    return page("supplier/payments.html", payments=shown, older=older)


@blueprint.get("/s/money/<public_id>")
@guard(Permission.CONFIRM_PAYMENTS)
@money_open
def payment(actor: Actor, public_id: str) -> Response:
    """Show one payment and ask whether it came."""
    shown = hers.payment_for_supplier(db.session(), actor, public_id)
    return page("supplier/payment.html", payment=shown)


@blueprint.post("/s/money/<public_id>")
@guard(Permission.CONFIRM_PAYMENTS)
@money_open
@commits
def answer(actor: Actor, public_id: str) -> Response:
    """Take her word: all of it, or not yet; pressed again it shows the same page."""
    word = ANSWERS.get(request.form.get("answer", ""))
    if word is None:
        shown = hers.payment_for_supplier(db.session(), actor, public_id)
        return page("supplier/payment.html", status=422, payment=shown)
    return once(
        lambda: answer_payment(db.session(), actor, public_id, word()),
        "supplier_money.payment", public_id=public_id,
    )  # fmt: skip


@blueprint.get("/s/money/<public_id>/less")
@guard(Permission.CONFIRM_PAYMENTS)
@money_open
def came_less(actor: Actor, public_id: str) -> Response:
    """Ask how much came, by tapping notes and coins."""
    return _count(AmountForm(), hers.payment_for_supplier(db.session(), actor, public_id))


@blueprint.post("/s/money/<public_id>/less")
@guard(Permission.CONFIRM_PAYMENTS)
@money_open
@commits
def say_less(actor: Actor, public_id: str) -> Response:
    """Add the tapped note; or take her word that only so much came."""
    shown = hers.payment_for_supplier(db.session(), actor, public_id)
    form = _form(shown)
    if form.amount.tapped or "clear" in request.form or not form.validate():
        return _count(form, shown)
    less = PaymentAnswer.less(form.amount.data)
    try:
        return once(
            lambda: answer_payment(db.session(), actor, public_id, less),
            "supplier_money.payment", public_id=public_id,
        )  # fmt: skip
    except Refused:
        return _count(form, shown, said("refused.less_must_be_less"))


def _form(shown: PaymentCard) -> AmountForm:
    form = AmountForm()
    form.amount.currency = shown.currency
    form.process(request.form)
    return form


def _count(form: AmountForm, shown: PaymentCard, wrong: str = "") -> Response:
    if "clear" in request.form:
        form.amount.data = None
    form.amount.currency = shown.currency
    return page(
        "supplier/count.html", status=422 if wrong else 200, title=said("came_less"), wrong=wrong,
        field=form.amount, currency=shown.currency,
        back=url_for("supplier_money.payment", public_id=shown.public_id),
    )  # fmt: skip
