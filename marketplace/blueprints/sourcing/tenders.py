"""The tender's one page: new, a draft changed, an old need copied; kept or sent to the check."""

from datetime import date

from flask import Blueprint, Response, request
from werkzeug.datastructures import MultiDict

from marketplace.blueprints.sourcing.setting import grouped, placed
from marketplace.blueprints.sourcing.tender_setting import (
    At,
    at_of,
    command,
    fill_from,
    today_costs,
)
from marketplace.catalogue.words import GROUP_NAMES, SPEC_NAMES
from marketplace.db import db
from marketplace.forms import tender_words
from marketplace.forms.need_answers import About, answers
from marketplace.forms.remedies import BUTTON, with_remedy
from marketplace.forms.tender import TENDER_SENTENCES, TenderForm
from marketplace.journal.keys import KeyReused
from marketplace.kernel import ids
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import Refused
from marketplace.people.rules.permissions import Permission
from marketplace.sourcing.actions import keep_incumbent
from marketplace.sourcing.actions.tender_ground import tender_findings
from marketplace.sourcing.actions.tender_saved import command_of
from marketplace.sourcing.actions.tenders import save_tender, send_to_check
from marketplace.sourcing.queries.goods import leaf_choices, usual_leaves
from marketplace.sourcing.queries.tenders import tender_for_buyer
from marketplace.sourcing.rules.need_check import CheckRefused, Finding
from marketplace.web.attempt import attempt
from marketplace.web.commits import commits
from marketplace.web.guard import guard
from marketplace.web.pages import page
from marketplace.web.rights import require_right

blueprint = Blueprint("tenders", __name__)
REMEDIES = frozenset({"day", "days", "door", "lot", "pay", "price", "quantity", "unit"})


@blueprint.get("/buyer/tenders/new")
@guard(Permission.ORDER)
def new(actor: Actor) -> Response:
    """Ask what is needed in pictures; once one is chosen, the one page; or an old need copied."""
    require_right(actor, Permission.ORDER)
    if request.args.get("copy"):
        return _copied(actor, request.args["copy"])
    return _begun(actor) if request.args.get("leaf") else _tiles(actor)


def _tiles(actor: Actor) -> Response:
    usual, groups = usual_leaves(db.session(), actor), grouped(leaf_choices(db.session()))
    return page(
        "sourcing/tiles.html", usual=usual, groups=groups, names=GROUP_NAMES, to="tenders.new"
    )


def _begun(actor: Actor) -> Response:
    form = TenderForm(MultiDict(), key=ids.public_id())
    at = at_of(
        actor, leaf=request.args["leaf"], unit=request.args.get("unit", ""),
        door=request.args.get("door", ""),
    )  # fmt: skip
    form.days.process_data(at.doors.here.payment_days)
    form.route.data = at.route
    return _form(form, at)


def _copied(actor: Actor, public_id: str) -> Response:
    """An old tender asked again: everything but its days."""
    card = tender_for_buyer(db.session(), actor, public_id)
    form = TenderForm(key=ids.public_id(), copy_of=public_id)
    at = at_of(
        actor, leaf=card.need.leaf_code, unit=card.need.unit_code,
        door=card.facts.property_public_id, route=card.need.route,
    )  # fmt: skip
    fill_from(form, command_of(card), at, days=False)
    return _form(form, at)


@blueprint.get("/buyer/tenders/<public_id>/draft")
@guard(Permission.ORDER)
def draft(actor: Actor, public_id: str) -> Response:
    """Show a draft to be changed, with why it came back where it did."""
    card = tender_for_buyer(db.session(), actor, public_id)
    form = TenderForm(key=ids.public_id(), version=str(card.facts.version))
    at = at_of(
        actor, leaf=card.need.leaf_code, unit=card.need.unit_code,
        door=card.facts.property_public_id, route=card.need.route,
    )  # fmt: skip
    fill_from(form, command_of(card), at)
    return _form(form, at, public_id=public_id)


def _form(form: TenderForm, at: At, *, public_id: str | None = None, status: int = 200) -> Response:
    form.invited.choices = [(one.code, one.name) for one in at.known]
    return page(
        "sourcing/tender_form.html", status=status, form=form, at=at, public_id=public_id,
        words=tender_words, spec_names=SPEC_NAMES,
    )  # fmt: skip


@blueprint.post("/buyer/tenders/new")
@guard(Permission.ORDER)
@commits
def make(actor: Actor) -> Response:
    """Keep a new draft, or keep it and send it to the need check."""
    return _keep(actor, None)


@blueprint.post("/buyer/tenders/<public_id>/draft")
@guard(Permission.ORDER)
@commits
def change(actor: Actor, public_id: str) -> Response:
    """Keep a changed draft, or keep it and send it to the need check."""
    tender_for_buyer(db.session(), actor, public_id)
    return _keep(actor, public_id)


def _keep(actor: Actor, public_id: str | None) -> Response:
    form = TenderForm(with_remedy(request.form, REMEDIES))
    at = at_of(
        actor, leaf=form.leaf.data or "", unit=form.unit.data or "", door=form.door.data or ""
    )
    if request.form.get(BUTTON):  # a unit, a door or a remedy: shown changed before it is kept
        return _form(form, at, public_id=public_id)
    if not form.validate():
        return _form(form, at, public_id=public_id, status=422)
    made = attempt(
        lambda: _kept(actor, form, at, public_id), lambda r: _explain(actor, form, at, refused=r)
    )
    if made is None:
        return _form(form, at, public_id=public_id, status=422)
    return placed("tender_life.show", _findings(actor, form, at), public_id=made)


def _kept(actor: Actor, form: TenderForm, at: At, public_id: str | None) -> str:
    session = db.session()
    need = save_tender(session, actor, command(actor, form, at, public_id=public_id))
    costs = today_costs(form, at)
    if costs is not None:
        keep_incumbent(session, actor, costs)
    if "send" in request.form:
        session.flush()
        send_to_check(session, actor, need.public_id)
    return need.public_id


def _explain(actor: Actor, form: TenderForm, at: At, *, refused: Refused) -> None:
    if isinstance(refused, KeyReused):
        form.key.process_data(ids.public_id())
    if isinstance(refused, CheckRefused):
        form.answers = answers(_findings(actor, form, at), _about(form, at))
        return
    form.explain(refused, TENDER_SENTENCES)


def _findings(actor: Actor, form: TenderForm, at: At) -> tuple[Finding, ...]:
    try:
        return tender_findings(db.session(), actor, command(actor, form, at))
    except Refused:
        return ()


def _about(form: TenderForm, at: At) -> About:
    here = at.doors.here
    day: date | None = form.day.data
    return About(here.currency, at.unit.code, day, here.next_open_days)
