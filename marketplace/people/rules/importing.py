"""Reading somebody else's list of suppliers: which column is which, and what a line says."""

import csv
import hmac
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from marketplace.kernel.text import tidy, unsafe_characters
from marketplace.people.rules.names import name_key
from marketplace.people.rules.registration import MAX_AMOUNT, MAX_NAME


class Column(StrEnum):
    """What a column of a list may hold; name and village must be there."""

    AMOUNT = "amount"
    GOODS = "goods"
    LANGUAGE = "language"
    NAME = "name"
    PHONE = "phone"
    UNIT = "unit"
    VILLAGE = "village"


class LineProblem(StrEnum):
    """Why a line is left."""

    NAME_MISSING = "name_missing"
    NAME_UNREADABLE = "name_unreadable"
    NAME_TOO_LONG = "name_too_long"
    VILLAGE_UNKNOWN = "village_unknown"


class LineRemark(StrEnum):
    """What of a line is not taken over, while she is."""

    AMOUNT_UNREADABLE = "amount_unreadable"
    GOODS_UNKNOWN = "goods_unknown"
    PHONE_UNREADABLE = "phone_unreadable"


REQUIRED = (Column.NAME, Column.VILLAGE)
# Header words people use, in English and Swahili, as ``name_key`` makes them.
HEADERS: Mapping[Column, frozenset[str]] = {
    column: frozenset(name_key(word) for word in words.split(", "))
    for column, words in {
        Column.AMOUNT: "amount, quantity, weekly amount, per week, kiasi, kiasi kwa wiki, kwa wiki",
        Column.GOODS: "goods, product, products, produce, crop, crops, makes, sells, bidhaa, zao, "
        "mazao, anachouza, anauza",
        Column.LANGUAGE: "language, speaks, lugha",
        Column.NAME: "name, full name, supplier, supplier name, farmer, farmer name, producer, "
        "jina, jina kamili, mkulima, jina la mkulima, mzalishaji, muuzaji",
        Column.PHONE: "phone, phone number, mobile, mobile number, telephone, tel, simu, "
        "namba ya simu, nambari ya simu, simu ya mkononi",
        Column.UNIT: "unit, units, kipimo",
        Column.VILLAGE: "village, place, location, ward, town, kijiji, mahali, eneo, kata, mji",
    }.items()
}


class UnreadableList(Exception):
    """The list cannot be read at all; the message says what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it was written: its number in the file, and its cells by meaning."""

    number: int
    cells: Mapping[Column, str]

    def said(self, column: Column) -> str:
        """Return a cell without doubled blanks; empty where there is none."""
        return tidy(self.cells.get(column, ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody of a list, read: not registered, not asked yet. ``mark`` recognises her again."""

    line: int
    name: str
    place_id: int
    mark: str
    phone: str | None = None
    language: str | None = None
    category_id: int | None = None
    unit_id: int | None = None
    weekly_amount: int | None = None


def text_of(data: bytes) -> str:
    """Return the text of a file: UTF-8 with or without a mark, else Windows' western letters."""
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise UnreadableList("this is a workbook; save the sheet as CSV first.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def columns_of(header: Sequence[str], given: Mapping[Column, str]) -> dict[Column, int]:
    """Return which column is where; what was given goes before what is guessed."""
    keys = [name_key(title) for title in header]
    found: dict[Column, int] = {}
    for column, words in HEADERS.items():
        if column in given:
            found[column] = _given(given[column], column, keys)
        else:
            at = [place for place, key in enumerate(keys) if key in words]
            if at:
                found[column] = at[0]
    missing = [column.value for column in REQUIRED if column not in found]
    if missing:
        raise UnreadableList(
            f"no column is known as {' or '.join(missing)}. The columns are: {', '.join(header)}. "
            f"Say which it is: --map {missing[0]}=COLUMN."
        )
    return found


def _given(title: str, column: Column, keys: Sequence[str]) -> int:
    if name_key(title) not in keys:
        raise UnreadableList(f"--map {column}={title}: the list has no such column.")
    return keys.index(name_key(title))


def lines_of(text: str, given: Mapping[Column, str]) -> Iterator[Line]:
    """Yield the lines of a list; raise ``UnreadableList`` where there is no usable header."""
    rows = csv.reader(text.splitlines(), delimiter=_delimiter(text))
    header = next(rows, [])
    places = columns_of([tidy(title) for title in header], given)
    for row in rows:
        if any(cell.strip() for cell in row):
            cells = {column: row[at] for column, at in places.items() if at < len(row)}
            yield Line(rows.line_num, cells)


def _delimiter(text: str) -> str:
    """Return what divides the cells: whichever of the usual signs the header has most of."""
    header = text.partition("\n")[0]
    return max((",", ";", "\t"), key=header.count)


def problem_of(line: Line, *, village_known: bool) -> LineProblem | None:
    """Return why a line cannot be taken; the same rules of a name as in registration."""
    name = line.said(Column.NAME)
    found = {
        LineProblem.NAME_MISSING: not name,
        LineProblem.NAME_TOO_LONG: len(name) > MAX_NAME,
        LineProblem.NAME_UNREADABLE: "\n" in name or bool(unsafe_characters(name)),
        LineProblem.VILLAGE_UNKNOWN: not village_known,
    }
    return next((reason for reason, wrong in found.items() if wrong), None)


def amount_of(text: str) -> int | None:
    """Return a whole weekly amount written as "40", "1,200" or "40 kg"; none if it is none."""
    number = text.replace(",", "").replace("\u00a0", " ").strip().partition(" ")[0]
    if not (number.isascii() and number.isdigit() and len(number) < 9):
        return None
    return int(number) if 0 < int(number) <= MAX_AMOUNT else None


def mark_of(pepper: bytes, *, name: str, place_id: int, phone: str | None) -> str:
    """Return the mark of somebody: the same for the same person, and no way back to her name."""
    said = "\x1f".join((name_key(name), str(place_id), phone or ""))
    return hmac.digest(pepper, said.encode(), "sha256").hex()


def first_of_each(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yield each person once, where a list has her twice."""
    seen: set[str] = set()
    for one in candidates:
        if one.mark not in seen:
            seen.add(one.mark)
            yield one
