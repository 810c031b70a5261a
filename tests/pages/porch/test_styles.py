"""A page sends of the one style sheet what it can meet, and nothing that it needs is left out."""

import re
from pathlib import Path

import pytest

from marketplace.web.styles import rules, settled, sheet_for
from tests.support.setting import ROOT

PACKAGE = ROOT / "marketplace"
EVERY = frozenset(name for rule in rules() for _, needs in rule.selectors for name in needs)


def bare(text: str) -> str:
    """Return a style sheet without the space between its rules."""
    return re.sub(r"\s*([{}])\s*", r"\1", text).strip()


def test_a_page_with_every_class_sends_the_whole_sheet() -> None:
    whole = bare((PACKAGE / "static" / "supplier.css").read_text(encoding="utf-8"))
    assert sheet_for(EVERY) == whole


def test_a_page_sends_only_the_rules_it_can_meet() -> None:
    plain, card = sheet_for(frozenset()), sheet_for(frozenset({"card"}))
    assert plain.startswith("*{")
    assert ".card" not in plain
    assert "@media" not in plain, "a width without a rule is not sent"
    assert "}.card{display:flex" in card, "of a group only the selectors that can be met"
    assert ".card i{" in card
    assert ".with>.card" not in card, "a rule needs all its classes"
    stacked = frozenset({"with", "card", "pic"})
    assert "[dir=rtl]" not in sheet_for(stacked | {"ltr"})
    assert "[dir=rtl] .with .card>.pic{" in sheet_for(stacked | {"rtl"})
    assert "@media(max-width:300px){.pic{" in sheet_for(frozenset({"pic"}))


def used() -> str:
    """Return what templates, scripts and our own code can write as a class."""
    files = [*PACKAGE.rglob("*.html"), *PACKAGE.rglob("*.js"), *(PACKAGE / "web").rglob("*.py")]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def test_every_class_of_the_sheet_is_used() -> None:
    text = used() + " ".join(f"n{n} pic-{size}" for n in range(3) for size in "sl")
    assert [name for name in sorted(EVERY) if not re.search(rf"\b{name}\b", text)] == []


@pytest.mark.parametrize(
    ("page", "script"), [("kept.html", "app/shell.js"), ("attach.html", "bring.js")]
)
def test_what_a_script_makes_is_styled(page: str, script: str) -> None:
    """A script's classes stand in the page's template, as a class or as a look yet to come."""
    template = (PACKAGE / "templates" / "supplier" / page).read_text(encoding="utf-8")
    made = set(re.findall(r"[\w-]+", " ".join(re.findall(r"'([\w -]+)'", text_of(script)))))
    looks = " ".join(re.findall(r'(?:class|data-look)="([^"]*)"', template)).split()
    assert made & EVERY <= set(looks)


def text_of(script: str) -> str:
    return (PACKAGE / "static" / Path(script)).read_text(encoding="utf-8")


def test_a_page_without_a_place_for_styles_is_left_alone() -> None:
    assert settled("<p>staff</p>") == "<p>staff</p>"
