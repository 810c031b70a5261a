"""A buyer's agreements: the list, one whole, terms, yes and no, calling off, notice, the sheet."""

from collections.abc import Callable
from datetime import timedelta

from flask import Blueprint, Response, request

from marketplace.agreements import actions
from marketplace.agreements.queries import delivery_for_buyer, order_for_buyer
from marketplace.agreements.queries.agreed_cards import (
    AgreementCard,
    AgreementPage,
    agreement_page,
    agreements_of,
    agreements_to_answer,
)
from marketplace.agreements.queries.agreed_prices import market_for, price_today
from marketplace.agreements.queries.back_ups import back_ups_for
from marketplace.agreements.queries.cards import DeliveryCard
from marketplace.agreements.rules.agreed_lists import ConsentHow, RefuseWhy
from marketplace.agreements.rules.agreed_proposal import proposed
from marketplace.db import db
from marketplace.forms import agreed_words as words
from marketplace.forms.agreed import (
    CALL_OFF_SENTENCES,
    TERMS_SENTENCES,
    CallOffForm,
    NoForm,
    TermsForm,
)
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
from marketplace.sourcing.rules.need_check import CheckRefused
from marketplace.web import paging
from marketplace.web.attempt import attempt, done_with, made_of
from marketplace.web.commits import commits
from marketplace.web.guard import guard
from marketplace.web.pages import page
from marketplace.web.suppliers import see_other

blueprint = Blueprint("agreements", __name__)


@blueprint.get("/buyer/agreements")
@guard(Permission.SEE_BUYER_HOME)
def index(actor: Actor) -> Response:
    """List agreements: what waits for a yes first, then those that live."""
    over = "over" in request.args
    return page(
        "agreements/agreed_list.html", words=words, over=over,
        to_answer=() if over else agreements_to_answer(db.session(), actor),
        agreements=agreements_of(db.session(), actor, living=not over),
    )  # fmt: skip


@blueprint.get("/buyer/agreements/<public_id>")
@guard(Permission.SEE_BUYER_HOME)
def show(actor: Actor, public_id: str) -> Response:
    """Show one agreement: what is agreed, what waits, and what can be done."""
    return _page(actor, public_id)


def _page(
    actor: Actor, public_id: str, *, call: CallOffForm | None = None, no: NoForm | None = None,
    top: HouseForm | None = None,
) -> Response:  # fmt: skip
    found = agreement_page(db.session(), actor, public_id)
    wrong = any(form is not None for form in (call, no, top))
    return page(
        "agreements/agreed.html", status=422 if wrong else 200, a=found, words=words,
        call=call or _call_form(found), no=no or NoForm(), top=top or HouseForm(),
        price=price_today(db.session(), found), days=_days(actor, found),
        may_order=f"may_order:{found.card.operator_id}" in actor.rights,
    )  # fmt: skip


def _call_form(found: AgreementPage) -> CallOffForm:
    form = CallOffForm(key=ids.public_id())
    if found.agreed is not None:
        form.quantity.process_data(found.agreed.terms.most)
    return form


def _days(actor: Actor, found: AgreementPage) -> list[dict[str, object]]:
    """Return the next agreed days on which the door is open."""
    if found.agreed is None or not actor.operator_ids:
        return []
    door = property_for_buyer(db.session(), actor, found.card.property_public_id)
    open_days = {weekday for weekday, _, _ in door.hours}
    ahead = (shown.today() + timedelta(days=n) for n in range(1, 15))
    mask = found.agreed.terms.weekdays
    good = (d for d in ahead if mask & (1 << d.weekday()) and d.weekday() in open_days)
    return [{"day": day, "urgent": False} for day in good]


@blueprint.get("/buyer/deliveries/<public_id>/agreement")
@guard(Permission.ORDER)
def new(actor: Actor, public_id: str) -> Response:
    """Show terms that grow out of a delivery, filled in from it."""
    card = delivery_for_buyer(db.session(), actor, public_id)
    form = TermsForm(key=ids.public_id())
    form.fill(proposed(card.ordered, card.price_minor, shown.today(), _payment(actor, card)),
              card.currency)  # fmt: skip
    return _terms(form, card)


def _payment(actor: Actor, card: DeliveryCard) -> int:
    return order_for_buyer(db.session(), actor, card.order_public_id).payment_days


def _terms(
    form: TermsForm, about: DeliveryCard | AgreementCard, *, status: int = 200, change: str = ""
) -> Response:
    back_ups = back_ups_for(db.session(), supplier_id=about.supplier_id, leaf_code=about.leaf_code)
    return page(
        "agreements/agreed_terms.html", status=status, form=form, about=about, words=words,
        back_ups=back_ups, change=change,
    )  # fmt: skip


@blueprint.post("/buyer/deliveries/<public_id>/agreement")
@guard(Permission.ORDER)
@commits
def write(actor: Actor, public_id: str) -> Response:
    """Put terms to the check at the desk."""
    card = delivery_for_buyer(db.session(), actor, public_id)
    form = TermsForm.read(request.form, card.currency)
    made = made_of(form, TERMS_SENTENCES, lambda: _write(actor, card, form))
    if made is None:
        return _terms(form, card, status=422)
    return see_other("agreements.show", public_id=made, done="written")


def _write(actor: Actor, card: DeliveryCard, form: TermsForm) -> str:
    command = actions.WriteTerms(
        delivery=card.public_id, client_key=form.key.data or ids.public_id(),
        terms=form.terms(card.currency, market_for(db.session(), delivery=card.public_id)),
    )  # fmt: skip
    return actions.write_terms(db.session(), actor, command).public_id


@blueprint.get("/buyer/agreements/<public_id>/terms")
@guard(Permission.ORDER)
def other_terms(actor: Actor, public_id: str) -> Response:
    """Show the agreed terms, to be changed into other ones."""
    found = agreement_page(db.session(), actor, public_id)
    form = TermsForm(key=ids.public_id(), version=str(found.card.version))
    if found.agreed is not None:
        form.fill(found.agreed.terms, found.card.currency)
    return _terms(form, found.card, change=public_id)


@blueprint.post("/buyer/agreements/<public_id>/terms")
@guard(Permission.ORDER)
@commits
def change(actor: Actor, public_id: str) -> Response:
    """Propose other terms; nothing changes before both sides said yes."""
    found = agreement_page(db.session(), actor, public_id)
    form = TermsForm.read(request.form, found.card.currency)
    if done_with(form, TERMS_SENTENCES, lambda: _change(actor, public_id, found.card, form)):
        return see_other("agreements.show", public_id=public_id, done="written")
    return _terms(form, found.card, status=422, change=public_id)


def _change(actor: Actor, public_id: str, card: AgreementCard, form: TermsForm) -> None:
    terms = form.terms(card.currency, market_for(db.session(), agreement=public_id))
    seen = request.form.get("version", type=paging.number) or 0
    command = actions.ChangeTerms(agreement=public_id, terms=terms, version=seen)
    actions.change_terms(db.session(), actor, command)


@blueprint.post("/buyer/agreements/<public_id>/consent")
@guard(Permission.ORDER)
@commits
def yes(actor: Actor, public_id: str) -> Response:
    """Take the buyer's yes to the version he saw."""
    number = request.form.get("number", type=paging.number) or 0
    said = actions.SayYes(agreement=public_id, number=number, how=ConsentHow.SIGNED_IN)
    return _do(actor, public_id, lambda: actions.say_yes(db.session(), actor, said), "yes")


@blueprint.post("/buyer/agreements/<public_id>/refusal")
@guard(Permission.ORDER)
@commits
def refuse(actor: Actor, public_id: str) -> Response:
    """Take the buyer's no with its reason; what is agreed goes on as it is."""
    form = NoForm(request.form)
    if not form.has_reason():
        return _page(actor, public_id, no=form)
    number = request.form.get("number", type=paging.number) or 0
    why = form.reason or RefuseWhy.NOT_NOW
    return _do(
        actor, public_id,
        lambda: actions.say_no(db.session(), actor, public_id, number=number, why=why), "no",
    )  # fmt: skip


@blueprint.post("/buyer/agreements/<public_id>/notice")
@guard(Permission.ORDER)
@commits
def notice(actor: Actor, public_id: str) -> Response:
    """Give notice: orders go on until the agreed days are over."""
    seen = request.form.get("version", type=paging.number) or 0
    return _do(
        actor, public_id,
        lambda: actions.give_notice(db.session(), actor, public_id, version=seen), "notice",
    )  # fmt: skip


def _do(actor: Actor, public_id: str, act: Callable[[], object], done: str) -> Response:
    form = HouseForm()
    if done_with(form, TERMS_SENTENCES, act):
        return see_other("agreements.show", public_id=public_id, done=done)
    return _page(actor, public_id, top=form)


@blueprint.post("/buyer/agreements/<public_id>/orders")
@guard(Permission.ORDER)
@commits
def call_off(actor: Actor, public_id: str) -> Response:
    """Call a quantity off for a day; inside the agreement it needs no new signature."""
    form = CallOffForm(with_remedy(request.form, CHANGEABLE | {"quantity"}))
    if not (form.validate() and form.has_day()):
        return _page(actor, public_id, call=form)
    command = actions.CallOffOrder(
        agreement=public_id, quantity=form.quantity.data, day=form.on or shown.today(),
        client_key=form.key.data or ids.public_id(), confirmed=form.questions_answered,
    )  # fmt: skip
    made = attempt(
        lambda: _told(actions.call_off_order(db.session(), actor, command)),
        lambda refused: _explain(actor, public_id, form, refused=refused),
    )
    if made is None:
        return _page(actor, public_id, call=form)
    return see_other("needs.need", public_id=made[0], done=made[1])


def _told(called: actions.CalledOff) -> tuple[str, str]:
    return called.need.public_id, "again" if called.order else "desk"


def _explain(actor: Actor, public_id: str, form: CallOffForm, *, refused: Refused) -> None:
    if not isinstance(refused, CheckRefused):
        form.explain(refused, CALL_OFF_SENTENCES)
        return
    card = agreement_page(db.session(), actor, public_id).card
    at = property_for_buyer(db.session(), actor, card.property_public_id)
    told = About(card.currency, card.unit_code, form.on, at.next_open_days)
    form.answers = answers(refused.findings, told)
