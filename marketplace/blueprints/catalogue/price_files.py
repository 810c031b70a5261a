"""Market price files before an administrator: sent in, taken in, and told line by line."""

from flask import Blueprint, Response, request

from marketplace.catalogue.actions import ImportReport, import_prices
from marketplace.catalogue.queries.prices import latest_imports
from marketplace.catalogue.rules.countries import is_three_letters
from marketplace.catalogue.rules.packed import price_leaves
from marketplace.catalogue.rules.price_file import BadPriceFile, price_table
from marketplace.catalogue.rules.price_lines import Survey, survey
from marketplace.db import db
from marketplace.forms.price_files import (
    NO_FILE,
    NO_SUCH_COUNTRY,
    REASONS,
    UNREADABLE,
    PriceFileForm,
)
from marketplace.i18n import gettext
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.people.rules.permissions import Permission
from marketplace.web.commits import slow_first
from marketplace.web.guard import guard
from marketplace.web.pages import page
from marketplace.web.photos import sent, takes_files

blueprint = Blueprint("price_files", __name__, url_prefix="/admin/price-files")
LARGEST = 24 * 1024 * 1024  # a country's file of twenty years has some ten


@blueprint.get("")
@guard(Permission.RUN_INSTALLATION)
def show(_actor: Actor) -> Response:
    """Show what was taken in before, and ask for a file."""
    return _page(PriceFileForm())


def _page(
    form: PriceFileForm, *, wrong: str = "", why: str = "", report: ImportReport | None = None
) -> Response:
    return page(
        "admin/price_files.html", status=422 if wrong or form.errors else 200, form=form,
        imports=latest_imports(db.session()), wrong=wrong, why=why, report=report, reasons=REASONS,
    )  # fmt: skip


@blueprint.post("")
@guard(Permission.RUN_INSTALLATION)
@slow_first
@takes_files(LARGEST)
def take(actor: Actor) -> Response:
    """Take a file in, as the command does; the same file again changes nothing."""
    form = PriceFileForm(request.form)
    country, file = (form.country.data or "").strip().upper(), sent("file")
    if country and not is_three_letters(country):
        form.country.errors = [gettext(NO_SUCH_COUNTRY)]
    if file is None or form.country.errors:
        return _page(form, wrong=NO_FILE if file is None else NO_SUCH_COUNTRY)
    try:
        read = _survey(file.stream.read(LARGEST), country or None)
    except BadPriceFile as problem:
        return _page(form, wrong=UNREADABLE, why=str(problem))
    return _page(form, report=import_prices(db.session(), actor, read, lambda _done, _lines: None))


def _survey(data: bytes, country: str | None) -> Survey:
    table = price_table(data)
    return survey(table, today=clock.now().date(), leaves=price_leaves(), country=country)
