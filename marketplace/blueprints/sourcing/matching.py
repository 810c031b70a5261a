"""A need's match at the desk: who fits and why, putting forward, proposing to the buyer."""

from flask import Blueprint, Response, request

from marketplace.db import db
from marketplace.forms import suggesting as words
from marketplace.forms.suggesting import SENTENCES, SuggestForm
from marketplace.kernel.actor import Actor
from marketplace.people.rules.permissions import Permission
from marketplace.sourcing.actions.suggesting import Suggest, suggest
from marketplace.sourcing.queries import need_for_desk
from marketplace.sourcing.queries.cards import NeedDetail
from marketplace.sourcing.queries.suggesting import fits, suggestions_of
from marketplace.sourcing.rules.lists import NeedState
from marketplace.sourcing.rules.suggesting import SuggestedWhy, SuggestionKind
from marketplace.web.answers import tapped
from marketplace.web.attempt import done_with
from marketplace.web.commits import commits
from marketplace.web.desk import see_other
from marketplace.web.guard import guard
from marketplace.web.pages import page

blueprint = Blueprint("matching", __name__)


@blueprint.get("/desk/needs/<public_id>/match")
@guard(Permission.MEDIATE)
def show(actor: Actor, public_id: str) -> Response:
    """Show who fits a need and why, and whom somebody suggested already."""
    return _page(need_for_desk(db.session(), actor, public_id), SuggestForm())


def _page(need: NeedDetail, form: SuggestForm) -> Response:
    session = db.session()
    asking = need.state is NeedState.PUBLISHED
    return page(
        "sourcing/match.html", status=422 if form.wrong else 200, need=need, form=form,
        words=words, fits=fits(session, need.id), made=suggestions_of(session, need.id),
        asking=asking, proposing=asking or need.state is NeedState.CLOSED,
    )  # fmt: skip


@blueprint.post("/desk/needs/<public_id>/match")
@guard(Permission.MEDIATE)
@commits
def make(actor: Actor, public_id: str) -> Response:
    """Let her be asked now, or name her to the buyer, with a reason."""
    need, form = need_for_desk(db.session(), actor, public_id), SuggestForm(request.form)
    pressed = tapped("kind", *SuggestionKind)
    if pressed is None:
        return _page(need, form)
    kind = SuggestionKind(pressed)
    if done_with(form, SENTENCES, lambda: _make(actor, need, form, kind)):
        return see_other("matching.show", public_id=public_id, done=kind.value)
    return _page(need, form)


def _make(actor: Actor, need: NeedDetail, form: SuggestForm, kind: SuggestionKind) -> None:
    command = Suggest(
        need=need.public_id, supplier=form.supplier.data or "", kind=kind,
        why=SuggestedWhy(form.why.data), words=form.words.data or "",
    )  # fmt: skip
    suggest(db.session(), actor, command)
