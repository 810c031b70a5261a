"""Finds every sentence the product can say: in code, in templates and in the catalogue's data."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "marketplace"
TRANSLATIONS = ROOT / "translations"
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2"), ("templates/**.txt", "jinja2")]
OPTIONS = {"templates/**": {"trimmed": "true", "encoding": "utf-8"}}
# ``Sentence.of("...")`` and ``Sentence("...")`` mark as ``N_("...")`` does (kernel/words.py).
KEYWORDS = {
    "_": None,
    "N_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "Sentence": None,
    "of": None,
}
# What people read in catalogue.json; every other text in it is a code.
DATA_WORDS = {"name", "short"}


def _from_data(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in DATA_WORDS and isinstance(inner, str):
                yield inner
            else:
                yield from _from_data(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _from_data(inner)


def extracted() -> Catalog:
    """Return every message with where it is used, in a stable order."""
    catalogue = Catalog(project="Mkeka", charset="utf-8", fuzzy=False)
    found = extract_from_dir(
        PACKAGE,
        METHODS,
        OPTIONS,
        keywords=KEYWORDS,
        comment_tags=("i18n:",),
        strip_comment_tags=True,
    )
    for name, line, message, comments, context in sorted(found, key=lambda row: (row[0], row[1])):
        place = (f"marketplace/{Path(name).as_posix()}", line)
        catalogue.add(message, locations=[place], auto_comments=comments, context=context)
    for path in sorted((PACKAGE / "data").glob("catalogue*.json")):
        for message in _from_data(json.loads(path.read_text(encoding="utf-8"))):
            catalogue.add(message, locations=[(f"marketplace/data/{path.name}", 1)])
    return catalogue


def languages() -> list[str]:
    """Return the languages the product offers besides English, whose messages are the ids."""
    from marketplace.i18n import LANGUAGES  # noqa: PLC0415 - extraction alone needs no product

    return [code for code in LANGUAGES if code != "en"]


def read(path: Path) -> Catalog:
    """Return a catalogue as written; raises on text that is no catalogue."""
    with path.open("rb") as handle:
        return read_po(handle, locale=path.parent.parent.name, abort_invalid=True)
