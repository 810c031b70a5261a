"""Small is kept small: functions, files, templates, routes (docs/story.md, the house's budgets)."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median

from tests.support.setting import ROOT

FUNCTION, MEDIAN, FILE, TEMPLATE, ROUTE = 40, 6, 300, 120, 15
PACKAGE = ROOT / "marketplace"
ROUTE_VERBS = {"route", "get", "post", "put", "patch", "delete"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Body:
    """A function's place and the lines of its body, docstring not counted."""

    place: str
    lines: int
    is_route: bool


def bodies(source: str, name: str) -> Iterator[Body]:
    """Yield every function of a file."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, Function):
            yield Body(f"{name}:{node.lineno} {node.name}", body_lines(node), is_route(node))


def body_lines(node: Function) -> int:
    """Count the lines from the first statement after the docstring to the last."""
    statements = node.body[1:] if ast.get_docstring(node) is not None else node.body
    return (node.end_lineno or 0) - statements[0].lineno + 1 if statements else 0


def is_route(node: Function) -> bool:
    """Tell whether a decorator hangs the function at an address."""
    return any(
        isinstance(d, ast.Call)
        and isinstance(d.func, ast.Attribute)
        and d.func.attr in ROUTE_VERBS
        and isinstance(d.func.value, ast.Name)
        and "blueprint" in d.func.value.id
        for d in node.decorator_list
    )


@cache
def every_body() -> list[Body]:
    """Return every function of the product."""
    return [
        body
        for path in sorted(PACKAGE.rglob("*.py"))
        for body in bodies(path.read_text(encoding="utf-8"), str(path.relative_to(ROOT)))
    ]


def too_long(paths: list[Path], limit: int) -> list[str]:
    """Return the files that are longer than allowed."""
    counts = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in paths}
    return [f"{path.relative_to(ROOT)}: {n}" for path, n in counts.items() if n > limit]


def test_no_function_is_long() -> None:
    assert [b for b in every_body() if b.lines > FUNCTION] == []


def test_most_functions_are_very_short() -> None:
    assert median(body.lines for body in every_body()) <= MEDIAN


def test_no_route_does_the_work_itself() -> None:
    routes = [body for body in every_body() if body.is_route]
    assert routes
    assert [b for b in routes if b.lines > ROUTE] == []


def test_no_python_file_is_long() -> None:
    folders = [PACKAGE, ROOT / "tests", ROOT / "tools"]
    assert too_long([p for folder in folders for p in folder.rglob("*.py")], FILE) == []


def test_no_template_is_long() -> None:
    assert too_long(sorted((PACKAGE / "templates").rglob("*.*")), TEMPLATE) == []


def test_the_counting_itself() -> None:
    source = """@blueprint.get("/")\ndef home(x):\n    'Say.'\n    a = 1\n\n    return a\n"""
    assert list(bodies(source, "a.py")) == [Body("a.py:2 home", 3, is_route=True)]
    assert next(bodies("def empty():\n    'Only words.'\n", "a.py")).lines == 0
