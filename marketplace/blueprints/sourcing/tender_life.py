"""A buyer's tender after its page: how it stands, its questions, changes, and how it ends."""

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, request

from marketplace.catalogue.words import SPEC_NAMES
from marketplace.db import db
from marketplace.forms import suggesting, tender_words
from marketplace.forms.base import HouseForm, sent_or_new
from marketplace.forms.need_answers import notes
from marketplace.forms.tender import (
    CHANGE_SENTENCES,
    TENDER_SENTENCES,
    ChangeForm,
    EndForm,
    ReplyForm,
    deadline,
)
from marketplace.forms.words import choices
from marketplace.kernel.actor import Actor
from marketplace.kernel.text import whole
from marketplace.mediation.actions import none_suitable
from marketplace.offers.actions.tenders import change_tender, end_tender
from marketplace.offers.queries import opened_offers
from marketplace.people.rules.permissions import Permission
from marketplace.sourcing.actions.questions import answer_question
from marketplace.sourcing.actions.tender_commands import AnswerQuestion, ChangeTender
from marketplace.sourcing.actions.tenders import call_back, drop_draft_tender, send_to_check
from marketplace.sourcing.queries.numbers import AskedNumbers, asked_numbers
from marketplace.sourcing.queries.specs import specs_for
from marketplace.sourcing.queries.suggesting import suggestions_of
from marketplace.sourcing.queries.tenders import (
    TenderCard,
    changes_of,
    questions_of,
    tender_for_buyer,
)
from marketplace.sourcing.rules.lists import NeedState
from marketplace.sourcing.rules.tender_lists import EndedBecause, Ending, Reply
from marketplace.web.attempt import beside, done, done_with
from marketplace.web.commits import commits
from marketplace.web.guard import guard
from marketplace.web.pages import page
from marketplace.web.suppliers import see_other

blueprint = Blueprint("tender_life", __name__)
SENTENCES = {**TENDER_SENTENCES, **CHANGE_SENTENCES}
# Nobody can find none suitable of what nobody has read.
ENDS = {
    NeedState.DRAFT: (Ending.WITHDRAWN,),
    NeedState.PUBLISHED: (Ending.CANCELLED, Ending.WITHDRAWN),
    NeedState.CLOSED: (Ending.NONE_SUITABLE, Ending.CANCELLED, Ending.WITHDRAWN),
}


@blueprint.get("/buyer/tenders/<public_id>")
@guard(Permission.ORDER)
def show(actor: Actor, public_id: str) -> Response:
    """Show a tender: what is asked, how the asking goes, questions, changes; offers once open."""
    return _page(actor, tender_for_buyer(db.session(), actor, public_id))


def _page(actor: Actor, card: TenderCard, form: HouseForm | None = None) -> Response:
    session, need = db.session(), card.need
    opened = opened_offers(session, actor, need.public_id)
    return page(
        "sourcing/tender.html", status=422 if form and form.wrong else 200, card=card, need=need,
        facts=card.facts, form=form, words=tender_words, spec_names=SPEC_NAMES, offers=opened,
        is_open=need.state is not NeedState.PUBLISHED or bool(opened),
        questions=questions_of(session, need.id), changes=changes_of(session, need.id),
        numbers=AskedNumbers() if opened else asked_numbers(session, [need.id])[need.id],
        end=_end_form(card, form), why_words=suggesting,
        suggestions=suggestions_of(session, need.id, for_buyer=True),
        reply=ReplyForm(), notes=notes(request.args.getlist("note")),
        may=f"may_order:{need.operator_id}" in actor.rights,
    )  # fmt: skip


def _end_form(card: TenderCard, form: HouseForm | None) -> EndForm:
    shown = sent_or_new(form, EndForm)
    ways = ENDS.get(card.need.state, ())
    shown.ending.choices = choices({way: tender_words.ENDINGS[way] for way in ways})
    return shown


@blueprint.post("/buyer/tenders/<public_id>/check")
@guard(Permission.ORDER)
@commits
def check(actor: Actor, public_id: str) -> Response:
    """Send a kept draft to the need check."""
    return _step(
        actor, public_id, lambda: send_to_check(db.session(), actor, public_id), done="checking"
    )


@blueprint.post("/buyer/tenders/<public_id>/recall")
@guard(Permission.ORDER)
@commits
def recall(actor: Actor, public_id: str) -> Response:
    """Take it back from the desk, to change it."""
    return _step(actor, public_id, lambda: call_back(db.session(), actor, public_id), done="back")


def _step(actor: Actor, public_id: str, act: Callable[[], object], *, done: str) -> Response:
    card = tender_for_buyer(db.session(), actor, public_id)
    form = HouseForm()
    if done_with(form, SENTENCES, act):
        return see_other("tender_life.show", public_id=public_id, done=done)
    return _page(actor, card, form)


@blueprint.post("/buyer/tenders/<public_id>/ending")
@guard(Permission.ORDER)
@commits
def end(actor: Actor, public_id: str) -> Response:
    """Withdraw, cancel, or find none suitable, with a reason."""
    card = tender_for_buyer(db.session(), actor, public_id)
    form = EndForm(request.form)
    whole = form.validate() and form.ending.data in set(Ending)
    if whole and done(lambda: _end(actor, card, form), beside(form, SENTENCES)):
        return see_other("tender_life.show", public_id=public_id, done="ended")
    return _page(actor, card, form)


def _end(actor: Actor, card: TenderCard, form: EndForm) -> object:
    because, public_id = EndedBecause(form.because.data), card.need.public_id
    if card.need.state is NeedState.DRAFT:
        return drop_draft_tender(db.session(), actor, public_id, because)
    ending = Ending(form.ending.data)
    if ending is Ending.NONE_SUITABLE:
        return none_suitable(db.session(), actor, public_id, because)
    return end_tender(db.session(), actor, public_id, ending=ending, because=because)


@blueprint.post("/buyer/tenders/<public_id>/answers")
@guard(Permission.ORDER)
@commits
def reply(actor: Actor, public_id: str) -> Response:
    """Answer a question for everybody."""
    card = tender_for_buyer(db.session(), actor, public_id)
    form = ReplyForm(request.form)
    if done_with(form, SENTENCES, lambda: answer_question(db.session(), actor, AnswerQuestion(
        form.question.data or "", Reply(form.reply.data), form.words.data or ""
    ))):  # fmt: skip
        return see_other("tender_life.show", public_id=public_id, done="answered")
    return _page(actor, card, form)


@blueprint.get("/buyer/tenders/<public_id>/change")
@guard(Permission.ORDER)
def changing(actor: Actor, public_id: str) -> Response:
    """Show what may still be changed, and what a change means for the offers already in."""
    card = tender_for_buyer(db.session(), actor, public_id)
    if card.need.state is not NeedState.PUBLISHED or card.need.closes_at is None:
        return see_other("tender_life.show", public_id=public_id)
    form = ChangeForm(version=str(card.need.version))
    local = card.need.closes_at.astimezone(ZoneInfo(card.need.timezone))
    form.quantity.process_data(card.need.quantity)
    form.day.process_data(card.need.deliver_on)
    form.closes_day.process_data(local.date())
    form.closes_hour.data = str(local.hour)
    form.specs.data = [spec.code for spec in card.specs]
    return _changing(card, form)


def _changing(card: TenderCard, form: ChangeForm) -> Response:
    return page(
        "sourcing/tender_change.html", status=422 if form.wrong else 200, card=card,
        need=card.need, form=form, specs=specs_for(db.session(), card.need.leaf_code),
        spec_names=SPEC_NAMES,
    )  # fmt: skip


@blueprint.post("/buyer/tenders/<public_id>/change")
@guard(Permission.ORDER)
@commits
def change(actor: Actor, public_id: str) -> Response:
    """Change it: everybody who saw it is told, and offers already in are asked again."""
    card = tender_for_buyer(db.session(), actor, public_id)
    form = ChangeForm(request.form)
    if done_with(form, SENTENCES, lambda: change_tender(
        db.session(), actor, _changed(card, form)
    )):  # fmt: skip
        return see_other("tender_life.show", public_id=public_id, done="changed")
    return _changing(card, form)


def _changed(card: TenderCard, form: ChangeForm) -> ChangeTender:
    need = card.need
    closes = deadline(form.closes_day.data, form.closes_hour.data, need.timezone)
    same = closes is not None and need.closes_at is not None and _same_hour(closes, need.closes_at)
    return ChangeTender(
        public_id=need.public_id, version=whole(form.version.data) or 0,
        quantity=form.quantity.data, deliver_on=form.day.data,
        closes_at=need.closes_at if same else closes, specs=tuple(form.specs.data or ()),
    )  # fmt: skip


def _same_hour(one: datetime, other: datetime) -> bool:
    """A deadline is shown to the hour: within it nothing was changed."""
    return abs(one - other) < timedelta(hours=1)
