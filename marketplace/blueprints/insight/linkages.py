"""Linkages at the desk: a process, not an event; what is due, what has gone quiet."""

from flask import Blueprint, Response, request

from marketplace.agreements.actions.follow import Linkage, look_at
from marketplace.agreements.rules.follow import Stage
from marketplace.agreements.rules.lists import Look
from marketplace.db import db
from marketplace.forms import follow
from marketplace.i18n.format import today
from marketplace.insight.queries.linkages import desk_clock, linkages
from marketplace.kernel.actor import Actor
from marketplace.people.rules.permissions import Permission
from marketplace.web.attempt import beside, done
from marketplace.web.commits import commits
from marketplace.web.desk import see_other
from marketplace.web.guard import guard
from marketplace.web.pages import page

blueprint = Blueprint("linkages", __name__)


@blueprint.get("/desk/linkages")
@guard(Permission.SEE_DESK)
def index(actor: Actor) -> Response:
    """Show every linkage with its stage, its next look, and how long it has been quiet."""
    return _page(actor, follow.LookForm())


def _page(actor: Actor, form: follow.LookForm, *, pair: str = "", status: int = 200) -> Response:
    cards = linkages(db.session(), actor)
    return page(
        "insight/linkages.html", status=status, cards=cards, form=form, pair=pair, words=follow,
        today=today(), clock=desk_clock(db.session(), actor), stages=Stage,
        quiet=sum(one.stalled(today()) for one in cards),
        due=sum(one.due(today()) is not None for one in cards),
    )  # fmt: skip


@blueprint.post("/desk/linkages/<operator>/<supplier>/looks")
@guard(Permission.SEE_DESK)
@commits
def looked(actor: Actor, operator: str, supplier: str) -> Response:
    """Keep what a look found: steady, growing, in trouble or over."""
    form = follow.LookForm(request.form)
    pair = Linkage(operator=operator, supplier=supplier)
    if form.validate() and form.found.data in follow.LOOKS and done(lambda: look_at(
        db.session(), actor, pair, days=form.days.data or 0, found=Look(form.found.data)
    ), beside(form, follow.SENTENCES)):  # fmt: skip
        return see_other("linkages.index", done="looked", _anchor=f"{operator}-{supplier}")
    return _page(actor, form, pair=f"{operator}-{supplier}", status=422)
