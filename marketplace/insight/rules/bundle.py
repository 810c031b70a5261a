"""An export as files: one CSV a table, and a README that explains every column."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from marketplace.insight.rules.csv_text import csv_text
from marketplace.insight.rules.publishing import FEWEST, WAIT
from marketplace.insight.rules.tables import Table

README = "README.txt"


@dataclass(frozen=True, slots=True)
class About:
    """What a README says of an export: whose, of which day, and whether values are exact."""

    publisher: str
    day: date
    exact: bool


def bundle(tables: Sequence[Table], about: About) -> dict[str, str]:
    """Return the files of an export by name."""
    files = {f"{one.name}.csv": csv_text(one.header, one.rows) for one in tables}
    return {README: "\n".join(_readme(tables, about)) + "\n", **files}


def zipped(files: dict[str, str]) -> bytes:
    """Return files as one archive; the same files make the same bytes."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(ZipInfo(name), text.encode(), ZIP_DEFLATED)
    return out.getvalue()


def _readme(tables: Sequence[Table], about: About) -> Iterator[str]:
    yield f"{about.publisher}: export of {about.day.isoformat()}"
    yield ""
    yield from _EXACT if about.exact else _PUBLISHED
    yield from _FORMAT
    for table in tables:
        yield ""
        yield f"{table.name}.csv ({len(table.rows)} rows)"
        yield f"  {table.about}"
        width = max(len(column.name) for column in table.columns)
        yield from (f"  {column.name:<{width}}  {column.meaning}" for column in table.columns)


_PUBLISHED = (
    "What is in here may be published:",
    "- Nobody is named. S-, B- and R-codes stand for suppliers, buyers and orders, and stay the",
    "  same in every export of this installation.",
    "- Amounts and prices are bands: from the lower end up to, but not including, the upper end.",
    f"- Nothing is younger than {WAIT.days} days, and no day is told, only its week.",
    f"- No figure rests on fewer than {FEWEST} suppliers: goods are told coarsely, or not at all.",
)  # fmt: skip
_EXACT = (
    "This is a facilitator's working copy of the own places: exact and up to date.",
    "Do not pass it on or publish it. Nobody is named: S-, B- and R-codes stand for suppliers,",
    "buyers and orders. Indicators on fewer than five suppliers are silent here too.",
)
_FORMAT = (
    "",
    "Files are UTF-8 with a byte-order mark, commas, and a header row. Words that a spreadsheet",
    "would run as a formula begin with an apostrophe. Money is in major units of its currency.",
    "Codes of goods: HS 2022 and CPC 2.1; units: UN/CEFACT Recommendation 20.",
)
