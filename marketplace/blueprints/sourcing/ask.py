"""The quick buy: one page, a tapped picture, a number, a day; everything else is filled in."""

from flask import Blueprint, Response, request

from marketplace.blueprints.sourcing.setting import (
    Setting,
    about,
    command,
    grouped,
    placed,
    setting,
)
from marketplace.catalogue.words import GROUP_NAMES
from marketplace.db import db
from marketplace.forms.need_answers import answers
from marketplace.forms.remedies import BUTTON, with_remedy
from marketplace.forms.sourcing import ASK_SENTENCES, CHANGEABLE, LEVELS, NeedForm
from marketplace.journal.keys import KeyReused
from marketplace.kernel import ids
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import Refused
from marketplace.people.rules.permissions import Permission
from marketplace.sourcing import actions
from marketplace.sourcing.queries.goods import leaf_choices, starters_for, usual_leaves
from marketplace.sourcing.rules.need_check import CheckRefused, Finding, Weight
from marketplace.web import paging
from marketplace.web.attempt import attempt
from marketplace.web.commits import commits
from marketplace.web.guard import guard
from marketplace.web.pages import page
from marketplace.web.rights import require_right

blueprint = Blueprint("asking", __name__)


@blueprint.get("/buyer/needs/new")
@guard(Permission.ORDER)
def new(actor: Actor) -> Response:
    """Ask what is needed in pictures; once one is chosen, how much and which day."""
    require_right(actor, Permission.ORDER)
    wanted = request.args
    if not wanted.get("leaf"):
        return _tiles(actor)
    at = setting(
        actor, leaf=wanted["leaf"], unit=wanted.get("unit", ""),
        property_id=wanted.get("property", ""),
    )  # fmt: skip
    form = NeedForm(quantity=wanted.get("quantity", type=paging.number), key=ids.public_id())
    form.fill_price(at.proposal.price_minor, at.doors.here.currency, at.proposal.price_from)
    return _form(form, at)


def _tiles(actor: Actor) -> Response:
    usual = usual_leaves(db.session(), actor)
    groups = grouped(leaf_choices(db.session()))
    return page(
        "sourcing/tiles.html", usual=usual, groups=groups, names=GROUP_NAMES,
        starters=starters_for(db.session(), actor),
    )  # fmt: skip


def _form(form: NeedForm, at: Setting, *, status: int = 200) -> Response:
    return page(
        "sourcing/ask.html", status=status, form=form, at=at, door_here=at.doors.here,
        level_names=LEVELS,
    )  # fmt: skip


@blueprint.post("/buyer/needs/new")
@guard(Permission.ORDER)
@commits
def ask(actor: Actor) -> Response:
    """Ask the first suppliers in turn; what must be changed is said beside its field."""
    form = NeedForm(with_remedy(request.form, CHANGEABLE))
    at = _setting_of(actor, form)
    if _moved():
        form.fill_price(at.proposal.price_minor, at.doors.here.currency, at.proposal.price_from)
        return _form(form, at)
    if not (form.validate() and form.has_day()):
        return _form(form, at, status=422)
    made = attempt(lambda: _ask(actor, form, at), lambda r: _explain(actor, form, at, refused=r))
    if made is None:
        return _form(form, at, status=422)
    return placed("needs.need", _advice(actor, form, at), public_id=made)


def _moved() -> bool:
    """Tell whether the unit or the door was changed: the price is shown anew before it is sent."""
    pressed = request.form.get(BUTTON, "")
    return "unit=" in pressed or "door=" in pressed


def _setting_of(actor: Actor, form: NeedForm) -> Setting:
    return setting(
        actor, leaf=form.leaf.data or "", unit=form.unit.data or "",
        property_id=form.door.data or "",
    )  # fmt: skip


def _ask(actor: Actor, form: NeedForm, at: Setting) -> str:
    return actions.ask(db.session(), actor, command(form, at)).public_id


def _explain(actor: Actor, form: NeedForm, at: Setting, *, refused: Refused) -> None:
    if isinstance(refused, CheckRefused):
        found = actions.check_ask(db.session(), actor, command(form, at))
        form.answers = answers(found, about(form, at.doors, at.unit.code))
        return
    if isinstance(refused, KeyReused):
        form.key.process_data(ids.public_id())
    form.explain(refused, ASK_SENTENCES)


def _advice(actor: Actor, form: NeedForm, at: Setting) -> tuple[Finding, ...]:
    """What is only advised is read on the page that follows; it stops nobody."""
    try:
        found = actions.check_ask(db.session(), actor, command(form, at))
    except Refused:
        return ()
    return tuple(finding for finding in found if finding.weight is Weight.SHOULD)
