"""The wheel is whole: catalogues, migrations, templates, data and pictures travel inside it."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.support.setting import ROOT


@pytest.fixture(scope="module")
def inside(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Names of everything in the wheel built from this tree."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory"]
    done = subprocess.run([*command, folder], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    with zipfile.ZipFile(next(Path(folder).glob("*.whl"))) as wheel:
        return wheel.namelist()


def packed(folder: str, pattern: str, prefix: str) -> set[str]:
    """What must be inside, by what stands in the tree."""
    found = {p.relative_to(ROOT / folder).as_posix() for p in (ROOT / folder).rglob(pattern)}
    assert found, f"nothing like {folder}/{pattern}"
    return {f"{prefix}/{name}" for name in found if "__pycache__" not in name}


@pytest.mark.parametrize(
    ("folder", "pattern", "prefix"),
    [
        ("migrations", "*.py", "marketplace/_migrations"),
        ("migrations", "*.mako", "marketplace/_migrations"),
        ("translations", "*.po", "marketplace/_translations"),
        ("translations", "*.mo", "marketplace/_translations"),
        ("marketplace/templates", "*.html", "marketplace/templates"),
        ("marketplace/static", "*.css", "marketplace/static"),
        ("marketplace/static", "*.js", "marketplace/static"),
        ("marketplace/static", "*.png", "marketplace/static"),
        ("marketplace/pictures", "*.svg", "marketplace/pictures"),
        ("marketplace/data", "*.json", "marketplace/data"),
        ("marketplace", "*.py", "marketplace"),
    ],
)
def test_it_travels(inside: list[str], folder: str, pattern: str, prefix: str) -> None:
    assert packed(folder, pattern, prefix) - set(inside) == set()


def test_nothing_else_travels(inside: list[str]) -> None:
    roots = {name.split("/")[0].partition("-")[0] for name in inside}
    assert roots == {"marketplace", "mkeka"}
    assert [name for name in inside if name.endswith((".pyc", ".sqlite3"))] == []
