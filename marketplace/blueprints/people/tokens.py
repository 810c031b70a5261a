"""Keys for programs, on an administrator's page: made, shown once, revoked."""

from flask import Blueprint, Response, request

from marketplace.db import db
from marketplace.forms.tokens import SCOPES, SENTENCES, TokenForm
from marketplace.kernel.actor import Actor
from marketplace.people import actions, queries
from marketplace.people.actions import MakeToken
from marketplace.people.rules.lists import Scope
from marketplace.people.rules.permissions import Permission
from marketplace.web.attempt import made_of
from marketplace.web.commits import commits
from marketplace.web.desk import see_other
from marketplace.web.guard import guard
from marketplace.web.pages import page

blueprint = Blueprint("tokens", __name__, url_prefix="/admin/tokens")


@blueprint.get("")
@guard(Permission.RUN_INSTALLATION)
def index(_actor: Actor) -> Response:
    """List the keys, and offer to make one."""
    return _page(TokenForm())


def _page(form: TokenForm, *, status: int = 200, secret: str = "") -> Response:
    cards = queries.tokens(db.session())
    return page(
        "admin/tokens.html", status=status, cards=cards, form=form, secret=secret, scopes=SCOPES
    )


@blueprint.post("")
@guard(Permission.RUN_INSTALLATION)
@commits
def make(actor: Actor) -> Response:
    """Make a key and show it this once."""
    form = TokenForm(request.form)
    secret = made_of(form, SENTENCES, lambda: actions.make_token(db.session(), actor, MakeToken(
        email=form.email.data or "", name=form.name.data or "",
        scopes=[Scope(code) for code in form.scopes.data or ()],
    )))  # fmt: skip
    if secret is not None:
        return _page(TokenForm(), secret=secret)
    return _page(form, status=422)


@blueprint.post("/<int:token_id>/revocation")
@guard(Permission.RUN_INSTALLATION)
@commits
def revoke(actor: Actor, token_id: int) -> Response:
    """Let a key open nothing any more."""
    actions.revoke_token(db.session(), actor, token_id)
    return see_other("tokens.index", done="revoked")
