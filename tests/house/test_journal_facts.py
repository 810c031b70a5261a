"""The journal holds ids and bounded codes only: people can be erased, the chain stays whole."""

import ast
from collections.abc import Iterator

import pytest

from marketplace.journal.rules import UnfitFact, facts_text
from tests.support.setting import ROOT

WRITERS = {"record", "step"}
# What a person wrote or is known by, and what is sealed: never a fact.
PERSONAL = {
    "address", "amount", "body", "comment", "email", "lat", "lon", "message", "name", "note",
    "notes", "password", "phone", "place_name", "price", "question", "reason_text", "text", "title",
    "unit_price", "voice", "words",
}  # fmt: skip


def fact_values(source: str) -> Iterator[tuple[int, ast.expr]]:
    """Yield every value of a ``facts={...}`` literal given to the journal, with its line."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and _name(node.func) in WRITERS:
            for keyword in node.keywords:
                if keyword.arg == "facts" and isinstance(keyword.value, ast.Dict):
                    yield from ((value.lineno, value) for value in keyword.value.values)


def _name(function: ast.expr) -> str:
    return getattr(function, "attr", getattr(function, "id", ""))


def is_personal(value: ast.expr) -> bool:
    """Tell whether an expression reaches for something personal or makes up a text."""
    for node in ast.walk(value):
        if isinstance(node, ast.JoinedStr):
            return True
        if isinstance(node, (ast.Attribute, ast.Name)) and _name(node) in PERSONAL:
            return True
    return False


def test_no_writer_puts_anything_personal_into_the_journal() -> None:
    found, places = 0, []
    for path in sorted((ROOT / "marketplace").rglob("*.py")):
        for line, value in fact_values(path.read_text(encoding="utf-8")):
            found += 1
            if is_personal(value):
                places.append(f"{path.relative_to(ROOT)}:{line}")
    assert found
    assert places == []


@pytest.mark.parametrize(
    "source",
    [
        "record(s, a, verb='v', subject=x, facts={'who': person.name})",
        "journal.record(s, a, verb='v', subject=x, facts={'who': phone})",
        "step(s, a, x, machine=m, verb=v, facts={'who': f'{x.id} from {y}'})",
    ],
)
def test_the_search_finds_what_is_personal(source: str) -> None:
    assert [is_personal(value) for _, value in fact_values(source)] == [True]


@pytest.mark.parametrize(
    "value", ["Mama Zuhura", "+255 700 000 000", "a" * 65, "", 2**63, 1.5, ["a"], "nyanya\n"]
)
def test_the_journal_itself_refuses_what_is_no_id_and_no_code(value: object) -> None:
    with pytest.raises(UnfitFact):
        facts_text({"fact": value})


def test_ids_and_codes_are_facts() -> None:
    assert facts_text({"b": 7, "a": "veg.tomato", "c": True, "d": None}) == (
        '{"a":"veg.tomato","b":7,"c":true,"d":null}'
    )
