"""Which language and zone a request speaks, decided once and bound."""

from collections.abc import Iterable

from flask import Request, Response, g, request

from marketplace.i18n import LANGUAGES, Language, bind
from marketplace.web import cookies
from marketplace.web.current import current_seat

CACHEABLE = frozenset({"public.landing", "public.need", "public.about_data"})


def settle_language() -> None:
    """Bind the language: the address first, then the person, the browser's choice, its wish.

    A page that may be cached takes it from the address alone (or the browser's wish).
    """
    g.language = _language(request)
    bind(g.language, _zone())


def _language(request: Request) -> str:
    asked = request.args.get("lang", "")
    if asked in LANGUAGES:
        return asked
    if request.endpoint not in CACHEABLE:
        chosen = _of_person() or cookies.chosen_language(request)
        if chosen in LANGUAGES:
            return str(chosen)
    wished = request.accept_languages.best_match(list(LANGUAGES))
    return wished or cookies.config().default_language


def _of_person() -> str | None:
    chosen = cookies.chosen_language(request)
    if chosen:
        return chosen
    seat = current_seat()
    return seat.actor.language if seat else None


def _zone() -> str:
    if request.endpoint in CACHEABLE or request.endpoint is None:
        return "UTC"
    seat = current_seat()
    return seat.zone if seat else "UTC"


def keep_language(response: Response) -> None:
    """Remember a language that was chosen in the address, on pages that are not shared."""
    asked = request.args.get("lang", "")
    if asked in LANGUAGES and request.endpoint not in CACHEABLE:
        cookies.set_language(response, asked)


def first_of(codes: Iterable[str]) -> list[Language]:
    """Return every language, those of a place first and in its order."""
    near = [LANGUAGES[code] for code in codes if code in LANGUAGES]
    return list(dict.fromkeys([*near, *LANGUAGES.values()]))
