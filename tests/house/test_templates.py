"""Templates say nothing of their own, and hold nothing idle.

Every word a person reads goes through a translator.
"""

import re
from collections import Counter

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
WORD = re.compile(r"\w+")
IMPORT = re.compile(r'\{%-?\s*from "[^"]+" import ([^%]+?)(?:\s+with context)?\s*-?%\}')
MACRO = re.compile(r"\{%-?\s*macro (\w+)")
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


def idle_imports(source: str) -> list[str]:
    """Return the macros a template takes in and never uses."""
    taken = [name for found in IMPORT.findall(source) for name in found.split(",")]
    used = set(WORD.findall(IMPORT.sub("", source)))
    return [name for name in (one.split(" as ")[-1].strip() for one in taken) if name not in used]


def test_no_template_takes_in_what_it_does_not_use() -> None:
    assert idle_imports('{% from "a.html" import b, c as d with context %}{{ d() }}') == ["b"]
    files = sorted(TEMPLATES.rglob("*.html"))
    idle = {str(p.relative_to(TEMPLATES)): idle_imports(p.read_text("utf-8")) for p in files}
    assert {name: macros for name, macros in idle.items() if macros} == {}


def test_every_template_and_macro_is_used() -> None:
    sources = [p.read_text("utf-8") for p in TEMPLATES.rglob("*.html")]
    python = "\n".join(p.read_text("utf-8") for p in (ROOT / "marketplace").rglob("*.py"))
    quoted = set(re.findall(r'"([\w/]+\.html)"', "\n".join([python, *sources])))
    names = {p.relative_to(TEMPLATES).as_posix() for p in TEMPLATES.rglob("*.html")}
    assert sorted(names - quoted) == []
    words = Counter(word for source in sources for word in WORD.findall(source))
    macros = [name for source in sources for name in MACRO.findall(source)]
    assert len(macros) > 100
    assert [name for name in macros if words[name] < 2] == []
