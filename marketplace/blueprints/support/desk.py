"""The desk's side of growing: referrals to follow, and bad deliveries to talk through."""

from typing import Any

from flask import Blueprint, Response, request

from marketplace.blueprints.support import answering
from marketplace.db import db
from marketplace.forms import support_words
from marketplace.forms.support import SENTENCES, DeclineForm, FollowForm, ReportForm
from marketplace.i18n.format import today
from marketplace.kernel.actor import Actor
from marketplace.people.rules.permissions import Permission
from marketplace.support import actions, queries
from marketplace.support.queries.steps import steps_at_desk
from marketplace.support.rules.lists import Helped
from marketplace.web.attempt import done_with
from marketplace.web.commits import commits
from marketplace.web.desk import see_other
from marketplace.web.guard import guard
from marketplace.web.pages import page
from marketplace.web.suppliers import once

blueprint = Blueprint("referrals", __name__, url_prefix="/desk")
HERE = "referrals.index"


@blueprint.get("/referrals")
@guard(Permission.REFER)
def index(actor: Actor) -> Response:
    """Show every referral of these places: who is silent, what was reported, what helped."""
    return _show(actor)


def _show(actor: Actor, wrong: answering.Wrong | None = None) -> Response:
    forms: dict[str, Any] = {
        "decline": DeclineForm(), "report": ReportForm(), "follow": FollowForm(),
    }  # fmt: skip
    return page(
        "support/referrals.html", status=422 if wrong else 200, wrong=wrong, today=today(),
        referrals=queries.referrals_at_desk(db.session(), actor), words=support_words, **forms,
    )  # fmt: skip


@blueprint.post("/referrals/<public_id>/answers/<word>")
@guard(Permission.REFER)
@commits
def say(actor: Actor, public_id: str, word: str) -> Response:
    """Keep what a provider without a sign-in said on the phone."""
    wrong = answering.say(actor, public_id, word)
    return see_other(HERE, done=word) if wrong is None else _show(actor, wrong)


@blueprint.post("/referrals/<public_id>/follow-up")
@guard(Permission.REFER)
@commits
def follow(actor: Actor, public_id: str) -> Response:
    """Keep whether it helped her."""
    form = FollowForm(request.form)
    if done_with(form, SENTENCES, lambda: actions.follow_referral(
        db.session(), actor, public_id, Helped(form.helped.data)
    )):  # fmt: skip
        return see_other(HERE, done="followed")
    return _show(actor, answering.Wrong(form, public_id))


@blueprint.post("/referrals/<public_id>/withdrawal")
@guard(Permission.REFER)
@commits
def withdraw(actor: Actor, public_id: str) -> Response:
    """Take a referral back, or put a declined one by."""
    return once(lambda: actions.withdraw_referral(db.session(), actor, public_id), HERE)


@blueprint.get("/steps")
@guard(Permission.REFER)
def steps(actor: Actor) -> Response:
    """Show bad deliveries with what helps next time, those not talked through first."""
    return page("support/steps.html", steps=steps_at_desk(db.session(), actor), words=support_words)


@blueprint.post("/steps/<public_id>/talk")
@guard(Permission.REFER)
@commits
def talk(actor: Actor, public_id: str) -> Response:
    """Keep that a bad delivery was talked through with her."""
    return once(
        lambda: actions.talk_delivery(db.session(), actor, public_id), "referrals.steps",
        done="talked",
    )  # fmt: skip
