"""The support provider's side: referrals to answer and to report, and what he offers."""

from typing import Any

from flask import Blueprint, Response

from marketplace.blueprints.support import answering, offering
from marketplace.db import db
from marketplace.forms import support_words
from marketplace.forms.support import DeclineForm, ReportForm, ServiceForm
from marketplace.i18n.format import today
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.people.rules.permissions import Permission
from marketplace.support import actions, queries
from marketplace.support.rules.costs import falls
from marketplace.web.commits import commits
from marketplace.web.desk import see_other
from marketplace.web.guard import guard
from marketplace.web.pages import page
from marketplace.web.suppliers import once

blueprint = Blueprint("given", __name__, url_prefix="/support")
HOME = "given.home"


@blueprint.get("/")
@guard(Permission.SEE_SUPPORT_HOME)
def home(actor: Actor) -> Response:
    """Show what waits for a provider, what is under way, and what he offers."""
    return _show(actor)


def _show(
    actor: Actor, form: ServiceForm | None = None, wrong: answering.Wrong | None = None
) -> Response:
    session = db.session()
    provider = queries.giver_of(session, actor)
    own = queries.services_of_giver(session, provider_id=provider.id) if provider else ()
    more: dict[str, Any] = {"decline": DeclineForm(), "report": ReportForm(), "wrong": wrong}
    return page(
        "support/home.html", status=422 if form or wrong else 200, provider=provider,
        referrals=queries.referrals_of_giver(session, person_id=actor.person_id), services=own,
        form=form or offering.new_form(), words=support_words, today=today(), falls=falls, **more,
    )  # fmt: skip


@blueprint.post("/referrals/<public_id>/<word>")
@guard(Permission.ANSWER_REFERRALS)
@commits
def say(actor: Actor, public_id: str, word: str) -> Response:
    """Take a referral, give it back with a reason, or report what came of it."""
    wrong = answering.say(actor, public_id, word)
    return see_other(HOME, done=word) if wrong is None else _show(actor, wrong=wrong)


@blueprint.post("/services")
@guard(Permission.ANSWER_REFERRALS)
@commits
def offer(actor: Actor) -> Response:
    """Offer a service or seats on a course."""
    provider = queries.giver_of(db.session(), actor)
    if provider is None:
        raise NotFound
    wrong = offering.offer(actor, provider.currency, provider=provider.public_id)
    return see_other(HOME, done="offered") if wrong is None else _show(actor, wrong)


@blueprint.post("/services/<public_id>/withdrawal")
@guard(Permission.ANSWER_REFERRALS)
@commits
def withdraw(actor: Actor, public_id: str) -> Response:
    """Offer a service no longer."""
    return once(lambda: actions.withdraw_service(db.session(), actor, public_id), HOME)
