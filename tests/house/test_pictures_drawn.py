"""The pictures as an eye meets them: drawn by a browser, whole, outlined, told apart in grey."""

import base64
import csv
import re
from itertools import combinations
from pathlib import Path

import pytest
from playwright.sync_api import Browser

ROOT = Path(__file__).parents[2]
FOLDER, SOURCES = ROOT / "marketplace" / "pictures", ROOT / "tools" / "pictures"
ROWS = list(csv.DictReader((SOURCES / "pictures.csv").read_text("utf-8").splitlines()))
LEAVES = [row["code"] for row in ROWS if "leaf" in row["purpose"].split()]
SMALL = 48  # pixels: the smallest picture on a phone 240 wide
APART = 15.0  # grey steps of 255, on average over the picture; carrot and cucumber are 18 apart
PAINT = """async ([uris, wide, high]) => {
  const found = [], c = document.createElement('canvas');
  c.width = wide; c.height = high;
  const x = c.getContext('2d', {willReadFrequently: true});
  for (const uri of uris) {
    const i = new Image(); i.src = uri; await i.decode();
    x.clearRect(0, 0, wide, high); x.drawImage(i, 0, 0, wide, high);
    const d = x.getImageData(0, 0, wide, high).data;
    let row = '';
    for (let n = 0; n < d.length; n += 4) {
      const a = d[n + 3] / 255, on = v => v * a + 255 * (1 - a);
      const grey = .2126 * on(d[n]) + .7152 * on(d[n + 1]) + .0722 * on(d[n + 2]);
      row += String.fromCharCode(Math.round(grey));
    }
    found.push(btoa(row));
  }
  return found;
}"""


def painted(browser: Browser, codes: list[str], wide: int, high: int) -> dict[str, bytes]:
    """Return the grey of every pixel of these pictures on white."""
    page = browser.new_page()
    page.set_content("<p>pictures</p>")
    uris = [_uri(FOLDER / f"{code}.svg", wide, high) for code in codes]
    rows = [base64.b64decode(row) for row in page.evaluate(PAINT, [uris, wide, high])]
    page.close()
    return dict(zip(codes, rows, strict=True))


def _uri(path: Path, wide: int, high: int) -> str:
    sized = path.read_text("utf-8").replace("<svg ", f'<svg width="{wide}" height="{high}" ', 1)
    return "data:image/svg+xml;base64," + base64.b64encode(sized.encode()).decode()


def _square() -> list[str]:
    square = [row["code"] for row in ROWS if "-note-" not in row["code"]]
    assert len(square) > 300
    return square


def test_rule_20_no_picture_is_cut_by_its_edge(browser: Browser) -> None:
    notes = [row["code"] for row in ROWS if "-note-" in row["code"]]
    for codes, wide, high in ((_square(), 144, 144), (notes, 144, 80)):
        for code, grey in painted(browser, codes, wide, high).items():
            edge = [grey[n] for k in range(wide) for n in (k, wide * (high - 1) + k)]
            edge += [grey[n] for k in range(high) for n in (wide * k, wide * k + wide - 1)]
            assert min(edge) > 200, code


def test_rule_20_every_picture_has_dark_ink(browser: Browser) -> None:
    """A contrast of 3:1 to white is a grey of 149 and darker; ours is ink."""
    for code, grey in painted(browser, _square(), 72, 72).items():
        assert sum(one < 60 for one in grey) >= 40, code


def test_rule_22_two_leaves_never_share_a_picture_even_in_grey(browser: Browser) -> None:
    assert len(LEAVES) == len(set(LEAVES)) == 96
    grey = painted(browser, LEAVES, SMALL, SMALL)
    near = [pair for pair in combinations(LEAVES, 2) if _apart(grey, *pair) < APART]
    assert near == []


def test_rule_22_seven_weekdays_are_told_apart_in_grey(browser: Browser) -> None:
    days = [f"day-{place}" for place in range(1, 8)]
    grey = painted(browser, days, SMALL, SMALL)
    assert [pair for pair in combinations(days, 2) if _apart(grey, *pair) < APART] == []


def test_rule_22_money_is_told_apart_in_grey(browser: Browser) -> None:
    for country in ("tzs", "kes", "cash"):
        for kind, high in (("note", 40), ("coin", 72)):
            codes = [row["code"] for row in ROWS if row["code"].startswith(f"{country}-{kind}-")]
            grey = painted(browser, codes, 72, high)
            for pair in combinations(codes, 2):
                assert _apart(grey, *pair) >= APART, pair


def _apart(grey: dict[str, bytes], one: str, other: str) -> float:
    pairs = zip(grey[one], grey[other], strict=True)
    return sum(abs(a - b) for a, b in pairs) / len(grey[one])


def test_every_picture_comes_from_the_sources() -> None:
    """What the build script makes is what is there: nothing drawn by hand is lost by a rebuild."""
    assert sorted(row["code"] for row in ROWS) == sorted(path.stem for path in FOLDER.glob("*.svg"))


BESIDE = {"legs": 1.36, "palm": 0.46}  # centimetres a unit of the drawing
SIZES = list(csv.DictReader((SOURCES / "sizes.csv").read_text("utf-8").splitlines()))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: size["code"])
def test_a_container_is_drawn_at_its_true_size(size: dict[str, str]) -> None:
    """Beside legs (90 cm to the hip) or on a palm, every one at the same scale."""
    units = (SOURCES / "units.xml").read_text("utf-8")
    drawing = re.search(rf'<picture code="{size["code"]}">(.*?)</picture>', units)
    assert drawing is not None
    places = dict(re.findall(r'<pic ref="([\w-]+)" at="\S+ \S+ ([\d.]+)"/>', drawing[1]))
    assert float(places[size["beside"]]) == 1
    drawn = (int(size["bottom"]) - int(size["top"])) * float(places[size["part"]])
    true = int(size["centimetres"]) / BESIDE[size["beside"]]
    assert drawn == pytest.approx(true, rel=0.02)
