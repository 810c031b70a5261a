"""What may leave: bands, pseudonyms, ninety days, five people; and files that do no harm."""

import csv
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO, StringIO
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.insight.rules import tables
from marketplace.insight.rules.bundle import README, About, bundle, zipped
from marketplace.insight.rules.csv_text import BOM, csv_text
from marketplace.insight.rules.publishing import (
    FEWEST,
    WAIT,
    Band,
    Line,
    band,
    pseudonym,
    publishable,
    silent,
)
from marketplace.insight.rules.tables import Column, Table
from marketplace.insight.rules.xlsx import workbook

TODAY = date(2026, 11, 24)
OLD = TODAY - WAIT
_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@given(st.integers(1, 10**15))
def test_a_value_lies_in_its_band_and_the_band_hides_it(value: int) -> None:
    found = band(value)
    assert found.low <= value < found.high
    assert 2 * found.low <= found.high <= 5 * found.low


def test_bands_by_hand() -> None:
    assert [band(one) for one in (0, 1, 4, 999, 2_800_000)] == [
        Band(0, 0), Band(1, 2), Band(2, 5), Band(500, 1000), Band(2_000_000, 5_000_000),
    ]  # fmt: skip


def test_a_pseudonym_is_the_same_for_one_and_tells_nothing() -> None:
    one = pseudonym("secret", "S", "zuhura")
    assert one == pseudonym("secret", "S", "zuhura")
    others = {pseudonym("secret", "S", "happy"), pseudonym("secret", "B", "zuhura"),
              pseudonym("other", "S", "zuhura")}  # fmt: skip
    assert one not in others
    assert len(others) == 3
    assert "zuhura" not in one


def line(she: str, *, leaf: str = "tomato", group: str = "veg", day: date = OLD) -> Line:
    return Line(destination="mto", day=day, leaf=leaf, group=group, supplier=she)


def test_nothing_younger_than_ninety_days_leaves() -> None:
    five = [line(str(n), day=OLD + timedelta(days=1)) for n in range(5)]
    assert publishable(five, today=TODAY) == ()
    assert len(publishable(five, today=TODAY + timedelta(days=1))) == 5


def test_goods_of_few_are_told_as_their_group_and_then_not_at_all() -> None:
    many = [line(str(n)) for n in range(5)]
    few = [line(f"few{n}", leaf=f"leaf{n}") for n in range(5)]
    alone = [line(f"one{n}", leaf="honey", group=f"g{n}") for n in range(5)]
    last = [line("last", leaf="wax", group="bees")]
    found = publishable([*many, *few, *alone], today=TODAY)
    told = {one.supplier: (one.leaf, one.group) for one in found}
    assert told["0"] == ("tomato", "veg")
    assert told["few0"] == ("", "veg")
    assert told["one0"] == ("honey", "g0"), "five make honey, whatever the group"
    assert publishable(last, today=TODAY) == ()


@given(st.lists(st.builds(
    line, st.sampled_from("abcdefghij"), leaf=st.sampled_from(("x", "y", "z")),
    group=st.sampled_from(("v", "w")),
)))  # fmt: skip
def test_every_named_leaf_and_group_has_five_people_behind_it(lines: list[Line]) -> None:
    found = publishable(lines, today=TODAY)
    for kind in {one.leaf for one in found if one.leaf}:
        assert len({one.supplier for one in found if one.leaf == kind}) >= FEWEST
    for kind in {one.group for one in found if not one.leaf}:
        people = {one.supplier for one in found if not one.leaf and one.group == kind}
        assert len(people) >= FEWEST


def test_where_one_part_is_silent_the_smallest_other_is_too() -> None:
    assert silent({"women": 9, "others": 3}) == {"women", "others"}
    assert silent({"near": 9, "far": 7, "unknown": 2}) == {"unknown", "far"}
    assert silent({"near": 9, "far": 7, "unknown": 0}) == set()
    assert silent({"a": 1, "b": 2, "c": 9}) == {"a", "b"}


DANGEROUS = ("=1+1", "+255", "-2", "@SUM(A1)", "\tx", "\rx", "\nx")


def test_no_word_becomes_a_formula() -> None:
    text = csv_text(("name", "n"), [(word, -5) for word in DANGEROUS])
    assert text.startswith(BOM)
    rows = list(csv.reader(StringIO(text.removeprefix(BOM), newline="")))
    assert rows[0] == ["name", "n"]
    assert [row[0] for row in rows[1:]] == [f"'{word}" for word in DANGEROUS]
    assert {row[1] for row in rows[1:]} == {"-5"}, "a number stays a number"


def example(*rows: tuple[object, ...]) -> Table:
    return Table("orders", "What was ordered.", (Column("a", "first"), Column("b", "second")),
                 rows)  # type: ignore[arg-type]  # any cell  # fmt: skip


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=40))
def test_any_text_survives_csv(text: str) -> None:
    written = csv_text(("a",), [(text, "x")]).removeprefix(BOM)
    read = list(csv.reader(StringIO(written, newline="")))[1]
    assert read[0].removeprefix("'") == text.removeprefix("'")


@given(st.text(max_size=40))
def test_any_text_makes_a_workbook_that_parses(text: str) -> None:
    with ZipFile(BytesIO(workbook([example((text, 1))]))) as file:
        for name in file.namelist():
            ET.fromstring(file.read(name))  # our own bytes


def test_a_workbook_has_typed_cells_and_a_sheet_that_explains() -> None:
    made = workbook([example(("=1+1", Decimal("1400.5")), (date(2026, 11, 23), None))])
    assert made == workbook([example(("=1+1", Decimal("1400.5")), (date(2026, 11, 23), None))])
    with ZipFile(BytesIO(made)) as file:
        book = ET.fromstring(file.read("xl/workbook.xml"))  # our own
        sheet = ET.fromstring(file.read("xl/worksheets/sheet2.xml"))  # our own
        about = file.read("xl/worksheets/sheet1.xml").decode()
    assert [one.get("name") for one in book.iter(f"{_S}sheet")] == ["README", "orders"]
    cells = {one.get("r"): one for one in sheet.iter(f"{_S}c")}
    assert cells["A2"].get("t") == "inlineStr"
    assert [cells[place].findtext(f"{_S}v") for place in ("B2", "A3")] == ["1400.5", "46349"]
    assert not list(sheet.iter(f"{_S}f")), "no formula"
    assert "first" in about


@pytest.mark.parametrize("exact", [False, True])
def test_the_readme_explains_every_column(exact: bool) -> None:
    files = bundle(tables.EVERY, About("Mkeka", TODAY, exact))
    told = files[README]
    assert ("Do not pass it on" in told) is exact
    assert ("90 days" in told) is not exact
    for table in tables.EVERY:
        assert f"{table.name}.csv" in files
        for column in table.columns:
            assert f"  {column.name}" in told
            assert column.meaning in told
    with ZipFile(BytesIO(zipped(files))) as archive:
        assert set(archive.namelist()) == set(files)
