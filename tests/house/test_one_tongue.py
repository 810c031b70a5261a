"""One language a page: a word of another is found, and so is a picture turned wrongly."""

import pytest

from marketplace.catalogue.rules.prompts import prompt_text
from marketplace.i18n import LANGUAGES, gettext, speaking
from tests.support.markup import parse
from tests.support.one_tongue import pointed, strangers, vocabulary

PAGE = '<!doctype html><html lang="{code}" dir="{dir}"><title>{said}</title><body>{body}</body>'
TURNED = ' transform="matrix(-1 0 0 1 144 0)"'
DRAWN = '<svg class="pic"><use{turned} xlink:href="#p-{code}"/></svg>'


def found(code: str, body: str, names: str = "") -> list[str]:
    """Return the words that are not this language's, on a page with this body."""
    with speaking(code):
        said = gettext(prompt_text("my_orders"))
    page = PAGE.format(code=code, dir=LANGUAGES[code].direction, said=said, body=f"{said} 5 {body}")
    return list(strangers(parse(page), frozenset(names.split())))


@pytest.mark.parametrize("code", LANGUAGES)
def test_its_own_words_are_known_and_anothers_are_not(code: str) -> None:
    other = "en" if code != "en" else "sw"
    with speaking(other):
        word = gettext(prompt_text("tomorrow"))
    assert len(vocabulary(code)) > 1000
    assert found(code, "") == []
    (problem,) = found(code, f"<b>{word}</b>")
    assert f"{word!r} is not {code}" in problem
    assert found(code, f'<a aria-label="{word}"></a>') != []
    assert found(code, f'<b lang="{other}">{word}</b>') == []


def test_names_are_known_and_nothing_else_of_the_kind() -> None:
    assert found("sw", "<b>Majengo</b>", "majengo") == []
    assert found("sw", "<b>Majengo</b>") != []


@pytest.mark.parametrize(
    ("code", "picture", "turned", "right"),
    [("ar", "back", TURNED, True), ("ar", "back", "", False), ("ar", "tomato", TURNED, False),
     ("ar", "tomato", "", True), ("en", "back", "", True), ("en", "back", TURNED, False)],
)  # fmt: skip
def test_what_points_is_turned_where_people_write_from_the_right(
    code: str, picture: str, turned: str, right: bool
) -> None:
    body = DRAWN.format(turned=turned, code=picture)
    page = parse(PAGE.format(code=code, dir=LANGUAGES[code].direction, said="x", body=body))
    assert (list(pointed(page)) == []) is right
