"""What leaves the house: files for funders, a report and a list of obstacles on paper."""

from flask import Blueprint, Response

from marketplace.catalogue.queries import destinations
from marketplace.catalogue.queries.places import DestinationCard
from marketplace.catalogue.words import PAPER_NAMES
from marketplace.db import db
from marketplace.forms import insight_words
from marketplace.forms.assessment_words import VERDICTS
from marketplace.i18n.format import today
from marketplace.insight.queries.exports import Sight, every_table, sight_of
from marketplace.insight.queries.obstacles import held_up, obstacles
from marketplace.insight.queries.programme import around, regions
from marketplace.insight.rules.bundle import About, bundle, zipped
from marketplace.insight.rules.tables import EVERY
from marketplace.insight.rules.xlsx import workbook
from marketplace.kernel.actor import Actor
from marketplace.people.rules.permissions import Permission
from marketplace.web.cookies import config
from marketplace.web.files import download
from marketplace.web.guard import guard
from marketplace.web.pages import page

blueprint = Blueprint("exports", __name__, url_prefix="/exports")
ZIP = "application/zip"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("")
@guard(Permission.TAKE_EXPORTS)
def index(actor: Actor) -> Response:
    """Say what can be taken away, in which form, and by which rules."""
    return page("insight/exports.html", sight=_sight(actor), tables=EVERY)


def _sight(actor: Actor) -> Sight:
    return sight_of(actor, config().secret)


@blueprint.get("/csv")
@guard(Permission.TAKE_EXPORTS)
def as_csv(actor: Actor) -> Response:
    """Hand over every table as CSV, with a README, in one archive."""
    sight = _sight(actor)
    about = About(config().brand, today(), sight.exact)
    files = bundle(every_table(db.session(), sight), about)
    return download(zipped(files), f"export-{today().isoformat()}.zip", ZIP)


@blueprint.get("/xlsx")
@guard(Permission.TAKE_EXPORTS)
def as_xlsx(actor: Actor) -> Response:
    """Hand over every table as one workbook."""
    data = workbook(every_table(db.session(), _sight(actor)))
    return download(data, f"export-{today().isoformat()}.xlsx", XLSX)


@blueprint.get("/report")
@guard(Permission.TAKE_EXPORTS)
def report(actor: Actor) -> Response:
    """Print the funders' sheet: what was reached, for whom, and how buyers behave."""
    session, here = db.session(), _here(actor)
    return page(
        "insight/report.html", regions=regions(session, set(here)), words=insight_words,
        around=around(session, here), ids={one.code: ident for ident, one in here.items()},
        today=today(), verdicts=VERDICTS,
    )  # fmt: skip


@blueprint.get("/obstacles")
@guard(Permission.TAKE_EXPORTS)
def papers(actor: Actor) -> Response:
    """Print which licences and permits stand in the way, with counts, for those who give them."""
    session, here = db.session(), _here(actor)
    found = obstacles(session, here)
    return page(
        "insight/obstacles.html", known=here, found=found, held=held_up(session, here),
        today=today(), papers=PAPER_NAMES,
    )  # fmt: skip


def _here(actor: Actor) -> dict[int, DestinationCard]:
    """The destinations somebody may report on: a facilitator's own, else all."""
    wanted = _sight(actor).destinations
    return {one.id: one for one in destinations(db.session()) if wanted is None or one.id in wanted}
