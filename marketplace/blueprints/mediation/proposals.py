"""What suppliers propose to a buyer: checked and signed before he sees it; his yes or no."""

from flask import Blueprint, Response, request

from marketplace.db import db
from marketplace.forms import proposals as words
from marketplace.forms.base import HouseForm
from marketplace.forms.proposals import AnswerPutForm
from marketplace.kernel.actor import Actor
from marketplace.mediation import actions
from marketplace.mediation.queries.putting import puts_for_buyer
from marketplace.people.rules.permissions import Permission
from marketplace.web.attempt import attempt
from marketplace.web.commits import commits
from marketplace.web.guard import guard
from marketplace.web.pages import page
from marketplace.web.suppliers import see_other

blueprint = Blueprint("buyer_proposals", __name__)


@blueprint.get("/buyer/proposals")
@guard(Permission.ORDER)
def index(actor: Actor) -> Response:
    """List what suppliers near him propose, unanswered first."""
    return _index(actor)


def _index(actor: Actor, *, wrong: str = "", form: HouseForm | None = None) -> Response:
    return page(
        "mediation/proposals_buyer.html", status=422 if form else 200, words=words,
        puts=puts_for_buyer(db.session(), actor), wrong=wrong, form=form or AnswerPutForm(),
    )  # fmt: skip


@blueprint.post("/buyer/proposals/<public_id>/yes")
@guard(Permission.ORDER)
@commits
def want(actor: Actor, public_id: str) -> Response:
    """Keep his yes; the facilitator helps both begin."""
    said = attempt(lambda: actions.answer_put(db.session(), actor, public_id))
    return see_other("buyer_proposals.index", done="yes" if said is not None else "over")


@blueprint.post("/buyer/proposals/<public_id>/no")
@guard(Permission.ORDER)
@commits
def decline(actor: Actor, public_id: str) -> Response:
    """Keep his no with its reason; she hears it in words and picture."""
    form = AnswerPutForm(request.form)
    if not form.has_reason():
        return _index(actor, wrong=public_id, form=form)
    said = attempt(lambda: actions.answer_put(db.session(), actor, public_id, no=form.reason))
    return see_other("buyer_proposals.index", done="no" if said is not None else "over")
