"""Brings every language's catalogue up to date with what the product says now.

New messages arrive empty, changed ones are kept out of use (no guessing), unused ones are dropped.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from tools import messages


def update(code: str, template: Catalog) -> int:
    """Write one language's file; return how many messages wait for a translation."""
    path = messages.TRANSLATIONS / code / "LC_MESSAGES" / "messages.po"
    if path.exists():
        catalogue = messages.read(path)
        catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
        catalogue.obsolete.clear()
    else:
        catalogue = Catalog(locale=code, project="Mkeka", charset="utf-8", fuzzy=False)
        for message in template:
            if message.id:
                catalogue.add(message.id, locations=message.locations, context=message.context)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as handle:
        write_po(handle, catalogue, width=96, sort_by_file=True, include_lineno=False)
    return sum(1 for m in catalogue if m.id and not _translated(m.string))


def _translated(text: str | tuple[str, ...] | list[str]) -> bool:
    return all(text) if isinstance(text, (tuple, list)) else bool(text)


def main() -> int:
    """Update every language and say what waits."""
    template = messages.extracted()
    for code in messages.languages():
        print(f"{code}: {len(template)} messages, {update(code, template)} to translate")
    return 0


if __name__ == "__main__":
    sys.exit(main())
