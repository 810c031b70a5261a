"""First offers: every supplier's first five, a step after each loss, and how many come back."""

from flask import Blueprint, Response, request

from marketplace.db import db
from marketplace.forms import mediation_words
from marketplace.forms.mediation import SENTENCES, TalkForm
from marketplace.kernel.actor import Actor
from marketplace.mediation import actions, queries
from marketplace.mediation.rules.lists import Skill
from marketplace.people.rules.permissions import Permission
from marketplace.web.attempt import done_with
from marketplace.web.commits import commits
from marketplace.web.desk import see_other
from marketplace.web.guard import guard
from marketplace.web.pages import page

blueprint = Blueprint("beginners", __name__)


@blueprint.get("/desk/first-offers")
@guard(Permission.MEDIATE)
def index(actor: Actor) -> Response:
    """Show who is in her first five offers, those to be talked to first."""
    return _page(actor)


def _page(actor: Actor, form: TalkForm | None = None, at: str = "") -> Response:
    shown = queries.pipeline(db.session(), actor)
    return page(
        "mediation/first_offers.html", status=422 if form else 200, shown=shown, wrong=form,
        wrong_at=at, words=mediation_words, skills=list(Skill), first=5,
    )  # fmt: skip


@blueprint.post("/desk/first-offers/<public_id>/step")
@guard(Permission.MEDIATE)
@commits
def talk(actor: Actor, public_id: str) -> Response:
    """Keep that a loss was talked through with her, on which skill."""
    form = TalkForm(request.form)
    if done_with(form, SENTENCES, lambda: actions.talk(
        db.session(), actor, public_id, Skill(form.skill.data)
    )):  # fmt: skip
        return see_other("beginners.index", done="talked")
    return _page(actor, form, public_id)
