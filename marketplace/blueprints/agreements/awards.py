"""One award for buyer and facilitator: how far it is, the one next step, and taking it."""

from collections.abc import Callable

from flask import Blueprint, Response, request

from marketplace.agreements import actions
from marketplace.agreements.queries.agreed_prices import market_for
from marketplace.agreements.queries.awarded import Awarded, awarded
from marketplace.agreements.queries.back_ups import back_ups_for
from marketplace.agreements.rules.awarded import AwardStep, terms_from
from marketplace.db import db
from marketplace.forms import agreed_words, award_words, mediation_words
from marketplace.forms.agreed import TERMS_SENTENCES, TermsForm
from marketplace.forms.base import HouseForm
from marketplace.i18n.format import today
from marketplace.kernel import ids
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.refused import NotFound
from marketplace.people.rules.permissions import Permission
from marketplace.web.attempt import done_with, made_of
from marketplace.web.commits import commits
from marketplace.web.desk import see_other
from marketplace.web.guard import guard
from marketplace.web.pages import page

blueprint = Blueprint("awards", __name__)


@blueprint.get("/awards/<public_id>")
@guard(Permission.SEE_OPENINGS)
def show(actor: Actor, public_id: str) -> Response:
    """Show an award: what was chosen, how far it is, and the one next step."""
    return _page(actor, awarded(db.session(), actor, public_id), HouseForm())


def _page(actor: Actor, found: Awarded, form: HouseForm) -> Response:
    return page(
        "agreements/award.html", status=422 if form.wrong else 200, a=found, award=found.award,
        words=mediation_words, form=form, at_desk=_at_desk(actor), text=award_words.NEXT,
        way=award_words.way(found.step, repeats=found.way.repeats), may=_may(actor, found),
    )  # fmt: skip


def _at_desk(actor: Actor) -> bool:
    return actor.has(Role.FACILITATOR)


def _may(actor: Actor, found: Awarded) -> bool:
    return _at_desk(actor) or f"may_order:{found.award.operator_id}" in actor.rights


@blueprint.get("/awards/<public_id>/agreement")
@guard(Permission.SEE_OPENINGS)
def terms(actor: Actor, public_id: str) -> Response:
    """Show terms filled in from need, offer, what was agreed in the case, and the tender's end."""
    found = awarded(db.session(), actor, public_id)
    if found.step is not AwardStep.WRITE:
        return see_other("awards.show", public_id=public_id)
    form = TermsForm(key=ids.public_id())
    form.fill(terms_from(found.terms, today()), found.award.currency)
    return _terms(actor, found, form)


def _terms(actor: Actor, found: Awarded, form: TermsForm, *, status: int = 200) -> Response:
    about = found.award
    back_ups = back_ups_for(db.session(), supplier_id=about.supplier_id, leaf_code=about.leaf_code)
    return page(
        "agreements/agreed_terms.html", status=status, form=form, about=about, back_ups=back_ups,
        words=agreed_words, change="", award=about, at_desk=_at_desk(actor),
    )  # fmt: skip


@blueprint.post("/awards/<public_id>/agreement")
@guard(Permission.SEE_OPENINGS)
@commits
def write(actor: Actor, public_id: str) -> Response:
    """Put the terms to both sides where the award's signature covers them, else to the check."""
    found = awarded(db.session(), actor, public_id)
    form = TermsForm.read(request.form, found.award.currency)
    made = made_of(form, TERMS_SENTENCES, lambda: _write(actor, found, form))
    if made is None:
        return _terms(actor, found, form, status=422)
    shown = "desk_agreements.show" if _at_desk(actor) else "agreements.show"
    return see_other(shown, public_id=made, done="written")


def _write(actor: Actor, found: Awarded, form: TermsForm) -> str:
    market = market_for(db.session(), need=found.award.need_id)
    command = actions.WriteFromAward(
        award=found.award.public_id, terms=form.terms(found.award.currency, market),
        client_key=form.key.data or ids.public_id(),
    )  # fmt: skip
    return actions.write_from_award(db.session(), actor, command).public_id


@blueprint.post("/awards/<public_id>/order")
@guard(Permission.ORDER)
@commits
def order(actor: Actor, public_id: str) -> Response:
    """Order what was awarded for one day."""
    return _do(actor, public_id, lambda: actions.order_award(db.session(), actor, public_id))


def _do(actor: Actor, public_id: str, act: Callable[[], object]) -> Response:
    form, found = HouseForm(), awarded(db.session(), actor, public_id)
    if _at_desk(actor):
        raise NotFound
    if done_with(form, TERMS_SENTENCES, act):
        return see_other("awards.show", public_id=public_id, done="ordered")
    return _page(actor, found, form)
