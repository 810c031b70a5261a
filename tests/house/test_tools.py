"""Every tool and benchmark can be begun: what it takes from the others is there."""

import importlib

import pytest

from tests.support.setting import ROOT

MODULES = sorted(
    f"{path.parent.name}.{path.stem}"
    for folder in ("tools", "benchmarks")
    for path in (ROOT / folder).glob("*.py")
    if path.stem != "__init__"
)


@pytest.mark.parametrize("name", MODULES)
def test_it_finds_what_it_is_made_of(name: str) -> None:
    assert importlib.import_module(name).__doc__
