"""A group's members at the desk: each with her own symbol, pictures and card; sheets of cards."""

from typing import Any

from flask import Blueprint, Response, request, url_for

from marketplace.db import db, transaction
from marketplace.forms import private as forms
from marketplace.kernel import ids
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound, Refused
from marketplace.people import queries
from marketplace.people.actions import groups
from marketplace.people.actions.registration import still_shown
from marketplace.people.queries.card_sheets import PaperCard, members_of, sheet_of_cards
from marketplace.people.queries.suppliers import SupplierCard, card_of_person
from marketplace.people.rules.lists import MemberRole
from marketplace.people.rules.permissions import Permission
from marketplace.people.rules.picture_codes import deal_code, pepper_of
from marketplace.web import paging
from marketplace.web.attempt import beside, done, done_with
from marketplace.web.commits import commits, slow_first
from marketplace.web.cookies import config
from marketplace.web.desk import see_other
from marketplace.web.guard import guard
from marketplace.web.pages import page
from marketplace.web.qr import picture
from marketplace.web.supplier_card import card_page, pictures

blueprint = Blueprint("members", __name__, url_prefix="/desk/suppliers")


@blueprint.get("/card-sheets")
@guard(Permission.REGISTER_SUPPLIERS)
def cards(actor: Actor) -> Response:
    """Show a sheet of eight cards for the printer, village by village."""
    number = max(1, min(request.args.get("page", 1, type=paging.number), 10_000))
    sheet = sheet_of_cards(db.session(), actor, number)
    drawn = [(card, _qr(card)) for card in sheet.cards]
    return page("people/card_sheets.html", cards=drawn, page=number, more=sheet.more)


def _qr(card: PaperCard) -> Any:
    who = f"{card.drawing}-{card.number}"
    return picture(url_for("seat.code", who=who, d=card.land, _external=True), label=who, scale=3)


@blueprint.get("/<public_id>/members")
@guard(Permission.REGISTER_SUPPLIERS)
def show(actor: Actor, public_id: str) -> Response:
    """Show who belongs to a group, and what each does for it."""
    return _show(_group(actor, public_id), forms.MemberForm(key=ids.public_id()))


def _group(actor: Actor, public_id: str) -> SupplierCard:
    card = queries.supplier_card(db.session(), actor, public_id)
    if card.kind.value != "group":
        raise NotFound
    return card


def _show(
    card: SupplierCard, form: forms.MemberForm, status: int = 200, trouble: str = ""
) -> Response:
    found = members_of(db.session(), card.id)
    return page(
        "people/members.html", status=status, card=card, members=found, form=form,
        roles=forms.ROLES, offices=forms.OFFICES, trouble=trouble,
    )  # fmt: skip


@blueprint.post("/<public_id>/members")
@guard(Permission.REGISTER_SUPPLIERS)
@slow_first
def add(actor: Actor, public_id: str) -> Response:
    """Add a member: her pictures are shown to her once, then her card is printed."""
    card, form = _group(actor, public_id), forms.MemberForm(request.form)
    db.session.rollback()
    if not form.validate():
        return _show(card, form, 422)
    return _added(actor, card, form)


def _added(actor: Actor, card: SupplierCard, form: forms.MemberForm) -> Response:
    key = form.key.data or ids.public_id()
    code = deal_code(pepper_of(config().secret), seed=f"member:{key}")
    command = groups.AddMember(
        supplier_id=card.id, name=form.name.data or "", role=MemberRole(form.role.data),
        notice_heard=bool(form.heard.data), code=code, client_key=key,
    )  # fmt: skip
    try:
        with transaction(db.session()) as session:
            person_id = groups.add_member(session, actor, command)
    except Refused as refused:
        form.explain(refused, forms.SENTENCES)
        return _show(card, form, 422)
    mine = pictures(code.drawings, code.keys) if still_shown(db.session(), person_id, code) else []
    return card_page(card_of_person(db.session(), person_id), mine=mine)


@blueprint.post("/<public_id>/members/<int:person_id>/office")
@guard(Permission.REGISTER_SUPPLIERS)
@commits
def office(actor: Actor, public_id: str, person_id: int) -> Response:
    """Make a member chair, treasurer, or member again."""
    card, form = _group(actor, public_id), forms.OfficeForm(request.form)
    if done_with(form, forms.SENTENCES, lambda: groups.give_office(
        db.session(), actor, card.id, person_id, MemberRole(form.role.data)
    )):  # fmt: skip
        return see_other("members.show", public_id=public_id)
    trouble = next(iter([*form.form_errors, *form.role.errors]), "")
    return _show(card, forms.MemberForm(key=ids.public_id()), 422, trouble)


@blueprint.post("/<public_id>/members/<int:person_id>/retirement")
@guard(Permission.REGISTER_SUPPLIERS)
@commits
def retire(actor: Actor, public_id: str, person_id: int) -> Response:
    """Let a member go."""
    card, form = _group(actor, public_id), forms.OfficeForm()
    gone = done(lambda: groups.retire_member(db.session(), actor, card.id, person_id),
                beside(form, forms.SENTENCES))  # fmt: skip
    if gone:
        return see_other("members.show", public_id=public_id)
    trouble = next(iter(form.form_errors), "")
    return _show(card, forms.MemberForm(key=ids.public_id()), 422, trouble)
