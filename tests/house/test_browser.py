"""The journeys' own ground: a real browser as people have it, and helpers that can fail."""

from collections.abc import Iterator

import pytest
from flask import Flask, make_response, request
from playwright.sync_api import Browser, Error

from tests.support.browser import NewPage, Witness, axe_problems, fits_sideways, go_back, serving

PAGE = """<!doctype html><html lang="en" dir="ltr"><head><title>{title}</title>
<meta name="viewport" content="width=device-width"></head>
<body><main><h1>{title}</h1>{body}</main></body></html>"""
SHOWN = '<p id="shown"></p><a href="/b">On</a><script>{script}</script>'
COUNT = "addEventListener('pageshow',e=>{shown.textContent=e.persisted?'kept':'new'})"


@pytest.fixture
def live() -> Iterator[str]:
    """Pages of this test's own instead of the product's."""
    app = Flask(__name__)

    @app.get("/a")
    def first() -> str:
        return PAGE.format(title="A", body=SHOWN.format(script=COUNT))

    @app.get("/b")
    def second() -> str:
        return PAGE.format(title="B", body="<p>B</p>")

    @app.get("/flawed")
    def flawed() -> str:
        return PAGE.format(
            title="Flawed", body='<img src="data:,"><div style="width:2000px">x</div>'
        )

    @app.get("/broken")
    def broken() -> tuple[str, int]:
        return PAGE.format(title="Broken", body="<script>gone()</script>"), 500

    @app.get("/who")
    def who() -> object:
        answer = make_response(PAGE.format(title=request.cookies.get("who", "nobody"), body=""))
        answer.set_cookie("who", "known")
        return answer

    with serving(app) as address:
        yield address


def test_back_shows_the_page_as_it_was_left(phone: NewPage) -> None:
    page = phone()
    page.goto("/a")
    assert page.inner_text("#shown") == "new"
    page.click("a")
    go_back(page)
    assert page.inner_text("#shown") == "kept"


def test_two_people_have_nothing_in_common(phone: NewPage) -> None:
    first, second = phone(), phone()
    for page, titles in ((first, ["nobody", "known"]), (second, ["nobody", "known"])):
        for title in titles:
            page.goto("/who")
            assert page.title() == title


def test_a_phone_can_have_no_script(phone: NewPage) -> None:
    page = phone(script=False, width=240)
    page.goto("/a")
    assert page.inner_text("#shown") == ""
    assert page.viewport_size == {"width": 240, "height": 640}


def test_axe_and_width_find_what_is_wrong_and_nothing_else(phone: NewPage) -> None:
    page = phone()
    page.goto("/b")
    assert axe_problems(page) == []
    assert fits_sideways(page)
    page.goto("/flawed")
    assert any("image-alt" in line for line in axe_problems(page))
    assert not fits_sideways(page)


def test_axe_says_that_it_needs_scripts(phone: NewPage) -> None:
    page = phone(script=False)
    page.goto("/flawed")
    with pytest.raises(ValueError, match="without scripts"):
        axe_problems(page)
    assert not fits_sideways(page)


def test_nothing_but_loopback_is_looked_up(desk: NewPage) -> None:
    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        desk().goto("http://example.org/")


def test_the_witness_hears_errors(browser: Browser, live: str) -> None:
    witness = Witness()
    context = browser.new_context()
    context.on("page", witness.watch)
    context.new_page().goto(f"{live}/broken")
    context.close()
    assert sorted(line.partition(":")[0] for line in witness.heard) == ["500", "script"]
