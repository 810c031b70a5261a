"""What waits for a colleague's yes: needs above their asker's limit."""

from typing import Any

from flask import Blueprint, Response, request

from marketplace.db import db
from marketplace.forms.approvals import DECLINED_ALL, SENTENCES, ApproveForm, DeclineForm
from marketplace.kernel.actor import Actor
from marketplace.people.rules.permissions import Permission
from marketplace.sourcing import actions
from marketplace.sourcing.queries.approvals import approvals
from marketplace.sourcing.rules.lists import ApprovalState, DeclinedWhy
from marketplace.web.attempt import beside, done, done_with
from marketplace.web.commits import commits
from marketplace.web.desk import see_other
from marketplace.web.guard import guard
from marketplace.web.pages import page

blueprint = Blueprint("approvals", __name__, url_prefix="/buyer/approvals")


@blueprint.get("")
@guard(Permission.KEEP_HOUSE)
def index(actor: Actor) -> Response:
    """List what waits for a yes, the oldest first, and what was lately refused."""
    return _index(actor)


def _index(actor: Actor, *, status: int = 200, **more: Any) -> Response:
    session = db.session()
    return page(
        "sourcing/approvals.html", status=status, waiting=approvals(session, actor),
        declined=approvals(session, actor, state=ApprovalState.DECLINED)[-6:], why=DECLINED_ALL,
        **{"form": DeclineForm(), "wrong": None, "blank": DeclineForm(), **more},
    )  # fmt: skip


@blueprint.post("/<public_id>/approval")
@guard(Permission.KEEP_HOUSE)
@commits
def approve(actor: Actor, public_id: str) -> Response:
    """Say yes: suppliers are asked at once."""
    form = ApproveForm(request.form)
    if done(lambda: actions.approve_need(db.session(), actor, public_id), beside(form, SENTENCES)):
        return see_other("needs.need", public_id=public_id, done="approved")
    return _index(actor, status=422, form=form, wrong=public_id)


@blueprint.post("/<public_id>/refusal")
@guard(Permission.KEEP_HOUSE)
@commits
def decline(actor: Actor, public_id: str) -> Response:
    """Say no with a reason; whoever asked takes his own back the same way."""
    form = DeclineForm(request.form)
    if done_with(form, SENTENCES, lambda: actions.decline_need(
        db.session(), actor, public_id, DeclinedWhy(form.why.data)
    )):  # fmt: skip
        return see_other("approvals.index", done="refused")
    return _index(actor, status=422, form=form, wrong=public_id)
