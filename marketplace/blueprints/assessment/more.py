"""Beside the check: what if, her copy to print, and what came due since it was signed."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, request

from marketplace.assessment import actions, queries
from marketplace.assessment.queries import AssessmentPage, Changes
from marketplace.assessment.rules.errors import BadInput
from marketplace.assessment.rules.signals import LEVEL_NAMES
from marketplace.assessment.rules.standing import may_order
from marketplace.db import db
from marketplace.forms import assessment_words
from marketplace.forms.assessment_desk import LOOK_SENTENCES, LookForm, WhatIfForm
from marketplace.i18n import LANGUAGES, bound_zone, say, speaking
from marketplace.i18n.format import today
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.people.rules.permissions import Permission
from marketplace.web.attempt import done_with
from marketplace.web.commits import commits
from marketplace.web.cookies import config
from marketplace.web.desk import see_other
from marketplace.web.guard import guard
from marketplace.web.pages import page

blueprint = Blueprint("assessment_more", __name__, url_prefix="/desk")


@blueprint.get("/checks/<public_id>/what-if")
@guard(Permission.CHECK_LINKAGES)
def what_if(actor: Actor, public_id: str) -> Response:
    """Recompute a linkage with some things changed; nothing is saved, whatever is asked."""
    shown = queries.assessment_page(db.session(), actor, public_id)
    form = WhatIfForm(request.args)
    good = not request.args or form.validate()
    tried = _tried(actor, public_id, form) if good else None
    return page(
        "assessment/what_if.html", status=200 if good and not form.wrong else 422, a=shown,
        form=form, tried=tried, words=assessment_words, levels=LEVEL_NAMES,
    )  # fmt: skip


def _tried(actor: Actor, public_id: str, form: WhatIfForm) -> queries.Tried | None:
    told: Any = form.changes
    if not told:
        return None
    try:
        return queries.what_if(db.session(), actor, public_id, Changes(**told))
    except BadInput as bad:
        form.form_errors.append(say(bad.message))
        return None


@blueprint.get("/checks/<public_id>/for-her")
@guard(Permission.CHECK_LINKAGES)
def for_her(actor: Actor, public_id: str) -> Response:
    """Show the copy for the supplier: her language, pictures, nothing of the core products."""
    shown = queries.assessment_page(db.session(), actor, public_id)
    hers = shown.proposed.supplier_language
    with speaking(hers if hers in LANGUAGES else config().default_language, str(bound_zone())):
        return page(
            "assessment/for_her.html", a=shown, words=assessment_words, levels=LEVEL_NAMES,
            clauses=[*_signed(shown), *([] if shown.signed_conditions else _proposed(shown))],
        )  # fmt: skip


Clause = tuple[str, str, datetime | None]


def _signed(shown: AssessmentPage) -> Iterator[Clause]:
    for one in shown.signed_conditions:
        text = assessment_words.clause_line(one.code, shown.rules, one.note)
        yield one.owner, text, one.due_at


def _proposed(shown: AssessmentPage) -> Iterator[Clause]:
    for one in shown.conditions:
        yield one.owner.value, say(one.text), None


@blueprint.get("/conditions")
@guard(Permission.CHECK_LINKAGES)
def conditions(actor: Actor) -> Response:
    """List the conditions of signatures that stand, the nearest day first."""
    return _conditions(actor)


def _conditions(
    actor: Actor, *, status: int = 200, wrong: int = 0, form: LookForm | None = None
) -> Response:
    closed = request.args.get("state") == "closed"
    cards = queries.conditions(db.session(), actor, closed=closed)
    return page(
        "assessment/conditions.html", status=status, cards=cards, closed=closed, wrong=wrong,
        form=form or LookForm(), empty_form=LookForm(), words=assessment_words, today=today(),
    )  # fmt: skip


@blueprint.post("/conditions/<int:condition_id>/outcome")
@guard(Permission.CHECK_LINKAGES)
@commits
def look(actor: Actor, condition_id: int) -> Response:
    """Keep what came of a condition: kept, not kept, or moved to another day with the reason."""
    form = LookForm(request.form)
    if done_with(form, LOOK_SENTENCES, lambda: _look(actor, condition_id, form)):
        return see_other("assessment_more.conditions", done=form.found.value)
    return _conditions(actor, status=422, wrong=condition_id, form=form)


def _look(actor: Actor, condition_id: int, form: LookForm) -> None:
    actions.look_at_condition(
        db.session(), actor, condition_id, form.found, reason=form.reason.data or "",
        moved_to=form.moved_to.data,
    )  # fmt: skip


@blueprint.get("/due")
@guard(Permission.CHECK_LINKAGES)
def due(actor: Actor) -> Response:
    """List the signatures that are due for review, stale or stopped, the oldest first."""
    now = clock.now()
    cards = queries.not_fresh(db.session(), actor)
    return page(
        "assessment/due.html", cards=cards, words=assessment_words,
        stopped=[c.assessment_public_id for c in cards if not may_order(c.kept, now)],
    )  # fmt: skip
