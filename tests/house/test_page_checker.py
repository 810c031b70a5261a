"""The page checker is tested by breaking a good page in one way at a time."""

import base64
import hashlib
import random
import string

import pytest

from tests.support import page_checker, supplier_checker

STYLE = "body{margin:0}"
HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
HEADERS = {"Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{HASH}'"}
GOOD = f"""<!doctype html>
<html lang="sw" dir="ltr">
<head><meta charset="utf-8"><title>Nyanya</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>{STYLE}</style></head>
<body>
<a href="/s/">Rudi</a>
<svg role="img" aria-label="Nyanya" viewBox="0 0 9 9"><path d="M0 0h9"/></svg>
<ul><li class="card"><span data-content>Kijani Ridge Lodges, Mto wa Mbu</span> Kesho</li></ul>
<span class="money">30,000</span>
<form method="post" action="/s/x"><input type="hidden" name="csrf" value="abc">
<button>Tuma</button><label>Ngapi <input type="tel" name="many"></label>
<button name="step" value="-1" data-step>−</button></form>
<p id="end">Karibu</p>
<footer class="tools"><p></p><p></p><a href="/s/?lang=en" hreflang="en">English</a><p></p></footer>
</body></html>"""


DRAWN = (
    '<svg aria-hidden="true" viewBox="0 0 9 9"><symbol id="p-yes"></symbol>'
    '<use xlink:href="#p-yes"></use></svg>'
)


def noise(size: int) -> str:
    """Text that does not compress, so that the weight is known."""
    letters = random.Random(7)
    return "".join(letters.choices(string.ascii_letters + string.digits, k=size))


def swap(old: str, new: str) -> str:
    """Break the good page in one place."""
    assert old in GOOD
    return GOOD.replace(old, new, 1)


def add(markup: str) -> str:
    """Put something at the end of the good page."""
    return swap('<p id="end">', f'{markup}<p id="end">')


def found(source: str, path: str = "/s/needs") -> str:
    """Return the complaints about a page."""
    return "\n".join(page_checker.problems(source, path=path, headers=HEADERS))


def cards(count: int, name: str = "card") -> str:
    """A list of so many cards."""
    return "<ul>" + f'<li class="{name}">Nyanya</li>' * count + "</ul>"


def test_the_good_page_has_no_problem() -> None:
    assert page_checker.problems(GOOD, path="/s/needs", headers=HEADERS) == []


BROKEN = {
    "html: line": add("<b>Nyanya"),
    "html: ": swap("<!doctype html>", ""),
    "title: not": swap("<title>Nyanya</title>", "<title> </title>"),
    "lang: missing": swap('lang="sw"', ""),
    "dir: neither": swap('dir="ltr"', ""),
    "viewport: missing": swap('name="viewport"', 'name="other"'),
    "viewport: forbids": swap("initial-scale=1", "maximum-scale=1"),
    "id: 'end' stands 2": add('<i id="end"></i>'),
    "points at 'gone'": add('<label for="gone">Ngapi</label>'),
    "points at 'lost'": add(
        '<svg aria-hidden="true" viewBox="0 0 9 9"><use href="#lost"></use></svg>'
    ),
    "label: <input": add('<input name="bare">'),
    "label: <textarea": add('<textarea name="bare"></textarea>'),
    "label: <select": add('<select name="bare"><option>Moja</option></select>'),
    "has no alt": add('<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">'),
    "neither named": swap('role="img" aria-label="Nyanya"', ""),
    "carries style": add('<i style="color:red"></i>'),
    "carries onclick": add('<i onclick="go()"></i>'),
    "runs a script": add('<a href="javascript:go()">Rudi</a>'),
    "inline style is not in style-src": swap(STYLE, STYLE + " "),
    "inline script is not in script-src": add("<script>go()</script>"),
    "has 0 tokens": swap('name="csrf"', 'name="other"'),
    "token in the address": swap('method="post"', 'method="get"'),
    "left over: 'Hi %(name)s'": add("<p>Hi %(name)s</p>"),
    "left over: '{{ name }}'": add("<p>{{ name }}</p>"),
    "left over: 'None'": add("<p>None</p>"),
    "left over: 'a &amp; b'": add("<p>a &amp;amp; b</p>"),
    "left over: '{count}'": add('<input type="hidden" name="a" value="{count}">'),
    "button: <button": add("<button type=button></button>"),
    "button: <input": add('<input type="submit">'),
    "has no words": add('<a href="/s/"><svg aria-hidden="true" viewBox="0 0 9 9"></svg></a>'),
    "leads nowhere": add('<a href="#">Rudi</a>'),
    "bytes compressed": add(f'<p data-content="{noise(12_000)}"></p>'),
    f"{supplier_checker.RAW_LIMIT} allowed": add(f'<p data-content="{"x" * 41_000}"></p>'),
    "fetches /look.css": add('<link rel="stylesheet" href="/look.css">'),
    "fetches /go.js": add('<script src="/go.js"></script>'),
    "fetches /a.png": add('<img src="/a.png" alt="">'),
    "a style fetches /b.png": swap(STYLE, "body{background:url(/b.png)}"),
    "words: 16": swap("Karibu", "moja mbili tatu. " * 4),
    "words: 14": add('<p class="card">a b c d. e f g h. i j k l. m</p>'),
    "a long sentence": swap("Karibu", "moja mbili tatu nne tano sita saba nane tisa"),
    "a sign that is not read": swap("Karibu", "50%"),
    "control: <select": add('<label>A <select name="a"><option>B</option></select></label>'),
    "control: <details": add("<details><summary>Zaidi</summary></details>"),
    "control: <textarea": add('<label>A <textarea name="a"></textarea></label>'),
    "required: <input": swap('name="many"', 'name="many" required'),
    "go key: <form": swap("<button>Tuma</button>", ""),
    "list: 7 cards": add(cards(7)),
    "numeral: '120'": swap("Karibu", "120"),
    "numeral: '1,200'": swap("Karibu", "1,200"),
    "acts without a word": add(f'<a href="/s/" aria-label="Rudi">{DRAWN}</a>'),
    "no way to another": swap(' hreflang="en"', ""),
    "language: a flag": add("<p data-content>\U0001f1f9\U0001f1ff</p>"),
    "asks for words": add('<input type="checkbox" name="b" aria-label="Moja">'),
    "2 primary actions": add('<a class="yes" href="/s/">A</a><a class="yes" href="/s/">B</a>'),
    "not back, help, language": swap('<footer class="tools"><p></p>', '<footer class="tools">'),
    "yes and no: ['no', 'yes']": add(
        '<p class="line"><a class="no" href="/s/">A</a><a class="yes" href="/s/">B</a></p>'
    ),
    "moving: transition": swap(STYLE, "b{transition:all 1s}"),
    "leaves by itself": swap("<title>", '<meta http-equiv="refresh" content="3"><title>'),
    "moving: <set": add('<svg aria-hidden="true" viewBox="0 0 9 9"><set></set></svg>'),
    "dots: 6": add(f'<p class="dots">{"<i></i>" * 6}</p>'),
    "photograph: <img": add('<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="">'),
    "is an office's": add(DRAWN.replace("yes", "gear")),
    "day or hour: '2026-11'": add("<p data-content>2026-11-26</p>"),
    "a script is not ES5": add("<script>var f = () => 1</script>"),
    "a new regular expression": add("<script>/\\d/u.test(1)</script>"),
    "is a module": add('<script type="module">go()</script>'),
    "columns in a style": swap(STYLE, "b{columns:2}"),
    "width:50vw in a style": swap(STYLE, "b{width:50vw}"),
    "display:grid in a style": swap(STYLE, "b{display:grid}"),
    "@font-face in a style": swap(STYLE, "@font-face{font:x}"),
    "asks by date": add('<label>Siku <input type="date" name="day"></label>'),
    "the new spelling of href": add(DRAWN.replace("xlink:", "").replace("p-yes", "p-no")),
    "cheap browsers: <picture": add("<picture></picture>"),
    "is a picture they cannot draw": add('<img src="data:image/webp;base64,UklGRg==" alt="">'),
    "day or hour: '14:30'": add("<p data-content>14:30</p>"),
}


@pytest.mark.parametrize(("complaint", "page"), BROKEN.items(), ids=list(BROKEN))
def test_each_rule_can_fail(complaint: str, page: str) -> None:
    assert complaint in found(page)


def test_a_policy_that_allows_everything_is_a_problem() -> None:
    loose = {"Content-Security-Policy": "default-src *; style-src 'unsafe-inline'"}
    told = "\n".join(page_checker.problems(GOOD, path="/", headers=loose))
    assert "default-src is not 'none'" in told
    assert "unsafe-inline" in told
    assert "not in style-src" in told


def test_supplier_rules_leave_other_pages_alone() -> None:
    page = add('<label>A <textarea name="a" required></textarea></label><p>1,200 / 3</p>')
    assert found(page, "/desk/") == ""
    assert found(page, "/s/needs")
    assert found(page, "/s")


def test_what_stays_allowed() -> None:
    more = cards(6) + '<p class="card more">Zaidi</p>' + '<p class="money">1,200,000</p>'
    assert found(add(more)) == ""


def test_check_tells_every_problem_at_once() -> None:
    with pytest.raises(AssertionError, match=r"(?s)/s/needs has 2 problems.*lang:.*dir:"):
        page_checker.check(swap('lang="sw" dir="ltr"', ""), path="/s/needs", headers=HEADERS)
