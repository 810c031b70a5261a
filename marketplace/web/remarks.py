"""What somebody typed, shown to whoever speaks another language: in its own, and marked."""

from flask import Flask
from markupsafe import Markup, escape

from marketplace.i18n import LANGUAGES, Language, bound_language, gettext
from marketplace.kernel.text import Typed
from marketplace.kernel.words import N_


def foreign(words: str | None) -> Language | None:
    """Return the language words were typed in, where the page speaks another one."""
    code = words.language if isinstance(words, Typed) else None
    known = LANGUAGES.get(code or "")
    return None if known is bound_language() else known


def typed(words: str | None) -> Markup:
    """Write what was typed; a screen reader speaks it in its own language, in its own direction."""
    tongue = foreign(words)
    if tongue is None:
        return escape(words or "")
    return Markup('<span lang="{}" dir="{}">{}</span>').format(tongue.code, tongue.direction, words)


def remark(words: str | None) -> Markup:
    """Write what was typed, and beside it in which language where that is not the page's."""
    tongue = foreign(words)
    if tongue is None:
        return escape(words or "")
    mark = phrase(N_("in %(language)s"), language=_name(tongue))
    return Markup('{} <span class="mark">{}</span>').format(typed(words), mark)


def _name(tongue: Language) -> Markup:
    return Markup('<span lang="{}">{}</span>').format(tongue.code, tongue.name)


def phrase(message: str, **parts: str) -> Markup:
    """Say a sentence some parts of which are marked up."""
    return escape(gettext(message)) % parts


def install(app: Flask) -> None:
    """Let every template mark what was typed."""
    app.jinja_env.globals.update(foreign=foreign, remark=remark, typed=typed)
