"""Pictures before an administrator, in grey too, and the picture check at the desk."""

from typing import Any

from flask import Blueprint, Response, redirect, request, url_for

from marketplace.catalogue.actions import pictures as actions
from marketplace.catalogue.queries.pictures import PictureResult, picture_results
from marketplace.catalogue.rules import packed
from marketplace.catalogue.rules.picture_check import SECOND
from marketplace.db import db
from marketplace.forms.pictures import SENTENCES, VERDICTS, HeardForm
from marketplace.i18n import LANGUAGES, bound_language
from marketplace.kernel import ids
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound, Refused
from marketplace.people.rules.permissions import Permission
from marketplace.web import picture_names as names
from marketplace.web.commits import commits
from marketplace.web.guard import guard
from marketplace.web.pages import page
from marketplace.web.swaps import swaps

blueprint = Blueprint("pictures", __name__)


@blueprint.get("/admin/pictures")
@guard(Permission.RUN_INSTALLATION)
def index(_actor: Actor) -> Response:
    """Show the contact sheet: every picture of a purpose, three sizes, grey if wished, results."""
    purpose = request.args.get("purpose", "leaf")
    purpose = purpose if purpose in names.SECTIONS else "leaf"
    return page(
        "admin/pictures.html", purpose=purpose, grey="grey" in request.args, names=names,
        pictures=names.pictures_for(purpose), spoken=_tongue(""), swapped=swaps(),
        results=_shown(_tongue("")), seconds=_seconds(), verdicts=VERDICTS,
    )  # fmt: skip


def _shown(tongue: str) -> dict[str, PictureResult]:
    """The results of each picture's drawing that is shown now, by the picture's own code."""
    heard, now = picture_results(db.session(), tongue), swaps()
    drawings = {code: now.get(code, code) for code in packed.picture_purposes()}
    return {code: heard[drawing] for code, drawing in drawings.items() if drawing in heard}


def _seconds() -> frozenset[str]:
    """The pictures that have a second drawing."""
    known = packed.picture_purposes()
    return frozenset(code for code in known if code + SECOND in known)


def _tongue(without: str) -> str:
    chosen = request.values.get("language", "")
    return chosen if chosen in LANGUAGES else without


@blueprint.post("/admin/pictures/<code>/swap")
@guard(Permission.RUN_INSTALLATION)
@commits
def swap(actor: Actor, code: str) -> Any:
    """Put the second drawing in a picture's place."""
    try:
        actions.swap_picture(db.session(), actor, code)
    except Refused as refused:
        raise NotFound from refused
    return _back(code)


@blueprint.post("/admin/pictures/<code>/return")
@guard(Permission.RUN_INSTALLATION)
@commits
def put_back(actor: Actor, code: str) -> Any:
    """Put the first drawing back."""
    actions.put_back_picture(db.session(), actor, code)
    return _back(code)


def _back(code: str) -> Any:
    purpose = packed.picture_purposes()[code][0]
    return redirect(url_for("pictures.index", purpose=purpose, _anchor=code), code=303)


@blueprint.get("/desk/pictures")
@guard(Permission.REGISTER_SUPPLIERS)
def check(_actor: Actor) -> Response:
    """List what can be asked about, the least asked first, in the language of who is asked."""
    tongue = _tongue(bound_language().code)
    results = _shown(tongue)
    return page(
        "desk/pictures.html", names=names, tongue=tongue, verdicts=VERDICTS,
        next=_least_asked(results), asked=_asked(results),
    )  # fmt: skip


def _asked(results: dict[str, PictureResult]) -> list[tuple[str, PictureResult]]:
    """Each picture that was asked about, those under their limit first; no drawing twice."""
    mine = [(code, one) for code, one in results.items() if not code.endswith(SECOND)]
    return sorted(mine, key=lambda pair: (not pair[1].under, -pair[1].asked))


def _least_asked(results: dict[str, PictureResult], but: str = "") -> str:
    """The picture to ask about next: fewest answers, then those on most screens."""
    known = [code for purpose in ("act", "money", "unit", "leaf") for code in _ask_about(purpose)]
    free = [code for code in known if code != but]
    return min(free, key=lambda code: results[code].asked if code in results else 0)


def _ask_about(purpose: str) -> tuple[str, ...]:
    return names.pictures_for(purpose)


@blueprint.get("/desk/pictures/<code>")
@guard(Permission.REGISTER_SUPPLIERS)
def ask(_actor: Actor, code: str) -> Response:
    """Show one picture, large and without its word; one tap keeps what was heard."""
    return _ask(code, HeardForm())


def _ask(code: str, form: HeardForm, *, status: int = 200) -> Response:
    purposes = packed.picture_purposes().get(code)
    if purposes is None:
        raise NotFound
    form.key.data = form.key.data or ids.public_id()
    form.language.data = _tongue(bound_language().code)
    spoken = form.language.data
    others = [(one, names.picture_name(one, spoken)) for one in names.pictures_for(purposes[0])]
    others.sort(key=lambda one: one[1])
    return page(
        "desk/picture.html", status=status, code=code, form=form, names=names, others=others
    )


@blueprint.post("/desk/pictures/<code>/answers")
@guard(Permission.REGISTER_SUPPLIERS)
@commits
def note(actor: Actor, code: str) -> Any:
    """Keep what was heard, and go on to the picture that was asked about least."""
    form = HeardForm(request.form)
    if not form.validate():
        return _ask(code, form, status=422)
    try:
        actions.note_picture(db.session(), actor, form.command(code))
    except Refused as refused:
        form.explain(refused, SENTENCES)
        return _ask(code, form, status=422)
    tongue = str(form.language.data)
    onward = _least_asked(_shown(tongue), but=code)
    return redirect(url_for("pictures.ask", code=onward, language=tongue), code=303)
