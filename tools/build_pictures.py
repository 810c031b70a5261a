"""Build the product's pictures from OpenMoji, game-icons and our own drawings.

    npm install openmoji@17.0.0 @iconify-json/game-icons@1.2.4 svgo@4.1.0
    python tools/build_pictures.py path/to/node_modules

Reads `tools/pictures/pictures.csv` (which picture is made from what) and the drawings in
`tools/pictures/*.xml`; writes one optimised SVG for each picture and `credits.csv` into
`marketplace/pictures`. The node modules are needed to build only; the SVGs are committed.

In the table, `ref` names an OpenMoji picture and its size (`1F345@1.2`), or for a drawing of ours
its size and shift (`@.9 2 0`). In a drawing, `<om ref="1F345" at="x y scale"/>` sets an OpenMoji
picture into it, `<gi ref="campfire" at="x y scale" fill="#ea5a47"/>` a game-icons silhouette,
outlined, and `<pic ref="walker" at="x y scale"/>` another drawing. Their line width stays that
of the house.
"""

from __future__ import annotations

import argparse
import copy
import csv
import gzip
import json
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from tools import cash_pictures  # after the path: this file is run as a script
from tools.picture_flat import GRID, INK, SHAPES, SVG, compact, flat

HERE = Path(__file__).parent / "pictures"
OUT = Path(__file__).parents[1] / "marketplace" / "pictures"
LINE = 2.0
BLACK = {"#000", "#000000", "black"}
KEPT = {
    "d", "cx", "cy", "r", "rx", "ry", "x", "y", "x1", "x2", "y1", "y2", "width", "height",
    "points", "transform", "fill", "stroke", "stroke-width", "stroke-linecap",
    "stroke-linejoin", "fill-rule", "stroke-dasharray", "ref", "at",
}  # fmt: skip
LICENCES = {"own": "CC BY-SA 4.0", "openmoji": "CC BY-SA 4.0", "game-icons": "CC BY 3.0"}
# First curves are made simpler, then every number is made whole. Shapes are flat already.
SVGO = """
const left = { cleanupIds: false, moveElemsAttrsToGroup: false, moveGroupAttrsToElems: false,
  collapseGroups: false, mergePaths: false, removeUnknownsAndDefaults: false }
export default { multipass: true, floatPrecision: 1, plugins: [
  { name: 'preset-default', params: { overrides: left } }] }
"""
WHOLE = """
const whole = { convertToQ: false, makeArcs: false, floatPrecision: 0 }
const left = { cleanupIds: false, moveElemsAttrsToGroup: false, moveGroupAttrsToElems: false,
  collapseGroups: false, mergePaths: false, removeUnknownsAndDefaults: false,
  convertPathData: whole }
export default { floatPrecision: 0, plugins: [
  { name: 'preset-default', params: { overrides: left } }] }
"""


@dataclass
class Workshop:
    """Where parts come from, and whose parts the picture at hand has used."""

    modules: Path
    drawings: dict[str, ET.Element]
    authors: dict[str, str]
    silhouettes: dict[str, str]
    used: set[tuple[str, str]] = field(default_factory=set)


def main() -> int:
    """Build everything; the exit status is 1 if a picture broke a rule of the house."""
    parser = argparse.ArgumentParser(description="Build marketplace/pictures")
    parser.add_argument("modules", type=Path, help="node_modules with openmoji and svgo")
    shop = open_workshop(parser.parse_args().modules)
    rows = list(csv.DictReader((HERE / "pictures.csv").open(encoding="utf-8")))
    with tempfile.TemporaryDirectory() as folder:
        raw, fine, whole = (Path(folder) / name for name in ("raw", "fine", "whole"))
        raw.mkdir()
        credited = [draw(shop, row, raw) for row in rows]
        optimise(shop.modules, SVGO, raw, fine)
        optimise(shop.modules, WHOLE, fine, whole)
        publish(whole, credited)
    return complain(credited)


def open_workshop(modules: Path) -> Workshop:
    """Read drawings, names of authors and silhouettes once."""
    data = json.loads((modules / "openmoji/data/openmoji.json").read_text(encoding="utf-8"))
    icons = modules / "@iconify-json/game-icons/icons.json"
    bodies = json.loads(icons.read_text(encoding="utf-8"))["icons"]
    drawings = cash_pictures.drawings()
    for sheet in sorted(HERE.glob("*.xml")):
        for element in ET.parse(sheet).getroot():  # our own file
            drawings[element.attrib["code"]] = element
    return Workshop(
        modules=modules,
        drawings=drawings,
        authors={entry["hexcode"]: entry["openmoji_author"] for entry in data},
        silhouettes={name: icon["body"] for name, icon in bodies.items()},
    )


def draw(shop: Workshop, row: dict[str, str], folder: Path) -> dict[str, str]:
    """Write one raw picture; return its row of `credits.csv`."""
    shop.used = set()
    code = row["code"]
    box = "0 0 72 72"
    if row["source"] == "openmoji":
        ref, _, size = row["ref"].partition("@")
        body = enlarged(emoji(shop, ref, float(size or 1)), float(size or 1))
    else:
        drawing = shop.drawings[code]
        box = drawing.get("box", box)
        size, *shift = (float(word) for word in (row["ref"].removeprefix("@") or "1").split())
        body = enlarged(expand(shop, drawing, size), size, *shift)
    box = " ".join(number(float(one) * GRID) for one in box.split())
    root = ET.Element("svg", {"xmlns": SVG[1:-1], "viewBox": box})
    root.append(body)
    flat(root)
    (folder / f"{code}.svg").write_text(ET.tostring(root, encoding="unicode"), "utf-8")
    return credit(row, shop.used)


def credit(row: dict[str, str], used: set[tuple[str, str]]) -> dict[str, str]:
    """Who made it, under which licence, and whether we changed it."""
    sources = sorted({source for source, _ in used}) or ["own"]
    whole = row["source"] == "openmoji"
    if not whole and "own" not in sources:
        sources.append("own")
    names = sorted({name for _, name in used}) + ([] if whole else ["Mkeka contributors"])
    return {
        "code": row["code"],
        "purpose": row["purpose"],
        "source": " + ".join(sources),
        "author": " + ".join(names),
        "licence": " + ".join(sorted({LICENCES[source] for source in sources})),
        "changed": "lines and colours matched" if whole else "drawn anew" if used else "own",
    }


def expand(shop: Workshop, drawing: ET.Element, scale: float) -> ET.Element:
    """One of our drawings with every part it refers to set in."""
    group = ET.Element("g", {
        "fill": "none", "stroke": INK, "stroke-width": number(LINE / scale),
        "stroke-linecap": "round", "stroke-linejoin": "round",
    })  # fmt: skip
    for child in drawing:
        group.append(part(shop, child, scale))
    return group


def part(shop: Workshop, element: ET.Element, scale: float) -> ET.Element:
    """A shape as it is, a reference as what it refers to."""
    if element.tag not in {"om", "gi", "pic"}:
        made = ET.Element(element.tag, element.attrib)
        made.extend(part(shop, child, scale) for child in element)
        return made
    x, y, size = (float(word) for word in element.attrib["at"].split()[:3])
    makers = {"om": emoji, "gi": silhouette, "pic": own}
    body = makers[element.tag](shop, element.attrib["ref"], size * scale)
    for name in set(element.attrib) - {"ref", "at"}:
        body.set(name, element.attrib[name])
    flip = "-" if element.attrib["at"].endswith("flip") else ""
    place = f"translate({number(x)} {number(y)}) scale({flip}{number(size)} {number(size)})"
    holder = ET.Element("g", {"transform": place})
    holder.append(body)
    return holder


def enlarged(body: ET.Element, size: float, right: float = 0, down: float = 0) -> ET.Element:
    """The same about the middle of the picture: larger, or smaller and moved inside its edges."""
    if (size, right, down) == (1, 0, 0):
        return body
    x, y = number(36 - 36 * size + right), number(36 - 36 * size + down)
    holder = ET.Element("g", {"transform": f"translate({x} {y}) scale({number(size)})"})
    holder.append(body)
    return holder


def own(shop: Workshop, code: str, scale: float) -> ET.Element:
    """Another of our drawings, kept at the house's line width."""
    return expand(shop, shop.drawings[code], scale)


def silhouette(shop: Workshop, name: str, scale: float) -> ET.Element:
    """A game-icons silhouette (512 units a side) in one colour with the house's outline."""
    shop.used.add(("game-icons", f"Lorc, Delapouite and contributors (game-icons.net: {name})"))
    body = ET.fromstring(f"<g>{shop.silhouettes[name]}</g>")  # a pinned release
    for shape in body.iter():
        shape.attrib.pop("fill", None)
    body.attrib.update({"stroke": INK, "stroke-width": number(LINE / scale)})
    return body


def emoji(shop: Workshop, code: str, scale: float) -> ET.Element:
    """An OpenMoji picture, its black made ink and its lines the house's width."""
    shop.used.add(("openmoji", f"OpenMoji: {shop.authors[code]}"))
    tree = ET.parse(shop.modules / f"openmoji/color/svg/{code}.svg")  # a pinned release
    body = ET.Element("g", {"fill": INK})
    for child in tree.getroot():
        cleaned = clean(child, scale)
        if cleaned is not None:
            body.append(cleaned)
    return body


def clean(element: ET.Element, scale: float) -> ET.Element | None:
    """Shapes and groups only, allowed attributes only, matched lines; None if nothing is left."""
    tag = element.tag.removeprefix(SVG)
    if tag not in (*SHAPES, "g"):
        return None
    made = ET.Element(tag, {k: v for k, v in styled(element).items() if k in KEPT})
    for name in ("fill", "stroke"):
        if made.get(name, "").lower() in BLACK:
            made.set(name, INK)
    if "stroke-width" in made.attrib:
        width = float(made.attrib["stroke-width"].removesuffix("px"))
        made.set("stroke-width", number(max(width, LINE if width > 1.2 else width) / scale))
    made.extend(kept for kept in (clean(child, scale) for child in element) if kept is not None)
    return made if tag != "g" or len(made) else None


def styled(element: ET.Element) -> dict[str, str]:
    """Attributes with an inline style (which the product's security policy refuses) dissolved."""
    merged = copy.copy(element.attrib)
    for rule in merged.pop("style", "").split(";"):
        name, colon, value = rule.partition(":")
        if colon:
            merged[name.strip()] = value.strip()
    return merged


def number(value: float) -> str:
    """Shortest decimal that is exact enough for a 72-unit picture."""
    return f"{value:.4f}".rstrip("0").rstrip(".")


def optimise(modules: Path, rules: str, raw: Path, fine: Path) -> None:
    """Round, merge and shorten with svgo."""
    config = raw.parent / "svgo.config.mjs"
    config.write_text(rules, encoding="utf-8")
    binary = modules / "svgo/bin/svgo.js"
    command = ["node", str(binary), "-q", "-f", str(raw), "-o", str(fine), "--config", str(config)]
    subprocess.run(command, check=True)


def publish(fine: Path, credited: list[dict[str, str]]) -> None:
    """Replace the committed pictures by the new ones."""
    for old in OUT.glob("*.svg"):
        old.unlink()
    for picture in fine.glob("*.svg"):
        text = compact(ET.parse(picture).getroot())  # made a moment ago
        (OUT / picture.name).write_text(text, encoding="utf-8")
    with (OUT / "credits.csv").open("w", encoding="utf-8", newline="") as sheet:
        writer = csv.DictWriter(sheet, credited[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted(credited, key=lambda row: row["code"]))


def complain(credited: list[dict[str, str]]) -> int:
    """Name the pictures over the size wished for; 1 if one is over the size allowed."""
    worst = 0
    for row in credited:
        size = len(gzip.compress((OUT / f"{row['code']}.svg").read_bytes(), mtime=0))
        worst = max(worst, size)
        if size > 1200:
            print(f"{row['code']}: {size} bytes gzipped")
    print(f"{len(credited)} pictures, largest {worst} bytes gzipped")
    return 1 if worst > 2500 else 0


if __name__ == "__main__":
    sys.exit(main())
