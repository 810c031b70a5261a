"""Rendering: one response a page, styles and pictures inside, words of the bound language."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, g, render_template, request
from markupsafe import Markup

from marketplace import i18n
from marketplace.catalogue.rules.prompts import prompt_text
from marketplace.catalogue.rules.spoken.tokens import RECORDED_AS
from marketplace.catalogue.words import LEAF_NAMES, UNIT_NAMES
from marketplace.db import db
from marketplace.i18n import format as shown
from marketplace.people.rules.phones import in_pairs, national
from marketplace.web import assets, csrf, ears, styles
from marketplace.web.cookies import config
from marketplace.web.current import current_actor
from marketplace.web.navigation import navigation
from marketplace.web.pictures import PagePictures
from marketplace.web.swaps import swaps

# Pictures with a direction: forward is where the eye reads on. Things that only stand are not here.
# The week's days and the sun's way over the day are read like a line.
POINTING = frozenset({
    "afternoon", "again", "back", "bring", "goods-transport", "hand-over", "hurry", "leave", "more",
    "morning", "next", "part", "pick-up", "take-back", "tomorrow", "unit-ride",
    *(f"day-{day}" for day in range(1, 8)),
    *(f"spec-{way}-{how}" for way in ("loss-paid", "next-day", "trial-weeks")
      for how in ("good", "bad")),
})  # fmt: skip


def page(template: str, *, status: int = 200, **context: Any) -> Response:
    """Render a page; a reading request ends its transaction first (an open reader pins the WAL)."""
    g.pictures = PagePictures(swaps=swaps())
    if not g.get("committing", False):
        db.session.rollback()
    ears.begin()
    html = styles.settled(ears.settled(render_template(template, **context)))
    return Response(html, status=status, mimetype="text/html")


def pic(code: str, label: str | None = None, size: str = "m") -> Markup:
    """Draw a picture; its symbol is put into the page once, at its end.

    What points somewhere points the other way where people write from right to left.
    """
    turned = code in POINTING and i18n.bound_language().direction == "rtl"
    return _pictures().pic(code, label, size, turned=turned)


def picture_sheet() -> Markup:
    """Return the symbols of every picture this page has drawn."""
    return _pictures().sheet()


def _pictures() -> PagePictures:
    if "pictures" not in g:
        g.pictures = PagePictures(swaps=swaps())
    book: PagePictures = g.pictures
    return book


def word(key: str) -> str:
    """Say a supplier-facing word by its prompt key: every one is listed for voices, and heard."""
    ears.hear(RECORDED_AS[key])
    return i18n.gettext(prompt_text(key))


def leaf_name(code: str) -> str:
    """Say a leaf's full name; a core product's own leaf, which is none of ours, by its code."""
    return i18n.gettext(LEAF_NAMES.get(code, code))


def unit_name(code: str) -> str:
    """Say a unit's full name."""
    return i18n.gettext(UNIT_NAMES[code])


def inline_style(name: str) -> Markup:
    """Put a constant style sheet into the page and let the policy know its hash."""
    text = assets.text_of(name)
    g.inline_styles = g.get("inline_styles", frozenset()) | {text}
    return Markup("<style>{}</style>").format(Markup(text))  # noqa: S704  # our own file


def inline_script(name: str) -> Markup:
    """Put a constant script into the page and let the policy know its hash."""
    text = assets.text_of(name)
    g.inline_scripts = g.get("inline_scripts", frozenset()) | {text}
    return Markup("<script>{}</script>").format(Markup(text))  # noqa: S704  # our own file


def here(**changes: str) -> str:
    """Return this page's address with some query parts changed (the language switch)."""
    query = {**request.args.to_dict(), **changes}
    return f"{request.path}?{urlencode(query)}"


def _one_way(write: Callable[[str], str]) -> Callable[[str], str]:
    """Keep groups of digits in their order where people write from right to left.

    The two marks isolate a run of text (Unicode Bidirectional Algorithm, UAX 9).
    """

    def written(number: str) -> str:
        text = write(number)
        turned = i18n.bound_language().direction == "rtl"
        return f"\u2066{text}\u2069" if turned else text

    return written


def install(app: Flask) -> None:
    """Give every template the words, numbers, pictures and addresses of this house."""
    env = app.jinja_env
    env.trim_blocks = env.lstrip_blocks = True
    env.globals.update(
        _=i18n.gettext, gettext=i18n.gettext, ngettext=i18n.ngettext, pgettext=i18n.pgettext,
        say=i18n.say, leaf_name=leaf_name, unit_name=unit_name, word=word, pic=pic,
        picture_sheet=picture_sheet, page_style=styles.place, csrf=csrf.field,
        inline_style=inline_style, inline_script=inline_script, asset_url=assets.asset_url,
        here=here,
        language=i18n.bound_language, languages=i18n.LANGUAGES, actor=current_actor,
        navigation=navigation, brand=lambda: config().brand, is_demo=lambda: config().demo,
        is_practice=lambda: config().practice,
    )  # fmt: skip
    env.filters.update(
        cash=shown.cash, day=shown.day, hour=shown.hour, long_day=shown.long_day,
        local_day=shown.local_day, milli=shown.milli, moment=shown.moment, month=shown.month,
        month_alone=shown.month_alone, month_name=shown.month_name, number=shown.number,
        pairs=_one_way(in_pairs), phone=_one_way(national), percent=shown.percent,
        sleeps=shown.sleeps, sun=shown.sun, weekday=shown.weekday, whole_day=shown.whole_day,
    )  # fmt: skip
    env.globals["money"] = shown.money
