"""The administrator's first page: is everything in order, and what is not."""

import shutil

from flask import Blueprint, Response

from marketplace.catalogue.queries import counts, database_facts, last_beat
from marketplace.db import db
from marketplace.journal.leaving import outbox_state
from marketplace.journal.search import PIECE, check_latest
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.people.rules.permissions import Permission
from marketplace.web.cookies import config
from marketplace.web.guard import guard
from marketplace.web.pages import page

blueprint = Blueprint("home_admin", __name__)
LITTLE_ROOM = 512 * 1024 * 1024
MEGABYTE = 1024 * 1024


@blueprint.get("/admin/")
@guard(Permission.RUN_INSTALLATION)
def home(_actor: Actor) -> Response:
    """Show the health of the installation: worker, database, journal, outbox, disk, languages."""
    session = db.session()
    free, beat = shutil.disk_usage(config().data_dir).free, last_beat(session)
    return page(
        "home/admin.html", chain=check_latest(session), walked=PIECE,
        facts=database_facts(session), outbox=outbox_state(session), counts=counts(session),
        mail=bool(config().smtp_url), insecure=config().insecure_http, beat=beat,
        silent=beat is None or beat.silent(clock.now()), free=free // MEGABYTE,
        full=free < LITTLE_ROOM, megabyte=MEGABYTE,
    )  # fmt: skip
