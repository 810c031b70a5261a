"""Tenders at the desk: the need check explained first, publish or send back; opening early."""

from collections.abc import Callable, Sequence

from flask import Blueprint, Response, request

from marketplace.catalogue.words import SPEC_NAMES
from marketplace.db import db
from marketplace.forms import desk_words, tender_words
from marketplace.forms.base import HouseForm, sent_or_new
from marketplace.forms.need_answers import About, answers
from marketplace.forms.remedies import Answer
from marketplace.forms.tender import TENDER_SENTENCES, CheckForm, EarlyForm, ReplyForm
from marketplace.kernel.actor import Actor
from marketplace.people.rules.permissions import Permission
from marketplace.sourcing.actions.questions import answer_question
from marketplace.sourcing.actions.tender_commands import AnswerQuestion
from marketplace.sourcing.actions.tender_ground import tender_findings
from marketplace.sourcing.actions.tender_life import open_early
from marketplace.sourcing.actions.tender_saved import command_of
from marketplace.sourcing.actions.tenders import publish, send_back
from marketplace.sourcing.queries.tender_lists import tenders_at_desk
from marketplace.sourcing.queries.tenders import (
    TenderCard,
    changes_of,
    questions_of,
    tender_for_desk,
)
from marketplace.sourcing.rules.lists import NeedState
from marketplace.sourcing.rules.tender_lists import EarlyReason, Reply, SentBack, Stage
from marketplace.web.attempt import done_with
from marketplace.web.commits import commits
from marketplace.web.desk import see_other
from marketplace.web.guard import guard
from marketplace.web.pages import page

blueprint = Blueprint("tender_desk", __name__)


@blueprint.get("/desk/tenders")
@guard(Permission.CHECK_NEEDS)
def index(actor: Actor) -> Response:
    """List tenders of her places: what waits for the need check first."""
    shown = tenders_at_desk(db.session(), actor)
    return page("sourcing/tenders_desk.html", shown=shown, words=tender_words, desk=desk_words)


@blueprint.get("/desk/tenders/<public_id>")
@guard(Permission.CHECK_NEEDS)
def show(actor: Actor, public_id: str) -> Response:
    """Show a tender with what the automatic check found, explained; then decide."""
    return _page(tender_for_desk(db.session(), actor, public_id))


def _page(card: TenderCard, form: HouseForm | None = None) -> Response:
    session = db.session()
    checking = card.facts.state is Stage.TO_CHECK and card.need.state is NeedState.DRAFT
    return page(
        "sourcing/tender_desk.html", status=422 if form and form.wrong else 200, card=card,
        need=card.need, facts=card.facts, words=tender_words, spec_names=SPEC_NAMES, form=form,
        found=_found(card) if checking else (), checking=checking,
        back=sent_or_new(form, CheckForm),
        early=sent_or_new(form, EarlyForm), reply=ReplyForm(),
        questions=questions_of(session, card.need.id), changes=changes_of(session, card.need.id),
    )  # fmt: skip


def _found(card: TenderCard) -> Sequence[Answer]:
    """What the check says in sentences; its remedies are the buyer's to press."""
    need = card.need
    found = tender_findings(db.session(), None, command_of(card))
    said = answers(found, About(need.currency, need.unit_code, need.deliver_on))
    return [answer for about in said.values() for answer in about]


@blueprint.post("/desk/tenders/<public_id>/publication")
@guard(Permission.CHECK_NEEDS)
@commits
def let_through(actor: Actor, public_id: str) -> Response:
    """Publish it: everyone it is meant for is asked at once."""
    return _decide(
        actor, public_id, HouseForm(), lambda: publish(db.session(), actor, public_id), "published"
    )


@blueprint.post("/desk/tenders/<public_id>/return")
@guard(Permission.CHECK_NEEDS)
@commits
def give_back(actor: Actor, public_id: str) -> Response:
    """Send it back to its buyer with the reason."""
    form = CheckForm(request.form)
    return _decide(
        actor, public_id, form,
        lambda: send_back(db.session(), actor, public_id, SentBack(form.because.data)), "sent",
    )  # fmt: skip


@blueprint.post("/desk/tenders/<public_id>/opening")
@guard(Permission.CHECK_NEEDS)
@commits
def open_now(actor: Actor, public_id: str) -> Response:
    """Open the offers before the deadline, with a reason; their suppliers see the mark."""
    form = EarlyForm(request.form)
    return _decide(
        actor, public_id, form,
        lambda: open_early(db.session(), actor, public_id, EarlyReason(form.reason.data)), "open",
    )  # fmt: skip


@blueprint.post("/desk/tenders/<public_id>/answers")
@guard(Permission.CHECK_NEEDS)
@commits
def reply(actor: Actor, public_id: str) -> Response:
    """Answer a question for everybody, for the buyer."""
    form = ReplyForm(request.form)
    return _decide(actor, public_id, form, lambda: _reply(actor, form), "answered")


def _reply(actor: Actor, form: ReplyForm) -> object:
    said = AnswerQuestion(form.question.data or "", Reply(form.reply.data), form.words.data or "")
    return answer_question(db.session(), actor, said)


def _decide(
    actor: Actor, public_id: str, form: HouseForm, act: Callable[[], object], done: str
) -> Response:
    card = tender_for_desk(db.session(), actor, public_id)
    if done_with(form, TENDER_SENTENCES, act):
        return see_other("tender_desk.show", public_id=public_id, done=done)
    return _page(card, form)
