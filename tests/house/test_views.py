"""Above every view the same things stand in the same order: where, who, what is open, what is kept.

Who may not come in is turned away before anything is opened, and only what a view that was let in
did is committed. The outermost stands first.
"""

import ast
from collections.abc import Iterator

from tests.support.setting import ROOT

ORDER = (
    {"get", "post", "put", "patch", "delete", "route"},
    {"guard"},
    {"within"},
    {"money_open"},
    {"slow_first", "commits"},
    {"takes_photos", "takes_files"},
)


def views() -> Iterator[tuple[str, list[str]]]:
    """Yield the place of every guarded view with its decorators' names, outermost first."""
    for path in sorted((ROOT / "marketplace").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                names = [name(decorator) for decorator in node.decorator_list]
                if "guard" in names:
                    yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", names


def name(decorator: ast.expr) -> str:
    """Return the last part of a decorator's name: ``get`` of ``@blueprint.get("/")``."""
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return ast.unparse(called).rpartition(".")[2]


def in_order(decorators: list[str]) -> bool:
    """Tell whether the outermost stands first; an unknown decorator has no place, and fails."""
    places = [next(n for n, names in enumerate(ORDER) if one in names) for one in decorators]
    return places == sorted(places)


def test_what_stands_above_a_view_stands_in_one_order() -> None:
    found = dict(views())
    assert len(found) > 500
    assert [place for place, decorators in found.items() if not in_order(decorators)] == []


def test_the_reading_itself() -> None:
    view = ast.parse("@blueprint.get('/')\n@guard(Permission.LOOK)\n@commits\ndef home(): ...").body
    assert isinstance(view[0], ast.FunctionDef)
    assert [name(one) for one in view[0].decorator_list] == ["get", "guard", "commits"]
    assert in_order(["get", "guard", "commits"])
    assert not in_order(["get", "commits", "guard"])
