"""Notes and coins of any currency that has no drawings of its own: number, size, weave.

The greater the piece, the wider the note and the larger the coin; each nought is one more bar at
its foot, so that colour is never the only difference.
"""

import xml.etree.ElementTree as ET

NOTES = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000)
COINS = (1, 2, 5, 10, 20, 50, 100, 200, 500)
FIGURES = {
    "0": "M4.5 1C1 1 1 4 1 8s0 7 3.5 7S8 12 8 8s0-7-3.500-7z",
    "1": "M2.500 4.500l3-3.500v14",
    "2": "M1 4.500c0-5 7-4.500 7 0C8 8 1 10 1 15h7.500",
    "5": "M8 1H2v6c3-2 6.500 0 6.500 3.500 0 5-6.500 6-7.500 2.500",
}
ADVANCE, FIGURE_WIDE, FIGURE_HIGH, LARGEST = 10.5, 9.0, 16.0, 1.15
PAPER = {"1": "#f2a48f", "2": "#e8c07a", "5": "#b9cbe8"}
METAL = {"1": ("#c9c6c3", "#efedea"), "2": ("#e3c15a", "#f3e1a0"), "5": ("#d9a441", "#efedea")}
WEAVE = "M-5-5h5v5h-5zM0 0h5v5H0z"


def drawings() -> dict[str, ET.Element]:
    """Return every piece by its code."""
    made = {f"cash-note-{face}": _note(face, place) for place, face in enumerate(NOTES)}
    made |= {f"cash-coin-{face}": _coin(face, place) for place, face in enumerate(COINS)}
    return made


def _note(face: int, place: int) -> ET.Element:
    wide = 50 + 19 * place / (len(NOTES) - 1)
    left = 36 - wide / 2
    paper = ET.Element("picture", {"box": "0 0 72 40"})
    _add(paper, "rect", x=left, y=2, width=wide, height=36, rx=3, fill=PAPER[str(face)[0]])
    _add(paper, "rect", x=left + 4, y=9, width=12, height=12, fill="#fffdf9", stroke_width=1.5)
    weave = _add(paper, "path", d=WEAVE, fill="#1f1b16", stroke="none")
    weave.set("transform", f"translate({left + 10:.2f} 15)")
    for nought in range(str(face).count("0")):
        _add(paper, "path", d=f"M{left + 4.5 + 3.6 * nought:.2f} 27v6", stroke_width=2.5)
    _figures(paper, face, left + 20, left + wide - 3, 20)
    return paper


def _coin(face: int, place: int) -> ET.Element:
    radius = 21 + 12 * place / (len(COINS) - 1)
    outer, inner = METAL[str(face)[0]]
    metal = ET.Element("picture")
    _add(metal, "circle", cx=36, cy=36, r=radius, fill=outer)
    _add(metal, "circle", cx=36, cy=36, r=radius * 0.78, fill=inner, stroke_width=1.5)
    _figures(metal, face, 36 - radius * 0.66, 36 + radius * 0.66, 36, most=1.7)
    return metal


def _figures(
    sheet: ET.Element, face: int, left: float, right: float, middle: float, most: float = LARGEST
) -> None:
    """Write the number between two edges, as large as they allow."""
    text = str(face)
    whole = ADVANCE * (len(text) - 1) + FIGURE_WIDE
    scale = min(most, (right - left) / whole)
    x, y = (left + right - whole * scale) / 2, middle - FIGURE_HIGH * scale / 2
    for one in text:
        figure = _add(sheet, "path", d=FIGURES[one], stroke_width=2.5)
        figure.set("transform", f"translate({x:.2f} {y:.2f}) scale({scale:.3f})")
        x += ADVANCE * scale


def _add(sheet: ET.Element, tag: str, **known: object) -> ET.Element:
    text = {
        name.replace("_", "-"): f"{value:g}" if isinstance(value, float) else str(value)
        for name, value in known.items()
    }
    return ET.SubElement(sheet, tag, text)
