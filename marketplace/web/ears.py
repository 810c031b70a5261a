"""What a page says, gathered while it is drawn: every word, amount, day and pile, in their order.

Words are gathered where they are drawn, so that no template can forget to speak. The speaker in a
page's head is put in at the end, when all is known; it stands for everything up to the tools.
"""

from functools import lru_cache

from babel.support import NullTranslations
from flask import g
from markupsafe import Markup

from marketplace.catalogue.rules.prompts import PROMPTS
from marketplace.catalogue.rules.spoken.tokens import RECORDED_AS
from marketplace.i18n.catalogue import spoken

PLACE = Markup("<!--ear-->")


def begin() -> None:
    """Begin a page: nothing was said yet."""
    g.heard, g.hushed, g.ear_link, g.speaks = [], False, Markup(""), False


def hear(token: str) -> None:
    """Gather a token; said twice in a row it is heard once."""
    heard: list[str] | None = g.get("heard")
    if heard is None or g.hushed or heard[-1:] == [token]:
        return
    heard.append(token)


def hear_text(text: str) -> str:
    """Gather a word that was translated elsewhere; what is no prompt is not said. Draws nothing."""
    key = _keys(spoken().messages).get(text)
    if key is not None:
        hear(key)
    return ""


def hear_token(kind: str, *parts: object) -> str:
    """Gather a token from a template: a pile of money, an hour. Draws nothing."""
    hear(":".join([kind, *map(str, parts)]))
    return ""


def hush() -> str:
    """Gather no more: the tools are the same on every page. Draws nothing."""
    g.hushed = True
    return ""


def mark() -> int:
    """Return how much was said so far, for a card that speaks for itself."""
    return len(g.get("heard", ()))


def since(place: int) -> tuple[str, ...]:
    """Take back what was said since a mark: a card says it, not the page's head."""
    heard: list[str] = g.get("heard", [])
    said = tuple(heard[place:])
    del heard[place:]
    return said


def all_said(title: str) -> tuple[str, ...]:
    """Return everything the page says, its title first."""
    first = _keys(spoken().messages).get(title)
    heard: list[str] = g.get("heard", [])
    rest = [token for token in heard if token != first]
    return ((first,) if first else ()) + tuple(rest)


def settled(html: str) -> str:
    """Put the speaker where the page's head has left its place."""
    return html.replace(PLACE, g.get("ear_link", ""), 1)


@lru_cache(maxsize=32)
def _keys(messages: NullTranslations) -> dict[str, str]:
    """Return each prompt's words in a catalogue with the key it is recorded under."""
    return {messages.gettext(text): RECORDED_AS[key] for key, text in reversed(PROMPTS.items())}
