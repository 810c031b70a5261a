"""An operator's own house: its people and their rights, stand-ins, linkage desk, champion."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, request, url_for

from marketplace.db import db
from marketplace.forms import house as forms
from marketplace.forms.base import HouseForm
from marketplace.forms.words import FUNCTIONS, OPERATOR_KINDS
from marketplace.i18n import format as shown
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.people import actions
from marketplace.people.queries.house import house_of, houses
from marketplace.people.rules.access import has_right
from marketplace.people.rules.entry import Invite
from marketplace.people.rules.house import House
from marketplace.people.rules.lists import InvitationKind
from marketplace.people.rules.permissions import Permission
from marketplace.web.attempt import done_with, made_of
from marketplace.web.commits import commits
from marketplace.web.desk import see_other
from marketplace.web.guard import guard
from marketplace.web.pages import page

blueprint = Blueprint("house", __name__, url_prefix="/buyer/house")


@blueprint.get("")
@guard(Permission.KEEP_HOUSE)
def index(actor: Actor) -> Response:
    """Go to the house; somebody who works for several chooses."""
    known = houses(db.session(), actor)
    if len(known) == 1:
        return see_other("house.show", public_id=known[0][0])
    return page("people/houses.html", houses=known)


@blueprint.get("/<public_id>")
@guard(Permission.KEEP_HOUSE)
def show(actor: Actor, public_id: str) -> Response:
    """Show who works here, who may what, who stands in, and who answers suppliers."""
    return _show(actor, _house(actor, public_id))


def _house(actor: Actor, public_id: str) -> House:
    return house_of(db.session(), actor, public_id, now=clock.now())


def _show(actor: Actor, house: House, *, status: int = 200, **more: Any) -> Response:
    return page(
        "people/house.html", status=status, house=house, functions=FUNCTIONS,
        kinds=OPERATOR_KINDS, keeper=has_right(actor, "may_approve", house.id),
        **{**_forms(house), "link": None, **more},
    )  # fmt: skip


def _forms(house: House) -> dict[str, HouseForm]:
    stand_in, desk = forms.StandInForm(), forms.DeskForm()
    champion = forms.ChampionForm()
    stand_in.begins.process_data(shown.today())
    for field in (stand_in.absent, stand_in.person):
        forms.offer_people(field, house)
    there = house.desk
    forms.offer_people(desk.person, house, chosen=there.person_id if there else None)
    if there is not None:
        desk.function.process_data(there.function.value)
        desk.phone.process_data(there.phone)
        desk.opens.process_data(shown.hour(there.opens))
        desk.closes.process_data(shown.hour(there.closes))
    forms.offer_people(champion.person, house, chosen=house.champion_id)
    return {
        "invite": forms.ColleagueInviteForm(), "stand_in": stand_in, "desk": desk,
        "champion": champion,
    }  # fmt: skip


def _done(house: House, done: str) -> Response:
    return see_other("house.show", public_id=house.public_id, done=done)


def _try(
    actor: Actor, house: House, name: str, form: HouseForm, act: Callable[[], object]
) -> Response:
    """Do it where the form is right; what is wrong stands beside its field on the same page."""
    if done_with(form, forms.SENTENCES, act) and not form.wrong:
        return _done(house, name)
    return _show(actor, house, status=422, **{name: form})


@blueprint.post("/<public_id>/colleagues")
@guard(Permission.KEEP_HOUSE)
@commits
def invite(actor: Actor, public_id: str) -> Response:
    """Invite a colleague: a link that is good once, for 72 hours, shown once."""
    house, form = _house(actor, public_id), forms.ColleagueInviteForm(request.form)
    actions.require_keeper(actor, house.id)
    token = made_of(
        form, forms.SENTENCES, lambda: actions.invite(db.session(), actor, _invited(form, house))[1]
    )
    if token is None:
        return _show(actor, house, status=422, invite=form)
    link = url_for("invitations.answer", token=token, _external=True)
    return _show(actor, house, invite=form, link=link)


def _invited(form: forms.ColleagueInviteForm, house: House) -> Invite:
    return Invite(
        kind=InvitationKind.OPERATOR, email=form.email.data or "", name=form.name.data or "",
        destination_id=house.destination_id, operator_id=house.id,
    )  # fmt: skip


@blueprint.get("/<public_id>/colleagues/<int:person_id>")
@guard(Permission.KEEP_HOUSE)
def colleague(actor: Actor, public_id: str, person_id: int) -> Response:
    """Show what a colleague may do, to be changed."""
    house = _house(actor, public_id)
    form = forms.RightsForm()
    form.show(house.colleague(person_id), house.currency)
    return _colleague(actor, house, person_id, form)


def _colleague(
    actor: Actor, house: House, person_id: int, form: forms.RightsForm, status: int = 200
) -> Response:
    return page(
        "people/colleague.html", status=status, house=house, one=house.colleague(person_id),
        form=form, mine=person_id == actor.person_id,
        keeper=has_right(actor, "may_approve", house.id),
    )  # fmt: skip


@blueprint.post("/<public_id>/colleagues/<int:person_id>")
@guard(Permission.KEEP_HOUSE)
@commits
def set_rights(actor: Actor, public_id: str, person_id: int) -> Response:
    """Set what a colleague may do, each right by itself."""
    house, form = _house(actor, public_id), forms.RightsForm(request.form)
    form.limit.currency = house.currency
    if done_with(form, forms.SENTENCES, lambda: actions.set_rights(
        db.session(), actor, house.id, person_id, form.rights(house.currency)
    )):  # fmt: skip
        return _done(house, "rights")
    return _colleague(actor, house, person_id, form, 422)


@blueprint.post("/<public_id>/colleagues/<int:person_id>/dismissal")
@guard(Permission.KEEP_HOUSE)
@commits
def dismiss(actor: Actor, public_id: str, person_id: int) -> Response:
    """Take a colleague out of the house; her sessions end at once."""
    house, form = _house(actor, public_id), HouseForm()
    return _try(actor, house, "gone", form, lambda: actions.dismiss(
        db.session(), actor, house.id, person_id, now=clock.now()
    ))  # fmt: skip


@blueprint.post("/<public_id>/stand-ins")
@guard(Permission.KEEP_HOUSE)
@commits
def stand_in(actor: Actor, public_id: str) -> Response:
    """Let one colleague stand in for another from a day to a day."""
    house, form = _house(actor, public_id), forms.StandInForm(request.form)
    for field in (form.absent, form.person):
        forms.offer_people(field, house)
    return _try(actor, house, "stand_in", form, lambda: _stands_in(actor, house, form))


def _stands_in(actor: Actor, house: House, form: forms.StandInForm) -> object:
    begins, ends = form.period
    return actions.let_stand_in(
        db.session(), actor, house.id, absent_id=int(form.absent.data),
        person_id=int(form.person.data), begins=begins, ends=ends, now=clock.now(),
    )  # fmt: skip


@blueprint.post("/<public_id>/stand-ins/<int:stand_in_id>/end")
@guard(Permission.KEEP_HOUSE)
@commits
def end_stand_in(actor: Actor, public_id: str, stand_in_id: int) -> Response:
    """End a stand-in before its day."""
    house = _house(actor, public_id)
    actions.end_stand_in(db.session(), actor, stand_in_id, now=clock.now())
    return _done(house, "ended")


@blueprint.post("/<public_id>/linkage-desk")
@guard(Permission.KEEP_HOUSE)
@commits
def linkage_desk(actor: Actor, public_id: str) -> Response:
    """Name who answers suppliers here, on which phone, when."""
    house, form = _house(actor, public_id), forms.DeskForm(request.form)
    forms.offer_people(form.person, house)

    def keep() -> None:
        desk = form.hours()
        if desk is not None:
            actions.keep_linkage_desk(db.session(), actor, house.id, desk)

    return _try(actor, house, "desk", form, keep)


@blueprint.post("/<public_id>/champion")
@guard(Permission.KEEP_HOUSE)
@commits
def champion(actor: Actor, public_id: str) -> Response:
    """Name who stands for buying near here."""
    house, form = _house(actor, public_id), forms.ChampionForm(request.form)
    forms.offer_people(form.person, house)
    return _try(actor, house, "champion", form, lambda: actions.name_champion(
        db.session(), actor, int(form.person.data), operator_id=house.id, now=clock.now()
    ))  # fmt: skip
