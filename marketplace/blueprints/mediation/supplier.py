"""A supplier's word: yes or no to being chosen, to a proposal; and asking why she was not."""

from collections.abc import Callable

from flask import Blueprint, Response, request

from marketplace.db import db
from marketplace.forms.supplier import ReasonForm, choices_of, said
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound, Refused
from marketplace.mediation import actions, queries
from marketplace.mediation.queries import Turn
from marketplace.mediation.queries.supplier import as_proposed
from marketplace.mediation.rules.lists import LookKind, NoReason
from marketplace.offers.queries import OfferCard, offer_for_supplier
from marketplace.people.rules.permissions import Permission
from marketplace.web.commits import commits
from marketplace.web.guard import guard
from marketplace.web.hand import sum_of
from marketplace.web.money_lock import money_open
from marketplace.web.pages import page
from marketplace.web.suppliers import once, see_other, to

blueprint = Blueprint("supplier_awards", __name__)
BACK = "supplier_offers.offer"


@blueprint.get("/s/offers/<public_id>/choice")
@guard(Permission.ANSWER_NEEDS)
@money_open
def choice(actor: Actor, public_id: str) -> Response:
    """Show what she is chosen for: how much, the money, the day; yes or no."""
    shown, turn = _turn(actor, public_id)
    if turn.award is None:
        raise NotFound
    worth = sum_of(turn.award_price_minor or 0, shown.currency, turn.award_quantity or 0)
    return page("mediation/choice.html", offer=shown, turn=turn, sum=worth)


def _turn(actor: Actor, public_id: str) -> tuple[OfferCard, Turn]:
    session = db.session()
    shown = offer_for_supplier(session, actor.supplier_ids, public_id)
    return shown, queries.turn_of(session, actor.supplier_ids, public_id)


@blueprint.post("/s/offers/<public_id>/choice")
@guard(Permission.ANSWER_NEEDS)
@money_open
@commits
def answer(actor: Actor, public_id: str) -> Response:
    """Keep her yes."""
    return _once(actor, public_id, lambda award: actions.say_yes(db.session(), actor, award))


def _once(actor: Actor, public_id: str, act: Callable[[str], object]) -> Response:
    """A second tap finds no award to answer any more, and shows how it stands."""
    award = _award(actor, public_id)
    if not award:
        return see_other(BACK, public_id=public_id)
    return once(lambda: act(award), BACK, public_id=public_id)


def _award(actor: Actor, public_id: str) -> str:
    turn = queries.turn_of(db.session(), actor.supplier_ids, public_id)
    return turn.award or ""


@blueprint.get("/s/offers/<public_id>/choice/no")
@guard(Permission.ANSWER_NEEDS)
@money_open
def why_not(actor: Actor, public_id: str) -> Response:
    """Ask why she cannot, in pictures."""
    _, turn = _turn(actor, public_id)
    if turn.award is None:
        raise NotFound
    return _why(ReasonForm(), public_id)


@blueprint.post("/s/offers/<public_id>/choice/no")
@guard(Permission.ANSWER_NEEDS)
@money_open
@commits
def say_no(actor: Actor, public_id: str) -> Response:
    """Keep her no with its reason; the next best is asked."""
    _turn(actor, public_id)
    form = ReasonForm(request.form)
    form.reason.choices = choices_of("cannot", NoReason)
    if not form.validate():
        return _why(form, public_id)
    reason = NoReason(form.reason.data)
    return _once(actor, public_id, lambda award: actions.say_no(db.session(), actor, award, reason))


def _why(form: ReasonForm, public_id: str) -> Response:
    form.reason.choices = choices_of("cannot", NoReason)
    return page(
        "supplier/choose.html", title=said("why_not"), field=form.reason,
        back=to("supplier_awards.choice", public_id=public_id),
    )  # fmt: skip


@blueprint.get("/s/offers/<public_id>/proposal")
@guard(Permission.ANSWER_NEEDS)
@money_open
def proposal(actor: Actor, public_id: str) -> Response:
    """Show what the buyer asks to be different, beside how it was; yes or no."""
    shown, turn = _turn(actor, public_id)
    if turn.proposal is None:
        raise NotFound
    terms = as_proposed(db.session(), shown, turn)
    worth = sum_of(terms.price_minor, shown.currency, terms.quantity)
    return page("mediation/proposal.html", offer=shown, terms=terms, sum=worth)


@blueprint.post("/s/offers/<public_id>/proposal")
@guard(Permission.ANSWER_NEEDS)
@money_open
@commits
def answer_proposal(actor: Actor, public_id: str) -> Response:
    """Keep her yes or no to it."""
    asked = queries.turn_of(db.session(), actor.supplier_ids, public_id).proposal
    if asked is None:
        return see_other(BACK, public_id=public_id)
    yes = request.form.get("answer") == "yes"
    return once(
        lambda: actions.answer_proposal(db.session(), actor, asked, yes=yes), BACK,
        public_id=public_id,
    )  # fmt: skip


@blueprint.post("/s/offers/<public_id>/look")
@guard(Permission.ANSWER_NEEDS)
@money_open
@commits
def ask_look(actor: Actor, public_id: str) -> Response:
    """Ask the desk to look again; asked twice it is asked once."""
    try:
        actions.ask_look(db.session(), actor, public_id, LookKind.LOOK)
    except Refused:  # asked before, or the time is over: the page says how it stands
        db.session.rollback()
    return see_other(BACK, public_id=public_id)
