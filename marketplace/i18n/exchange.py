"""Catalogues out to translators and back: as PO, and as a sheet (CSV) that any office opens.

What comes back is laid over the shipped catalogue (``use_own_words``), message by message; one
that would break a page is left out with its reason, and the rest is taken.
"""

import csv
import hashlib
import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO, StringIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po, write_po

from marketplace.i18n.catalogue import own_words, source
from marketplace.i18n.wellformed import Flaw, as_texts, flaws

MOST_BYTES = 4 * 1024 * 1024
SUPPLIERS = ("marketplace/templates/supplier/", "marketplace/templates/ui/",
             "marketplace/catalogue/")  # fmt: skip
COLUMNS = ("key", "who", "english", "english_plural")
_FORMS = ("translation", *(f"translation_{n}" for n in range(2, 7)))
_MARKS = (",", ";", "\t")  # what offices put between cells, by country
_RISKY = ("=", "+", "-", "@", "\t", "\r")


class NotACatalogue(Exception):
    """The file is neither a PO file nor a sheet of ours."""


@dataclass(frozen=True, slots=True)
class Line:
    """One message of a language: its English, its words, and whether suppliers see it."""

    key: str
    ids: tuple[str, ...]
    context: str | None
    texts: tuple[str, ...]
    for_suppliers: bool


@dataclass(slots=True)
class Brought:
    """What became of a translator's file."""

    taken: int = 0
    same: int = 0
    unknown: int = 0
    flawed: list[tuple[str, Flaw]] = field(default_factory=list)


def key_of(ids: tuple[str, ...], context: str | None) -> str:
    """Return a short, stable name of a message for sheets."""
    return hashlib.sha256("\x1f".join((context or "", *ids)).encode()).hexdigest()[:12]


def catalogue(code: str) -> Catalog:
    """Return a language's words as they are in force: shipped, with this installation's own."""
    whole = _read(source(code), code)
    own = own_words(code)
    for message in _read(own, code) if own and own.exists() else ():
        known = whole.get(message.id, message.context) if message.id else None
        if known is not None:
            known.string = message.string
    return whole


def lines(code: str) -> tuple[Line, ...]:
    """Return every message of a language, those that suppliers see first."""
    own = own_words(code)
    return _lines(code, own, tuple(map(_changed, (source(code), own))))


def _changed(path: Path | None) -> int:
    return path.stat().st_mtime_ns if path and path.exists() else 0


@lru_cache(maxsize=16)
def _lines(code: str, own: Path | None, stamps: tuple[int, ...]) -> tuple[Line, ...]:
    """Read a language once: a thousand messages take a tenth of a second."""
    _ = own, stamps
    found = (_line(message) for message in catalogue(code) if message.id)
    return tuple(sorted(found, key=lambda line: not line.for_suppliers))


def _line(message: Message) -> Line:
    ids = as_texts(message.id)
    seen = any(place.startswith(SUPPLIERS) for place, _ in message.locations)
    texts = as_texts(message.string)
    return Line(key_of(ids, message.context), ids, message.context, texts, seen)


def fingerprint(code: str) -> str:
    """Return a checksum of a language's words: a review holds for exactly these."""
    rows = sorted((line.key, *line.texts) for line in lines(code))
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def as_po(code: str) -> bytes:
    """Return a language's words as a PO file."""
    buffer = BytesIO()
    write_po(buffer, catalogue(code), width=96, sort_by_file=True, include_lineno=False)
    return buffer.getvalue()


def as_sheet(code: str) -> str:
    """Return a language's words as CSV; a cell that a spreadsheet would run is quoted."""
    out = StringIO()
    table = csv.writer(out)
    forms = _FORMS[: catalogue(code).num_plurals]
    table.writerow([*COLUMNS, *forms])
    for line in lines(code):
        who = "supplier" if line.for_suppliers else "staff"
        english = (line.ids[0], line.ids[1] if len(line.ids) > 1 else "")
        table.writerow([line.key, who, *map(_safe, (*english, *line.texts))])
    return out.getvalue()


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_RISKY) else cell


def _plain(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(_RISKY) else cell


def bring(code: str, data: bytes) -> Brought:
    """Lay a translator's file over a language; raise ``NotACatalogue`` for anything else."""
    whole, own = catalogue(code), own_words(code)
    if own is None or len(data) > MOST_BYTES:
        raise NotACatalogue
    known = {line.key: line for line in lines(code)}
    report, kept = Brought(), _read(own, code) if own.exists() else Catalog(locale=code)
    for key, texts in _brought(code, data):
        _take(report, kept, known.get(key), texts, whole.num_plurals)
    if report.taken:
        _write(own, kept)
    return report


def _take(
    report: Brought, kept: Catalog, line: Line | None, texts: tuple[str, ...], plurals: int
) -> None:
    if line is None:
        report.unknown += 1
    elif not any(texts) or texts == line.texts:
        report.same += 1
    elif wrong := flaws(line.ids, texts, plurals):
        report.flawed.append((line.ids[0], wrong[0]))
    else:
        report.taken += 1
        _keep(kept, line, texts)


def _keep(kept: Catalog, line: Line, texts: tuple[str, ...]) -> None:
    several = len(line.ids) > 1
    kept.delete(line.ids if several else line.ids[0], line.context)
    kept.add(
        line.ids if several else line.ids[0], texts if several else texts[0], context=line.context
    )


def _brought(code: str, data: bytes) -> Iterator[tuple[str, tuple[str, ...]]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotACatalogue from None
    text = unicodedata.normalize("NFC", text)
    mark = text[len(COLUMNS[0]) :][:1]
    ours = text.startswith(COLUMNS[0]) and mark in _MARKS
    return _from_sheet(text, mark) if ours else _from_po(code, text)


def _from_po(code: str, text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    try:
        read = read_po(StringIO(text), locale=code, abort_invalid=True)
    except (PoFileError, ValueError, LookupError):  # a head that names no real letters or date
        raise NotACatalogue from None
    messages = [message for message in read if message.id]
    if not messages:
        raise NotACatalogue
    for message in messages:
        sure = () if message.fuzzy else as_texts(message.string)  # a program's guess is no word
        yield key_of(as_texts(message.id), message.context), sure


def _from_sheet(text: str, mark: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    try:
        rows = list(csv.DictReader(StringIO(text, newline=""), delimiter=mark))
    except csv.Error:
        raise NotACatalogue from None
    for row in rows:
        forms = [_plain(row.get(name) or "") for name in _FORMS]
        while len(forms) > 1 and not forms[-1]:
            forms.pop()
        yield row.get("key") or "", tuple(forms)


def _read(path: Path, code: str) -> Catalog:
    with path.open("rb") as handle:
        return read_po(handle, locale=code)


def _write(path: Path, kept: Catalog) -> None:
    """Put the whole file in place at once: a page never reads half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(f".{os.getpid()}.part")
    with part.open("wb") as handle:
        write_po(handle, kept, width=96)
    part.replace(path)
