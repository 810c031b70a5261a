"""What somebody typed is never shown bare: templates write it with its language."""

import re
from typing import Any

import pytest

from marketplace.cli.migrate import all_metadata
from marketplace.db import Base
from marketplace.i18n import LANGUAGES, speaking
from tests.support.setting import ROOT

TEMPLATES = ROOT / "marketplace" / "templates"
all_metadata()
TYPED = sorted(
    (mapper.class_.__name__, column.info["tongue_of"], column.key)
    for mapper in Base.registry.mappers
    for column in mapper.local_table.columns  # type: ignore[attr-defined]  # a table
    if "tongue_of" in column.info
)
# Columns whose names mean typed words wherever they are printed; the others are looked at by eye.
ALWAYS = ("beyond_words", "outcome_words", "told_words", "words", "win")
BARE = re.compile(r"\{\{\s*[\w.]+\.(?:note|reason|title|" + "|".join(ALWAYS) + r")\s*\}\}")
# A browser's window has a title without marks; a field holds what its own writer typed.
ELSEWHERE = re.compile(r'\{% block title %\}.*?\{% endblock %\}|value="[^"]*"')


def test_there_are_typed_words_in_every_chapter() -> None:
    assert len(TYPED) >= 18
    assert {"NeedQuestion", "CaseEvent", "Grievance", "AgreementClause"} <= {
        one[0] for one in TYPED
    }


@pytest.mark.parametrize(("table", "words", "tongue"), TYPED)
def test_whoever_types_leaves_the_language_of_his_page(table: str, words: str, tongue: str) -> None:
    model: Any = next(m.class_ for m in Base.registry.mappers if m.class_.__name__ == table)
    row = model()
    for code in LANGUAGES:
        with speaking(code):
            setattr(row, words, "Habari")
        assert getattr(row, tongue) == code
    setattr(row, words, None)
    assert getattr(row, tongue) is None, "what is gone has no language"


def test_no_template_writes_them_bare() -> None:
    found = [
        f"{path.relative_to(TEMPLATES)}: {match}"
        for path in sorted(TEMPLATES.rglob("*.html"))
        for match in BARE.findall(ELSEWHERE.sub("", path.read_text(encoding="utf-8")))
    ]
    assert found == [], "write {{ remark(...) }}, or {{ typed(...) }} where a mark stands already"


def test_the_finding_itself() -> None:
    assert BARE.search("<p>{{ one.words }}</p>")
    assert not BARE.search("<p>{{ remark(one.words) }}</p>")
