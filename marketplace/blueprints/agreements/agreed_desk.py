"""Agreements at the desk: what lives in her places, her witness to a yes, stopping at once."""

from flask import Blueprint, Response, request

from marketplace.agreements import actions
from marketplace.agreements.queries.agreed_cards import agreement_page, agreements_of
from marketplace.agreements.rules.agreed_lists import ConsentHow
from marketplace.db import db
from marketplace.forms import agreed_words as words
from marketplace.forms.agreed import TERMS_SENTENCES, NoForm, WitnessForm
from marketplace.forms.base import HouseForm, sent_or_new
from marketplace.kernel.actor import Actor
from marketplace.people.rules.permissions import Permission
from marketplace.web import paging
from marketplace.web.attempt import beside, done, done_with
from marketplace.web.commits import commits
from marketplace.web.guard import guard
from marketplace.web.pages import page
from marketplace.web.suppliers import see_other

blueprint = Blueprint("desk_agreements", __name__)


@blueprint.get("/desk/agreements")
@guard(Permission.SEE_DESK)
def index(actor: Actor) -> Response:
    """List the agreements of her places."""
    over = "over" in request.args
    return page(
        "desk/agreements.html", words=words, over=over,
        agreements=agreements_of(db.session(), actor, living=not over),
    )  # fmt: skip


@blueprint.get("/desk/agreements/<public_id>")
@guard(Permission.SEE_DESK)
def show(actor: Actor, public_id: str) -> Response:
    """Show one agreement, with what she can do for it."""
    return _page(actor, public_id)


def _page(actor: Actor, public_id: str, form: HouseForm | None = None) -> Response:
    found = agreement_page(db.session(), actor, public_id)
    witness = sent_or_new(form, WitnessForm)
    return page(
        "desk/agreement.html", status=422 if form else 200, a=found, words=words,
        witness=witness, top=form or HouseForm(), no=NoForm(),
    )  # fmt: skip


@blueprint.post("/desk/agreements/<public_id>/consent")
@guard(Permission.ENTER_OFFERS)
@commits
def witness(actor: Actor, public_id: str) -> Response:
    """Keep that she heard all of it and said yes, with the facilitator as witness."""
    form = WitnessForm(request.form)
    if not form.has_way():
        return _page(actor, public_id, form)
    word = actions.SayYes(
        agreement=public_id, number=request.form.get("number", type=paging.number) or 0,
        how=form.said or ConsentHow.WITNESSED_VOICE, alone=bool(form.alone.data),
    )  # fmt: skip
    if done(lambda: actions.say_yes(db.session(), actor, word), beside(form, TERMS_SENTENCES)):
        return see_other("desk_agreements.show", public_id=public_id, done="yes")
    return _page(actor, public_id, form)


@blueprint.post("/desk/agreements/<public_id>/stop")
@guard(Permission.CHECK_LINKAGES)
@commits
def stop(actor: Actor, public_id: str) -> Response:
    """End it at once: something was found that nobody may pass over."""
    form = HouseForm()
    if done_with(form, TERMS_SENTENCES, lambda: actions.stop_now(db.session(), actor, public_id)):
        return see_other("desk_agreements.show", public_id=public_id, done="stopped")
    return _page(actor, public_id, form)
