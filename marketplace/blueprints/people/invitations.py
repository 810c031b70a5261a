"""Ways in for staff and operators: a link shown once, its answer on one page, the call-back."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, redirect, request, url_for

from marketplace.blueprints.people.arrivals import Arrival
from marketplace.catalogue import queries as catalogue
from marketplace.catalogue.queries import PlaceCard
from marketplace.db import db
from marketplace.forms import arrival
from marketplace.forms.arrival import DayForm
from marketplace.forms.people import (
    SENTENCES,
    AnswerForm,
    CallBackForm,
    ColleagueForm,
    FacilitatorForm,
    InviteForm,
    OperatorForm,
)
from marketplace.forms.words import CHOOSE, FUNCTIONS, OPERATOR_KINDS, choices
from marketplace.i18n import gettext
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.ids import digest
from marketplace.kernel.refused import Refused
from marketplace.kernel.words import N_
from marketplace.people import actions, queries
from marketplace.people.queries import InvitationCard
from marketplace.people.queries.operators import operator_id_of, operators_for
from marketplace.people.rules.entry import INVITING, AcceptInvitation, Invite
from marketplace.people.rules.lists import Function, InvitationKind
from marketplace.people.rules.permissions import Permission
from marketplace.people.rules.terms import OPERATOR_TERMS
from marketplace.sourcing.queries.properties import operators_in_reach
from marketplace.web import doors
from marketplace.web.attempt import made_of
from marketplace.web.commits import commits, slow_first
from marketplace.web.guard import guard
from marketplace.web.pages import page

blueprint = Blueprint("invitations", __name__)
OPERATOR = InvitationKind.OPERATOR.value
KINDS = {
    OPERATOR: N_("A lodge or operator"),
    InvitationKind.FACILITATOR.value: N_("A facilitator"),
    InvitationKind.ADMINISTRATOR.value: N_("An administrator"),
}


@blueprint.get("/invite")
@guard(Permission.INVITE)
def new(actor: Actor) -> Response:
    """Ask whom to invite as what."""
    form = _invite_form(actor)
    form.kind.process_data(request.args.get("as", next(iter(_kinds(actor)))))
    return page("people/invite.html", form=form, link=None)


def _invite_form(actor: Actor, posted: Any = None) -> InviteForm:
    form = InviteForm(posted)
    form.kind.choices = choices(_kinds(actor))
    known = {place.public_id: place.name for place in _places(actor).values()}
    form.place.choices = choices({"": CHOOSE, **known} if len(known) != 1 else known)
    return form


def _kinds(actor: Actor) -> dict[str, str]:
    return KINDS if actor.has(Role.ADMINISTRATOR) else {OPERATOR: KINDS[OPERATOR]}


def _places(actor: Actor) -> dict[str, PlaceCard]:
    """Return where somebody may be invited to: everywhere, or the facilitator's destinations."""
    all_of_them = actor.has(Role.ADMINISTRATOR) or actor.everywhere
    return {
        place.public_id: place
        for there in catalogue.destinations(db.session())
        if all_of_them or there.id in actor.destination_ids
        for place in catalogue.places_of(db.session(), there.id)
    }


@blueprint.post("/invite")
@guard(Permission.INVITE)
@commits
def invite(actor: Actor) -> Response:
    """Make a link that is good once, for 72 hours, and show it once; it is kept nowhere."""
    form = _invite_form(actor, request.form)
    made = made_of(form, SENTENCES, lambda: _invited(actor, form))
    if made is not None:
        link = url_for("invitations.answer", token=made, _external=True)
        return page("people/invite.html", form=form, link=link)
    return page("people/invite.html", status=422, form=form, link=None)


def _invited(actor: Actor, form: InviteForm) -> str:
    place, kind = _places(actor)[form.place.data], InvitationKind(form.kind.data)
    works_there = place.id if kind is InvitationKind.FACILITATOR else None
    command = Invite(
        kind=kind, email=form.email.data or "", name=form.name.data or "",
        destination_id=place.destination_id, place_id=works_there,
    )  # fmt: skip
    return actions.invite(db.session(), actor, command)[1]


def _link(token: str) -> InvitationCard | None:
    found = queries.invitation_by(db.session(), digest(token), clock.now())
    return found if found is not None and found.kind in INVITING else None


def _answer_form(link: InvitationCard, posted: Any = None) -> AnswerForm:
    if link.kind is InvitationKind.FACILITATOR:
        return FacilitatorForm(posted, name=link.name)
    if link.kind is not InvitationKind.OPERATOR:
        return AnswerForm(posted, name=link.name)
    if link.operator_id is not None:
        return ColleagueForm(posted, name=link.name)
    form = OperatorForm(posted, name=link.name)
    places = catalogue.places_of(db.session(), link.destination_id or 0)
    form.place.choices = choices({"": CHOOSE, **{p.public_id: p.name for p in places}})
    return form


@blueprint.get("/invitation/<token>")
@guard(Permission.SIGN_IN)
def answer(_actor: Actor, token: str) -> Response:
    """Show the page behind a link; one that was used or is too old says so."""
    link = _link(token)
    if link is None:
        return page("people/invitation.html", status=404, form=None)
    return _answer_page(link, _answer_form(link), arrival.usual_week())


def _answer_page(
    link: InvitationCard, form: AnswerForm, week: list[DayForm], *, status: int = 200, **more: Any
) -> Response:
    return page(
        "people/invitation.html", status=status, form=form, link=link, week=week,
        day_names=arrival.DAYS,
        terms=OPERATOR_TERMS, products=arrival.PRODUCTS, role=gettext(KINDS[link.kind]),
        **{"trouble": "", "too_many": False, "picked": [], "amiss": False, **more},
    )  # fmt: skip


@blueprint.post("/invitation/<token>")
@guard(Permission.SIGN_IN)
@slow_first
def accept(_actor: Actor, token: str) -> Any:
    """Make person, account and, for an operator, house and door; then the way in is open."""
    link = _link(token)
    if link is None:
        return page("people/invitation.html", status=404, form=None)
    form, week = _answer_form(link, request.form), arrival.read_week(request.form)
    more = _wrong_with_house(form, week)
    if form.validate() and not any((more["trouble"], more["too_many"], more["amiss"])):
        try:
            return _accepted(token, link, form, week)
        except Refused as refused:
            form.explain(refused, SENTENCES)
    return _answer_page(link, form, week, status=422, **more)


def _wrong_with_house(form: AnswerForm, week: list[DayForm]) -> dict[str, Any]:
    """Return what is wrong with an operator's door and products; others have neither."""
    picked = arrival.chosen_products(request.form)
    if not isinstance(form, OperatorForm):
        return {"trouble": "", "too_many": False, "picked": picked, "amiss": False}
    trouble = arrival.week_trouble(week)
    too_many = len(picked) > arrival.MOST_PRODUCTS
    amiss = any(day.errors for day in week)
    return {"trouble": trouble, "too_many": too_many, "picked": picked, "amiss": amiss}


def _accepted(token: str, link: InvitationCard, form: AnswerForm, week: list[DayForm]) -> Any:
    password = form.password.data or ""
    if isinstance(form, OperatorForm):
        house = _house(link, form, week)
        doors.accept_invitation(token, _told(form), password, then=house.settle_in)
    else:
        doors.accept_invitation(token, _told(form), password)
    return redirect(url_for("people.sign_in"), code=303)


def _told(form: AnswerForm) -> AcceptInvitation:
    told: dict[str, Any] = {
        "name": form.name.data or "", "password_hash": "", "language": form.language.data,
    }  # fmt: skip
    if isinstance(form, FacilitatorForm):
        told["phone"] = form.phone.data or ""
    if isinstance(form, ColleagueForm):
        told["function"] = Function(form.function.data)
    if isinstance(form, OperatorForm):
        told |= {
            "operator_name": form.operator_name.data or "",
            "operator_kind": form.operator_kind.data, "payment_days": form.payment_days.data,
            "terms_accepted": form.terms.data,
        }  # fmt: skip
    return AcceptInvitation(**told)


def _house(link: InvitationCard, form: OperatorForm, week: list[DayForm]) -> Arrival:
    places = catalogue.places_of(db.session(), link.destination_id or 0)
    place_id = next(p.id for p in places if p.public_id == form.place.data)
    products = arrival.chosen_products(request.form)
    return Arrival(form.property_name.data or "", place_id, arrival.hours_of(week), products)


@blueprint.get("/desk/operators")
@guard(Permission.INVITE)
def operators(actor: Actor) -> Response:
    """List lodges and operators; who waits for a call-back comes first."""
    return _operators(actor, CallBackForm())


def _operators(actor: Actor, form: CallBackForm, status: int = 200, wrong: str = "") -> Response:
    return page(
        "people/operators.html", status=status, operators=operators_for(db.session(), actor),
        form=form, wrong=wrong, kinds=OPERATOR_KINDS, functions=FUNCTIONS,
        near=operators_in_reach(db.session(), actor),
    )  # fmt: skip


@blueprint.post("/desk/operators/<public_id>/call-back")
@guard(Permission.INVITE)
@commits
def call_back(actor: Actor, public_id: str) -> Any:
    """Let an operator trade after a call to a number that was found independently."""
    operator_id = operator_id_of(db.session(), public_id)
    form = CallBackForm(request.form)
    try:
        actions.call_back(
            db.session(), actor, operator_id,
            number_found_independently=bool(form.independent.data),
        )  # fmt: skip
    except Refused as refused:
        form.explain(refused, SENTENCES)
        return _operators(actor, form, 422, public_id)
    return redirect(url_for("invitations.operators", done="active"), code=303)


@blueprint.post("/desk/operators/<public_id>/suspension")
@guard(Permission.INVITE)
@commits
def suspend(actor: Actor, public_id: str) -> Any:
    """Suspend an operator: its people are out at once."""
    return _moved(public_id, lambda ident: actions.suspend_operator(db.session(), actor, ident))


@blueprint.post("/desk/operators/<public_id>/restoration")
@guard(Permission.INVITE)
@commits
def restore(actor: Actor, public_id: str) -> Any:
    """End a suspension; the call-back comes again before it trades."""
    return _moved(public_id, lambda ident: actions.restore_operator(db.session(), actor, ident))


def _moved(public_id: str, act: Callable[[int], None]) -> Any:
    """Do it; a second tap finds it done and shows the same list."""
    try:
        act(operator_id_of(db.session(), public_id))
    except Refused:
        db.session.rollback()
    return redirect(url_for("invitations.operators"), code=303)
