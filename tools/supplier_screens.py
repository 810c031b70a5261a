"""Every supplier screen in every language on contact sheets, and what axe finds on each.

    python -m tools.supplier_screens [http://127.0.0.1:8000] [--languages sw,ar] [--widths 240,320]

Without an address it serves a demo world of its own. Sheets go to `build/screens`, one for each
language and width; the exit status is 1 if axe found anything or a screen scrolls sideways.
"""

import argparse
import base64
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from marketplace.i18n import LANGUAGES
from tools import system_parts

OUT = Path(__file__).resolve().parent.parent / "build" / "screens"
WIDTHS = (240, 320, 360)
LAND, SYMBOL, KEYS = "manyara", "fish-47", "1234"
HREFS = "links => links.map(a => a.getAttribute('href'))"
BEFORE = (f"/s/?d={LAND}", f"/s/who?d={LAND}", f"/s/who/fish?d={LAND}", f"/s/card?d={LAND}",
          f"/s/code?d={LAND}&who={SYMBOL}", f"/s/help?d={LAND}", "/s/needs",
          "/language")  # fmt: skip
ANSWER = ("quantity", "money", "money/other", "money/count", "right", "not-me")
KEPT_OUT = ("/s/leave", "/static", "/sign")
SHEET = """<body style="margin:12px;background:#eae3d6;font:14px sans-serif">{cells}</body>"""
CELL = """<figure style="display:inline-block;vertical-align:top;margin:6px">
<img src="data:image/png;base64,{data}" style="border:1px solid #999">
<figcaption style="width:{wide}px;overflow-wrap:break-word">{name}</figcaption></figure>"""


def main() -> int:
    """Take all the sheets."""
    parser = argparse.ArgumentParser(description="Contact sheets of the supplier screens")
    parser.add_argument("address", nargs="?")
    parser.add_argument("--languages", default=",".join(LANGUAGES))
    parser.add_argument("--widths", default=",".join(str(one) for one in WIDTHS))
    chosen = parser.parse_args()
    OUT.mkdir(parents=True, exist_ok=True)
    widths = tuple(int(one) for one in chosen.widths.split(","))
    with sync_playwright() as playwright, served(chosen.address) as address:
        browser = playwright.chromium.launch(executable_path=system_parts.browser())
        found = [line for code in chosen.languages.split(",")
                 for line in _language(browser, address, code, widths)]  # fmt: skip
        browser.close()
    print("\n".join(found) or "axe found nothing, and nothing scrolls sideways")
    return 1 if found else 0


@contextmanager
def served(address: str | None) -> Iterator[str]:
    """Use a running demo, or serve one on a free port until the sheets are taken."""
    if address is not None:
        yield address.rstrip("/")
        return
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as data:
        command = [str(Path(sys.executable).with_name("marketplace")), "demo"]
        command += ["--port", str(port), "--data", data]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        try:
            yield _awake(f"http://127.0.0.1:{port}")
        finally:
            server.terminate()
            server.wait(timeout=20)


def _awake(address: str) -> str:
    for _ in range(240):
        try:
            urlopen(f"{address}/healthz", timeout=2).close()  # noqa: S310  # our own loopback
        except OSError:
            time.sleep(0.5)
        else:
            return address
    raise SystemExit("the demo did not start")


def _language(browser: Browser, address: str, code: str, widths: tuple[int, ...]) -> Iterator[str]:
    """Walk as a stranger and then as a supplier; one sheet a width."""
    page = browser.new_page(base_url=address, viewport={"width": widths[0], "height": 320})
    page.goto(f"/s/?d={LAND}&lang={code}")
    shots: dict[int, list[tuple[str, bytes]]] = {width: [] for width in widths}
    for place in _walk(page):
        for width in widths:
            page.set_viewport_size({"width": width, "height": 320})
            shots[width].append((place, page.screenshot(full_page=True)))
            yield from (f"{code} {width} {place}: {problem}" for problem in _problems(page))
    page.close()
    for width, taken in shots.items():
        _sheet(browser, taken, OUT / f"{code}-{width}.png", width)


def _walk(page: Page) -> Iterator[str]:
    """Open one page of each kind, as a stranger and as a supplier; yield its address meanwhile."""
    for place in BEFORE:
        page.goto(place)
        yield place
    page.goto(f"/s/code?d={LAND}&who={SYMBOL}&next=/s/needs")
    page.fill("input[name=keys]", KEYS)
    page.locator("form:has(input[name=keys]) button").last.click()
    seen: set[str] = set()
    waiting = [*_begun(page), "/s/"]
    while waiting:
        place = waiting.pop(0)
        if _kind(place) in seen:
            continue
        seen.add(_kind(place))
        answer = page.goto(place)
        if answer is None or answer.status != 200 or _kind(page.url) != _kind(place):
            continue
        yield place
        links = page.locator("a[href^='/s/']").evaluate_all(HREFS)
        waiting += [one for one in links if not one.startswith(KEPT_OUT)]


def _begun(page: Page) -> list[str]:
    """Begin an answer to the first need that can be answered, and name its questions."""
    needs = page.locator("a.card[href^='/s/needs/']").evaluate_all(HREFS)
    for need in needs:
        page.goto(f"{need}/quantity")
        if page.locator("button[name=quantity]").count():
            page.locator("button[name=quantity]").first.click()
            if page.locator("button[name=sum]").count():
                page.locator("button[name=sum]").first.click()
                return [need, *(f"{need}/{step}" for step in ANSWER)]
    return needs[:1]


def _kind(address: str) -> str:
    """The address with names of things left out: one page of each kind is enough."""
    path = urlsplit(address).path
    return re.sub(r"/(?=[^/]*[A-Z0-9_])[\w-]{6,}", "/*", path)


def _problems(page: Page) -> Iterator[str]:
    findings = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    yield from (f"{one['id']}: {node['html'][:90]}" for one in findings for node in one["nodes"])
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    if page.evaluate(wide):
        yield "scrolls sideways"


def _sheet(browser: Browser, taken: list[tuple[str, bytes]], path: Path, wide: int) -> None:
    cells = "".join(
        CELL.format(data=base64.b64encode(data).decode(), name=name, wide=wide)
        for name, data in taken
    )
    page = browser.new_page(viewport={"width": 8 * (wide + 20), "height": 400})
    page.set_content(SHEET.format(cells=cells))
    page.screenshot(path=str(path), full_page=True)
    page.close()
    print(f"{path}: {len(taken)} screens")


if __name__ == "__main__":
    sys.exit(main())
