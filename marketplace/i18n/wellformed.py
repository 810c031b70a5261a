"""What a translated message must keep of its original: every part that is filled in, every tag."""

import re
from enum import StrEnum

from marketplace.kernel.text import unsafe_characters

Texts = str | tuple[str, ...] | list[str] | None
PARTS = re.compile(r"%\(\w+\)[a-z]|%%|%[sd]|\{\w*\}|</?[a-z]+[^<>]*>")
LOOSE = frozenset("%{}<>")  # outside of a part these break the sentence when it is filled in
ROOM, TIMES = 200, 5  # characters; how many times as long as the English


class Flaw(StrEnum):
    """Why a translation cannot be shown."""

    EMPTY = "is not translated"
    PLURALS = "has too few or too many plural forms"
    LONG = "is far too long"
    PARTS = "has other placeholders or tags"
    SIGNS = "holds characters that cannot be seen"
    SPACE = "begins or ends with a space"


def as_texts(value: Texts) -> tuple[str, ...]:
    """Return a message's one or several forms."""
    return tuple(value) if isinstance(value, (tuple, list)) else (value or "",)


def parts(text: str) -> list[str]:
    """Return what is filled in or marked up in a text, in a stable order."""
    return sorted([*PARTS.findall(text), *(sign for sign in PARTS.sub("", text) if sign in LOOSE)])


def flaws(ids: Texts, texts: Texts, plurals: int) -> list[Flaw]:
    """Return what is wrong with a translation; ``plurals`` is how many forms its language has."""
    sources, spoken = as_texts(ids), as_texts(texts)
    if not all(text.strip() for text in spoken):
        return [Flaw.EMPTY]
    if max(map(len, spoken)) > ROOM + TIMES * max(map(len, sources)):
        return [Flaw.LONG]
    found = []
    if len(spoken) != (plurals if len(sources) > 1 else 1):
        found.append(Flaw.PLURALS)
    wanted = [parts(text) for text in sources]
    if any(parts(text) not in wanted for text in spoken):
        found.append(Flaw.PARTS)
    edges = sources[0] == sources[0].strip()
    if edges and any(text != text.strip() for text in spoken):
        found.append(Flaw.SPACE)
    if any(map(unsafe_characters, spoken)):
        found.append(Flaw.SIGNS)
    return found
