"""Every fact that a whole world's trade left in the journal is an id or a code of a closed list."""

import importlib
import json
import pkgutil
from collections.abc import Iterator
from enum import StrEnum

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

import marketplace
from marketplace.catalogue.models import Category
from marketplace.journal.models import JournalEntry
from tests.world.demo_loaded import fill


def kinds(base: type[StrEnum]) -> Iterator[type[StrEnum]]:
    """Yield every closed list of the product."""
    for kind in base.__subclasses__():
        yield kind
        yield from kinds(kind)


def known_codes() -> set[str]:
    """Return every member of every closed list."""
    for module in pkgutil.walk_packages(marketplace.__path__, "marketplace."):
        importlib.import_module(module.name)
    lists = [kind for kind in kinds(StrEnum) if kind.__module__.startswith("marketplace.")]
    return {member.value for kind in lists for member in kind}


def strange(facts: str, codes: set[str]) -> list[str]:
    """Return the facts of one entry that are neither ids nor known codes."""
    return [
        f"{name}={value}"
        for name, value in json.loads(facts).items()
        if not isinstance(value, (int, bool, type(None))) and value not in codes
    ]


@pytest.mark.filled(by=fill)
def test_a_whole_trade_leaves_ids_and_codes_only(session: Session) -> None:
    codes = known_codes() | set(session.scalars(select(Category.code)))
    entries = session.execute(select(JournalEntry.verb, JournalEntry.facts)).all()
    assert len(entries) > 500
    assert {verb: found for verb, facts in entries if (found := strange(facts, codes))} == {}


def test_a_name_would_be_found() -> None:
    assert strange('{"who":"Zuhura","by":7,"to":"accepted"}', {"accepted"}) == ["who=Zuhura"]
