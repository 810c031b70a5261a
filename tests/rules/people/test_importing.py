"""Lists as people have them: which column is which, what a line says, who is the same person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.people.rules.importing import (
    Column,
    Line,
    LineProblem,
    UnreadableList,
    amount_of,
    columns_of,
    lines_of,
    mark_of,
    problem_of,
    text_of,
)

PEPPER = b"p" * 32


@pytest.mark.parametrize(
    ("header", "found"),
    [
        (["Name", "Village"], {Column.NAME: 0, Column.VILLAGE: 1}),
        (["No", "JINA KAMILI", "Kijiji", "Namba ya simu"],
         {Column.NAME: 1, Column.VILLAGE: 2, Column.PHONE: 3}),
        (["Farmer's name", "Farmer name", "Ward", "Crops", "Weekly amount"],
         {Column.NAME: 1, Column.VILLAGE: 2, Column.GOODS: 3, Column.AMOUNT: 4}),
        (["mazao", "kipimo", "kiasi", "mkulima", "eneo", "lugha"],
         {Column.GOODS: 0, Column.UNIT: 1, Column.AMOUNT: 2, Column.NAME: 3, Column.VILLAGE: 4,
          Column.LANGUAGE: 5}),
    ],
    ids=["English", "Swahili", "with others between", "everything"],
)  # fmt: skip
def test_columns_are_guessed_by_their_titles(header: list[str], found: dict[Column, int]) -> None:
    assert columns_of(header, {}) == found


def test_what_was_said_goes_before_what_is_guessed() -> None:
    header = ["Name", "Mama", "Village"]
    assert columns_of(header, {Column.NAME: "mama"})[Column.NAME] == 1


@pytest.mark.parametrize(
    ("header", "mapped", "said"),
    [
        (["A", "Village"], {}, "--map name=COLUMN"),
        ([], {}, "name or village"),
        (["Name", "Village"], {Column.PHONE: "Simu"}, "no such column"),
    ],
)
def test_a_list_without_name_or_village_says_what_to_do(
    header: list[str], mapped: dict[Column, str], said: str
) -> None:
    with pytest.raises(UnreadableList, match=said):
        columns_of(header, mapped)


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_any_usual_sign_divides_the_cells(sign: str) -> None:
    text = f'Name{sign}Village\r\n\r\n"Asha{sign} Juma"{sign}Majengo\r\n'
    (line,) = lines_of(text, {})
    assert (line.number, line.said(Column.NAME)) == (3, f"Asha{sign} Juma".replace("\t", " "))
    assert line.said(Column.PHONE) == ""


def test_a_short_line_lacks_what_it_does_not_say() -> None:
    (line,) = lines_of("Village,Name\nMajengo\n", {})
    assert problem_of(line, village_known=True) is LineProblem.NAME_MISSING


def test_files_of_two_worlds_are_text() -> None:
    assert text_of("Jina\nZoë".encode("utf-8-sig")) == "Jina\nZoë"
    assert text_of("Zoë".encode("cp1252")) == "Zoë"
    with pytest.raises(UnreadableList, match="save the sheet as CSV"):
        text_of(b"PK\x03\x04 a workbook")


@pytest.mark.parametrize(
    ("name", "known", "problem"),
    [
        ("", True, LineProblem.NAME_MISSING),
        ("a\u202eb", True, LineProblem.NAME_UNREADABLE),
        ("x" * 81, True, LineProblem.NAME_TOO_LONG),
        ("Asha", False, LineProblem.VILLAGE_UNKNOWN),
        ("Asha", True, None),
    ],
)
def test_a_line_is_left_for_a_reason(name: str, known: bool, problem: LineProblem | None) -> None:
    assert problem_of(Line(2, {Column.NAME: name}), village_known=known) is problem


@pytest.mark.parametrize(
    ("text", "amount"),
    [("40", 40), ("1,200", 1200), ("40 kg", 40), ("", None), ("many", None), ("0", None),
     ("99999", None), ("٤٠", None), ("-4", None), ("4.5", None)],
)  # fmt: skip
def test_a_weekly_amount_is_a_whole_number_or_nothing(text: str, amount: int | None) -> None:
    assert amount_of(text) == amount


@given(st.text(max_size=40))
def test_no_amount_breaks_it(text: str) -> None:
    found = amount_of(text)
    assert found is None or 0 < found <= 9999


def test_the_mark_knows_her_again_and_does_not_tell_her_name() -> None:
    asha = mark_of(PEPPER, name="Asha Juma", place_id=7, phone=None)
    assert asha == mark_of(PEPPER, name="JUMA, asha", place_id=7, phone=None)
    others = {
        mark_of(PEPPER, name="Asha Juma", place_id=8, phone=None),
        mark_of(PEPPER, name="Asha Juma", place_id=7, phone="+255712345678"),
        mark_of(PEPPER, name="Asha Juna", place_id=7, phone=None),
        mark_of(b"q" * 32, name="Asha Juma", place_id=7, phone=None),
    }
    assert asha not in others
    assert len(others) == 4
