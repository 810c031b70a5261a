"""The directory of support providers for facilitators: services, agreements, how they are used."""

from flask import Blueprint, Response, request

from marketplace.blueprints.support import offering
from marketplace.db import db
from marketplace.forms import support_words
from marketplace.forms.support import SENTENCES, MemorandumForm, ServiceForm
from marketplace.i18n.format import today
from marketplace.kernel.actor import Actor
from marketplace.people.rules.permissions import Permission
from marketplace.support import actions, queries
from marketplace.support.rules.costs import falls
from marketplace.web.attempt import done, done_with
from marketplace.web.commits import commits
from marketplace.web.desk import see_other
from marketplace.web.guard import guard
from marketplace.web.pages import page

blueprint = Blueprint("support_providers", __name__, url_prefix="/desk/providers")
HERE = "support_providers.show"


@blueprint.get("")
@guard(Permission.REFER)
def index(actor: Actor) -> Response:
    """List who can help around here, how often they did, and whether outside money falls."""
    known = queries.directory(db.session(), actor)
    return page("support/providers.html", providers=known, falls=falls)


@blueprint.get("/<public_id>")
@guard(Permission.REFER)
def show(actor: Actor, public_id: str) -> Response:
    """Show one provider: what it offers, what was agreed, quarter by quarter."""
    return _show(actor, public_id)


def _show(
    actor: Actor, public_id: str, form: ServiceForm | None = None,
    paper: MemorandumForm | None = None,
) -> Response:  # fmt: skip
    return page(
        "support/provider.html", status=422 if form or paper else 200,
        shown=queries.provider_page(db.session(), actor, public_id), falls=falls,
        form=form or offering.new_form(), paper=paper or MemorandumForm(), words=support_words,
        today=today(),
    )  # fmt: skip


@blueprint.post("/<public_id>/services")
@guard(Permission.REFER)
@commits
def offer(actor: Actor, public_id: str) -> Response:
    """Write down what a provider without a sign-in offers."""
    provider = queries.provider_page(db.session(), actor, public_id).card
    wrong = offering.offer(actor, provider.currency, provider=public_id)
    if wrong is None:
        return see_other(HERE, public_id=public_id, done="offered")
    return _show(actor, public_id, wrong)


@blueprint.post("/<public_id>/services/<service>/withdrawal")
@guard(Permission.REFER)
@commits
def withdraw(actor: Actor, public_id: str, service: str) -> Response:
    """Offer one of its services no longer."""
    queries.provider_page(db.session(), actor, public_id)
    done(lambda: actions.withdraw_service(db.session(), actor, service))
    return see_other(HERE, public_id=public_id)


@blueprint.post("/<public_id>/memoranda")
@guard(Permission.REFER)
@commits
def keep(actor: Actor, public_id: str) -> Response:
    """Keep what was agreed in writing."""
    form = MemorandumForm(request.form)
    if done_with(form, SENTENCES, lambda: actions.keep_memorandum(
        db.session(), actor, _agreed(form, public_id)
    )):  # fmt: skip
        return see_other(HERE, public_id=public_id, done="agreed")
    return _show(actor, public_id, paper=form)


def _agreed(form: MemorandumForm, provider: str) -> actions.KeepMemorandum:
    return actions.KeepMemorandum(
        provider=provider, signed_on=form.signed_on.data, until=form.until.data,
        words=form.words.data or "",
    )  # fmt: skip
