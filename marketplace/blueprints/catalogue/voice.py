"""What is said aloud, as sounds at addresses that name words and amounts, and nobody."""

from flask import Blueprint, Response, redirect, url_for

from marketplace.catalogue.rules.explained import EXPLAINED, tokens_of
from marketplace.catalogue.rules.spoken.tokens import BETWEEN, NotSaid, is_money, split
from marketplace.i18n import bound_language
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.kernel.words import N_
from marketplace.media.shelf import FORMS
from marketplace.people.rules.permissions import Permission
from marketplace.web import voice
from marketplace.web.guard import guard
from marketplace.web.pages import page

blueprint = Blueprint("voice", __name__)
ACTORS = {
    "supplier": N_("Suppliers"),
    "buyer": N_("Buyers"),
    "facilitator": N_("Facilitators"),
    "support": N_("Those who help suppliers"),
    "observer": N_("Local government and observers"),
}
FOR_EVER = "public, max-age=31536000, immutable"


@blueprint.get("/voice/<language>/<mark>/<said>")
@guard(Permission.LOOK)
def said(_actor: Actor, language: str, mark: str, said: str) -> Response:
    """Answer with the clips of what is said, joined; an old mark leads to the new sound."""
    words, _, form = said.rpartition(".")
    tokens = _tokens(words)
    if form not in FORMS:
        raise NotFound
    found = voice.sound(tokens, language, form) if language.isalpha() else None
    if found is None:
        raise NotFound
    if found[0] != mark:
        return _elsewhere(language, found[0], tokens, form)
    answer = Response(found[1], mimetype=FORMS[form])
    if not is_money(tokens):  # what somebody was offered stays on nobody's phone
        answer.headers["Cache-Control"] = FOR_EVER
    return answer


@blueprint.get("/explained/<who>")
@guard(Permission.LOOK)
def explained(_actor: Actor, who: str) -> Response:
    """Explain in two minutes, written and spoken, what a linkage is and what is asked of whom."""
    if who not in EXPLAINED:
        raise NotFound
    language = bound_language().code
    return page(
        "public/explained.html", who=who, actors=ACTORS, sentences=EXPLAINED[who],
        sound=voice.address(tokens_of(who), language),
    )  # fmt: skip


@blueprint.get("/s/explained")
@guard(Permission.SEE_NEEDS_AS_SUPPLIER)
def for_supplier(_actor: Actor) -> Response:
    """Explain the same to a supplier: five pictures, and a voice that tells them."""
    return page("supplier/explained.html", tokens=tokens_of("supplier"))


def _tokens(said: str) -> tuple[str, ...]:
    try:
        return split(said)
    except NotSaid:
        raise NotFound from None


def _elsewhere(language: str, mark: str, tokens: tuple[str, ...], form: str) -> Response:
    said = f"{BETWEEN.join(tokens)}.{form}"
    where = url_for("voice.said", language=language, mark=mark, said=said)
    return redirect(where, code=302)  # type: ignore[return-value]  # werkzeug's base class
