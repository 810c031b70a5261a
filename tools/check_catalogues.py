"""Refuses catalogues that are not complete and well-formed.

Every message the product can say stands in every language, translated, not fuzzy, with the same
placeholders and tags, as many plural forms as the language has; and nothing else stands there.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from babel.messages.catalog import Catalog, Message

from marketplace.i18n.wellformed import flaws
from tools import messages


def _key(message: Message) -> tuple[str | None, str]:
    return message.context, message.id if isinstance(message.id, str) else message.id[0]


def problems_of(message: Message, plurals: int) -> Iterator[str]:
    """Yield what is wrong with one translated message."""
    if message.fuzzy:
        yield "is fuzzy"
    yield from (str(flaw) for flaw in flaws(message.id, message.string, plurals))


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
