"""The agreement as a sheet to print: pictures, in both sides' languages, with a code to verify."""

from flask import Blueprint, Response, render_template, url_for
from markupsafe import Markup

from marketplace.agreements.queries.agreed_cards import AgreementPage, agreement_page
from marketplace.db import db
from marketplace.forms import agreed_words as words
from marketplace.i18n import bound_language, speaking
from marketplace.kernel.actor import Actor
from marketplace.people.rules.permissions import Permission
from marketplace.web.guard import guard
from marketplace.web.pages import page
from marketplace.web.qr import picture

blueprint = Blueprint("agreement_sheets", __name__)


@blueprint.get("/buyer/agreements/<public_id>/sheet")
@guard(Permission.SEE_BUYER_HOME)
def for_buyer(actor: Actor, public_id: str) -> Response:
    """Show the sheet to the buyer."""
    return _sheet(agreement_page(db.session(), actor, public_id))


@blueprint.get("/desk/agreements/<public_id>/sheet")
@guard(Permission.SEE_DESK)
def for_desk(actor: Actor, public_id: str) -> Response:
    """Show the sheet to the facilitator, who prints it for the supplier."""
    return _sheet(agreement_page(db.session(), actor, public_id))


def _sheet(found: AgreementPage) -> Response:
    address = url_for("public.verify", token=found.card.verify_token, _external=True)
    tongues = dict.fromkeys((bound_language().code, found.card.supplier_language))
    return page(
        "agreements/agreed_sheet.html", a=found, verify=address,
        qr=picture(address, label=found.card.code, scale=3),
        tongues=tongues, said_in=lambda code: _said_in(code, found),
    )  # fmt: skip


def _said_in(code: str, found: AgreementPage) -> Markup:
    """Write one half, while the page is drawn: its pictures are the page's."""
    with speaking(code, found.card.timezone):
        html = render_template("agreements/agreed_sheet_part.html", a=found, words=words)
        return Markup(html)  # noqa: S704  # our own template, escaped as every other
