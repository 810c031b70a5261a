"""Five questions about an operator, before a facilitator puts work into it."""

from flask import Blueprint, Response, request

from marketplace.db import db
from marketplace.forms.operator_ready import QUESTIONS, READY, TOLD, read_told
from marketplace.kernel.actor import Actor
from marketplace.people.rules.permissions import Permission
from marketplace.sourcing.actions.operator_ready import keep_operator_answers
from marketplace.sourcing.queries.operator_ready import operator_ready
from marketplace.web.commits import commits
from marketplace.web.desk import see_other
from marketplace.web.guard import guard
from marketplace.web.pages import page

blueprint = Blueprint("operator_ready", __name__)


@blueprint.get("/desk/operators/<public_id>/readiness")
@guard(Permission.SEE_DESK)
def show(actor: Actor, public_id: str) -> Response:
    """Show the five questions with what was told so far."""
    found = operator_ready(db.session(), actor, public_id)
    return page(
        "desk/operator_ready.html", found=found, questions=QUESTIONS, told=TOLD, ready=READY
    )


@blueprint.post("/desk/operators/<public_id>/readiness")
@guard(Permission.CHECK_LINKAGES)
@commits
def keep(actor: Actor, public_id: str) -> Response:
    """Keep what was ticked."""
    keep_operator_answers(db.session(), actor, public_id, read_told(request.form))
    return see_other("operator_ready.show", public_id=public_id, done="kept")
