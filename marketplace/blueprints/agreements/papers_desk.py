"""Papers for lenders at the desk: to print, in her language and the reader's."""

from flask import Blueprint, Response, render_template, url_for
from markupsafe import Markup

from marketplace.agreements.queries.lender_papers import PaperCard, paper_at_desk, papers_at_desk
from marketplace.db import db
from marketplace.forms import advances as words
from marketplace.i18n import bound_language, speaking
from marketplace.kernel.actor import Actor
from marketplace.people.rules.permissions import Permission
from marketplace.web.guard import guard
from marketplace.web.pages import page
from marketplace.web.qr import picture

blueprint = Blueprint("lender_papers", __name__)


@blueprint.get("/desk/papers")
@guard(Permission.SEE_DESK)
def index(actor: Actor) -> Response:
    """List the papers her suppliers want to show a lender."""
    return page("desk/papers.html", found=papers_at_desk(db.session(), actor), words=words)


@blueprint.get("/desk/papers/<public_id>")
@guard(Permission.SEE_DESK)
def sheet(actor: Actor, public_id: str) -> Response:
    """Show one as a sheet to print, with its code."""
    card = paper_at_desk(db.session(), actor, public_id)
    address = url_for("public.verify", token=card.verify_token, _external=True)
    tongues = dict.fromkeys((bound_language().code, card.supplier_language))
    return page(
        "agreements/paper_sheet.html", p=card, verify=address,
        qr=picture(address, label=card.code, scale=3),
        parts=[(code, _said_in(code, card)) for code in tongues],
    )  # fmt: skip


def _said_in(code: str, card: PaperCard) -> Markup:
    with speaking(code, card.timezone):
        html = render_template("agreements/paper_part.html", p=card, words=words)
        return Markup(html)  # noqa: S704  # our own template, escaped as every other
