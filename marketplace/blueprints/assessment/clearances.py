"""Clearances at the desk: signed once for operator, goods and route, within bounds; ended."""

from flask import Blueprint, Response, request

from marketplace.assessment import actions, queries
from marketplace.assessment.actions import SignClearance, SignOutcome
from marketplace.assessment.queries import AssessmentPage
from marketplace.assessment.rules.conditions import ConditionCode, condition
from marketplace.assessment.rules.lists import AssessmentState
from marketplace.blueprints.assessment.desk import sign_and_order
from marketplace.db import db
from marketplace.forms import assessment_words
from marketplace.forms.assessment import SENTENCES, ClearanceForm
from marketplace.forms.clauses import OWN_LINES
from marketplace.i18n.format import today
from marketplace.kernel.actor import Actor
from marketplace.people.rules.permissions import Permission
from marketplace.web.attempt import done, made_of
from marketplace.web.commits import commits
from marketplace.web.desk import see_other
from marketplace.web.guard import guard
from marketplace.web.pages import page

blueprint = Blueprint("clearances", __name__)
ROOM_PERCENT = 20  # how far the proposed prices reach to both sides of this one
TIMES = 3  # and how many times this quantity


@blueprint.get("/desk/clearances")
@guard(Permission.SIGN_CLEARANCES)
def index(actor: Actor) -> Response:
    """List the clearances of her places that are in force, or those that ended."""
    ended = request.args.get("state") == "ended"
    cards = queries.clearances(db.session(), actor, ended=ended)
    return page("assessment/clearances.html", cards=cards, ended=ended, words=assessment_words)


@blueprint.get("/desk/checks/<public_id>/clearance")
@guard(Permission.SIGN_CLEARANCES)
def new(actor: Actor, public_id: str) -> Response:
    """Show the form of a clearance, filled in from the purchase that waits."""
    shown = queries.assessment_page(db.session(), actor, public_id)
    price, waits = shown.proposed.price_minor, shown.state is AssessmentState.WAITING
    form = ClearanceForm(
        price_low=price * (100 - ROOM_PERCENT) // 100,
        price_high=price * (100 + ROOM_PERCENT) // 100,
        max_quantity=shown.proposed.quantity * TIMES, months=list(range(1, 13)),
        conditions=[one.code.value for one in shown.conditions], purchase_too=waits,
    )  # fmt: skip
    return _form(shown, form)


def _form(shown: AssessmentPage, form: ClearanceForm, status: int = 200) -> Response:
    form.price_low.currency = form.price_high.currency = shown.proposed.currency
    return page(
        "assessment/clearance.html", status=status, a=shown, form=form, words=assessment_words,
        clauses=[condition(code, "", shown.rules) for code in ConditionCode],
        waits=shown.state is AssessmentState.WAITING, today=today(), own_lines=OWN_LINES,
    )  # fmt: skip


@blueprint.post("/desk/checks/<public_id>/clearance")
@guard(Permission.SIGN_CLEARANCES)
@commits
def sign(actor: Actor, public_id: str) -> Response:
    """Sign a clearance on the check that was seen, and the waiting purchase with it if asked."""
    shown = queries.assessment_page(db.session(), actor, public_id)
    form = ClearanceForm(request.form)
    outcome = made_of(form, SENTENCES, lambda: _sign(actor, shown, form))
    if outcome is not None:
        return see_other("clearances.index", done=outcome.value)
    return _form(shown, form, 422)


def _sign(actor: Actor, shown: AssessmentPage, form: ClearanceForm) -> SignOutcome:
    actions.sign_clearance(db.session(), actor, _command(shown, form))
    if form.purchase_too.data and shown.state is AssessmentState.WAITING:
        return sign_and_order(actor, shown.public_id, form)
    return SignOutcome.SIGNED


def _command(shown: AssessmentPage, form: ClearanceForm) -> SignClearance:
    what, currency = shown.proposed, shown.proposed.currency
    return SignClearance(
        operator_id=what.operator_id, category_id=what.category_id, unit_id=what.unit_id,
        place_id=shown.place_id, route=what.route,
        price_low_minor=form.price_low.minor(currency) or 0,
        price_high_minor=form.price_high.minor(currency) or 0,
        max_quantity=form.max_quantity.data or 0, months=form.months.data or (),
        conditions=form.clauses, assessment=shown.public_id,
    )  # fmt: skip


@blueprint.post("/desk/clearances/<public_id>/end")
@guard(Permission.SIGN_CLEARANCES)
@commits
def end(actor: Actor, public_id: str) -> Response:
    """End a clearance: from now on every purchase of its kind waits at the desk."""
    done(lambda: actions.end_clearance(db.session(), actor, public_id))
    return see_other("clearances.index", done="ended")
