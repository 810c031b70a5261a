"""Walking through the product: one address of every page that can be reached."""

from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

from flask import Flask
from playwright.sync_api import Error, Page
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter, RequestRedirect

TRIES = 3  # of an address that only leads elsewhere, every further one would do the same
HREFS = "links => links.map(a => a.getAttribute('href'))"


class Walk:
    """A walk over what begins with ``within``: each endpoint once, ``first`` addresses first."""

    def __init__(
        self, app: Flask, page: Page, within: tuple[str, ...], first: tuple[str, ...] = ()
    ) -> None:
        self.page, self.within = page, within
        self.map: MapAdapter = app.url_map.bind("localhost")
        self.seen: set[str] = set()
        self.tried: Counter[str] = Counter()
        plain = [
            str(rule) for rule in app.url_map.iter_rules()
            if not rule.arguments and "GET" in (rule.methods or ())
        ]  # fmt: skip
        self.waiting = [*first, *plain]

    def pages(self) -> Iterator[str]:
        """Open one page after the other; yield the address of each that answered with a page."""
        while self.waiting:
            address = self.waiting.pop(0)
            endpoint = self._endpoint(address)
            if endpoint is None or endpoint in self.seen or self.tried[endpoint] >= TRIES:
                continue
            self.tried[endpoint] += 1
            try:
                answer = self.page.goto(address)
            except Error as problem:
                if "Download is starting" not in problem.message:
                    raise
                continue  # a file to keep is no page to look at
            assert answer is not None
            landed = urlsplit(self.page.url).path
            a_page = answer.headers.get("content-type", "").startswith("text/html")
            if answer.status == 200 and a_page and landed == urlsplit(address).path:
                self.seen.add(endpoint)
                yield address
            found = self.page.locator("a[href^='/']").evaluate_all(HREFS)
            self.waiting += [one for one in found if self._endpoint(one) not in self.seen]

    def _endpoint(self, address: str) -> str | None:
        path = urlsplit(address).path
        if not path.startswith(self.within) or path in {"/s/leave", "/sign-out"}:
            return None
        try:
            return str(self.map.match(path, method="GET")[0])
        except (HTTPException, RequestRedirect):
            return None
