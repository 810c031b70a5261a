"""What Opera Mini and KaiOS 2.5 can do, asked of a page (rule 31; the table in its design).

Scripts are read by a parser of ECMAScript 5, styles against the properties those browsers know.
What is mere decoration may be there; nothing of it is needed.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from calmjs.parse import es5

from tests.support.markup import Page, describe, local

XLINK = "{http://www.w3.org/1999/xlink}href"
KNOWN = {
    "align-items", "background", "background-color", "border", "border-bottom", "border-color",
    "border-style", "border-top", "border-width", "box-sizing", "clear", "clip", "color",
    "direction", "display", "flex", "flex-basis", "flex-direction", "flex-wrap", "float", "font",
    "font-size", "font-style", "font-weight", "height", "justify-content", "line-height",
    "list-style", "margin", "margin-top", "max-width", "min-height", "min-width", "outline",
    "overflow", "padding", "padding-top", "position", "text-align", "text-decoration", "width",
    "word-wrap",
}  # fmt: skip
DECORATION = {"border-radius", "margin-inline-end", "outline-offset", "padding-inline-end"}
PRACTICE = {
    "background-image", "position", "print-color-adjust", "top", "z-index",
    "-webkit-print-color-adjust",
}  # fmt: skip
LACKING = re.compile(
    r"(?:inline-)?grid|sticky|(?:^|[ (,])\d*\.?\d+(?:vh|vw|vmin|vmax|dvh)\b|calc\(|var\(|url\("
    r"|gradient\(|\.webp|\.avif"
)
DECLARATION = re.compile(r"(?:^|[;{])\s*([a-z-]+)\s*:\s*([^;{}]+)")
NEW_PATTERN = re.compile(r"/[gim]*[suyv][gimsuyv]*(?=[.,;)\]]|$)|\(\?<[=!a-zA-Z]")
NEW_FIELDS = {"color", "date", "datetime-local", "month", "range", "time", "week"}
NEW_ELEMENTS = ("picture", "source", "dialog", "template", "slot", "canvas", "video")


def old_scripts(page: Page) -> Iterator[str]:
    """Every script on the page is ECMAScript 5, and no module."""
    for script in page.all("script"):
        if script.get("type", "text/javascript") != "text/javascript":
            yield f"cheap browsers: {describe(script)} is a {script.get('type')}"
        yield from newer_than_es5("".join(script.itertext()))


@lru_cache(maxsize=64)
def newer_than_es5(script: str) -> tuple[str, ...]:
    """Return what in a script an old browser cannot read."""
    try:
        es5(script)
    except SyntaxError as error:
        return (f"cheap browsers: a script is not ES5: {str(error)[:80]}",)
    found = NEW_PATTERN.search(script)
    return (f"cheap browsers: a new regular expression: {found.group()}",) if found else ()


def old_styles(page: Page) -> Iterator[str]:
    """Flex and margins: no property or unit that they lack."""
    for style in page.all("style"):
        yield from newer_than_css2(style.text or "")


@lru_cache(maxsize=512)
def newer_than_css2(text: str) -> tuple[str, ...]:
    """Return the properties and values of a style sheet that cheap browsers do not know."""
    practice = ".practice{" in text  # a training world's stripes and its mark, never the product's
    allowed = KNOWN | DECORATION | (PRACTICE if practice else set())
    found = [] if practice else re.findall(r"@(?!media)[\w-]+", text)
    for name, value in DECLARATION.findall(text):
        if name not in allowed:
            found.append(name)
        elif LACKING.search(value) and not practice:
            found.append(f"{name}:{value}")
    return tuple(f"cheap browsers: {one} in a style" for one in dict.fromkeys(found))


def old_elements(page: Page) -> Iterator[str]:
    """Fields, pictures and drawings as they know them."""
    yield from (f"cheap browsers: {describe(e)}" for e in page.all(*NEW_ELEMENTS))
    for element in page.all():
        name = local(element)
        if name == "input" and element.get("type") in NEW_FIELDS:
            yield f"cheap browsers: {describe(element)} asks by {element.get('type')}"
        if name == "use" and XLINK not in element.attrib:
            yield f"cheap browsers: {describe(element)} has the new spelling of href"
        if re.search(r"\.(?:webp|avif)\b|image/(?:webp|avif)", element.get("src", "")):
            yield f"cheap browsers: {describe(element)} is a picture they cannot draw"
