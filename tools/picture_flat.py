"""Pictures made flat and put on a finer grid, so that a page sends few and whole numbers.

Groups, inherited colours and nested transforms are dissolved: every shape stands by itself, and
says only what differs from the house's own line. On the grid of 144 units half a unit of a drawing
is the finest step: a quarter of a pixel where a picture is 64 wide.
"""

import math
import re
import xml.etree.ElementTree as ET

GRID = 2.0  # units of the built picture in one of the drawing
INK = "#1f1b16"
SVG = "{http://www.w3.org/2000/svg}"
HOUSE = {
    "fill": "none", "stroke": INK, "stroke-linecap": "round", "stroke-linejoin": "round",
    "stroke-width": f"{2 * GRID:g}",
}  # fmt: skip
PAINT = (*HOUSE, "fill-rule", "stroke-dasharray")
SHAPES = ("path", "circle", "ellipse", "rect", "line", "polygon", "polyline")
ORDER = (
    "fill", "stroke", "stroke-width", "stroke-dasharray", "fill-rule", "transform",
    "cx", "cy", "r", "rx", "ry", "x", "y", "width", "height", "d",
)  # fmt: skip
_STEP = re.compile(r"(\w+)\(([^)]*)\)")
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
Matrix = tuple[float, float, float, float, float, float]


def flat(root: ET.Element) -> None:
    """Dissolve the groups of a drawing in place, each shape on the grid."""
    shapes = list(_shapes(root, {}, (GRID, 0, 0, GRID, 0, 0)))
    for child in list(root):
        root.remove(child)
    root.extend(shapes)


def _shapes(element: ET.Element, paint: dict[str, str], matrix: Matrix) -> list[ET.Element]:
    paint = paint | {name: element.attrib[name] for name in PAINT if name in element.attrib}
    matrix = _after(matrix, element.attrib.get("transform", ""))
    if element.tag.removeprefix(SVG) not in SHAPES:
        return [shape for child in element for shape in _shapes(child, paint, matrix)]
    where = {name: value for name, value in element.attrib.items() if name not in PAINT}
    where.pop("transform", None)
    return [_placed(ET.Element(element.tag, {**where, **paint}), matrix)]


def _after(matrix: Matrix, transform: str) -> Matrix:
    """A matrix followed by the steps of a transform (SVG 1.1, 7.6)."""
    for name, text in _STEP.findall(transform):
        matrix = _times(matrix, _matrix(name, [float(one) for one in _NUMBER.findall(text)]))
    return matrix


def _matrix(name: str, by: list[float]) -> Matrix:
    if name == "translate":
        return (1, 0, 0, 1, by[0], by[1] if len(by) > 1 else 0)
    if name == "scale":
        return (by[0], 0, 0, by[-1], 0, 0)
    if name == "rotate":
        cos, sin = math.cos(math.radians(by[0])), math.sin(math.radians(by[0]))
        x, y = by[1:] or (0, 0)
        return (cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y)
    a, b, c, d, e, f = by  # a matrix
    return (a, b, c, d, e, f)


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (
        a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j,
        a * k + c * m + e, b * k + d * m + f,
    )  # fmt: skip


def _placed(shape: ET.Element, matrix: Matrix) -> ET.Element:
    """A shape where its matrix puts it; svgo moves paths, round shapes are moved here."""
    round_ones = ("circle", "ellipse", "rect")
    turned = abs(matrix[1]) > 1e-9 or abs(matrix[2]) > 1e-9
    if turned or shape.tag.removeprefix(SVG) not in round_ones:
        shape.set("transform", f"matrix({' '.join(f'{one:.6g}' for one in matrix)})")
        return shape
    across, _, _, down, right, below = matrix
    wide, high = float(shape.get("width", 0)), float(shape.get("height", 0))
    centre = "" if shape.tag.removeprefix(SVG) == "rect" else "c"
    for name, scale, shift, size in (("x", across, right, wide), ("y", down, below, high)):
        edge = float(shape.get(centre + name, 0)) + (size if scale < 0 else 0)
        shape.set(centre + name, f"{edge * scale + shift:.4f}")
    for name in {"r", "rx", "ry", "width", "height", "stroke-width"} & set(shape.attrib):
        shape.set(name, f"{float(shape.attrib[name]) * abs(across):.4f}")
    return shape


def compact(root: ET.Element) -> str:
    """A flat picture with the house's line said once and every shape's own paint after it."""
    shapes = [element for element in root.iter() if element.tag.removeprefix(SVG) in SHAPES]
    body = "".join(_written(element) for element in shapes)
    house = " ".join(f'{name}="{value}"' for name, value in HOUSE.items())
    box = root.attrib["viewBox"]
    return f'<svg xmlns="{SVG[1:-1]}" viewBox="{box}"><g {house}>{body}</g></svg>\n'


def _written(shape: ET.Element) -> str:
    known = {"fill": "#000", "stroke": "none", "stroke-width": "1", **shape.attrib}
    if known["fill"] == "#000":
        known["fill"] = INK
    for name in ("stroke-linecap", "stroke-linejoin"):
        known.pop(name, None)  # round everywhere
    if known["stroke"] == "none":
        known.pop("stroke-width")
    if known["fill"] == "none":
        known.pop("fill-rule", None)
    said = {name: value for name, value in known.items() if HOUSE.get(name) != value}
    words = "".join(f' {name}="{said[name]}"' for name in sorted(said, key=ORDER.index))
    return f"<{shape.tag.removeprefix(SVG)}{words}/>"
