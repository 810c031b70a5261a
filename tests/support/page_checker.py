"""What every page must be, whoever opens it: checked unasked on each HTML answer in the tests."""

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from xml.etree.ElementTree import Element

from tests.support import supplier_checker
from tests.support.markup import Page, describe, is_svg, local, own_name, parse, said, visible

CSRF_FIELD = "csrf"
NOT_ASKED = {"hidden", "submit", "button", "image", "reset"}
POINTERS = ("for", "aria-labelledby", "aria-describedby", "aria-controls")
LEFTOVER = re.compile(
    r"%\(\w+\)[sdif]?|\{\{|\}\}|\{%|%\}|\{\w+\}|<?Markup\(|object at 0x|&(amp|lt|gt|quot|#\d+);"
)
# What only this answer has: its form tokens and the code of its request.
OWN = re.compile(r'(?<= value=")[\w.-]{40,}(?=")|\b[0-9A-Z]{6}(?=</p>)')
_whole: set[bytes] = set()
Rule = Callable[[Page, Mapping[str, str]], Iterator[str]]


def well_formed(page: Page, headers: Mapping[str, str]) -> Iterator[str]:
    """The page parses without a single error of the HTML standard."""
    yield from (f"html: {error}" for error in page.errors)


def has_title(page: Page, headers: Mapping[str, str]) -> Iterator[str]:
    """The page has exactly one title with words in it."""
    titles = [e for e in page.all("title") if e.tag == "title"]
    if len(titles) != 1 or not (titles[0].text or "").strip():
        yield "title: not exactly one with words"


def has_language(page: Page, headers: Mapping[str, str]) -> Iterator[str]:
    """The page says its language and the direction it is written in."""
    html = page.root
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", html.get("lang", "")):
        yield "lang: missing or not a language"
    if html.get("dir") not in {"ltr", "rtl"}:
        yield "dir: neither ltr nor rtl"


def fits_screens(page: Page, headers: Mapping[str, str]) -> Iterator[str]:
    """The page tells phones to use their own width, and lets people enlarge it."""
    ports = [e.get("content", "") for e in page.all("meta") if e.get("name") == "viewport"]
    if len(ports) != 1 or "width=device-width" not in ports[0]:
        yield "viewport: missing"
    elif "user-scalable=no" in ports[0] or "maximum-scale" in ports[0]:
        yield "viewport: forbids enlarging"


def unique_ids(page: Page, headers: Mapping[str, str]) -> Iterator[str]:
    """No id stands twice, and whatever points at an id finds it."""
    counts = Counter(e.get("id") for e in page.all() if e.get("id") is not None)
    yield from (f"id: {name!r} stands {n} times" for name, n in counts.items() if n > 1)
    for element in page.all():
        for target in _targets(element):
            if target not in counts:
                yield f"id: {describe(element)} points at {target!r}, which is not there"


def _targets(element: Element) -> Iterator[str]:
    for name in POINTERS:
        yield from element.get(name, "").split()
    href = element.get("href") or element.get("{http://www.w3.org/1999/xlink}href") or ""
    if href.startswith("#") and len(href) > 1:
        yield href[1:]


def fields_labelled(page: Page, headers: Mapping[str, str]) -> Iterator[str]:
    """Every field has a label or a name."""
    labels = {e.get("for") for e in page.all("label") if e.get("for") and said(e, page)}
    for field in page.all("input", "select", "textarea"):
        if field.get("type", "text") in NOT_ASKED or field.get("id") in labels:
            continue
        inside = any(local(a) == "label" and said(a, page) for a in page.above(field))
        if not inside and not own_name(field, page):
            yield f"label: {describe(field)} has none"


def pictures_named(page: Page, headers: Mapping[str, str]) -> Iterator[str]:
    """Every picture has a name, or says that it is decoration."""
    for element in page.all("img"):
        if "alt" not in element.attrib:
            yield f"picture: {describe(element)} has no alt"
    for element in page.all("svg"):
        decoration = _is_silent(element, page) or any(is_svg(a) for a in page.above(element))
        if not decoration and not (element.get("role") == "img" and own_name(element, page)):
            yield f"picture: {describe(element)} is neither named (role=img) nor aria-hidden"


def _is_silent(element: Element, page: Page) -> bool:
    return any(
        e.get("aria-hidden") == "true" or "hidden" in e.attrib
        for e in [element, *page.above(element)]
    )


def nothing_inline(page: Page, headers: Mapping[str, str]) -> Iterator[str]:
    """No style attribute and no event handler in the markup, in drawings neither."""
    for element in page.all():
        for name, value in element.attrib.items():
            if name == "style" or name.startswith("on"):
                yield f"inline: {describe(element)} carries {name}"
            if name in {"href", "action", "src"} and value.strip().lower().startswith("javascript"):
                yield f"inline: {describe(element)} runs a script"


def hashes_in_policy(page: Page, headers: Mapping[str, str]) -> Iterator[str]:
    """Each inline style and script is allowed by its hash, and nothing is allowed unseen."""
    policy = _directives(headers.get("Content-Security-Policy", ""))
    if policy.get("default-src") != ["'none'"]:
        yield "policy: default-src is not 'none'"
    if any("'unsafe-inline'" in sources for sources in policy.values()):
        yield "policy: unsafe-inline"
    for element in page.all("style", "script"):
        text = "".join(element.itertext())
        kind = "style-src" if local(element) == "style" else "script-src"
        if "src" not in element.attrib and _hash(text) not in policy.get(kind, []):
            yield f"policy: an inline {local(element)} is not in {kind}"


def _directives(policy: str) -> dict[str, list[str]]:
    rows = [part.split() for part in policy.split(";") if part.strip()]
    return {row[0]: row[1:] for row in rows}


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def forms_protected(page: Page, headers: Mapping[str, str]) -> Iterator[str]:
    """Every form that posts carries the hidden token."""
    for form in page.all("form"):
        tokens = [e for e in form.iter("input") if e.get("name") == CSRF_FIELD and e.get("value")]
        posts = form.get("method", "get").lower() == "post"
        if posts and len(tokens) != 1:
            yield f"csrf: {describe(form)} has {len(tokens)} tokens"
        if not posts and tokens:
            yield f"csrf: {describe(form)} shows its token in the address"


def nothing_left_over(page: Page, headers: Mapping[str, str]) -> Iterator[str]:
    """No placeholder, template mark, None or twice-escaped sign reaches a reader."""
    attributes = [
        (e.get(name, ""), e)
        for e in page.all()
        for name in ("alt", "title", "aria-label", "placeholder", "value", "content")
    ]
    titles = [(e.text or "", e) for e in page.all("title")]
    for text, element in [*visible(page.root), *titles, *attributes]:
        if LEFTOVER.search(text) or text.strip() in {"None", "nan", "undefined"}:
            yield f"left over: {text.strip()[:60]!r} in {describe(element)}"


def buttons_named(page: Page, headers: Mapping[str, str]) -> Iterator[str]:
    """Every button says what it does."""
    for element in page.all("button"):
        if not said(element, page):
            yield f"button: {describe(element)} has no name"
    for element in page.all("input"):
        kind = element.get("type")
        if kind in {"submit", "button", "image"} and not (
            element.get("value", "").strip() or own_name(element, page)
        ):
            yield f"button: {describe(element)} has no name"


def links_named(page: Page, headers: Mapping[str, str]) -> Iterator[str]:
    """Every link leads somewhere and says where."""
    for element in page.all("a"):
        if is_svg(page.parents.get(element, element)) or "href" not in element.attrib:
            continue
        if not said(element, page):
            yield f"link: {describe(element)} has no words"
        if element.get("href", "").strip() in {"", "#"}:
            yield f"link: {describe(element)} leads nowhere"


RULES: tuple[Rule, ...] = (
    well_formed,
    has_title,
    has_language,
    fits_screens,
    unique_ids,
    fields_labelled,
    pictures_named,
    nothing_inline,
    hashes_in_policy,
    forms_protected,
    nothing_left_over,
    buttons_named,
    links_named,
)


def problems(source: str, *, path: str, headers: Mapping[str, str]) -> list[str]:
    """Return everything wrong with a page, in words a developer can act on."""
    page = parse(source)
    found = [problem for rule in RULES for problem in rule(page, headers)]
    if is_supplier_path(path):
        found += [p for rule in supplier_checker.RULES for p in rule(page)]
    return found


def is_supplier_path(path: str) -> bool:
    """Tell whether a path is one of the suppliers' own pages."""
    return path == "/s" or path.startswith("/s/")


def check(source: str, *, path: str, headers: Mapping[str, str]) -> None:
    """Fail with every problem of a page at once; a page that was found whole is not read again."""
    policy = headers.get("Content-Security-Policy", "")
    same = hashlib.sha256(
        f"{is_supplier_path(path)}{policy}{OWN.sub('', source)}".encode()
    ).digest()
    if same in _whole:
        return
    found = problems(source, path=path, headers=headers)
    if not found:
        _whole.add(same)
    else:
        raise AssertionError("\n  ".join([f"the page {path} has {len(found)} problems:", *found]))
