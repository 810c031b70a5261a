"""The administrator's first page: is everything in order, and what is not."""

from flask import Blueprint, Response

from marketplace.catalogue.queries import counts, database_facts
from marketplace.db import db
from marketplace.journal.leaving import outbox_state
from marketplace.journal.queries import check_chain
from marketplace.kernel.actor import Actor
from marketplace.people.rules.permissions import Permission
from marketplace.web.cookies import config
from marketplace.web.guard import guard
from marketplace.web.pages import page

blueprint = Blueprint("home_admin", __name__)


@blueprint.get("/admin/")
@guard(Permission.RUN_INSTALLATION)
def home(_actor: Actor) -> Response:
    """Show the health of the installation: database, journal, outbox, languages."""
    session = db.session()
    return page(
        "home/admin.html", chain=check_chain(session), facts=database_facts(session),
        outbox=outbox_state(session), counts=counts(session), mail=bool(config().smtp_url),
        insecure=config().insecure_http,
    )  # fmt: skip
