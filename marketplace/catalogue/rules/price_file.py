"""Reading a market price file as people have it: any sign between cells, any of the encodings.

World Food Programme files come with or without ids, a country column, or a second row of HXL
tags; people save them again with a byte-order mark, semicolons, or in Latin letters.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

NEEDED = ("date", "market", "commodity", "unit", "level", "currency", "price")
# Our name: the names such files give it.
_NAMES = {
    "date": ("date",),
    "country": ("countryiso3", "iso3"),
    "market": ("market", "mkt_name"),
    "commodity": ("commodity", "cm_name"),
    "unit": ("unit", "um_name"),
    "flag": ("priceflag",),
    "level": ("pricetype", "pt_name"),
    "currency": ("currency", "cur_name"),
    "price": ("price", "mp_price"),
}
_SIGNS = (",", ";", "\t", "|")
_NO_TEXT = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x1f\x8b")


class BadPriceFile(Exception):
    """The file as a whole cannot be read; says why and what to do."""


@dataclass(frozen=True, slots=True)
class PriceTable:
    """The text of a price file with where each column stands."""

    text: str
    sign: str
    columns: Mapping[str, int]

    def rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield (line number, cells by our names); tags and empty lines are passed over.

        A line that ends too early has the cells it has.
        """
        for line, cells in _cells(self.text, self.sign, skip=1):
            if cells[0].startswith("#"):
                continue
            yield line, {name: cells[at] for name, at in self.columns.items() if at < len(cells)}


def price_table(data: bytes) -> PriceTable:
    """Return the table in a file's bytes; raises ``BadPriceFile`` in words for people."""
    text = _decoded(data)
    head = next((line for line in text.splitlines() if line.strip()), "")
    if not head:
        raise BadPriceFile("the file is empty")
    sign = max(_SIGNS, key=head.count)
    _, titles = next(_cells(text, sign))
    columns = _columns(titles)
    missing = [_NAMES[name][0] for name in NEEDED if name not in columns]
    if missing:
        raise BadPriceFile(
            f"these columns are missing: {', '.join(missing)}. The first line says: "
            f"{head[:120].strip()}"
        )
    return PriceTable(text, sign, columns)


def _decoded(data: bytes) -> str:
    if data.startswith(_NO_TEXT):
        raise BadPriceFile("this is no text file; open it and save it as CSV first")
    for mark, name in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"", "utf-8-sig")):
        if data.startswith(mark):
            try:
                text = data.decode(name)
            except UnicodeDecodeError:
                continue
            return _plain(text)
    return _plain(data.decode("latin-1"))


def _plain(text: str) -> str:
    if "\0" in text:
        raise BadPriceFile("this is no text file; open it and save it as CSV first")
    return text


def _columns(titles: list[str]) -> dict[str, int]:
    places = {title.strip().lower(): at for at, title in enumerate(titles)}
    found = {
        name: next((places[title] for title in known if title in places), None)
        for name, known in _NAMES.items()
    }
    return {name: at for name, at in found.items() if at is not None}


def _cells(text: str, sign: str, *, skip: int = 0) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    try:
        for cells in reader:
            tidy = [cell.strip() for cell in cells]
            if not any(tidy):
                continue
            if skip:
                skip -= 1
                continue
            yield reader.line_num, tidy
    except csv.Error as problem:
        raise BadPriceFile(f"line {reader.line_num} cannot be read: {problem}") from None
