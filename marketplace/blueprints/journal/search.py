"""The journal before an administrator: searched, read, and its chain walked."""

from datetime import date, datetime, time, timedelta

from flask import Blueprint, Response, request, url_for

from marketplace.agreements.queries.codes import codes_of, named_by
from marketplace.db import db
from marketplace.i18n import bound_zone
from marketplace.journal.search import PAGE, Piece, Sought, check_piece, search
from marketplace.kernel.actor import Actor
from marketplace.people.queries.named import names_of, people_called
from marketplace.people.rules.permissions import Permission
from marketplace.web import paging
from marketplace.web.guard import guard
from marketplace.web.pages import page

blueprint = Blueprint("journal", __name__, url_prefix="/admin/journal")
FIELDS = ("code", "person", "verb", "day")
MOST_TYPED = 120
AGAIN_SECONDS = 1


@blueprint.get("")
@guard(Permission.RUN_INSTALLATION)
def index(_actor: Actor) -> Response:
    """Search by short code, person, verb and day; fifty a page, newest first."""
    session = db.session()
    typed = {name: request.args.get(name, "").strip()[:MOST_TYPED] for name in FIELDS}
    entries = search(session, _sought(typed), before=paging.before())
    shown = entries[:PAGE]
    return page(
        "journal/search.html", entries=shown, typed=typed,
        kept={name: said for name, said in typed.items() if said},
        names=names_of(session, [one.actor_id for one in shown]),
        codes=codes_of(session, {(one.subject_type, one.subject_id) for one in shown}),
        more=shown[-1].id if len(entries) > PAGE else None,
        bad_day=bool(typed["day"]) and _day(typed["day"]) is None,
    )  # fmt: skip


def _sought(typed: dict[str, str]) -> Sought:
    session, day = db.session(), _day(typed["day"])
    since = datetime.combine(day, time(), bound_zone()) if day else None
    return Sought(
        subjects=named_by(session, typed["code"]) if typed["code"] else None,
        actor_ids=people_called(session, typed["person"]) if typed["person"] else None,
        verb=typed["verb"], since=since,
        until=datetime.combine(day + timedelta(days=1), time(), bound_zone()) if day else None,
    )  # fmt: skip


def _day(typed: str) -> date | None:
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return None
    return day if 1970 < day.year < 9000 else None


@blueprint.get("/chain")
@guard(Permission.RUN_INSTALLATION)
def chain(_actor: Actor) -> Response:
    """Walk the chain a piece a page; the page goes on by itself and can be left."""
    typed = request.args.get("after", "0")
    after = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 18 else 0
    piece = check_piece(db.session(), after=after)
    following = None if piece.done else url_for("journal.chain", after=piece.upto)
    answer = page("journal/chain.html", piece=piece, next=following, part=_percent(piece))
    if following:
        answer.headers["Refresh"] = f"{AGAIN_SECONDS}; url={following}"
    return answer


def _percent(piece: Piece) -> int:
    return 100 * piece.upto // piece.length if piece.length else 100
