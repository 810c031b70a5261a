"""What is said aloud, as sounds at addresses that name words and amounts, and nobody."""

from flask import Blueprint, Response, redirect, url_for

from marketplace.catalogue.rules.spoken.tokens import BETWEEN, NotSaid, is_money, split
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.media.shelf import FORMS
from marketplace.people.rules.permissions import Permission
from marketplace.web import voice
from marketplace.web.guard import guard

blueprint = Blueprint("voice", __name__)
FOR_EVER = "public, max-age=31536000, immutable"


@blueprint.get("/voice/<language>/<mark>/<said>.<form>")
@guard(Permission.LOOK)
def said(_actor: Actor, language: str, mark: str, said: str, form: str) -> Response:
    """Answer with the clips of what is said, joined; an old mark leads to the new sound."""
    tokens = _tokens(said)
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


def _tokens(said: str) -> tuple[str, ...]:
    try:
        return split(said)
    except NotSaid:
        raise NotFound from None


def _elsewhere(language: str, mark: str, tokens: tuple[str, ...], form: str) -> Response:
    where = url_for(
        "voice.said", language=language, mark=mark, said=BETWEEN.join(tokens), form=form
    )
    return redirect(where, code=302)  # type: ignore[return-value]  # werkzeug's base class
