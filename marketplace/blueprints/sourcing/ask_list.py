"""An order list: many lines with one door and one day; a line is added by one tap."""

from dataclasses import dataclass, replace

from flask import Blueprint, Response, request

from marketplace.blueprints.sourcing.setting import (
    Doors,
    about,
    doors,
    grouped,
    list_line,
    placed,
    proposal,
)
from marketplace.catalogue.words import GROUP_NAMES
from marketplace.db import db
from marketplace.forms.need_answers import Answers, answers
from marketplace.forms.order_list import (
    ListForm,
    for_line,
    line_form,
    read_lines,
    typed_with_remedy,
)
from marketplace.forms.sourcing import ASK_SENTENCES, LineForm
from marketplace.journal.keys import KeyReused
from marketplace.kernel import ids
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound, Refused
from marketplace.people.rules.permissions import Permission
from marketplace.sourcing import actions
from marketplace.sourcing.actions import AskList
from marketplace.sourcing.queries.goods import LeafChoice, leaf_choices, usual_leaves
from marketplace.sourcing.queries.numbers import asked_numbers
from marketplace.sourcing.queries.order_lists import order_list_for_buyer
from marketplace.sourcing.rules.need_check import CheckRefused
from marketplace.web.attempt import attempt
from marketplace.web.commits import commits
from marketplace.web.guard import guard
from marketplace.web.pages import page

blueprint = Blueprint("order_lists", __name__)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The list as it stands on the page: the form, its lines, and where they go."""

    form: ListForm
    lines: list[LineForm]
    at: Doors
    book: dict[str, LeafChoice]


@blueprint.get("/buyer/needs/list/new")
@guard(Permission.ORDER)
def new(actor: Actor) -> Response:
    """Begin a list; a tapped thing is its first line."""
    at = doors(actor, request.args.get("property"))
    return _page(actor, Sheet(ListForm(key=ids.public_id()), [], at, _book()))


@blueprint.post("/buyer/needs/list/new")
@guard(Permission.ORDER)
@commits
def ask(actor: Actor) -> Response:
    """Add or drop a line, or ask for the whole list: every line is checked first."""
    posted = typed_with_remedy(request.form)
    form = ListForm(posted)
    book = _book()
    lines = _known(read_lines(posted), book)
    sheet = Sheet(form, lines, doors(actor, posted.get("move") or form.door.data), book)
    if form.changes_lines(posted):
        return _page(actor, _changed(sheet))
    if not form.whole(sheet.lines, is_urgent=sheet.at.is_urgent):
        return _page(actor, sheet, status=422)
    made = attempt(lambda: _ask(actor, sheet), lambda refused: _explain(sheet, refused))
    if made is None:
        return _page(actor, sheet, status=422)
    return placed("order_lists.one", (), public_id=made)


@blueprint.get("/buyer/needs/list/<public_id>")
@guard(Permission.ORDER)
def one(actor: Actor, public_id: str) -> Response:
    """Show a list with its lines, each matched by itself."""
    lines = order_list_for_buyer(db.session(), actor, public_id)
    numbers = asked_numbers(db.session(), [line.id for line in lines])
    return page("sourcing/order_list.html", lines=lines, numbers=numbers, head=lines[0])


def _book() -> dict[str, LeafChoice]:
    return {leaf.code: leaf for leaf in leaf_choices(db.session())}


def _known(lines: list[LineForm], book: dict[str, LeafChoice]) -> list[LineForm]:
    """Return the lines, each in a unit of its leaf; a leaf that is not traded is nothing."""
    for line in lines:
        if line.leaf.data not in book:
            raise NotFound
        line.unit.process_data(book[line.leaf.data].unit(line.unit.data or "").code)
    return lines


def _page(actor: Actor, sheet: Sheet, *, status: int = 200) -> Response:
    return page(
        "sourcing/ask_list.html", status=status, form=sheet.form, sheet=sheet,
        door_here=sheet.at.here, usual=usual_leaves(db.session(), actor),
        groups=grouped(sheet.book.values()), names=GROUP_NAMES,
    )  # fmt: skip


def _changed(sheet: Sheet) -> Sheet:
    """Return the sheet with a line added, dropped, or priced anew in a bigger unit."""
    lines = [line for n, line in enumerate(sheet.lines) if str(n) != request.form.get("drop")]
    if request.form.get("drop") is None and (repriced := sheet.form.repriced(request.form)):
        _fill(sheet, lines[repriced[0]])
    added = request.form.get("add") or request.form.get("pick", "")
    if "add" in request.form and added:
        leaf, _, unit = added.partition(":")
        lines.append(_fill(sheet, line_form(len(lines), leaf=leaf, unit=unit)))
    return replace(sheet, lines=lines)


def _fill(sheet: Sheet, line: LineForm) -> LineForm:
    leaf = sheet.book.get(line.leaf.data or "")
    if leaf is None:
        raise NotFound
    unit = leaf.unit(line.unit.data or "")
    found = proposal(sheet.at.here, leaf.id, unit.id)
    line.fill(unit.code, found.price_minor, sheet.at.here.currency, found.price_from)
    return line


def _ask(actor: Actor, sheet: Sheet) -> str:
    form, here = sheet.form, sheet.at.here
    lines = tuple(list_line(line, here.currency) for line in sheet.lines)
    asked = AskList(
        property_public_id=here.public_id, deliver_on=form.chosen, lines=lines,
        cash_at_door=form.at_door, confirmed=form.questions_answered,
        client_key=form.key.data or "",
    )  # fmt: skip
    return actions.ask_list(db.session(), actor, asked).public_id


def _explain(sheet: Sheet, refused: Refused) -> None:
    number = getattr(refused, "line", None)
    if isinstance(refused, CheckRefused) and number is not None:
        unit = sheet.lines[number].unit.data or ""
        said: Answers = answers(refused.findings, about(sheet.form, sheet.at, unit))
        sheet.form.answers, sheet.lines[number].answers = for_line(said, number)
        return
    if isinstance(refused, KeyReused):
        sheet.form.key.process_data(ids.public_id())
    beside = sheet.lines[number] if number is not None and sheet.lines else sheet.form
    beside.explain(refused, ASK_SENTENCES)
