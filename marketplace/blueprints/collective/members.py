"""Joint action for who takes part: four secret answers, invitations, the buyers' circle."""

from flask import Blueprint, Response, request

from marketplace.collective.actions.activities import answer_question
from marketplace.collective.actions.circle import answer_recommendation, recommend
from marketplace.collective.actions.events import answer_invitation
from marketplace.collective.queries import cards
from marketplace.collective.queries import circle as recommended
from marketplace.collective.queries import events as queries
from marketplace.collective.queries.proven import could_recommend
from marketplace.collective.rules.activities import Question, Said
from marketplace.collective.rules.events import RecommendationVerb
from marketplace.db import db
from marketplace.forms import collective as forms
from marketplace.forms.base import HouseForm
from marketplace.kernel.actor import Actor
from marketplace.people.rules.permissions import Permission
from marketplace.web.answers import tapped
from marketplace.web.attempt import done_with
from marketplace.web.commits import commits
from marketplace.web.desk import see_other
from marketplace.web.guard import guard
from marketplace.web.pages import page
from marketplace.web.suppliers import once

blueprint = Blueprint("together", __name__)


@blueprint.get("/s/together")
@guard(Permission.FOLLOW_OWN_ORDERS)
def index(actor: Actor) -> Response:
    """List what she is invited to, takes part in, and who would recommend her."""
    session = db.session()
    asked = [one for one in recommended.asked_of_her(session, actor) if one.state.value == "asked"]
    return page(
        "supplier/together.html", events=queries.events_for_supplier(session, actor)[:2],
        activities=cards.my_activities(session, actor)[:2], asked=asked[:2],
    )  # fmt: skip


@blueprint.get("/s/together/<public_id>")
@guard(Permission.FOLLOW_OWN_ORDERS)
def question(actor: Actor, public_id: str) -> Response:
    """Ask the next of the four questions; nobody sees who said what."""
    found = cards.my_activity(db.session(), actor, public_id)
    return page("supplier/together_question.html", a=found)


@blueprint.post("/s/together/<public_id>")
@guard(Permission.FOLLOW_OWN_ORDERS)
@commits
def answer(actor: Actor, public_id: str) -> Response:
    """Keep her answer and go on to the next."""
    said = {one.value: one for one in Said}.get(request.form.get("said", ""))
    asked = {str(one.value): one for one in Question}.get(request.form.get("asks", ""))
    if said is None or asked is None:
        return see_other("together.question", public_id=public_id)
    return once(lambda: answer_question(db.session(), actor, public_id, asked, said),
                "together.question", public_id=public_id)  # fmt: skip


@blueprint.get("/s/events/<public_id>")
@guard(Permission.FOLLOW_OWN_ORDERS)
def invitation(actor: Actor, public_id: str) -> Response:
    """Show one invitation and ask whether she comes."""
    found = queries.invitation(db.session(), actor, public_id)
    return page("supplier/event.html", e=found)


@blueprint.post("/s/events/<public_id>")
@guard(Permission.FOLLOW_OWN_ORDERS)
@commits
def say(actor: Actor, public_id: str) -> Response:
    """Take her yes or no."""
    said = tapped("comes", "yes", "no")
    if said is None:
        return see_other("together.invitation", public_id=public_id)
    return once(lambda: answer_invitation(db.session(), actor, public_id, comes=said == "yes"),
                "together.invitation", public_id=public_id)  # fmt: skip


@blueprint.get("/s/circle/<public_id>")
@guard(Permission.FOLLOW_OWN_ORDERS)
def asked(actor: Actor, public_id: str) -> Response:
    """Ask whether a lodge may tell others of her."""
    found = recommended.asked_one(db.session(), actor, public_id)
    return page("supplier/circle.html", r=found)


@blueprint.post("/s/circle/<public_id>")
@guard(Permission.FOLLOW_OWN_ORDERS)
@commits
def agree(actor: Actor, public_id: str) -> Response:
    """Take her yes, her no, or her taking it back."""
    words = {"yes": RecommendationVerb.AGREE, "no": RecommendationVerb.REFUSE,
             "back": RecommendationVerb.WITHDRAW}  # fmt: skip
    verb = words.get(request.form.get("answer", ""))
    if verb is None:
        return see_other("together.asked", public_id=public_id)
    return once(lambda: answer_recommendation(db.session(), actor, public_id, verb),
                "together.asked", public_id=public_id)  # fmt: skip


@blueprint.get("/buyer/circle")
@guard(Permission.READ_DIRECTORY)
def circle(actor: Actor) -> Response:
    """Show suppliers other buyers recommend, and those he could; and the events to come."""
    return _circle(actor, HouseForm())


def _circle(actor: Actor, form: HouseForm) -> Response:
    session = db.session()
    return page(
        "collective/circle.html", status=422 if form.errors else 200, words=forms, form=form,
        shared=recommended.circle_for(session, actor),
        own=recommended.my_recommendations(session, actor),
        could=could_recommend(session, actor), events=queries.events_for_buyer(session, actor),
    )  # fmt: skip


@blueprint.post("/buyer/circle")
@guard(Permission.READ_DIRECTORY)
@commits
def share(actor: Actor) -> Response:
    """Recommend a supplier to others who do not compete; she is asked first."""
    form = HouseForm()
    supplier = request.form.get("supplier", "")
    made = done_with(form, forms.SENTENCES, lambda: recommend(db.session(), actor, supplier))
    return see_other("together.circle") if made else _circle(actor, form)


@blueprint.post("/buyer/circle/<public_id>/withdrawal")
@guard(Permission.READ_DIRECTORY)
@commits
def take_back(actor: Actor, public_id: str) -> Response:
    """Take a recommendation back."""
    verb = RecommendationVerb.WITHDRAW
    return once(lambda: answer_recommendation(db.session(), actor, public_id, verb),
                "together.circle")  # fmt: skip
