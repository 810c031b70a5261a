"""Questions of suppliers about a tender: by a picture, without a name, answered for all."""

from flask import Blueprint, Response, request

from marketplace.db import db
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.people.rules.permissions import Permission
from marketplace.sourcing.actions.questions import ask_question
from marketplace.sourcing.queries import need_for_supplier
from marketplace.sourcing.queries.tenders import questions_of
from marketplace.sourcing.rules.lists import Lane
from marketplace.sourcing.rules.tender_lists import Topic
from marketplace.web.commits import commits
from marketplace.web.guard import guard
from marketplace.web.pages import page
from marketplace.web.suppliers import her_supplier, once, see_other

blueprint = Blueprint("questions", __name__)


@blueprint.get("/s/needs/<code>/questions")
@guard(Permission.ANSWER_NEEDS)
def index(actor: Actor, code: str) -> Response:
    """Show what was asked and answered, and what else can be asked by its picture."""
    need = need_for_supplier(db.session(), her_supplier(actor), code.upper())
    if need.lane is not Lane.TENDER:
        raise NotFound
    asked = questions_of(db.session(), need.id)
    known = {one.topic for one in asked}
    topics = [topic for topic in Topic if topic not in known] if need.open else []
    return page("supplier/questions.html", need=need, asked=asked, topics=topics)


@blueprint.post("/s/needs/<code>/questions")
@guard(Permission.ANSWER_NEEDS)
@commits
def ask(actor: Actor, code: str) -> Response:
    """Ask it; who asked is not kept on it."""
    known = {topic.value: topic for topic in Topic}
    topic = known.get(request.form.get("topic", ""))
    if topic is None:
        return see_other("questions.index", code=code)
    return once(
        lambda: ask_question(db.session(), actor, code.upper(), her_supplier(actor), topic),
        "questions.index", code=code.upper(),
    )  # fmt: skip
