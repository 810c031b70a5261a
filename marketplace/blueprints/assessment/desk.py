"""The check at the desk: what waits, one screen for one linkage, signing, refusing, reviews."""

import json
from typing import Any

from flask import Blueprint, Response, request

from marketplace.agreements.actions import after_refusal, after_signature
from marketplace.assessment import actions, queries
from marketplace.assessment.actions import SignOutcome
from marketplace.assessment.queries import AssessmentPage
from marketplace.assessment.queries.facts import to_text
from marketplace.assessment.rules.both_sides import both_sides
from marketplace.assessment.rules.conditions import Condition, ConditionCode, condition
from marketplace.assessment.rules.errors import BadInput
from marketplace.assessment.rules.lists import AssessmentState, ReviewOutcome
from marketplace.assessment.rules.signals import LEVEL_NAMES
from marketplace.assessment.rules.standing import may_order
from marketplace.catalogue.rules.lists import Route
from marketplace.db import db
from marketplace.forms import assessment_words, insight_words
from marketplace.forms.assessment import SENTENCES, JudgeForm, RefuseForm, judged_before
from marketplace.forms.assessment_desk import OVERRIDE_SENTENCES, OverrideForm
from marketplace.forms.assessment_rules import rule_text
from marketplace.forms.base import HouseForm
from marketplace.forms.clauses import OWN_LINES, SignForm
from marketplace.forms.proposals import PROPOSAL_WORDS
from marketplace.i18n import say
from marketplace.i18n.format import today
from marketplace.insight.queries.power import PowerCard, power_between
from marketplace.journal.queries import story_of
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.people.rules.permissions import Permission
from marketplace.sourcing.queries.desk import public_id_of
from marketplace.web.attempt import attempt, done, done_with, made_of
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


def _page(actor: Actor, public_id: str, *, status: int = 200, **forms: HouseForm) -> Response:
    shown = queries.assessment_page(db.session(), actor, public_id)
    waits = shown.state is AssessmentState.WAITING
    sign, power = forms.get("sign"), power_between(db.session(), shown)
    clauses = [
        *shown.conditions,
        *(condition(code, "", shown.rules) for code in _added(shown, power)),
    ]
    ticked = (
        {code.value for code in sign.codes}
        if isinstance(sign, SignForm)
        else {c.code.value for c in clauses}
    )
    return page(
        "assessment/show.html", status=status, a=shown, words=assessment_words, waits=waits,
        ticked=ticked, sign=sign or SignForm(), refuse=forms.get("refuse") or RefuseForm(),
        judge=forms.get("judge") or _judge(shown), levels=LEVEL_NAMES, today=today(),
        override=forms.get("override") or OverrideForm(), rule=rule_text,
        others=[condition(code, "", shown.rules) for code in _others(clauses)], why=_why(shown),
        power=power, clauses=clauses, power_words=insight_words.POWER,
        money_line=both_sides(shown.inputs.offer), own_lines=OWN_LINES, ideas=_ideas(shown),
        can_order=may_order(shown.hanging.standing, clock.now()),
        way_refused=PROPOSAL_WORDS.get(request.args.get("way", "")),
    )  # fmt: skip


def _judge(shown: AssessmentPage) -> JudgeForm:
    known = {one.key: one.value for one in shown.figures}
    form = JudgeForm(data=judged_before(known))
    return form.only_for(guests=shown.proposed.route is not Route.INPUT)


def _ideas(shown: AssessmentPage) -> bool:
    """Tell whether ideas from what people really know are called for (A8)."""
    return any(one.code == "A8" and one.level for one in shown.signals)


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
    if shown.proposed.need_code is None:
        raise NotFound
    need = public_id_of(db.session(), shown.proposed.need_code)
    return see_other("desk_needs.show", public_id=need)


@blueprint.post("/desk/checks/<public_id>/signature")
@guard(Permission.CHECK_LINKAGES)
@commits
def sign(actor: Actor, public_id: str) -> Response:
    """Sign one linkage under the ticked conditions; the order that waited is placed."""
    form = SignForm(request.form)
    done = made_of(form, SENTENCES, lambda: sign_and_order(actor, public_id, form))
    if done is not None:
        return see_other(ONE, public_id=public_id, done=done.value)
    return _page(actor, public_id, status=422, sign=form)


def sign_and_order(actor: Actor, public_id: str, form: SignForm) -> SignOutcome:
    """Sign, and place what waited; nothing is ordered where a reading got worse meanwhile."""
    outcome = actions.sign(db.session(), actor, public_id, form.clauses)
    if outcome is SignOutcome.SIGNED:
        after_signature(db.session(), actor, public_id)
    return outcome


@blueprint.post("/desk/checks/<public_id>/refusal")
@guard(Permission.CHECK_LINKAGES)
@commits
def refuse(actor: Actor, public_id: str) -> Response:
    """Say no with a reason; she is told, and the search goes on."""
    form = RefuseForm(request.form)
    if done_with(form, SENTENCES, lambda: _refuse(actor, public_id, form)):
        return see_other(ONE, public_id=public_id, done="refused")
    return _page(actor, public_id, status=422, refuse=form)


def _refuse(actor: Actor, public_id: str, form: RefuseForm) -> None:
    actions.refuse(db.session(), actor, public_id, form.code)
    after_refusal(db.session(), actor, public_id)


@blueprint.post("/desk/checks/<public_id>/answers")
@guard(Permission.CHECK_LINKAGES)
@commits
def answer(actor: Actor, public_id: str) -> Response:
    """Add what only a person can know, and check again."""
    form = JudgeForm(request.form).keep_sent(request.form)
    if made_of(form, SENTENCES, lambda: _answer(actor, public_id, form)):
        return see_other(ONE, public_id=public_id)
    return _page(actor, public_id, status=422, judge=form)


def _answer(actor: Actor, public_id: str, form: JudgeForm) -> bool:
    shown = queries.assessment_page(db.session(), actor, public_id)
    known = {one.key: one.value for one in shown.figures}
    told = {
        key: value
        for key, value in form.values().items()
        if known.get(f"offer.{key}") != to_text(value)
    }
    try:
        actions.answer(db.session(), actor, public_id, told)
    except BadInput as bad:
        db.session.rollback()
        form.at(bad.key_path, say(bad.message))
        return False
    return True


@blueprint.post("/desk/checks/<public_id>/override")
@guard(Permission.CHECK_LINKAGES)
@commits
def override(actor: Actor, public_id: str) -> Response:
    """Move one signal by one level, with a written reason that everybody can read."""
    form = OverrideForm(request.form)
    if done_with(
        form, OVERRIDE_SENTENCES,
        lambda: actions.override(db.session(), actor, public_id, form.told),
    ):  # fmt: skip
        return see_other(ONE, public_id=public_id, done="overridden")
    return _page(actor, public_id, status=422, override=form)


@blueprint.post("/desk/checks/<public_id>/renewal")
@guard(Permission.CHECK_LINKAGES)
@commits
def renew(actor: Actor, public_id: str) -> Response:
    """Check a signed linkage again on its own terms; it waits for a new signature."""
    made = attempt(lambda: actions.renew(db.session(), actor, public_id))
    return see_other(ONE, public_id=made.public_id if made else public_id)


@blueprint.get("/desk/reviews")
@guard(Permission.CHECK_LINKAGES)
def reviews(actor: Actor) -> Response:
    """List the second looks that are due, the oldest promise first."""
    return _reviews(actor)


def _reviews(actor: Actor, status: int = 200) -> Response:
    cards = queries.reviews_due(db.session(), actor)
    return page("assessment/reviews.html", status=status, cards=cards, words=assessment_words)


@blueprint.post("/desk/reviews/<public_id>")
@guard(Permission.CHECK_LINKAGES)
@commits
def looked(actor: Actor, public_id: str) -> Response:
    """Keep what the second look found; the second wrong one ends the clearance."""
    try:
        outcome = ReviewOutcome(request.form.get("found", ""))
    except ValueError:  # nothing tapped is no finding
        return _reviews(actor, 422)
    found = done(lambda: actions.review(db.session(), actor, public_id, outcome))
    return see_other("assessment.reviews", done=outcome.value if found else "over")
