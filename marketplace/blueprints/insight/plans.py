"""How a supplier grows: what was seen of her readiness, and the plan that brings her on."""

from collections.abc import Callable

from flask import Blueprint, Response, request

from marketplace.agreements.actions import follow as acts
from marketplace.agreements.rules.lists import ExitReason, PlanStep
from marketplace.db import db
from marketplace.forms import follow, readiness
from marketplace.i18n.format import today
from marketplace.insight.queries.plans import plans_of
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.people.actions.readiness import keep_readiness
from marketplace.people.queries import supplier_card
from marketplace.people.queries.readiness import faces_of, ladder_of
from marketplace.people.queries.suppliers import SupplierCard
from marketplace.people.rules.permissions import Permission
from marketplace.web.attempt import beside, done, done_with
from marketplace.web.commits import commits
from marketplace.web.desk import see_other
from marketplace.web.guard import guard
from marketplace.web.pages import leaf_name, page

blueprint = Blueprint("plans", __name__, url_prefix="/desk/suppliers")
HOME = "plans.show"


@blueprint.get("/<public_id>/growth")
@guard(Permission.REGISTER_SUPPLIERS)
def show(actor: Actor, public_id: str) -> Response:
    """Show how ready she is, leaf by leaf, and her plans; never a buyer's to see."""
    return _page(supplier_card(db.session(), actor, public_id), follow.PlanForm(attempts=3))


def _page(
    card: SupplierCard, form: follow.PlanForm, ending: follow.ExitForm | None = None
) -> Response:
    session, end = db.session(), ending or follow.ExitForm()
    form.leaf.choices = [(one.category_code, leaf_name(one.category_code)) for one in card.leaves]
    wrong = form.errors or end.errors
    return page(
        "insight/growth.html", status=422 if wrong else 200, card=card, form=form, end=end,
        faces=faces_of(session, card.id), ladder=ladder_of(session, card.id),
        plans=plans_of(session, card.id), ready=readiness, words=follow, today=today(),
    )  # fmt: skip


@blueprint.post("/<public_id>/readiness")
@guard(Permission.REGISTER_SUPPLIERS)
@commits
def keep(actor: Actor, public_id: str) -> Response:
    """Keep the faces and rungs that were seen; what is not chosen stays as it was."""
    card = supplier_card(db.session(), actor, public_id)
    leaves = {one.leaf_code: one.category_id for one in ladder_of(db.session(), card.id)}
    keep_readiness(
        db.session(), actor, public_id, faces=readiness.read_faces(request.form),
        steps=readiness.read_steps(request.form, leaves),
    )  # fmt: skip
    return see_other(HOME, public_id=public_id, done="kept")


@blueprint.post("/<public_id>/plans")
@guard(Permission.REGISTER_SUPPLIERS)
@commits
def begin(actor: Actor, public_id: str) -> Response:
    """Open a plan with its milestones."""
    card, form = supplier_card(db.session(), actor, public_id), follow.PlanForm(request.form)
    form.leaf.choices = []
    if done_with(form, follow.SENTENCES, lambda: _begin(actor, public_id, form)):
        return see_other(HOME, public_id=public_id, done="begun", _anchor="plans")
    return _page(card, form)


def _begin(actor: Actor, public_id: str, form: follow.PlanForm) -> None:
    acts.open_plan(
        db.session(), actor, public_id, leaf_code=form.leaf.data, ends_on=form.ends_on.data,
        attempts=max(1, form.attempts.data),
    )  # fmt: skip


@blueprint.post("/<public_id>/plans/<plan>/milestones")
@guard(Permission.REGISTER_SUPPLIERS)
@commits
def milestone(actor: Actor, public_id: str, plan: str) -> Response:
    """Keep that a milestone was reached, in whatever order."""
    step = request.form.get("step", "")
    if step not in set(PlanStep):
        raise NotFound
    name = PlanStep(step)
    return _act(actor, public_id, lambda: acts.reach_milestone(db.session(), actor, plan, name))


@blueprint.post("/<public_id>/plans/<plan>/failures")
@guard(Permission.REGISTER_SUPPLIERS)
@commits
def failure(actor: Actor, public_id: str, plan: str) -> Response:
    """Keep a failed attempt; she has more of them."""
    return _act(actor, public_id, lambda: acts.note_failed(db.session(), actor, plan))


@blueprint.post("/<public_id>/plans/<plan>/exit")
@guard(Permission.REGISTER_SUPPLIERS)
@commits
def leave(actor: Actor, public_id: str, plan: str) -> Response:
    """End a plan with its reason; "not enough" only after every attempt."""
    form = follow.ExitForm(request.form)
    if not form.validate() or form.reason.data not in follow.EXITS:
        return _page(supplier_card(db.session(), actor, public_id), follow.PlanForm(), form)
    reason = ExitReason(form.reason.data)
    return _act(actor, public_id, lambda: acts.stop_plan(db.session(), actor, plan, reason), form)


def _act(
    actor: Actor, public_id: str, act: Callable[[], object], form: follow.ExitForm | None = None
) -> Response:
    card, said = supplier_card(db.session(), actor, public_id), form or follow.ExitForm()
    if done(act, beside(said, follow.SENTENCES)):
        return see_other(HOME, public_id=public_id, done="kept", _anchor="plans")
    return _page(card, follow.PlanForm(), said)
