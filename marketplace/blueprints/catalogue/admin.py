"""The administrator's pages: people, places, voices, the demo's clock."""

from typing import Any

from flask import Blueprint, Response, redirect, request, url_for

from marketplace.catalogue import queries as catalogue
from marketplace.catalogue.actions import move_clock
from marketplace.config import LOOPBACK
from marketplace.db import db
from marketplace.forms.people import SENTENCES
from marketplace.forms.words import ROLES
from marketplace.i18n import LANGUAGES, gettext
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound, Refused
from marketplace.people import actions, queries
from marketplace.people.rules.permissions import Permission
from marketplace.web.commits import commits
from marketplace.web.cookies import config
from marketplace.web.guard import guard
from marketplace.web.pages import page
from marketplace.web.voice import gaps

blueprint = Blueprint("admin", __name__, url_prefix="/admin")
MOST_SECONDS = 400 * 24 * 3600


@blueprint.get("/people")
@guard(Permission.RUN_INSTALLATION)
def people(actor: Actor) -> Response:
    """List everybody by name, fifty a page."""
    return _people(actor)


def _people(actor: Actor, *, status: int = 200, **more: Any) -> Response:
    words = " ".join(request.args.get("q", "").split())[:80]
    after = _after(request.args.get("after", ""))
    shown = queries.people_page(db.session(), actor, after=after, words=words)
    return page("admin/people.html", status=status, people=shown, roles=ROLES, words=words, **more)


def _after(text: str) -> tuple[str, int] | None:
    ident, _, name = text.partition(".")
    return (name, int(ident[:18])) if ident.isascii() and ident.isdigit() else None


@blueprint.post("/people/<int:person_id>/disabled")
@guard(Permission.RUN_INSTALLATION)
@commits
def disable(actor: Actor, person_id: int) -> Any:
    """Shut somebody out at once, on every device."""
    try:
        actions.disable_person(db.session(), actor, person_id, now=clock.now())
    except Refused as refused:
        reason = min(refused.reasons)
        return _people(actor, status=422, problem=gettext(SENTENCES[reason][1]))
    return redirect(url_for("admin.people"), code=303)


@blueprint.post("/people/<int:person_id>/restored")
@guard(Permission.RUN_INSTALLATION)
@commits
def restore(actor: Actor, person_id: int) -> Any:
    """Let somebody in again."""
    actions.restore_person(db.session(), actor, person_id)
    return redirect(url_for("admin.people"), code=303)


@blueprint.post("/people/<int:person_id>/password-link")
@guard(Permission.RUN_INSTALLATION)
@commits
def password_link(actor: Actor, person_id: int) -> Response:
    """Make a link for a new password and show it once; whoever has it hands it over."""
    account = queries.account_card(db.session(), person_id)
    token = actions.start_password_reset(db.session(), actor, account.email)
    link = url_for("people.new_password", token=token, _external=True) if token else None
    return _people(actor, link=link, link_for=account.email)


@blueprint.get("/places")
@guard(Permission.RUN_INSTALLATION)
def places(_actor: Actor) -> Response:
    """Show each destination with its money, languages, places and market days."""
    session = db.session()
    known = catalogue.destinations(session)
    return page(
        "admin/places.html",
        known=[
            (d, catalogue.languages_of(session, d.id), catalogue.places_of(session, d.id))
            for d in known
        ],
    )


@blueprint.get("/voices")
@guard(Permission.RUN_INSTALLATION)
def voices(_actor: Actor) -> Response:
    """List every clip that nobody speaks, by language, so that no silence is hidden."""
    return page("admin/voices.html", gaps=[(tongue, gaps(code)) for code, tongue in
                                           LANGUAGES.items()])  # fmt: skip


@blueprint.get("/clock")
@guard(Permission.MOVE_CLOCK)
def show_clock(_actor: Actor) -> Response:
    """Show the demo's clock; outside the demo on loopback there is none."""
    _only_in_demo()
    return page("admin/clock.html", now=clock.now(), offset=clock.offset())


@blueprint.post("/clock")
@guard(Permission.MOVE_CLOCK)
@commits
def move(actor: Actor) -> Any:
    """Move the demo's clock by so many hours, or set it right again."""
    _only_in_demo()
    hours = request.form.get("hours", "")
    plain = hours.lstrip("-")
    if not (plain.isascii() and plain.isdigit() and len(plain) <= 4):
        return redirect(url_for("admin.show_clock"), code=303)
    seconds = 0 if hours == "0" else int(clock.offset().total_seconds()) + int(hours) * 3600
    bounded = max(-MOST_SECONDS, min(MOST_SECONDS, seconds))
    move_clock(db.session(), actor, bounded)
    return redirect(url_for("admin.show_clock"), code=303)


def _only_in_demo() -> None:
    if not config().demo or config().host not in LOOPBACK:
        raise NotFound
