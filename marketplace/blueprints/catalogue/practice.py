"""The practice world begins anew at the administrator's word."""

from typing import Any

from flask import Blueprint, Response, redirect, request, url_for

from marketplace.db import db
from marketplace.i18n import gettext
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.kernel.words import N_
from marketplace.people.rules.permissions import Permission
from marketplace.web.commits import slow_first
from marketplace.web.cookies import config
from marketplace.web.guard import guard
from marketplace.web.pages import page
from marketplace.web.practice import begin_anew

blueprint = Blueprint("practice", __name__, url_prefix="/admin/practice")
NOT_SAID = N_("Please say that everything done here may go.")


@blueprint.get("")
@guard(Permission.RUN_INSTALLATION)
def show(_actor: Actor) -> Response:
    """Say what a practice world is, and offer to begin anew."""
    _only_in_practice()
    return page("admin/practice.html")


@blueprint.post("")
@guard(Permission.RUN_INSTALLATION)
@slow_first
def renew(_actor: Actor) -> Any:
    """Begin anew; everybody is signed out, whoever asked for it too."""
    _only_in_practice()
    if request.form.get("sure") != "y":
        return page("admin/practice.html", status=422, problem=gettext(NOT_SAID))
    db.session.rollback()
    begin_anew(config().data_dir)
    return redirect(url_for("people.sign_in"), code=303)


def _only_in_practice() -> None:
    if not config().practice:
        raise NotFound
