"""A workbook in the Office Open XML format, written by hand: typed cells, no formulas, no macros.

Text is stored as inline strings, which no spreadsheet runs; numbers and days are typed, so that
they can be added up. The same content makes the same bytes.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from marketplace.insight.rules.csv_text import Cell
from marketplace.insight.rules.tables import Table

MOST_TEXT = 32_767  # signs in one cell
_NEVER_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_EPOCH = date(1899, 12, 30)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PLAIN, _BOLD, _DAY = 0, 1, 2  # places in the list of formats below
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="2"><font/><font><b/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/>'
    '</borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/>'
    '<xf fontId="1" applyFont="1"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs>'
    "</styleSheet>"
)


def workbook(tables: Sequence[Table]) -> bytes:
    """Return the bytes of a workbook with a sheet for each table, after one that explains them."""
    sheets = [("README", _about(tables)), *((one.name, _rows(one)) for one in tables)]
    numbers = range(1, len(sheets) + 1)
    targets = [("worksheet", f"worksheets/sheet{number}.xml") for number in numbers]
    parts = {
        "[Content_Types].xml": _content_types(numbers),
        "_rels/.rels": _links([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": _workbook([name for name, _ in sheets]),
        "xl/_rels/workbook.xml.rels": _links([*targets, ("styles", "styles.xml")]),
        "xl/styles.xml": _STYLES,
    }
    parts |= {
        f"xl/worksheets/sheet{number}.xml": _sheet(rows)
        for number, (_, rows) in enumerate(sheets, start=1)
    }
    return _zipped(parts)


def _zipped(parts: dict[str, str]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(ZipInfo(name), _HEAD + text, ZIP_DEFLATED)
    return out.getvalue()


def _about(tables: Iterable[Table]) -> list[Sequence[Cell]]:
    told: list[Sequence[Cell]] = [("table", "column", "meaning")]
    for table in tables:
        told.append((table.name, "", table.about))
        told.extend((table.name, column.name, column.meaning) for column in table.columns)
    return told


def _rows(table: Table) -> list[Sequence[Cell]]:
    return [table.header, *table.rows]


def _sheet(rows: Sequence[Sequence[Cell]]) -> str:
    lines = "".join(
        f'<row r="{n}">{"".join(_cell(cell, n, at) for at, cell in enumerate(row))}</row>'
        for n, row in enumerate(rows, start=1)
    )
    frozen = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    view = f'<sheetViews><sheetView workbookViewId="0">{frozen}</sheetView></sheetViews>'
    return f'<worksheet xmlns="{_MAIN}">{view}<sheetData>{lines}</sheetData></worksheet>'


def _cell(cell: Cell, row: int, column: int) -> str:
    place = f'r="{_letters(column)}{row}"'
    if cell is None or cell == "":
        return ""
    if isinstance(cell, date):
        return f'<c {place} s="{_DAY}"><v>{(cell - _EPOCH).days}</v></c>'
    if isinstance(cell, int | Decimal):
        return f"<c {place}><v>{cell}</v></c>"
    style = _BOLD if row == 1 else _PLAIN
    text = escape(_NEVER_XML.sub("", cell)[:MOST_TEXT])
    kept = f'<is><t xml:space="preserve">{text}</t></is>'
    return f'<c {place} s="{style}" t="inlineStr">{kept}</c>'


def _letters(column: int) -> str:
    """Return a column's letters: 0 is A, 26 is AA."""
    text = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def _workbook(names: Sequence[str]) -> str:
    sheets = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"/>'
        for n, name in enumerate(names, start=1)
    )
    return f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>'


def _links(targets: Sequence[tuple[str, str]]) -> str:
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


def _content_types(numbers: Iterable[int]) -> str:
    parts = {"/xl/workbook.xml": "sheet.main", "/xl/styles.xml": "styles"}
    parts |= {f"/xl/worksheets/sheet{n}.xml": "worksheet" for n in numbers}
    told = "".join(
        f'<Override PartName="{part}" ContentType="{_TYPE}.{kind}+xml"/>'
        for part, kind in parts.items()
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{told}</Types>'
    )
