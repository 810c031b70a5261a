"""The pictures are the interface: small, safe to put inside a page, and all accounted for."""

import csv
import gzip
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from marketplace.catalogue.words import ACT_WORDS, KEY_WORDS
from marketplace.kernel.money import currency
from marketplace.people.rules.drawings import KEYS
from marketplace.web.hand import piece_picture
from marketplace.web.pictures import PagePictures, PictureBook, picture_book
from tools.picture_flat import flat

FOLDER = Path(__file__).parents[2] / "marketplace" / "pictures"
FILES = sorted(FOLDER.glob("*.svg"))
SVG = "{http://www.w3.org/2000/svg}"
SHAPES = {"svg", "g", "path", "circle", "ellipse", "rect", "line", "polygon", "polyline"}
WIDE, SQUARE = "0 0 144 80", "0 0 144 144"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_picture_holds_shapes_only_and_is_small(path: Path) -> None:
    root = ET.fromstring(path.read_bytes())
    for element in root.iter():
        assert element.tag.removeprefix(SVG) in SHAPES
        assert not {"style", "class", "id", "href"} & set(element.attrib)
        assert not [name for name in element.attrib if name.startswith(("on", "{"))]
        assert not [value for value in element.attrib.values() if "url(" in value]
    money = "-note-" in path.stem
    assert root.get("viewBox") == (WIDE if money else SQUARE)
    assert len(gzip.compress(path.read_bytes(), mtime=0)) <= 2500


def test_most_pictures_keep_to_a_kilobyte() -> None:
    large = [path.stem for path in FILES if len(gzip.compress(path.read_bytes(), mtime=0)) > 1200]
    assert len(large) <= 6, large


@pytest.mark.parametrize("drawing", KEYS)
def test_a_key_drawing_is_two_kilobytes_at_most(drawing: str) -> None:
    """Twelve of them are one page, sent whole to a slow phone."""
    assert (FOLDER / f"{drawing}.svg").stat().st_size <= 2048


def test_no_two_pictures_are_the_same() -> None:
    bodies: dict[str, list[str]] = {}
    for path in FILES:
        bodies.setdefault(path.read_text(encoding="utf-8"), []).append(path.stem)
    assert [codes for codes in bodies.values() if len(codes) > 1] == []


def test_dark_outlines_are_ink() -> None:
    black = [path.stem for path in FILES if re.search(r'"(#000|black)"', path.read_text("utf-8"))]
    assert black == []


def test_every_picture_is_credited_and_every_credit_is_drawn() -> None:
    with (FOLDER / "credits.csv").open(encoding="utf-8", newline="") as sheet:
        rows = list(csv.DictReader(sheet))
    assert [row["code"] for row in rows] == sorted(path.stem for path in FILES)
    assert all(row["author"] and row["licence"] and row["changed"] for row in rows)
    licences = {one for row in rows for one in row["licence"].split(" + ")}
    text = (FOLDER / "LICENSE.md").read_text(encoding="utf-8")
    assert all(licence in text for licence in licences)


def test_every_act_key_note_and_coin_is_drawn() -> None:
    needed = set(ACT_WORDS) | set(KEY_WORDS)
    for code in ("TZS", "KES"):
        money = currency(code)
        needed |= {f"{code.lower()}-note-{face}" for face in money.notes}
        needed |= {f"{code.lower()}-coin-{face}" for face in money.coins}
    assert needed <= picture_book().codes()


@pytest.mark.parametrize("code", ["TZS", "KES", "USD", "EUR", "UGX", "RWF", "ZAR", "NPR", "KWD"])
def test_any_currency_has_every_piece_drawn(code: str) -> None:
    money = currency(code)
    for face in {*money.notes, *money.coins}:
        drawn = piece_picture(face, code)
        assert drawn is not None, face
        assert ("-note-" in drawn) == (face in money.notes)


def test_a_page_sends_each_symbol_once_and_only_what_it_drew() -> None:
    page = PagePictures()
    drawn = [page.pic("tomato"), page.pic("yes", "Yes"), page.pic("tomato", size="l")]
    sheet = str(page.sheet())
    assert sheet.count("<symbol ") == 2
    assert sheet.count('id="p-tomato"') == 1
    assert sheet.startswith('<svg class="sheet" aria-hidden="true"')
    ET.fromstring(sheet)
    for use in drawn:
        assert re.search(r'href="#(p-[a-z0-9-]+)"', use)[1] in sheet  # type: ignore[index]  # it is there


def test_a_page_without_pictures_sends_no_sheet() -> None:
    assert PagePictures().sheet() == ""


def test_a_label_is_said_and_escaped_and_decoration_is_silent() -> None:
    book = picture_book()
    assert 'role="img" aria-label="a &lt;b&gt; &#34;c&#34;"' in book.use("no", 'a <b> "c"')
    assert 'aria-hidden="true"' in book.use("no")
    assert "aria-label" not in book.use("no")


def test_notes_are_wide() -> None:
    book = picture_book()
    assert 'class="pic pic-m wide"' in book.use("tzs-note-500")
    assert 'class="pic pic-s"' in book.use("tzs-coin-500", size="s")


def test_an_unknown_picture_or_size_is_refused() -> None:
    page = PagePictures()
    with pytest.raises(KeyError):
        page.pic("unicorn")
    with pytest.raises(ValueError, match="size"):
        page.pic("no", size="huge")
    assert page.sheet() == ""


def test_no_style_reaches_a_page() -> None:
    book = picture_book()
    assert len(book.codes()) == len(FILES)
    assert [code for code in book.codes() if "style" in book.symbol(code)] == []


def test_a_file_that_is_no_picture_is_refused() -> None:
    with pytest.raises(ValueError, match="broken"):
        PictureBook({"broken": "<p>no</p>"})


def test_shapes_are_moved_out_of_their_groups() -> None:
    """What is not said of a shape is nought, and moves with it."""
    drawing = ET.fromstring(
        f'<svg xmlns="{SVG[1:-1]}" viewBox="{SQUARE}"><g transform="translate(9 7)" fill="#fff">'
        '<circle r="3"/><g transform="scale(-1 1)"><rect width="4" height="2"/></g></g></svg>'
    )
    flat(drawing)
    placed = [{k: float(v) for k, v in one.attrib.items() if k != "fill"} for one in drawing]
    assert placed == [{"r": 6, "cx": 18, "cy": 14}, {"width": 8, "height": 4, "x": 10, "y": 14}]
