"""One supplier's growing at the desk: what is missing, who helps her, how she runs her trade."""

from typing import Any

from flask import Blueprint, Response, request

from marketplace.catalogue.words import PAPER_NAMES, SPEC_NAMES
from marketplace.db import db
from marketplace.forms import readiness, support_words
from marketplace.forms.support import SENTENCES, HelperForm, ReferForm
from marketplace.forms.words import CHOOSE, choices
from marketplace.i18n.format import today
from marketplace.kernel.actor import Actor
from marketplace.people.rules.permissions import Permission
from marketplace.support import actions, queries
from marketplace.support.queries.file import HelpFile, help_file
from marketplace.support.rules.lists import Managing
from marketplace.web.attempt import done_with
from marketplace.web.commits import commits
from marketplace.web.desk import see_other
from marketplace.web.guard import guard
from marketplace.web.pages import leaf_name, page

blueprint = Blueprint("growing", __name__, url_prefix="/desk/suppliers")
HERE = "growing.help_"


@blueprint.get("/<public_id>/gaps")
@guard(Permission.REFER)
def gaps(actor: Actor, public_id: str) -> Response:
    """Lay what is asked of a leaf, or by one need, beside what she shows; who can help."""
    shown = queries.diagnosis(
        db.session(), actor, public_id, leaf=request.args.get("leaf", "")[:60],
        need=request.args.get("need", "")[:24], today=today(),
    )  # fmt: skip
    return page(
        "support/gaps.html", shown=shown, words=support_words, steps=readiness.STEPS,
        spec_names=SPEC_NAMES, paper_names=PAPER_NAMES,
    )  # fmt: skip


@blueprint.get("/<public_id>/help")
@guard(Permission.REFER)
def help_(actor: Actor, public_id: str) -> Response:
    """Show her referrals, her plan's helper, her wish; and send her to somebody."""
    return _help(help_file(db.session(), actor, public_id, today=today()))


def _form(shown: HelpFile, posted: Any = None) -> ReferForm:
    asked = {"service": request.args.get("service"), "leaf": request.args.get("leaf")}
    form = ReferForm(posted, data=None if posted else asked)
    named = ((one.public_id, f"{one.name} · {one.giver}") for one in shown.services if one.free)
    leaves = ((one.code, leaf_name(one.code)) for one in shown.leaves)
    return form.offer(named, leaves)


def _help(shown: HelpFile, form: ReferForm | None = None) -> Response:
    helper = HelperForm()
    named = {one.public_id: one.name for one in shown.providers}
    helper.provider.choices = choices({"": CHOOSE, **named})
    return page(
        "support/help.html", status=422 if form else 200, shown=shown, form=form or _form(shown),
        helper=helper, words=support_words, today=today(),
    )  # fmt: skip


@blueprint.post("/<public_id>/help")
@guard(Permission.REFER)
@commits
def refer(actor: Actor, public_id: str) -> Response:
    """Send her to somebody who can help, once she said yes."""
    shown = help_file(db.session(), actor, public_id, today=today())
    form = _form(shown, request.form)
    if done_with(
        form, SENTENCES, lambda: actions.refer(db.session(), actor, _sent(form, public_id))
    ):
        return see_other(HERE, public_id=public_id, done="sent")
    return _help(shown, form)


def _sent(form: ReferForm, public_id: str) -> actions.Refer:
    return actions.Refer(
        supplier=public_id, service=form.service.data, leaf_code=form.leaf.data or None,
        agreed=bool(form.agreed.data),
    )  # fmt: skip


@blueprint.post("/<public_id>/plans/<plan>/helper")
@guard(Permission.REFER)
@commits
def name_helper(actor: Actor, public_id: str, plan: str) -> Response:
    """Name the support provider of her upgrade plan."""
    provider = request.form.get("provider", "")[:24]
    actions.help_plan(db.session(), actor, plan, provider)
    return see_other(HERE, public_id=public_id, done="kept")


@blueprint.post("/<public_id>/managing")
@guard(Permission.REFER)
@commits
def keep_managing(actor: Actor, public_id: str) -> Response:
    """Keep what was seen of how she runs her trade."""
    said = {"yes": True, "no": False}
    marks = {
        point: said[request.form[point.value]]
        for point in Managing
        if request.form.get(point.value) in said
    }
    actions.keep_managing(db.session(), actor, public_id, marks)
    return see_other(HERE, public_id=public_id, done="kept", _anchor="managing")
