"""Refuses catalogues that are not complete and well-formed.

Every message the product can say stands in every language, translated, not fuzzy, with the same
placeholders and tags, as many plural forms as the language has; and nothing else stands there.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from babel.messages.catalog import Catalog, Message

from tools import messages

PARTS = re.compile(r"%\(\w+\)[a-z]|%%|%[sd]|\{\w*\}|</?[a-z]+[^>]*>")


def _key(message: Message) -> tuple[str | None, str]:
    return message.context, message.id if isinstance(message.id, str) else message.id[0]


def _texts(value: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return list(value) if isinstance(value, (tuple, list)) else [value or ""]


def _parts(text: str) -> list[str]:
    return sorted(PARTS.findall(text))


def problems_of(message: Message, plurals: int) -> Iterator[str]:
    """Yield what is wrong with one translated message."""
    ids, texts = _texts(message.id), _texts(message.string)
    if message.fuzzy:
        yield "is fuzzy"
    if not all(text.strip() for text in texts):
        yield "is not translated"
        return
    if len(ids) > 1 and len(texts) != plurals:
        yield f"has {len(texts)} plural forms, not {plurals}"
    wanted = [_parts(text) for text in ids]
    for text in texts:
        if _parts(text) not in wanted:
            yield f"has other placeholders or tags: {text!r}"
        if text != text.strip() and ids[0] == ids[0].strip():
            yield f"begins or ends with a space: {text!r}"


def problems(catalogue: Catalog, template: Catalog) -> Iterator[str]:
    """Yield what is wrong with one language's catalogue."""
    there = {_key(message): message for message in catalogue if message.id}
    wanted = {_key(message): message for message in template if message.id}
    yield from (f"{key[1]!r} is missing" for key in wanted if key not in there)
    yield from (f"{key[1]!r} is said nowhere" for key in there if key not in wanted)
    for key, message in there.items():
        if isinstance(message.id, str) != isinstance(wanted.get(key, message).id, str):
            yield f"{key[1]!r} has a plural in one place only"
        yield from (f"{key[1]!r} {wrong}" for wrong in problems_of(message, catalogue.num_plurals))


def check() -> list[str]:
    """Return every problem of every language, and every language without a catalogue."""
    template = messages.extracted()
    found = []
    for code in messages.languages():
        path = messages.TRANSLATIONS / code / "LC_MESSAGES" / "messages.po"
        if not path.exists():
            found.append(f"{code}: there is no catalogue")
            continue
        found += [f"{code}: {wrong}" for wrong in problems(messages.read(path), template)]
    return found


def main() -> int:
    """Print the problems; 1 if there are any."""
    found = check()
    print("\n".join(found) or f"Catalogues complete: {', '.join(messages.languages())}.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
