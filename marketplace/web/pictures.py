"""The pictures of the product as SVG symbols, each sent once a page and only if used.

A page records what it draws; one hidden sheet at the end of the body holds the symbols. Without
sub-requests, styles or scripts, so it works on the cheapest browser and under the strictest
content policy. Do not set ``fill`` or ``stroke`` on pictures in style sheets: they bring their own.
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

from markupsafe import Markup, escape

SIZES = frozenset({"s", "m", "l", "xl"})
SQUARE = 'viewBox="0 0 144 144"'
_TURNED = ("><use", f' {SQUARE}><use transform="matrix(-1 0 0 1 144 0)"')
_OUTER = re.compile(r'<svg [^>]*?viewBox="([\d. ]+)"[^>]*>(.*)</svg>', re.DOTALL)


class PictureBook:
    """All pictures, read once; an unknown code raises ``KeyError``."""

    def __init__(self, files: Mapping[str, str]) -> None:
        """Precompute the symbols of ``files``: code to SVG text."""
        self._symbols = {code: _symbol(code, svg) for code, svg in files.items()}
        self._wide = frozenset(c for c, svg in files.items() if SQUARE not in svg)

    def __contains__(self, code: str) -> bool:
        return code in self._symbols

    def codes(self) -> frozenset[str]:
        """Return the codes of all pictures."""
        return frozenset(self._symbols)

    def symbol(self, code: str) -> str:
        """Return the picture as ``<symbol id="p-code">``."""
        return self._symbols[code]

    def use(
        self, code: str, label: str | None = None, size: str = "m", *, turned: bool = False
    ) -> Markup:
        """Return the element that draws the symbol; without a label it is decoration.

        ``turned`` draws it from right to left, by the drawing itself: old browsers know no
        transforms in styles.
        Banknotes are wider than high (144 by 80) and carry the class ``wide``.
        """
        if code not in self._symbols:
            raise KeyError(code)
        if size not in SIZES:
            raise ValueError(f"no such size of picture: {size!r}")
        wide = " wide" if code in self._wide else ""
        said = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
        # the old spelling of href, because KaiOS 2.5 (Gecko 48) does not know the new one
        return Markup(  # noqa: S704  # code and size come from closed lists, the label is escaped
            f'<svg class="pic pic-{size}{wide}" {said}{_TURNED[turned]}'
            f' xlink:href="#p-{code}"/></svg>'
        )


class PagePictures:
    """What one page draws: ``pic`` while it is rendered, ``sheet`` once at its end."""

    def __init__(
        self, book: PictureBook | None = None, swaps: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        """Begin a page with the product's book, or another one in tests.

        ``swaps`` are the pictures shown by their second drawing (the picture check).
        """
        self._book, self._swaps = book or picture_book(), swaps
        self._used: dict[str, None] = {}  # ordered, so that equal pages are equal bytes

    def pic(
        self, code: str, label: str | None = None, size: str = "m", *, turned: bool = False
    ) -> Markup:
        """Draw a picture and remember that the page needs its symbol."""
        code = self._swaps.get(code, code)
        drawn = self._book.use(code, label, size, turned=turned)
        self._used[code] = None
        return drawn

    def sheet(self) -> Markup:
        """Return the hidden sheet with each symbol used so far, once; nothing if none."""
        if not self._used:
            return Markup("")
        symbols = "".join(self._book.symbol(code) for code in self._used)
        # width and height, because a page without its styles must not show an empty box
        return Markup(  # noqa: S704  # built from our own files
            f'<svg class="sheet" aria-hidden="true" width="0" height="0">{symbols}</svg>'
        )


@cache
def picture_book() -> PictureBook:
    """Return the product's pictures, read from the package at first use."""
    folder = resources.files("marketplace") / "pictures"
    return PictureBook({
        entry.name.removesuffix(".svg"): entry.read_text(encoding="utf-8")
        for entry in folder.iterdir()
        if entry.name.endswith(".svg")
    })  # fmt: skip


def _symbol(code: str, svg: str) -> str:
    outer = _OUTER.search(svg)
    if outer is None:
        raise ValueError(f"not a picture of the house: {code}")
    return f'<symbol id="p-{code}" viewBox="{outer[1]}">{outer[2]}</symbol>'
