"""What a translated message must keep of its original: every part that is filled in, every tag."""

import re
from enum import StrEnum

Texts = str | tuple[str, ...] | list[str] | None
PARTS = re.compile(r"%\(\w+\)[a-z]|%%|%[sd]|\{\w*\}|</?[a-z]+[^>]*>")


class Flaw(StrEnum):
    """Why a translation cannot be shown."""

    EMPTY = "is not translated"
    PLURALS = "has too few or too many plural forms"
    PARTS = "has other placeholders or tags"
    SPACE = "begins or ends with a space"


def as_texts(value: Texts) -> tuple[str, ...]:
    """Return a message's one or several forms."""
    return tuple(value) if isinstance(value, (tuple, list)) else (value or "",)


def parts(text: str) -> list[str]:
    """Return what is filled in or marked up in a text, in a stable order."""
    return sorted(PARTS.findall(text))


def flaws(ids: Texts, texts: Texts, plurals: int) -> list[Flaw]:
    """Return what is wrong with a translation; ``plurals`` is how many forms its language has."""
    sources, spoken = as_texts(ids), as_texts(texts)
    if not all(text.strip() for text in spoken):
        return [Flaw.EMPTY]
    found = []
    if len(spoken) != (plurals if len(sources) > 1 else 1):
        found.append(Flaw.PLURALS)
    wanted = [parts(text) for text in sources]
    if any(parts(text) not in wanted for text in spoken):
        found.append(Flaw.PARTS)
    edges = sources[0] == sources[0].strip()
    if edges and any(text != text.strip() for text in spoken):
        found.append(Flaw.SPACE)
    return found
