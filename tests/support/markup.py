"""Reading a page as a tree: elements, visible words, names as a screen reader says them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from xml.etree.ElementTree import Element

import html5lib

SVG = "{http://www.w3.org/2000/svg}"
SILENT = {"script", "style", "template", "noscript", "head", "title"}
VISUALLY_HIDDEN = {"vh", "sr-only", "visually-hidden"}


@dataclass(frozen=True)
class Page:
    """A parsed page: its tree, its parents, and what the parser had to forgive."""

    source: str
    root: Element
    parents: dict[Element, Element]
    errors: tuple[str, ...]

    def all(self, *names: str) -> list[Element]:
        """Return the elements of these names, in document order; every element without names."""
        return [e for e in self.root.iter() if is_element(e) and (not names or local(e) in names)]

    def above(self, element: Element) -> Iterator[Element]:
        """Yield an element's ancestors, nearest first."""
        while element in self.parents:
            element = self.parents[element]
            yield element

    def line(self) -> list[Element]:
        """Return every element but those inside drawings."""
        return [e for e in self.all() if not any(is_svg(a) for a in self.above(e))]


@lru_cache(maxsize=32)  # the checker reads a page first, then the test that asked for it
def parse(source: str) -> Page:
    """Parse as a browser would, and keep every error the standard names; no test changes it."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root = parser.parse(source)
    errors = tuple(f"line {place[0]}: {code}" for place, code, _ in parser.errors)
    parents = {child: parent for parent in root.iter() for child in parent}
    return Page(source, root, parents, errors)


def is_element(element: Element) -> bool:
    """Tell elements from comments."""
    return isinstance(element.tag, str)


def is_svg(element: Element) -> bool:
    """Tell whether an element is a drawing's outermost one."""
    return element.tag == f"{SVG}svg"


def local(element: Element) -> str:
    """Return an element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def classes(element: Element) -> set[str]:
    """Return an element's classes."""
    return set(element.get("class", "").split())


def describe(element: Element) -> str:
    """Return an element's opening tag, short, for a complaint."""
    parts = [f'{name}="{value[:40]}"' for name, value in list(element.attrib.items())[:3]]
    return f"<{' '.join([local(element), *parts])}>"


def squeeze(text: str) -> str:
    """Return text with every run of white space made one space."""
    return re.sub(r"\s+", " ", text).strip()


def own_name(element: Element, page: Page) -> str:
    """Return the name an element was given: aria-label, aria-labelledby, alt, or an SVG title."""
    if element.get("aria-label"):
        return squeeze(element.get("aria-label", ""))
    if element.get("aria-labelledby"):
        wanted = element.get("aria-labelledby", "").split()
        return squeeze(" ".join(said(e, page) for e in page.all() if e.get("id") in wanted))
    if local(element) == "img":
        return squeeze(element.get("alt", ""))
    title = element.find(f"{SVG}title") if is_svg(element) else None
    return squeeze(title.text or "") if title is not None else ""


def said(element: Element, page: Page) -> str:
    """Return what a screen reader says for an element and what is in it."""
    if element.get("aria-hidden") == "true" or local(element) in SILENT:
        return ""
    name = own_name(element, page)
    if name or is_svg(element):
        return name
    parts = [element.text or ""]
    for child in element:
        parts += [said(child, page) if is_element(child) else "", child.tail or ""]
    return squeeze(" ".join(parts))


def visible(element: Element) -> Iterator[tuple[str, Element]]:
    """Yield the text nodes a person sees, each with the element it stands in."""
    if local(element) in SILENT or is_svg(element) or "hidden" in element.attrib:
        return
    if classes(element) & VISUALLY_HIDDEN:
        return
    if element.text and element.text.strip():
        yield element.text, element
    for child in element:
        if is_element(child):
            yield from visible(child)
        if child.tail and child.tail.strip():
            yield child.tail, element
