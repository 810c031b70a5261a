"""An operator opens its own courses to suppliers (paper §4.1.1): seats, and who is sent."""

from typing import Any

from flask import Blueprint, Response

from marketplace.blueprints.support import answering, offering
from marketplace.catalogue.queries import destinations
from marketplace.db import db
from marketplace.forms import support_words
from marketplace.forms.support import DeclineForm, ReportForm, ServiceForm
from marketplace.i18n.format import today
from marketplace.kernel.actor import Actor
from marketplace.people.rules.permissions import Permission
from marketplace.support import actions, queries
from marketplace.web.commits import commits
from marketplace.web.desk import see_other
from marketplace.web.guard import guard
from marketplace.web.pages import page
from marketplace.web.suppliers import once

blueprint = Blueprint("training", __name__, url_prefix="/buyer/training")
HERE = "training.index"


@blueprint.get("/")
@guard(Permission.TEACH_SUPPLIERS)
def index(actor: Actor) -> Response:
    """Show the seats an operator opens to suppliers, and who was sent."""
    return _show(actor)


def _show(
    actor: Actor, form: ServiceForm | None = None, wrong: answering.Wrong | None = None
) -> Response:
    session, ours = db.session(), actor.operator_ids
    more: dict[str, Any] = {"decline": DeclineForm(), "report": ReportForm(), "wrong": wrong}
    return page(
        "support/training.html", status=422 if form or wrong else 200,
        services=queries.services_of_giver(session, operator_ids=ours),
        referrals=queries.referrals_of_giver(session, operator_ids=ours),
        form=form or offering.new_form(), words=support_words, today=today(), **more,
    )  # fmt: skip


@blueprint.post("/")
@guard(Permission.TEACH_SUPPLIERS)
@commits
def offer(actor: Actor) -> Response:
    """Open seats on a course to suppliers."""
    here = next(one for one in destinations(db.session()) if one.id in actor.destination_ids)
    wrong = offering.offer(actor, here.currency, operator_id=min(actor.operator_ids))
    return see_other(HERE, done="offered") if wrong is None else _show(actor, wrong)


@blueprint.post("/<public_id>/withdrawal")
@guard(Permission.TEACH_SUPPLIERS)
@commits
def withdraw(actor: Actor, public_id: str) -> Response:
    """Open these seats no longer."""
    return once(lambda: actions.withdraw_service(db.session(), actor, public_id), HERE)


@blueprint.post("/referrals/<public_id>/<word>")
@guard(Permission.TEACH_SUPPLIERS)
@commits
def say(actor: Actor, public_id: str, word: str) -> Response:
    """Take somebody onto a course, or not; report what came of it."""
    wrong = answering.say(actor, public_id, word)
    return see_other(HERE, done=word) if wrong is None else _show(actor, wrong=wrong)
