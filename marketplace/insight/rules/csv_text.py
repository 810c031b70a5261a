"""CSV that a spreadsheet opens as it is, and that can do nothing to it."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import StringIO

BOM = "\ufeff"  # without it Excel reads UTF-8 as something else
Cell = str | int | Decimal | date | None
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe(cell: Cell) -> str:
    """Return a cell as text; words that a spreadsheet would run get a leading apostrophe."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(_DANGEROUS) else cell
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def csv_text(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Return a whole file: byte-order mark, header, rows ended as RFC 4180 ends them."""
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe(name) for name in header])
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return BOM + out.getvalue()
