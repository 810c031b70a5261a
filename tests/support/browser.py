"""A real browser against a real server: Chromium, waitress on loopback, the test's own database.

Ask for ``phone()`` or ``desk()``: each call is another person's browser. A page error, a message of
the browser's console (a broken policy, say) or an answer of 5xx fails the test at its end.
"""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from weakref import WeakSet

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, Response, sync_playwright
from waitress import wasyncore
from waitress.server import create_server

from tests.support.setting import in_ci
from tests.support.tls import TlsProxy
from tools import system_parts

# Playwright switches the back/forward cache off; people's browsers have it on.
UNWANTED = ["--disable-back-forward-cache"]
# Nothing but loopback is ever looked up.
ALONE = [
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    # the key of loopback.pem, and no other, is good for https on loopback
    "--ignore-certificate-errors-spki-list=reIj9n6rfTdHwBWJumISr6eKqwWJsI2gaK7z8JwykAg=",
]

PHONE, DESK = {"width": 360, "height": 640}, {"width": 1280, "height": 800}
# Asking for findings alone spares axe the long list of what is right.
ASK_AXE = """() => axe.run({resultTypes: ['violations']}).then(found => found.violations.flatMap(
  one => one.nodes.map(node => `${one.id} (${one.impact}): ${node.html.slice(0, 120)}`)))"""
NewPage = Callable[..., Page]
_without_script: WeakSet[BrowserContext] = WeakSet()


@contextmanager
def serving(app: Flask, port: int = 0) -> Iterator[str]:
    """Serve an application on a free port of 127.0.0.1; yield its address."""
    sockets: dict[int, Any] = {}
    server = create_server(app, map=sockets, host="127.0.0.1", port=port, threads=8)
    stop = threading.Event()

    def loop() -> None:
        while not stop.is_set():
            wasyncore.loop(timeout=0.05, count=1, map=sockets)

    thread = threading.Thread(target=loop, name="server", daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        stop.set()
        thread.join(timeout=10)
        server.task_dispatcher.shutdown(timeout=10)
        wasyncore.close_all(sockets)


@contextmanager
def serving_tls(app: Flask) -> Iterator[str]:
    """Serve an application over https: a small proxy with a certificate before waitress."""
    with serving(app) as address:
        port = int(address.rpartition(":")[2])
        proxy = TlsProxy(port)
        thread = threading.Thread(target=proxy.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"https://127.0.0.1:{proxy.server_address[1]}"
        finally:
            proxy.shutdown()
            proxy.server_close()
            thread.join(timeout=10)


@pytest.fixture
def live(app: Flask) -> Iterator[str]:
    """The address of a server with this test's application behind it."""
    with serving(app) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's Chromium."""
    path = system_parts.browser()
    if path is None:
        if in_ci():
            pytest.fail("no Chromium on a build server")
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=path, args=ALONE, ignore_default_args=UNWANTED
        )
        yield chromium
        chromium.close()


class Witness:
    """Hears what goes wrong in a browser while nobody looks."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def watch(self, page: Page) -> None:
        """Listen to one page."""
        page.on("pageerror", lambda error: self.heard.append(f"script: {error}"))
        page.on("response", self._response)
        page.on("console", self._console)

    def _console(self, message: Any) -> None:
        # A refused form answers 4xx on purpose, a test without a signal has none: both are told.
        text = message.text
        told = "the server responded with a status" in text or "INTERNET_DISCONNECTED" in text
        if message.type == "error" and not told:
            self.heard.append(f"console: {text}")

    def _response(self, response: Response) -> None:
        if response.status >= 500:
            self.heard.append(f"{response.status}: {response.url}")


@pytest.fixture
def new_page(browser: Browser, live: str) -> Iterator[NewPage]:
    """Make pages, each in a context of its own: another person, with nothing in common."""
    contexts: list[BrowserContext] = []
    witness = Witness()

    def make(**options: Any) -> Page:
        context = browser.new_context(base_url=live, **options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        if options.get("java_script_enabled") is False:
            _without_script.add(context)
        context.on("page", witness.watch)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()
    assert witness.heard == [], "\n".join(witness.heard)


@pytest.fixture
def phone(new_page: NewPage) -> NewPage:
    """Make phones: ``phone(script=True, width=360, height=640, language="en")``."""

    def make(
        *, script: bool = True, width: int = 360, height: int = 640, language: str = "en"
    ) -> Page:
        return new_page(
            viewport={"width": width, "height": height},
            java_script_enabled=script,
            locale=language,
            has_touch=True,
            is_mobile=True,
        )

    return make


@pytest.fixture
def desk(new_page: NewPage) -> NewPage:
    """Make office computers: ``desk(script=True, language="en")``."""

    def make(*, script: bool = True, language: str = "en") -> Page:
        return new_page(viewport=DESK, java_script_enabled=script, locale=language)

    return make


def axe_problems(page: Page) -> list[str]:
    """Return what axe finds wrong on the page as it stands, one line a finding.

    Axe is a script: look at the page in a browser that runs them (the markup is the same).
    """
    if page.context in _without_script:
        raise ValueError("axe cannot look at a page in a browser without scripts")
    if not page.evaluate("Boolean(window.axe)"):  # half a megabyte: once a page is enough
        page.evaluate(Axe().axe_script)
    found: list[str] = page.evaluate(ASK_AXE)
    return found


def go_back(page: Page) -> None:
    """Press Back. A page out of the back/forward cache never "loads", so only wait for its turn."""
    page.go_back(wait_until="commit")


def fits_sideways(page: Page) -> bool:
    """Tell whether the page needs no scrolling sideways."""
    return bool(
        page.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        )
    )


def shot(page: Page, name: str) -> None:
    """Keep a picture of the page, where ``MKEKA_SHOTS`` names a folder for them."""
    folder = os.environ.get("MKEKA_SHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)
