"""First and next supplier page on a slow line: Chromium held to 50 kbit/s and 800 ms.

    python -m benchmarks.bench_2g [http://127.0.0.1:8000]

Without an address it serves a demo world of its own. The floor is arithmetic: one round trip and
the bytes that came, at the line's pace. The exit status is 1 over 1.15 of the floor for the first
page, or over 1.8 seconds for the next one on the kept connection.
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from tools import system_parts
from tools.screens_plan import HER, LAND, sit
from tools.supplier_screens import made, open_world

KBIT, LATENCY = 50, 0.8
PACE = KBIT * 1000 / 8  # bytes a second
FIRST_MOST, NEXT_MOST = 1.15, 1.8
ROUNDS = 5
# The same two-question form, in kilobytes on the wire; measured once, see the design's anchors.
PEERS = {"ODK Web Forms": 1295, "Enketo": 765, "Form.io": 436, "SurveyJS": 419}
USABLE = """() => performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd / 1000"""


@dataclass(frozen=True, slots=True)
class Load:
    """One page's load: seconds until it can be used, bytes on the wire, requests."""

    seconds: float
    octets: float
    requests: int

    @property
    def floor(self) -> float:
        """The least that this line allows."""
        return LATENCY + self.octets / PACE


class Line:
    """A phone on a slow line; counts what it fetches."""

    def __init__(self, page: Page) -> None:
        self.page, self.octets, self.requests = page, 0.0, 0
        line: CDPSession = page.context.new_cdp_session(page)
        line.send("Network.enable")
        line.on("Network.loadingFinished", self._finished)
        line.send("Network.emulateNetworkConditions", {
            "offline": False, "latency": LATENCY * 1000,
            "downloadThroughput": PACE, "uploadThroughput": PACE,
        })  # fmt: skip

    def _finished(self, event: dict[str, float]) -> None:
        self.octets += event["encodedDataLength"]
        self.requests += 1

    def load(self, address: str) -> Load:
        """Open a page and measure it."""
        self.octets, self.requests = 0.0, 0
        self.page.goto(address, timeout=60_000)
        return Load(self.page.evaluate(USABLE), self.octets, self.requests)


def main() -> int:
    """Measure, print the table, and say whether the promises were kept."""
    given = sys.argv[1] if len(sys.argv) > 1 else None
    system_parts.ensure()
    with _before(given) as (browser, address):
        firsts, nexts = zip(*(_twice(browser, address) for _ in range(ROUNDS)), strict=True)
        answer = _answer(browser, address)
    first, following = _middle(firsts), _middle(nexts)
    _print(first, following, answer)
    kept = first.seconds <= FIRST_MOST * first.floor and following.seconds <= NEXT_MOST
    return 0 if kept else 1


@contextmanager
def _before(given: str | None) -> Iterator[tuple[Browser, str]]:
    """Put a browser before a running demo, or before one made for this, where all can be heard."""
    if given is None:
        with (
            tempfile.TemporaryDirectory() as folder,
            open_world(made(Path(folder) / "world")) as (browser, address, _app),
        ):
            yield browser, address
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=system_parts.browser())
        yield browser, given.rstrip("/")
        browser.close()


def _phone(browser: Browser, address: str) -> Page:
    """A phone without a service worker, whose own fetches no line of Chromium's holds up."""
    return browser.new_page(
        base_url=address, viewport={"width": 320, "height": 480}, service_workers="block"
    )


def _twice(browser: Browser, address: str) -> tuple[Load, Load]:
    """A phone that never was here: the list of needs, then one need."""
    page = _phone(browser, address)
    line = Line(page)
    first = line.load(f"/s/needs?d={LAND}&lang=sw")
    need = page.locator("a.card[href*='/needs/']").first.get_attribute("href") or "/s/needs"
    following = line.load(need)
    page.close()
    return first, following


def _answer(browser: Browser, address: str) -> list[Load]:
    """Every page of an answer, by somebody who is seated."""
    page = _phone(browser, address)
    sit(page, HER)
    need = page.locator("a.card[href^='/s/needs/']").first.get_attribute("href") or ""
    page.goto(f"{need}/quantity")
    page.locator("button[name=quantity]").first.click()
    page.locator("button[name=sum]").first.click()
    line = Line(page)
    pages = ["/s/needs", need, *(f"{need}/{step}" for step in ("quantity", "money", "right"))]
    loads = [line.load(one) for one in pages]
    page.close()
    return loads


def _middle(loads: tuple[Load, ...]) -> Load:
    seconds = median(one.seconds for one in loads)
    return Load(seconds, loads[0].octets, max(one.requests for one in loads))


def _print(first: Load, following: Load, answer: list[Load]) -> None:
    print(f"Chromium at {KBIT} kbit/s and {LATENCY * 1000:.0f} ms, median of {ROUNDS}\n")
    print(f"{'':34} {'KB':>8} {'requests':>9} {'floor s':>8} {'s':>7} {'x floor':>8}")
    _row("first page (list of needs), cold", first)
    _row("next page (a need), kept line", following)
    _row("five pages of an answer", Load(
        sum(one.seconds for one in answer), sum(one.octets for one in answer),
        sum(one.requests for one in answer),
    ), floor=sum(one.floor for one in answer))  # fmt: skip
    print("\nThe same question elsewhere: bytes as measured, seconds by the same arithmetic")
    for name, kilobytes in PEERS.items():
        floor = LATENCY + kilobytes * 1024 / PACE
        print(f"{name:34} {kilobytes:8.1f} {'':9} {floor:8.1f}")


def _row(name: str, load: Load, floor: float | None = None) -> None:
    least = floor or load.floor
    print(f"{name:34} {load.octets / 1024:8.1f} {load.requests:9d} {least:8.2f} "
          f"{load.seconds:7.2f} {load.seconds / least:8.2f}")  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
