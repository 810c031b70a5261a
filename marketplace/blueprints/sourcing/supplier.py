"""Needs as suppliers see them: look first, sign in late; "not me" with a picture why."""

from flask import Blueprint, Response, request, url_for
from sqlalchemy.orm import Session

from marketplace.catalogue.queries import category_id_of, destinations
from marketplace.catalogue.queries.markets import markets_of
from marketplace.db import db
from marketplace.forms.supplier import ReasonForm, choices_of, said
from marketplace.i18n import bound_language
from marketplace.kernel.actor import Actor
from marketplace.offers.actions.steps import count_step
from marketplace.offers.rules.lists import Step
from marketplace.people.queries import operator_record, operator_records
from marketplace.people.rules.permissions import Permission
from marketplace.sourcing import actions, queries
from marketplace.sourcing.queries.attached import shown_of_need
from marketplace.sourcing.queries.specs import specs_of
from marketplace.sourcing.queries.tenders import changes_of
from marketplace.sourcing.rules.board import EVERYWHERE, PAGE, whole_destination
from marketplace.sourcing.rules.lists import Lane, NotMe
from marketplace.web import paging
from marketplace.web.asides import aside
from marketplace.web.commits import commits
from marketplace.web.guard import guard
from marketplace.web.pages import page
from marketplace.web.suppliers import her_supplier, see_other

blueprint = Blueprint("supplier_needs", __name__)
NO_LEAF = -1  # a leaf nobody knows has no needs


@blueprint.get("/s/needs")
@guard(Permission.SEE_NEEDS_AS_SUPPLIER)
def index(actor: Actor) -> Response:
    """Show who needs what: her own list nearest first, or the public board for a visitor."""
    leaf = request.args.get("leaf", "")
    if leaf or not actor.supplier_ids:
        return _board(actor, leaf)
    number = max(1, request.args.get("page", 1, type=paging.number))
    shown = queries.supplier_list(db.session(), her_supplier(actor), page=number)
    operators = {need.operator_id for need in shown.needs}
    return page(
        "supplier/needs.html", page=shown, records=operator_records(db.session(), operators)
    )


def _board(actor: Actor, leaf: str) -> Response:
    known = destinations(db.session())
    hers = next((d for d in known if actor.destination_ids == {d.id}), None)
    here = hers or next((d for d in known if d.code == request.args.get("d")), None)
    shown = queries.board_page(
        db.session(), cell=whole_destination(here.id) if here else EVERYWHERE, after=_after(),
        category_id=(category_id_of(db.session(), leaf) or NO_LEAF) if leaf else None, limit=PAGE,
    )  # fmt: skip
    return page(
        "supplier/board.html", page=shown, d=here.code if here else None, leaf_code=leaf or None
    )


def _after() -> tuple[int, int] | None:
    key, _, need = request.args.get("after", "").partition(".")
    digits = all(part.isascii() and part.isdigit() for part in (key, need))
    return (int(key[:18]), int(need[:18])) if digits else None


@blueprint.get("/s/needs/<code>")
@guard(Permission.SEE_NEEDS_AS_SUPPLIER)
def need(actor: Actor, code: str) -> Response:
    """Show one need, with its money and its buyer's record to whoever sits here."""
    if not actor.supplier_ids:
        outside = queries.public_need(db.session(), code.upper())
        return page("supplier/public_need.html", need=outside)
    supplier = her_supplier(actor)
    shown = queries.need_for_supplier(db.session(), supplier, code.upper())
    record = operator_record(db.session(), shown.operator_id)
    aside(lambda session: _seen(session, shown.id, supplier))
    tender, markets = shown.lane is Lane.TENDER, markets_of(db.session(), shown.place_id)
    return page(
        "supplier/need.html", need=shown, record=record,
        attached=shown_of_need(db.session(), shown.id),
        specs=specs_of(db.session(), shown.id) if tender else (),
        changes=changes_of(db.session(), shown.id) if tender else (),
        market=markets.on(shown.deliver_on), markets=markets.weekdays,
    )  # fmt: skip


def _seen(session: Session, need_id: int, supplier_id: int) -> None:
    if actions.mark_seen(session, need_id, supplier_id):
        count_step(session, Step.NEED, bound_language().code)


@blueprint.get("/s/needs/<code>/not-me")
@guard(Permission.ANSWER_NEEDS)
def not_me(actor: Actor, code: str) -> Response:
    """Ask why not, in pictures."""
    shown = queries.need_for_supplier(db.session(), her_supplier(actor), code.upper())
    return _why(ReasonForm(), shown.code)


@blueprint.post("/s/needs/<code>/not-me")
@guard(Permission.ANSWER_NEEDS)
@commits
def say_not_me(actor: Actor, code: str) -> Response:
    """Keep her no and its reason; the need leaves her list."""
    form = ReasonForm(request.form)
    form.reason.choices = choices_of("not_me", NotMe)
    if not form.validate():
        return _why(form, code)
    reason = NotMe(form.reason.data)
    if actions.not_me(db.session(), actor, code.upper(), her_supplier(actor), reason):
        count_step(db.session(), Step.NOT_ME, bound_language().code)
    return see_other("supplier_needs.index")


def _why(form: ReasonForm, code: str) -> Response:
    form.reason.choices = choices_of("not_me", NotMe)
    return page(
        "supplier/choose.html", title=said("why_not"), field=form.reason,
        back=url_for("supplier_needs.need", code=code),
    )  # fmt: skip
