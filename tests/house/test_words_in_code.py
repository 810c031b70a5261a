"""What stands in the repository besides code: reasons, docstrings, no gaps, no foreign places."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

from tests.support.setting import ROOT

IGNORE = re.compile(r"#\s*(noqa|type:\s*ignore|fmt:\s*(?:off|skip)|pragma:\s*no cover)(.*)$")
CODED = re.compile(r"^(\[[\w\-, ]+\]|:\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*)")
GAPS = re.compile(r"\b(TODO|FIXME|XXX|HACK|lorem ipsum)\b", re.IGNORECASE)
MACHINE = re.compile(
    r"(?<![\w.])(/work/|/home/\w|/root/|/Users/\w|C:\\\\Users|file:///\w)"
    r"|\b(?:files\.pythonhosted|pypi\.org|registry\.npmjs)\b"
)
TEXT = {
    ".py", ".html", ".css", ".js", ".md", ".toml", ".txt", ".csv", ".json", ".lock", ".sh", ".po",
    ".yml", ".yaml", ".cfg", ".mako", ".svg", ".xml", "",
}  # fmt: skip
THIS = "tests/house/test_words_in_code.py"


def tracked() -> list[str]:
    """Return the repository's own files."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def lines_of(*suffixes: str) -> list[tuple[str, str]]:
    """Return every line of such files with its place."""
    return [
        (f"{name}:{number}", line)
        for name in tracked()
        if Path(name).suffix in suffixes and name != THIS
        for number, line in enumerate(
            (ROOT / name).read_text(encoding="utf-8", errors="replace").splitlines(), start=1
        )
    ]


def unreasoned(line: str) -> bool:
    """Tell whether a line ignores a rule without a code or without saying why."""
    found = IGNORE.search(line)
    if not found or found.group(1).startswith("fmt"):
        return False
    coded = CODED.match(found.group(2).strip())
    return coded is None or len(re.findall(r"\w+", found.group(2)[coded.end() :])) < 2


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("x = 1  # noqa", True),
        ("x = 1  # noqa: S101", True),
        ("x = 1  # type: ignore", True),
        ("x = 1  # type: ignore[misc]", True),
        ("x = 1  # noqa: S704  # our own file", False),
        ("x = 1  # type: ignore[misc]  # the part is untyped", False),
        ("x = 1", False),
    ],
)
def test_what_counts_as_a_reason(line: str, wrong: bool) -> None:
    assert unreasoned(line) is wrong


def test_every_ignore_has_its_reason() -> None:
    assert [place for place, line in lines_of(".py") if unreasoned(line)] == []


def test_no_gap_is_left_behind() -> None:
    found = [place for place, line in lines_of(".py", ".html", ".js", ".css") if GAPS.search(line)]
    assert found == []


def test_no_machine_and_no_registry_is_named() -> None:
    assert [place for place, line in lines_of(*TEXT) if MACHINE.search(line)] == []


def public_without_docstring(tree: ast.Module) -> list[str]:
    """Return the public functions and classes of a module that do not say what they mean."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return [
        node.name
        for node in tree.body
        if isinstance(node, kinds)
        and not node.name.startswith("_")
        and ast.get_docstring(node) is None
    ]


def test_everything_public_says_what_it_means() -> None:
    missing = []
    for path in sorted((ROOT / "marketplace").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        place = str(path.relative_to(ROOT))
        if ast.get_docstring(tree) is None:
            missing.append(place)
        missing += [f"{place}: {name}" for name in public_without_docstring(tree)]
    assert missing == []


def test_the_search_for_docstrings_finds_a_bare_one() -> None:
    tree = ast.parse("def open(): ...\ndef _hidden(): ...\nclass Said:\n    'Yes.'\n")
    assert public_without_docstring(tree) == ["open"]
