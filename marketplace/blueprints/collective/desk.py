"""Joint action at the desk: proposed with a quick win, asked in secret, begun or turned down."""

from datetime import timedelta

from flask import Blueprint, Response, request

from marketplace.agreements.queries.grievance_people import suppliers_near
from marketplace.collective.actions import activities as actions
from marketplace.collective.queries import cards as queries
from marketplace.collective.queries.pick import places_here
from marketplace.collective.rules.activities import ActivityKind, lower_rungs
from marketplace.db import db
from marketplace.forms import collective as forms
from marketplace.forms.base import HouseForm, sent_or_new
from marketplace.forms.words import CHOOSE, choices
from marketplace.i18n.format import today
from marketplace.kernel.actor import Actor
from marketplace.people.rules.permissions import Permission
from marketplace.web.attempt import done_with
from marketplace.web.commits import commits
from marketplace.web.desk import see_other
from marketplace.web.guard import guard
from marketplace.web.pages import page

blueprint = Blueprint("together_desk", __name__)
ONE = "together_desk.show"
A_MONTH = timedelta(days=30)


@blueprint.get("/desk/together")
@guard(Permission.MEDIATE)
def index(actor: Actor) -> Response:
    """List what is done together, the newest first."""
    found = queries.activities_at_desk(db.session(), actor)
    return page("collective/activities.html", found=found, words=forms, today=today())


@blueprint.get("/desk/together/new")
@guard(Permission.MEDIATE)
def new(actor: Actor) -> Response:
    """Propose something to do together, from what risks little."""
    return _new(actor, forms.ActivityForm(quick_win_on=today() + A_MONTH))


def _new(actor: Actor, form: forms.ActivityForm) -> Response:
    form.place.choices = choices({"": CHOOSE, **places_here(db.session(), actor)})
    return page("collective/activity_new.html", status=422 if form.errors else 200, form=form,
                words=forms)  # fmt: skip


@blueprint.post("/desk/together")
@guard(Permission.MEDIATE)
@commits
def create(actor: Actor) -> Response:
    """Write the proposal down."""
    form = forms.ActivityForm(request.form)
    form.place.choices = choices({"": CHOOSE, **places_here(db.session(), actor)})
    if done_with(form, forms.SENTENCES, lambda: _propose(actor, form)):
        return see_other("together_desk.index")
    return _new(actor, form)


def _propose(actor: Actor, form: forms.ActivityForm) -> None:
    command = actions.ProposeActivity(
        place=form.place.data, kind=ActivityKind(form.kind.data), title=form.title.data or "",
        win=form.win.data or "", quick_win_on=form.quick_win_on.data, beyond=form.beyond.data or 0,
        beyond_words=form.beyond_words.data or "",
        selective_discounts=form.selective_discounts.data,
    )  # fmt: skip
    actions.propose_activity(db.session(), actor, command)


@blueprint.get("/desk/together/<public_id>")
@guard(Permission.MEDIATE)
def show(actor: Actor, public_id: str) -> Response:
    """Show one: who takes part, how many answered, the facilitator's own four answers."""
    return _show(actor, public_id)


def _show(actor: Actor, public_id: str, wrong: HouseForm | None = None) -> Response:
    session = db.session()
    found = queries.activity_page(session, actor, public_id)
    four = wrong if isinstance(wrong, forms.FourForm) else forms.FourForm(
        data={f"q{number}": said.value for number, said in found.own.items()}
    )  # fmt: skip
    member = sent_or_new(wrong, forms.MemberForm)
    member.supplier.choices = choices({"": CHOOSE, **suppliers_near(session, actor)})
    return page(
        "collective/activity.html", status=422 if wrong else 200, a=found, four=four,
        member=member, wrong=wrong, words=forms, today=today(),
        lower=[one.value for one in lower_rungs(found.card.kind)],
    )  # fmt: skip


@blueprint.post("/desk/together/<public_id>/members")
@guard(Permission.MEDIATE)
@commits
def join(actor: Actor, public_id: str) -> Response:
    """Let a supplier take part."""
    form = forms.MemberForm(request.form)
    form.supplier.choices = choices({"": CHOOSE, **suppliers_near(db.session(), actor)})
    wanted = form.supplier.data
    if done_with(form, forms.SENTENCES, lambda: actions.add_member(
        db.session(), actor, public_id, supplier=wanted
    )):  # fmt: skip
        return see_other(ONE, public_id=public_id)
    return _show(actor, public_id, form)


@blueprint.post("/desk/together/<public_id>/answers")
@guard(Permission.MEDIATE)
@commits
def answer(actor: Actor, public_id: str) -> Response:
    """Keep the facilitator's own answers."""
    form = forms.FourForm(request.form)
    if done_with(form, forms.SENTENCES, lambda: actions.answer_as_facilitator(
        db.session(), actor, public_id, form.answers
    )):  # fmt: skip
        return see_other(ONE, public_id=public_id)
    return _show(actor, public_id, form)


@blueprint.post("/desk/together/<public_id>/beginning")
@guard(Permission.MEDIATE)
@commits
def begin(actor: Actor, public_id: str) -> Response:
    """Begin, try, or read why not and what risks less."""
    form = HouseForm()
    if done_with(
        form, forms.SENTENCES, lambda: actions.begin_activity(db.session(), actor, public_id)
    ):
        return see_other(ONE, public_id=public_id)
    return _show(actor, public_id, form)


@blueprint.post("/desk/together/<public_id>/ending")
@guard(Permission.MEDIATE)
@commits
def end(actor: Actor, public_id: str) -> Response:
    """End it: the quick win is there, or it is stopped."""
    form, won = HouseForm(), request.form.get("won") == "y"
    if done_with(
        form, forms.SENTENCES, lambda: actions.end_activity(db.session(), actor, public_id, won=won)
    ):
        return see_other(ONE, public_id=public_id)
    return _show(actor, public_id, form)
