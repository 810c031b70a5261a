"""The check at the desk: what waits, one screen for one linkage, signing, refusing, reviews."""

import json
from typing import Any

from flask import Blueprint, Response, request

from marketplace.agreements.actions import after_refusal, after_signature
from marketplace.assessment import actions, queries
from marketplace.assessment.actions import SignOutcome
from marketplace.assessment.queries import AssessmentPage
from marketplace.assessment.rules.conditions import Condition, ConditionCode, condition
from marketplace.assessment.rules.errors import BadInput
from marketplace.assessment.rules.lists import AssessmentState, ReviewOutcome
from marketplace.assessment.rules.signals import LEVEL_NAMES
from marketplace.db import db
from marketplace.forms import assessment_words, insight_words
from marketplace.forms.assessment import SENTENCES, JudgeForm, RefuseForm, SignForm
from marketplace.i18n import say
from marketplace.i18n.format import today
from marketplace.insight.queries.power import PowerCard, power_between
from marketplace.journal.queries import story_of
from marketplace.kernel.actor import Actor
from marketplace.people.rules.permissions import Permission
from marketplace.sourcing.queries.desk import public_id_of
from marketplace.web.attempt import attempt
from marketplace.web.commits import commits
from marketplace.web.desk import see_other
from marketplace.web.guard import guard
from marketplace.web.pages import page

blueprint = Blueprint("assessment", __name__)
ONE = "assessment.show"


@blueprint.get("/desk/checks")
@guard(Permission.CHECK_LINKAGES)
def index(actor: Actor) -> Response:
    """List what waits for a signature, the nearest day first."""
    cards = queries.waiting(db.session(), actor)
    reviews = len(queries.reviews_due(db.session(), actor))
    return page("assessment/waiting.html", cards=cards, reviews=reviews, words=assessment_words)


@blueprint.get("/desk/checks/<public_id>")
@guard(Permission.CHECK_LINKAGES)
def show(actor: Actor, public_id: str) -> Response:
    """Show the whole check of one linkage on one screen."""
    return _page(actor, public_id)


def _page(
    actor: Actor, public_id: str, *, status: int = 200, sign: SignForm | None = None,
    refuse: RefuseForm | None = None, judge: JudgeForm | None = None,
) -> Response:  # fmt: skip
    shown = queries.assessment_page(db.session(), actor, public_id)
    power = power_between(db.session(), shown)
    rules = queries.rule_set_for(db.session(), power.destination_id, shown.computed_at)
    clauses = [*shown.conditions, *(condition(code, "", rules) for code in _added(shown, power))]
    ticked = {code.value for code in sign.codes} if sign else {c.code.value for c in clauses}
    asked = (judge or JudgeForm()).keep_only(shown.missing)
    return page(
        "assessment/show.html", status=status, a=shown, words=assessment_words,
        waits=shown.state is AssessmentState.WAITING, ticked=ticked, sign=sign or SignForm(),
        refuse=refuse or RefuseForm(), judge=asked, levels=LEVEL_NAMES, today=today(),
        others=[condition(code, "", rules) for code in _others(clauses)], why=_why(shown),
        power=power, clauses=clauses, power_words=insight_words.POWER,
    )  # fmt: skip


def _added(shown: AssessmentPage, power: PowerCard) -> list[ConditionCode]:
    """Return the clauses that protect the weaker side, which the signals did not propose."""
    proposed = {one.code for one in shown.conditions}
    return [code for code in power.protections if code not in proposed]


def _others(clauses: list[Condition]) -> list[ConditionCode]:
    proposed = {one.code for one in clauses}
    return [code for code in ConditionCode if code not in proposed]


def _why(shown: AssessmentPage) -> str:
    """Return the code of the reason a refusal was given for; nothing where it was not refused."""
    if shown.state is not AssessmentState.REFUSED:
        return ""
    said = story_of(db.session(), "assessment", shown.id)
    refusals: list[dict[str, Any]] = [
        json.loads(entry.facts) for entry in said if entry.verb == "assessment.refuse"
    ]
    return str(refusals[-1].get("reason", "")) if refusals else ""


@blueprint.get("/desk/checks/<public_id>/need")
@guard(Permission.CHECK_LINKAGES)
def need_of(actor: Actor, public_id: str) -> Response:
    """Lead from a check to the need it is about."""
    shown = queries.assessment_page(db.session(), actor, public_id)
    need = public_id_of(db.session(), shown.proposed.need_code)
    return see_other("desk_needs.show", public_id=need)


@blueprint.post("/desk/checks/<public_id>/signature")
@guard(Permission.CHECK_LINKAGES)
@commits
def sign(actor: Actor, public_id: str) -> Response:
    """Sign one linkage under the ticked conditions; the order that waited is placed."""
    form = SignForm(request.form)
    if form.validate():
        done = attempt(
            lambda: sign_and_order(actor, public_id, form), lambda no: form.explain(no, SENTENCES)
        )
        if done is not None:
            return see_other(ONE, public_id=public_id, done=done.value)
    return _page(actor, public_id, status=422, sign=form)


def sign_and_order(actor: Actor, public_id: str, form: SignForm) -> SignOutcome:
    """Sign, and place what waited; nothing is ordered where a reading got worse meanwhile."""
    outcome = actions.sign(db.session(), actor, public_id, form.codes)
    if outcome is SignOutcome.SIGNED:
        after_signature(db.session(), actor, public_id)
    return outcome


@blueprint.post("/desk/checks/<public_id>/refusal")
@guard(Permission.CHECK_LINKAGES)
@commits
def refuse(actor: Actor, public_id: str) -> Response:
    """Say no with a reason; she is told, and the search goes on."""
    form = RefuseForm(request.form)
    if form.validate() and attempt(
        lambda: _refuse(actor, public_id, form), lambda no: form.explain(no, SENTENCES)
    ):
        return see_other(ONE, public_id=public_id, done="refused")
    return _page(actor, public_id, status=422, refuse=form)


def _refuse(actor: Actor, public_id: str, form: RefuseForm) -> bool:
    actions.refuse(db.session(), actor, public_id, form.code)
    after_refusal(db.session(), actor, public_id)
    return True


@blueprint.post("/desk/checks/<public_id>/answers")
@guard(Permission.CHECK_LINKAGES)
@commits
def answer(actor: Actor, public_id: str) -> Response:
    """Add what only a person can know, and check again."""
    form = JudgeForm(request.form)
    if form.validate() and attempt(
        lambda: _answer(actor, public_id, form), lambda no: form.explain(no, SENTENCES)
    ):
        return see_other(ONE, public_id=public_id)
    return _page(actor, public_id, status=422, judge=form)


def _answer(actor: Actor, public_id: str, form: JudgeForm) -> bool:
    try:
        actions.answer(db.session(), actor, public_id, form.values())
    except BadInput as bad:
        db.session.rollback()
        form.at(bad.key_path, say(bad.message))
        return False
    return True


@blueprint.get("/desk/reviews")
@guard(Permission.CHECK_LINKAGES)
def reviews(actor: Actor) -> Response:
    """List the second looks that are due, the oldest promise first."""
    cards = queries.reviews_due(db.session(), actor)
    return page("assessment/reviews.html", cards=cards, words=assessment_words)


@blueprint.post("/desk/reviews/<public_id>")
@guard(Permission.CHECK_LINKAGES)
@commits
def looked(actor: Actor, public_id: str) -> Response:
    """Keep what the second look found; the second wrong one ends the clearance."""
    outcome = ReviewOutcome.WRONG if request.form.get("found") == "wrong" else ReviewOutcome.RIGHT
    done = attempt(
        lambda: actions.review(db.session(), actor, public_id, outcome), lambda _no: None
    )
    return see_other("assessment.reviews", done="over" if done is None else outcome.value)
