"""Lost pictures: her facilitator starts, another is the witness, she alone sees the new ones."""

from typing import Any

from flask import Blueprint, Response, url_for

from marketplace.db import db, transaction
from marketplace.forms.base import HouseForm
from marketplace.forms.people import SENTENCES
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.ids import digest
from marketplace.kernel.refused import NotFound, Refused
from marketplace.people import actions, queries
from marketplace.people.queries.card_sheets import members_of
from marketplace.people.queries.entry import code_link
from marketplace.people.queries.suppliers import SupplierCard, card_of_person
from marketplace.people.rules.permissions import Permission
from marketplace.people.rules.picture_codes import deal_code, pepper_of
from marketplace.web.commits import commits, slow_first
from marketplace.web.cookies import config
from marketplace.web.guard import guard
from marketplace.web.pages import page
from marketplace.web.qr import picture
from marketplace.web.supplier_card import card_page, pictures

blueprint = Blueprint("code_reset", __name__)


@blueprint.post("/desk/suppliers/<public_id>/code-reset")
@guard(Permission.REGISTER_SUPPLIERS)
@commits
def start(actor: Actor, public_id: str) -> Response:
    """Make the witness's link, good once and for a quarter of an hour, and show it once."""
    card = queries.supplier_card(db.session(), actor, public_id)
    if card.person_id is None:
        raise NotFound
    return _link(card, actor)


def _link(card: SupplierCard, actor: Actor) -> Response:
    token = actions.start_code_reset(db.session(), actor, card.person_id or 0)
    link = url_for("code_reset.witness", token=token, _external=True)
    return page("people/code_reset.html", card=card, link=link,
                qr=picture(link, label=card.name, scale=3))  # fmt: skip


@blueprint.post("/desk/suppliers/<public_id>/members/<int:person_id>/code-reset")
@guard(Permission.REGISTER_SUPPLIERS)
@commits
def start_member(actor: Actor, public_id: str, person_id: int) -> Response:
    """Make the witness's link for one member of a group."""
    card = queries.supplier_card(db.session(), actor, public_id)
    if person_id not in {one.person_id for one in members_of(db.session(), card.id)}:
        raise NotFound
    return _link(card_of_person(db.session(), person_id), actor)


@blueprint.get("/code-reset/<token>")
@guard(Permission.SIGN_IN)
def witness(actor: Actor, token: str) -> Response:
    """Tell the witness what happens, or that she must say who she is first."""
    return _witness(actor, token, HouseForm())


def _witness(actor: Actor, token: str, form: HouseForm, status: int = 200) -> Response:
    link = code_link(db.session(), digest(token), clock.now())
    card = card_of_person(db.session(), link.person_id) if link else None
    code = status if link is not None else 404
    return page("people/witness.html", status=code, card=card, form=form, token=token,
                who=actor)  # fmt: skip


@blueprint.post("/code-reset/<token>")
@guard(Permission.SIGN_IN)
@slow_first
def reset(actor: Actor, token: str) -> Any:
    """Deal new pictures before a second witness; sent twice, the same ones are shown."""
    form = HouseForm()
    db.session.rollback()
    code = deal_code(pepper_of(config().secret), seed=token)
    try:
        with transaction(db.session()) as session:
            person_id = actions.reset_code(
                session, actor, digest(token), code=code, now=clock.now()
            )
    except Refused as refused:
        form.explain(refused, SENTENCES)
        return _witness(actor, token, form, 422)
    card = card_of_person(db.session(), person_id)
    return card_page(card, mine=pictures(code.drawings, code.keys), renewed=True)
