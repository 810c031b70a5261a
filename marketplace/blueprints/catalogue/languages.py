"""Languages before an administrator: how whole, who stands by them, out to translators and back."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, request

from marketplace.catalogue.actions.languages import StandBy, mark_reviewed
from marketplace.catalogue.queries.languages import ReviewCard, last_reviews
from marketplace.catalogue.rules.vocabulary import MOST_WORDS, vocabulary
from marketplace.catalogue.words.pictured import pictured_words
from marketplace.db import db
from marketplace.forms.languages import FLAWS, ReviewForm, WordsForm
from marketplace.i18n import LANGUAGES, Language, exchange, gettext, speaking
from marketplace.i18n.exchange import Brought, NotACatalogue
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.people.rules.permissions import Permission
from marketplace.web.commits import commits, slow_first
from marketplace.web.desk import see_other
from marketplace.web.files import as_text_file
from marketplace.web.guard import guard
from marketplace.web.pages import page
from marketplace.web.photos import sent, takes_photos

blueprint = Blueprint("languages", __name__, url_prefix="/admin/languages")


@dataclass(frozen=True, slots=True)
class Row:
    """One language: its size, the different words of her screens, who stands by exactly these."""

    language: Language
    messages: int
    for_suppliers: int
    words: int
    review: ReviewCard | None
    fresh: bool


@blueprint.get("")
@guard(Permission.RUN_INSTALLATION)
def index(_actor: Actor) -> Response:
    """List the languages with their state."""
    reviews = last_reviews(db.session())
    rows = [_row(code, reviews) for code in LANGUAGES if code != "en"]
    return page("admin/languages.html", rows=rows, english=_words("en"), most=MOST_WORDS)


def _words(code: str) -> int:
    with speaking(code):
        return len(vocabulary(gettext))


def _row(code: str, reviews: dict[str, ReviewCard]) -> Row:
    lines, review = exchange.lines(code), reviews.get(code)
    fresh = review is not None and review.fingerprint == exchange.fingerprint(code)
    seen = sum(line.for_suppliers for line in lines)
    return Row(LANGUAGES[code], len(lines), seen, _words(code), review, fresh)


@blueprint.get("/<code>")
@guard(Permission.RUN_INSTALLATION)
def show(_actor: Actor, code: str) -> Response:
    """Show one language: its files, and what can be said of it."""
    return _page(_known(code), WordsForm(), ReviewForm())


def _known(code: str) -> str:
    if code not in LANGUAGES or code == "en":
        raise NotFound
    return code


def _page(
    code: str, words: WordsForm, review: ReviewForm, *, status: int = 200,
    brought: Brought | None = None,
) -> Response:  # fmt: skip
    row = _row(code, last_reviews(db.session()))
    return page(
        "admin/language.html", status=status, row=row, words=words, review=review,
        brought=brought, flaws=FLAWS,
    )  # fmt: skip


@blueprint.get("/<code>/words.po")
@guard(Permission.RUN_INSTALLATION)
def po(_actor: Actor, code: str) -> Response:
    """Give out a language as a PO file."""
    data = exchange.as_po(_known(code))
    return as_text_file(data, f"mkeka-{code}.po", "text/x-gettext-translation")


@blueprint.get("/<code>/words.csv")
@guard(Permission.RUN_INSTALLATION)
def sheet(_actor: Actor, code: str) -> Response:
    """Give out a language as a sheet; the mark at its head tells spreadsheets its letters."""
    data = exchange.as_sheet(_known(code)).encode("utf-8-sig")
    return as_text_file(data, f"mkeka-{code}.csv", "text/csv")


@blueprint.get("/<code>/pictures")
@guard(Permission.RUN_INSTALLATION)
def pictures(_actor: Actor, code: str) -> Response:
    """Show every word that stands beside a picture, to print for a translator."""
    with speaking(_known(code)):
        words = pictured_words()
    return page("admin/language_pictures.html", language_shown=LANGUAGES[code], words=words)


@blueprint.post("/<code>/words")
@guard(Permission.RUN_INSTALLATION)
@slow_first
@takes_photos
def bring(_actor: Actor, code: str) -> Any:
    """Lay a translator's file over the language; say what was taken and what was not."""
    form, file = WordsForm(), sent("file")
    if file is None:
        form.nothing_sent()
        return _page(_known(code), form, ReviewForm(), status=422)
    try:
        brought = exchange.bring(_known(code), file.stream.read(exchange.MOST_BYTES + 1))
    except NotACatalogue:
        form.not_ours()
        return _page(code, form, ReviewForm(), status=422)
    finally:
        file.close()
    return _page(code, form, ReviewForm(), brought=brought)


@blueprint.post("/<code>/reviews")
@guard(Permission.RUN_INSTALLATION)
@commits
def stand_by(actor: Actor, code: str) -> Any:
    """Write down that a native speaker stands by these words."""
    form = ReviewForm(request.form)
    if not form.validate():
        return _page(_known(code), WordsForm(), form, status=422)
    told = StandBy(
        language=_known(code), reviewer=form.reviewer.data or "",
        fingerprint=exchange.fingerprint(code),
    )  # fmt: skip
    mark_reviewed(db.session(), actor, told, now=clock.now())
    return see_other("languages.show", code=code)
