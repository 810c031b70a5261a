"""What import-linter cannot say: every module named rules-something is plain Python."""

import ast
import re
import subprocess
import sys
from pathlib import Path

from tests.support.setting import ROOT

PLAIN = {"flask", "sqlalchemy", "wtforms", "babel", "jinja2", "werkzeug", "alembic"}


def is_plain_place(path: Path) -> bool:
    """Tell whether a file belongs to the kernel or to some context's rules."""
    parts = path.relative_to(ROOT / "marketplace").with_suffix("").parts
    return parts[0] == "kernel" or any(re.fullmatch(r"rules(_\w+)?", part) for part in parts)


def imported(source: str) -> set[str]:
    """Return the outermost names of everything a file imports, framework parts by their family."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return {name.split(".")[0].split("_")[0] for name in names}


def test_rules_and_kernel_are_plain() -> None:
    files = [p for p in (ROOT / "marketplace").rglob("*.py") if is_plain_place(p)]
    assert files
    loud = {
        str(p.relative_to(ROOT)): imported(p.read_text(encoding="utf-8")) & PLAIN for p in files
    }
    assert {name: found for name, found in loud.items() if found} == {}


def test_the_search_sees_every_form_of_import() -> None:
    source = "import flask_wtf\nfrom sqlalchemy.orm import Session\ndef f():\n    import babel\n"
    assert imported(source) == {"flask", "sqlalchemy", "babel"}


def test_every_context_keeps_its_order() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]


def test_each_context_is_under_every_contract() -> None:
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    contexts = [p.parent.name for p in (ROOT / "marketplace").glob("*/__init__.py")
                if any((p.parent / f"{name}{end}").exists()
                       for name in ("models", "actions") for end in ("", ".py"))]  # fmt: skip
    assert len(contexts) > 8
    for context in contexts:
        assert settings.count(f'"marketplace.{context}",') == 2, context
