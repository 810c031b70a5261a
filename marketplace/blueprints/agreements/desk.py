"""The desk's call list: orders without a word, urgent needs, what to tell, money that is late."""

from typing import Any

from flask import Blueprint, Response, request

from marketplace.agreements import queries
from marketplace.agreements.actions import (
    OrderAnswer,
    answer_order,
    called_about_price,
    miss,
)
from marketplace.agreements.queries.calls import calls_now
from marketplace.agreements.queries.cards import PaymentCard
from marketplace.agreements.rules.lists import CannotReason
from marketplace.channels.words import words_of
from marketplace.db import db
from marketplace.forms import desk_words
from marketplace.forms.base import HouseForm
from marketplace.forms.care import care_of, may_ring
from marketplace.forms.offers import SENTENCES, CannotForm, LessForm
from marketplace.i18n import gettext
from marketplace.i18n.format import today
from marketplace.journal.leaving import log_of, told_by_call
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.offers.queries import to_read_back
from marketplace.offers.queries.low import low_calls
from marketplace.offers.rules.lists import CallResult
from marketplace.people.queries import contacts
from marketplace.people.rules.permissions import Permission
from marketplace.sourcing.queries import desk
from marketplace.web import paging
from marketplace.web.attempt import attempt, done_with
from marketplace.web.commits import commits
from marketplace.web.desk import see_other
from marketplace.web.guard import guard
from marketplace.web.pages import page

blueprint = Blueprint("calls", __name__)
blueprint.record_once(
    lambda state: state.app.jinja_env.globals.update(care_of=care_of, may_ring=may_ring)
)
LOG_LENGTH = 30


def told(kind: str) -> str:
    """Say what a message of a kind says."""
    return gettext(words_of(kind))


@blueprint.get("/desk/calls")
@guard(Permission.SEE_DESK)
def index(actor: Actor) -> Response:
    """Show whom to call, urgent first, with the words and the buttons for each."""
    return _calls(actor)


def _calls(actor: Actor, *, wrong: str = "", form: HouseForm | None = None) -> Response:
    session = db.session()
    money, low = _money(actor), low_calls(session, actor)
    whom = {one.supplier_id for one in money} | {one.supplier_id for one in low}
    return page(
        "desk/calls.html", status=422 if form else 200, wrong=wrong, form=form,
        calls=calls_now(session, actor),
        overdue=queries.orders_overdue(session, actor, today()),
        untold=contacts.untold(session, actor), money_cards=money, today=today(), told=told,
        payers=contacts.payers_of(session, {one.operator_id for one in money}),
        reach=contacts.reach_of(session, whom), low=low,
        backs=len(to_read_back(session, actor)), words=desk_words, less=LessForm(),
        cannot=CannotForm(),
    )  # fmt: skip


def _money(actor: Actor) -> tuple[PaymentCard, ...]:
    """Return money that is late or disputed, the oldest promise first."""
    late = queries.late_payments(db.session(), actor, today())
    known = {one.id for one in late}
    disputed = queries.disputed_payments(db.session(), actor)
    return (*late, *(one for one in disputed if one.id not in known))


@blueprint.get("/desk/calls/needs/<code>")
@guard(Permission.ENTER_OFFERS)
def need_of(actor: Actor, code: str) -> Response:
    """Lead from a call to the form for her answer, by the need's short code."""
    public_id = desk.public_id_of(db.session(), code.upper())
    need = desk.need_to_offer_for(db.session(), actor, public_id)
    return see_other("desk_offers.enter", public_id=need.public_id, **_whom())


def _whom() -> dict[str, str]:
    return {"for": request.args["for"]} if "for" in request.args else {}


@blueprint.post("/desk/calls/<public_id>/answer")
@guard(Permission.SEE_DESK)
@commits
def answer(actor: Actor, public_id: str) -> Response:
    """Keep her word on an order, said on the phone: recorded as the facilitator's hand."""
    word = request.form.get("word", "")
    form = _FORMS.get(word, HouseForm)(request.form)
    if word in _SAID and done_with(form, SENTENCES, lambda: answer_order(
        db.session(), actor, public_id, _SAID[word](form)
    )):  # fmt: skip
        return see_other("calls.index", done=word)
    return _calls(actor, wrong=public_id, form=form)


_FORMS: dict[str, type[HouseForm]] = {"less": LessForm, "cannot": CannotForm}
_SAID: dict[str, Any] = {
    "yes": lambda _form: OrderAnswer.yes(),
    "less": lambda form: OrderAnswer.less(form.quantity.data or 0),
    "cannot": lambda form: OrderAnswer.cannot(
        CannotReason(form.reason.data) if form.reason.data else None
    ),
}


@blueprint.post("/desk/calls/prices/<public_id>")
@guard(Permission.SEE_DESK)
@commits
def about_price(actor: Actor, public_id: str) -> Response:
    """Keep what she said about a price under her cost: she wants it, or takes it back."""
    wants = request.form.get("word") == "yes"
    result = CallResult.SHE_WANTS_IT if wants else CallResult.TAKEN_BACK
    said = attempt(lambda: called_about_price(db.session(), actor, public_id, result))
    return see_other("calls.index", done=said.value if said else "over")


@blueprint.post("/desk/calls/<public_id>/missed")
@guard(Permission.SEE_DESK)
@commits
def missed(actor: Actor, public_id: str) -> Response:
    """Keep that nobody came to the door; the next in rotation is asked if time is left."""
    form = HouseForm()
    if done_with(form, SENTENCES, lambda: miss(db.session(), actor, public_id)):
        return see_other("calls.index", done="missed")
    return _calls(actor, wrong=public_id, form=form)


@blueprint.post("/desk/calls/<public_id>/told")
@guard(Permission.SEE_DESK)
@commits
def mark_told(actor: Actor, public_id: str) -> Response:
    """Keep that a supplier was told everything that waited for her."""
    waiting = {one.who.public_id: one.who for one in contacts.untold(db.session(), actor)}
    if public_id not in waiting:
        raise NotFound
    told_by_call(db.session(), waiting[public_id].supplier_id)
    return see_other("calls.index", done="told", _anchor="tell")


@blueprint.get("/desk/messages")
@guard(Permission.SEE_DESK)
def messages(actor: Actor) -> Response:
    """Show what left and what waits, newest first: the log everybody at the desk may see."""
    session, before = db.session(), request.args.get("before", type=paging.number)
    rows = log_of(
        session, actor.place_ids, everywhere=actor.everywhere, before=before, limit=LOG_LENGTH
    )
    names = contacts.names_of(
        session, suppliers={r.to_supplier_id for r in rows if r.to_supplier_id},
        operators={r.to_operator_id for r in rows if r.to_operator_id},
        persons={r.to_person_id for r in rows if r.to_person_id},
    )  # fmt: skip
    more = rows[-1].id if len(rows) == LOG_LENGTH else None
    return page(
        "desk/messages.html", rows=rows, names=names, more=more, before=before, told=told,
        words=desk_words,
    )  # fmt: skip
