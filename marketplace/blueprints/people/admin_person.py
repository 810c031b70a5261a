"""One person for the administrator: roles, places, phone, leaving for good."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, request

from marketplace.agreements import actions as agreements
from marketplace.agreements.rules.farewell import FarewellRefusal
from marketplace.catalogue import queries as catalogue
from marketplace.db import db
from marketplace.forms import supplier_file
from marketplace.forms.base import HouseForm
from marketplace.forms.people import BY_HAND, SENTENCES, PhoneForm, RolesForm
from marketplace.forms.words import ROLES
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.refused import NotFound, Refused
from marketplace.people import actions, queries
from marketplace.people.rules.lists import EraseReason
from marketplace.people.rules.permissions import Permission
from marketplace.people.rules.retention import PERIODS
from marketplace.web.attempt import done_with
from marketplace.web.commits import commits
from marketplace.web.desk import see_other
from marketplace.web.files import as_file
from marketplace.web.guard import guard
from marketplace.web.pages import page

blueprint = Blueprint("admin_person", __name__, url_prefix="/admin")
ALL_SENTENCES = {**supplier_file.SENTENCES, **SENTENCES}


@blueprint.get("/people/<int:person_id>")
@guard(Permission.RUN_INSTALLATION)
def show(actor: Actor, person_id: int) -> Response:
    """Show who somebody is here, and what can be changed."""
    return _show(actor, person_id)


def _show(actor: Actor, person_id: int, *, status: int = 200, **more: Any) -> Response:
    session = db.session()
    card = queries.person_card(session, actor, person_id, now=clock.now())
    known = [(d, catalogue.places_of(session, d.id)) for d in catalogue.destinations(session)]
    forms = {
        "role": RolesForm(), "phone": PhoneForm(phone=card.phone),
        "erase": supplier_file.EraseForm(), "plain": HouseForm(),
    }  # fmt: skip
    return page(
        "admin/person.html", status=status, card=card, roles=ROLES, by_hand=BY_HAND,
        known=known if Role.FACILITATOR in card.roles else (), **{**forms, **more},
    )  # fmt: skip


def _try(
    actor: Actor, person_id: int, name: str, form: HouseForm, act: Callable[[], object]
) -> Response:
    if done_with(form, ALL_SENTENCES, act):
        return see_other("admin_person.show", person_id=person_id, done=name)
    return _show(actor, person_id, status=422, **{name: form})


@blueprint.post("/people/<int:person_id>/roles")
@guard(Permission.RUN_INSTALLATION)
@commits
def grant(actor: Actor, person_id: int) -> Response:
    """Give another role."""
    form = RolesForm(request.form)
    return _try(actor, person_id, "role", form, lambda: actions.grant_role(
        db.session(), actor, person_id, Role(form.role.data), now=clock.now()
    ))  # fmt: skip


@blueprint.post("/people/<int:person_id>/roles/<role>/end")
@guard(Permission.RUN_INSTALLATION)
@commits
def end(actor: Actor, person_id: int, role: str) -> Response:
    """Take a role away; sessions end at once."""
    if role not in set(Role):
        raise NotFound
    return _try(actor, person_id, "plain", HouseForm(request.form), lambda: actions.end_role(
        db.session(), actor, person_id, Role(role), now=clock.now()
    ))  # fmt: skip


@blueprint.post("/people/<int:person_id>/places")
@guard(Permission.RUN_INSTALLATION)
@commits
def places(actor: Actor, person_id: int) -> Response:
    """Set the places a facilitator mediates in."""
    ticked = set(request.form.getlist("place"))
    session = db.session()
    ids = [
        place.id
        for there in catalogue.destinations(session)
        for place in catalogue.places_of(session, there.id)
        if place.public_id in ticked
    ]
    return _try(actor, person_id, "plain", HouseForm(request.form), lambda: actions.assign_places(
        session, actor, person_id, ids
    ))  # fmt: skip


@blueprint.post("/people/<int:person_id>/phone")
@guard(Permission.RUN_INSTALLATION)
@commits
def phone(actor: Actor, person_id: int) -> Response:
    """Keep the number somebody is called on."""
    queries.person_card(db.session(), actor, person_id, now=clock.now())
    form = PhoneForm(request.form)
    return _try(actor, person_id, "phone", form, lambda: actions.keep_staff_phone(
        db.session(), actor, person_id, form.phone.data or ""
    ))  # fmt: skip


@blueprint.post("/people/<int:person_id>/erasure")
@guard(Permission.RUN_INSTALLATION)
@commits
def erase(actor: Actor, person_id: int) -> Response:
    """Erase somebody for good."""
    form = supplier_file.EraseForm(request.form)
    return _try(actor, person_id, "erase", form, lambda: _erase(
        actor, person_id, sure=bool(form.sure.data)
    ))  # fmt: skip


def _erase(actor: Actor, person_id: int, *, sure: bool) -> object:
    if not sure:
        raise Refused(FarewellRefusal.NOT_SURE)
    return agreements.erase(
        db.session(), actor, person_id, reason=EraseReason.ASKED, now=clock.now()
    )


@blueprint.post("/people/<int:person_id>/disclosure")
@guard(Permission.RUN_INSTALLATION)
@commits
def disclose(actor: Actor, person_id: int) -> Response:
    """Hand out everything held about a person, for her."""
    return as_file(actions.disclose(db.session(), actor, person_id), f"person-{person_id}")


@blueprint.get("/keeping")
@guard(Permission.RUN_INSTALLATION)
def keeping(_actor: Actor) -> Response:
    """Show how long what is kept; the worker applies it."""
    return page("admin/keeping.html", periods=PERIODS, words=supplier_file.KEPT)
