"""Templates say nothing of their own: every word a person reads goes through a translator."""

import re

import pytest

from tests.support.setting import ROOT

TEMPLATES = ROOT / "marketplace" / "templates"
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
CODE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
# Blocks and macros that write attributes, not words.
ATTRIBUTES = re.compile(
    r"\{%-?\s*block width\b.*?endblock.*?%\}|\{%-?\s*macro _aria\b.*?endmacro.*?%\}", re.DOTALL
)
TRANS = re.compile(r"\{%-?\s*trans\b.*?endtrans\s*-?%\}", re.DOTALL)
QUIET = re.compile(r"(?is)<(script|style)\b.*?</\1>|<!--.*?-->|<!doctype[^>]*>")
SPOKEN = re.compile(r'\b(?:alt|title|aria-label|placeholder|value)="([^"]*)"')
TAG = re.compile(r"<[^>]*>", re.DOTALL)
LETTERS = re.compile(r"[^\W\d_]{2,}")
ENTITY = re.compile(r"&#?\w+;")


def bare_words(source: str) -> list[str]:
    """Return the words of a template that no translator sees."""
    text = COMMENT.sub("", source)
    text = TRANS.sub("", ATTRIBUTES.sub("", text))
    text = CODE.sub("\x00", text)
    text = QUIET.sub("", text)
    spoken = [value for value in SPOKEN.findall(text) if not re.fullmatch(r"[\w.:\-\x00]*", value)]
    spoken += re.findall(r'\b(?:alt|title|aria-label|placeholder)="([^"]*)"', text)
    read = ENTITY.sub("", TAG.sub("\x00", text))
    parts = [*read.split("\x00"), *(p for value in spoken for p in value.split("\x00"))]
    return sorted({part.strip() for part in parts if LETTERS.search(part)})


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>Hello</p>", ["Hello"]),
        ('<p>{{ _("Hello") }} there</p>', ["there"]),
        ('<p>{{ _("Hello") }}</p>', []),
        ('<img alt="A fish">', ["A fish"]),
        ('<img alt="Fish">', ["Fish"]),
        ('<img alt="{{ _("A fish") }}">', []),
        ('<input type="hidden" name="step" value="add">', []),
        ("{% trans %}Hello{% endtrans %}", []),
        ("{# Hello #}<style>p{color:red}</style>&nbsp;·", []),
        ("{% if a > b %}<b>{{ a }}</b>{% endif %}", []),
    ],
)
def test_the_search_itself(source: str, found: list[str]) -> None:
    assert bare_words(source) == found


def test_no_template_speaks_by_itself() -> None:
    files = sorted(TEMPLATES.rglob("*.html"))
    assert files
    loud = {str(p.relative_to(TEMPLATES)): bare_words(p.read_text(encoding="utf-8")) for p in files}
    assert {name: words for name, words in loud.items() if words} == {}


def test_no_template_carries_a_style_or_a_handler() -> None:
    wrong = re.compile(r"<[a-z][^>]*\s(style|on[a-z]+)\s*=", re.IGNORECASE)
    files = [p for p in TEMPLATES.rglob("*.html") if wrong.search(p.read_text(encoding="utf-8"))]
    assert files == []


def test_no_template_switches_escaping_off() -> None:
    wrong = re.compile(r"\|\s*safe\b|autoescape\s+false")
    files = [p for p in TEMPLATES.rglob("*.html") if wrong.search(p.read_text(encoding="utf-8"))]
    assert files == []
