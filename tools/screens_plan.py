"""Which supplier screens there are: by route, and who of the demo world must sit there to see it.

Each named person follows every link from home, because of what she alone has, and one address of
every kind is kept: a route and its title, so that each state of an order or an offer is one. What
no link leads to is opened by its address; what must be pressed first is in ``screens_acts``.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from itertools import product
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, RequestRedirect

LAND, KEYS = "manyara", "1234"
NOBODY, PRESSED = "", "pressed"
HER = "fish-47"  # for her something of everything waits
ORDERED = ("donkey-57", "duck-94", "duck-15", "turtle-83", "hen-78")  # each in another state
CHOSEN, ASKED_FOR_A_PRICE, WAITING, WRONGED = "duck-15", "bee-73", "cow-56", "sun-52"
OFFERED, AGREED = "duck-94", "donkey-57"

PLAN: dict[str, tuple[str, ...]] = {
    "/": (NOBODY,), "/needs/<code>": (NOBODY,), "/sign-in": (NOBODY,), "/language": (NOBODY, HER),
    "/explained/<who>": (NOBODY,), "/bulletin": (NOBODY,),
    "/trouble": (NOBODY,), "/trouble/sent": (NOBODY,), "/safety": (NOBODY,),
    "/safety/sent": (NOBODY,),
    "/s/": (NOBODY, HER), "/s/kinds": (NOBODY,), "/s/card": (NOBODY,), "/s/code": (NOBODY,),
    "/s/who": (NOBODY, HER, PRESSED), "/s/who/<drawing>": (NOBODY,), "/s/help": (NOBODY, HER),
    "/s/explained": (NOBODY,), "/s/app": (NOBODY, PRESSED),
    "/s/begin/<code>/quantity": (PRESSED,), "/s/begin/<code>/money": (PRESSED,),
    "/s/begin/<code>/money/count": (PRESSED,), "/s/begin/<code>/right": (PRESSED,),
    "/s/needs": (NOBODY, HER, PRESSED), "/s/needs/<code>": (NOBODY, HER),
    "/s/needs/<code>/quantity": (HER,), "/s/needs/<code>/money": (HER,),
    "/s/needs/<code>/money/other": (HER,), "/s/needs/<code>/money/count": (HER,),
    "/s/needs/<code>/money/far": (HER,), "/s/needs/<code>/money/low": (HER,),
    "/s/needs/<code>/right": (HER,), "/s/needs/<code>/which": (PRESSED,),
    "/s/needs/<code>/not-me": (HER,), "/s/needs/<code>/questions": (HER,),
    "/s/needs/<code>/for": (PRESSED,), "/s/helping/said": (PRESSED,),
    "/s/helped": (HER, PRESSED), "/s/helped/<public_id>": (PRESSED,),
    "/s/offers": (HER,), "/s/offers/<public_id>": (HER, OFFERED, WAITING),
    "/s/offers/<public_id>/sent": (HER,), "/s/offers/<public_id>/withdrawal": (HER,),
    "/s/offers/<public_id>/attached/<kind>": (HER,), "/s/offers/<public_id>/next": (HER,),
    "/s/offers/<public_id>/choice": (CHOSEN,), "/s/offers/<public_id>/choice/no": (CHOSEN,),
    "/s/offers/<public_id>/proposal": (CHOSEN,),
    "/s/offers/<public_id>/price": (ASKED_FOR_A_PRICE,),
    "/s/offers/<public_id>/price/count": (ASKED_FOR_A_PRICE,),
    "/s/orders": (HER,), "/s/orders/<public_id>": (HER, *ORDERED),
    "/s/orders/<public_id>/cannot": (HER,), "/s/orders/<public_id>/less": (HER,),
    "/s/orders/<public_id>/door": (HER,), "/s/orders/<public_id>/note": (HER,),
    "/s/orders/<public_id>/objection": (HER,),
    "/s/money": (HER, PRESSED), "/s/money/<public_id>": (HER, AGREED),
    "/s/money/<public_id>/less": (HER,), "/s/payout": (HER,),
    "/s/advances": (HER,), "/s/advances/<public_id>": (HER,),
    "/s/papers": (HER,), "/s/papers/<public_id>": (PRESSED,),
    "/s/agreements": (HER, AGREED), "/s/agreements/<public_id>": (AGREED,),
    "/s/agreements/<public_id>/no": (AGREED,),
    "/s/prices": (HER,), "/s/costs/<code>": (HER,), "/s/costs/<code>/<slug>": (HER,),
    "/s/fair/<code>": (HER,), "/s/sales": (HER,), "/s/buyers": (HER,),
    "/s/proposals": (HER,), "/s/proposals/new": (HER,), "/s/proposals/new/<code>": (HER,),
    "/s/next": (HER,), "/s/good/<code>": (HER,), "/s/wish": (HER,),
    "/s/troubles": (HER, WRONGED), "/s/troubles/<public_id>": (WRONGED,),
    "/s/troubles/new": (HER,), "/s/troubles/new/whom": (HER,), "/s/troubles/new/call": (HER,),
    "/s/safety": (HER,), "/s/safety/sent": (NOBODY,),
    "/s/together": (HER, AGREED), "/s/together/<public_id>": (AGREED,),
    "/s/events/<public_id>": (HER,), "/s/circle/<public_id>": (HER,),
    "/s/me": (HER,), "/s/looks": (HER,), "/s/phone": (HER, PRESSED), "/s/second": (HER, PRESSED),
    "/s/quiet": (HER, PRESSED), "/s/quiet/<what>": (HER,),
}  # fmt: skip
LEFT_OUT = {
    "/s/ticket": "data for the script of a list that is kept",
    "/s/needs/<code>/attached/<kind>": "a photograph or a voice itself",
    "/s/offers/<public_id>/attached/<kind>/file": "a photograph or a voice itself",
    "/s/orders/<public_id>/photo": "a photograph itself",
}
# Where an empty answer is told on the same screen.
REFUSED = (
    "/trouble", "/safety", "/s/who/<drawing>", "/s/card", "/s/needs/<code>/quantity",
    "/s/orders/<public_id>/less", "/s/proposals/new/<code>",
    "/s/offers/<public_id>/attached/<kind>", "/s/sales",
)  # fmt: skip
SEATS = tuple(dict.fromkeys(who for seen in PLAN.values() for who in seen if "-" in who))
STRANGER = ("", "needs", "kinds", "who", "who/fish", "card", f"code?who={HER}", "help", "app",
            f"code?who={HER}&no=wrong", f"code?who={HER}&no=wait", "explained")  # fmt: skip
PUBLIC = ("/", "/sign-in", "/bulletin", "/explained/supplier", "/trouble", "/safety",
          "/trouble/sent", "/safety/sent", "/language", "/language?page=2")  # fmt: skip
FIRST = ("/s/needs", "/s/", "/s/me", "/s/agreements", "/s/advances", "/s/troubles", "/s/together",
         "/s/papers", "/s/proposals", "/s/sales", "/language", "/language?page=2")  # fmt: skip
A_ROUTE = 8  # addresses of one route that one person opens
_LINK = re.compile(r'href="(/(?:s/|language|needs/)[^"#]*)')
_TITLE = re.compile(r"<h1[^>]*>(.*?)</h1>")
_WRONG = re.compile(r"no=\w+")  # the same question, with a word on why it is asked again
_AWAY = re.compile(r"/leave|[?&]lang=")  # to nobody's home, or into another language
Fetch = Callable[[str], tuple[int, str, str]]


@dataclass(frozen=True, slots=True)
class Screen:
    """One kind of screen: who sits before it, and its address."""

    seat: str
    address: str
    rule: str


def read(urls: Map, address: str) -> tuple[str, dict[str, str]] | None:
    """Return the route of an address and what stands in it."""
    try:
        found, values = urls.bind("localhost").match(
            urlsplit(address).path, method="GET", return_rule=True
        )
    except (HTTPException, RequestRedirect):
        return None
    return found.rule, {key: str(value) for key, value in values.items()}


def rule_of(urls: Map, address: str) -> str:
    """Return the route of an address; nothing if it has none."""
    way = read(urls, address)
    return way[0] if way else ""


def supplier_routes(urls: Map) -> set[str]:
    """Return every route under /s/ that answers GET, and the public ones of the plan."""
    paths = {rule.rule for rule in urls.iter_rules() if "GET" in (rule.methods or ())}
    return {path for path in paths if path.startswith("/s/") or path in PLAN}


@dataclass
class Found:
    """The screens found so far; ``pressed`` are the routes that are come to by pressing."""

    urls: Map
    pressed: set[str] = field(default_factory=set)
    screens: dict[tuple[str, str, str], Screen] = field(default_factory=dict)

    @property
    def missing(self) -> list[str]:
        """The routes no screen was found of."""
        found = {screen.rule for screen in self.screens.values()} | self.pressed
        return sorted(supplier_routes(self.urls) - found - set(LEFT_OUT))

    def came_to(self, address: str) -> None:
        """Note a screen that is come to by pressing something."""
        self.pressed.add(rule_of(self.urls, address))

    def walk(self, fetch: Fetch, seat: str, first: Iterable[str]) -> None:
        """Follow every link from these addresses on; then open what no link leads to."""
        waiting, tried, known = list(first), Counter[str](), dict[str, dict[str, None]]()
        for address in waiting:
            way = read(self.urls, address)
            if way is None or way[0] not in PLAN or tried[way[0]] >= A_ROUTE:
                continue
            tried[way[0]] += 1
            for name, value in way[1].items():
                known.setdefault(name, {})[value] = None
            source = self._look(fetch, seat, address)
            links = dict.fromkeys(unescape(link) for link in _LINK.findall(source))
            waiting += [link for link in links if link not in waiting and not _AWAY.search(link)]
        for address in self._unlinked(seat, known):
            self._look(fetch, seat, address)

    def _look(self, fetch: Fetch, seat: str, address: str) -> str:
        rule, (status, landed, source) = rule_of(self.urls, address), fetch(address)
        if status == 200 and rule_of(self.urls, landed) == rule and seat in PLAN[rule]:
            titled, wrong = _TITLE.search(source), _WRONG.search(address)
            kind = (rule, unescape(titled[1]) if titled else "", wrong[0] if wrong else "")
            self.screens.setdefault(kind, Screen(seat, address, rule))
        return source

    def _unlinked(self, seat: str, known: dict[str, dict[str, None]]) -> Iterator[str]:
        """Fill her routes that were not found yet with what stood in other addresses."""
        for rule in self.urls.iter_rules():
            hers = seat in PLAN.get(rule.rule, ())
            if not hers or rule.rule not in self.missing or not rule.arguments <= set(known):
                continue
            names = sorted(rule.arguments)
            for values in product(*(list(known[name]) for name in names)):
                built = rule.build(dict(zip(names, values, strict=True)), append_unknown=False)
                if built is not None and rule.rule in self.missing:
                    yield built[1]


def fetching(context: BrowserContext) -> Fetch:
    """Ask without drawing, as this browser."""

    def fetch(address: str) -> tuple[int, str, str]:
        answer = context.request.get(address, max_retries=3)  # a kept connection may be closed
        return answer.status, answer.url, answer.body().decode("utf-8", "replace")

    return fetch


def strangers() -> list[str]:
    """What somebody opens before she says who she is."""
    return [*(f"/s/{one}{'&' if '?' in one else '?'}d={LAND}" for one in STRANGER), *PUBLIC]


def sit(page: Page, seat: str) -> None:
    """Sit down before a shared phone."""
    page.goto(f"/s/code?d={LAND}&who={seat}&next=/s/needs")
    page.fill("input[name=keys]", KEYS)
    with page.expect_navigation():
        page.locator("form:has(input[name=keys]) button").last.click()
    if not page.locator("form[action='/s/leave']").count():
        raise LookupError(f"{seat} does not come in: {page.url}")
