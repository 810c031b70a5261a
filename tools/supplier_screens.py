"""Every kind of supplier screen in every language on contact sheets, and what axe finds on each.

    python -m tools.supplier_screens [--language sw,ar] [--width 240,320]

It makes a demo world of its own, with one more of everything that waits, finds the screens of the
plan in it and then looks at them language by language, each in a copy of that world. Sheets go to
`build/screens`. The exit status is 1 if axe found anything, a screen scrolls sideways, a route of
the supplier's was not reached, or a form did not answer for itself.
"""

import argparse
import base64
import multiprocessing
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from html import escape
from pathlib import Path

from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.routing import Map

from marketplace.app import create_app
from marketplace.cli.demo import demo_config, prepare
from marketplace.db import db, transaction
from marketplace.i18n import LANGUAGES
from tests.support.browser import axe_problems, fits_sideways, serving
from tests.support.spoken import speak_everything
from tools import system_parts
from tools.screens_acts import (
    counted_costs,
    half_answered,
    her_acts,
    refused,
    strangers_acts,
)
from tools.screens_plan import (
    FIRST,
    HER,
    REFUSED,
    SEATS,
    Found,
    Screen,
    fetching,
    rule_of,
    sit,
    strangers,
)
from tools.screens_stage import stage

OUT = Path(__file__).resolve().parent.parent / "build" / "screens"
WIDTHS, TALL = (240, 320, 360), 320
WHOLE = ("sw", "en", "ar")  # axe looks at every width; at the smallest alone in the others
AT_ONCE = 2  # languages
PORT = 8000  # is only written in the settings: a free one is served
A_ROW, A_SHEET = 7, 14
SHEET = """<body style="margin:12px;background:#eae3d6;font:14px sans-serif">{cells}</body>"""
CELL = """<figure style="display:inline-block;vertical-align:top;margin:6px">
<div style="max-height:1100px;overflow:hidden;border:1px solid #999">
<img src="data:image/png;base64,{data}"></div>
<figcaption style="width:{wide}px;overflow-wrap:break-word">{name}</figcaption></figure>"""
Shots = dict[int, list[tuple[str, bytes]]]


def main() -> int:
    """Take all the sheets."""
    parser = argparse.ArgumentParser(description="Contact sheets of the supplier screens")
    parser.add_argument("--language", default=",".join(LANGUAGES))
    parser.add_argument("--width", default=",".join(map(str, WIDTHS)))
    chosen = parser.parse_args()
    if lacking := system_parts.ensure((system_parts.BROWSER, system_parts.FONTS)):
        raise SystemExit(f"no screens without {', '.join(part.name for part in lacking)}")
    OUT.mkdir(parents=True, exist_ok=True)
    codes, widths = chosen.language.split(","), [int(one) for one in chosen.width.split(",")]
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        world = made(Path(folder) / "world")
        plan = shutil.copytree(world, Path(folder) / "plan")  # what is pressed there stays there
        screens, found = planned(plan)
        look = partial(language, world, screens, widths)
        with multiprocessing.get_context("spawn").Pool(min(AT_ONCE, len(codes))) as pool:
            found += [line for lines in pool.imap(look, codes) for line in lines]
    print("\n".join(found) or "axe found nothing, nothing scrolls sideways, no route is left out")
    print(f"{time.monotonic() - begun:.0f} seconds")
    return 1 if found else 0


def made(folder: Path) -> Path:
    """Make the demo world with what the screens need beside it; all of it can be heard."""
    folder.mkdir()
    config = demo_config(folder, port=PORT)
    prepare(config)
    app = create_app(config)
    with app.app_context():
        with transaction(db.session()):
            stage(db.session(), HER)
        db.engine.dispose()
    speak_everything(folder)
    return folder


@contextmanager
def open_world(folder: Path) -> Iterator[tuple[Browser, str, Flask]]:
    """Serve a world, and start a browser before it."""
    app = create_app(demo_config(folder, port=PORT))
    with serving(app) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=system_parts.browser())
        yield browser, address, app
        browser.close()
    with app.app_context():
        db.engine.dispose()


@contextmanager
def person(browser: Browser, address: str, code: str) -> Iterator[Page]:
    """Put a phone of its own before somebody who speaks a language."""
    context = browser.new_context(
        base_url=address, viewport={"width": WIDTHS[0], "height": TALL}, locale=code,
        service_workers="block",  # what is kept on a phone is shown by hand
    )  # fmt: skip
    page = context.new_page()
    page.goto(f"/s/?lang={code}")
    yield page
    context.close()


def begins(page: Page) -> list[str]:
    """Begin what a screen goes on with; return the addresses of its questions."""
    return [*half_answered(page), *counted_costs(page)]


def planned(world: Path) -> tuple[list[Screen], list[str]]:
    """Find one screen of every kind, in English; return them and what is missing."""
    with open_world(world) as (browser, address, app), person(browser, address, "en") as page:
        found = Found(app.url_map)
        found.walk(fetching(page.context), "", strangers())
        for _ in strangers_acts(page):
            found.came_to(page.url)
        for seat in SEATS:
            sit(page, seat)
            begun = begins(page) if seat == HER else []
            found.walk(fetching(page.context), seat, [*begun, *FIRST])
        sit(page, HER)
        for _ in her_acts(page):
            found.came_to(page.url)
    print(f"{len(found.screens)} kinds of screens; not reached: {found.missing}", flush=True)
    return [*found.screens.values()], [f"no screen of {route}" for route in found.missing]


def opened(page: Page, urls: Map, screens: list[Screen]) -> Iterator[tuple[str, str]]:
    """Come to every screen, as everybody; yield its name and what is wrong with it."""
    seated = ""
    for screen in screens:
        if screen.seat != seated:
            sit(page, seated := screen.seat)
            begins(page) if seated == HER else None
        name = f"{screen.seat} {screen.address}"
        page.goto(screen.address)
        lost = rule_of(urls, page.url) != screen.rule
        yield name, f"leads to {page.url}" if lost else ""
        if screen.rule in REFUSED:
            yield f"{name} · 422", "" if refused(page) else "an empty form is not refused"
    sit(page, HER)
    yield from ((name, "") for name in her_acts(page))
    page.context.clear_cookies(name="__Host-sid")
    yield from ((name, "") for name in strangers_acts(page))


def language(world: Path, screens: list[Screen], widths: list[int], code: str) -> list[str]:
    """Look at every screen in a language, in a world of its own; the sheets of every width."""
    shots: Shots = {width: [] for width in widths}
    found: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        own = shutil.copytree(world, Path(folder) / "world")
        with open_world(own) as (browser, address, app):
            with person(browser, address, code) as page:
                for name, wrong in opened(page, app.url_map, screens):
                    found += [f"{code} {name}: {wrong}"] if wrong else []
                    found += [f"{code} {name}: {one}" for one in _look(page, code, name, shots)]
            for width, taken in shots.items():
                _sheets(browser, taken, code, width)
    return found


def _look(page: Page, code: str, name: str, shots: Shots) -> Iterator[str]:
    for width, taken in shots.items():
        page.set_viewport_size({"width": width, "height": TALL})
        taken.append((name, page.screenshot(full_page=True)))
        if not fits_sideways(page):
            yield f"{width} scrolls sideways"
        if code in WHOLE or width == WIDTHS[0]:
            yield from (f"{width} {problem}" for problem in axe_problems(page))


def _sheets(browser: Browser, taken: list[tuple[str, bytes]], code: str, wide: int) -> None:
    page = browser.new_page(viewport={"width": A_ROW * (wide + 20) + 30, "height": 400})
    for old in OUT.glob(f"{code}-{wide}*.png"):
        old.unlink()
    for number, start in enumerate(range(0, len(taken), A_SHEET), 1):
        cells = "".join(
            CELL.format(data=base64.b64encode(data).decode(), name=escape(name), wide=wide)
            for name, data in taken[start : start + A_SHEET]
        )
        page.set_content(SHEET.format(cells=cells))
        page.screenshot(path=str(OUT / f"{code}-{wide}-{number:02}.png"), full_page=True)
    page.close()
    print(f"{OUT}/{code}-{wide}: {len(taken)} screens", flush=True)


if __name__ == "__main__":
    sys.exit(main())
