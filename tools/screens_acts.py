"""What must be said before a screen can be seen: once, or each time a browser comes to it."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from playwright.sync_api import Page

from tools.screens_plan import HER, KEYS, LAND, sit

HELPED = "hen-78"
HREFS = "links => links.map(a => a.getAttribute('href'))"
QUESTIONS = ("quantity", "money", "money/other", "money/count", "money/far", "money/low", "right",
             "not-me")  # fmt: skip
COST_STEPS = 9
EMPTY = """() => {
  const form = document.querySelector('main form[method=post]')
  for (const one of form.querySelectorAll('[type=hidden]'))
    one.disabled = !/^(csrf|key)$/.test(one.name)
  form.submit()
}"""
OFFLINE = """kinds => {
  for (const one of ['off', 'door']) document.getElementById(one).hidden = false
  for (const kind of kinds) {
    const made = document.getElementById('t-' + kind).cloneNode(true)
    made.removeAttribute('id')
    document.getElementById('rows').appendChild(made)
  }
}"""
COUNTING = """() => {
  document.getElementById('ask').hidden = false
  document.getElementById('board').hidden = true
  const line = document.getElementById('sums')
  for (const one of ['tap', 'go', 'clear']) {
    const made = document.getElementById('t-' + one).cloneNode(true)
    made.removeAttribute('id')
    line.appendChild(made)
  }
}"""


def half_answered(page: Page) -> Iterator[str]:
    """Answer two needs as far as "right?"; yield the addresses of their questions.

    One coin for all of it is too little: that opens the two screens that ask again.
    """
    yield from _half_answered(page, cheap=True)
    yield from _half_answered(page, cheap=False)


def _half_answered(page: Page, *, cheap: bool) -> Iterator[str]:
    need = _begin(page, "/s/needs", skip=int(not cheap))
    if cheap:
        page.goto(f"{need}/money/count")
        press(page, "button[data-step] >> nth=-1")
        press(page, "button.yes[name=done]")
    else:
        press(page, "button[value=asked]")
    yield from (f"{need}/{step}" for step in QUESTIONS)


def _begin(page: Page, board: str, how_many: int = 0, skip: int = 0) -> str:
    """Say "all" (or half: 1) to the first need of a list; return its address."""
    page.goto(board)
    for need in page.locator("a.card[href^='/s/needs/']").evaluate_all(HREFS)[skip:]:
        page.goto(f"{need}/quantity")
        if page.locator("button[name=quantity]").count() > how_many:
            press(page, f"button[name=quantity] >> nth={how_many}")
            return str(need)
    raise LookupError(f"{board} has no need to answer")


def counted_costs(page: Page) -> Iterator[str]:
    """Say what her first thing costs, step by step; yield the address of each step."""
    page.goto("/s/prices")
    page.goto(page.locator("a[href^='/s/costs/']").evaluate_all(HREFS)[0])
    for _ in range(COST_STEPS):
        yield urlsplit(page.url).path
        if "/s/fair/" in page.url:
            return
        if page.locator("button[name=nothing]").count():
            press(page, "button[data-step]")
        press(page, "main button.yes:not(.vh)")


def _shown_to_a_bank(page: Page) -> Iterator[str]:
    """Let a paper be made that a lender may see."""
    page.goto("/s/papers")
    press(page, "main form button.yes")
    yield "/s/papers/<public_id>"


def strangers_acts(page: Page) -> Iterator[str]:
    """Come to what a stranger sees only after pressing something; yield what it is."""
    yield from _mistaken(page)
    yield from _without_a_signal(page)
    yield from _by_symbol(page)


def _mistaken(page: Page) -> Iterator[str]:
    for way, number in (("who/fish", "4"), ("card", "111111")):
        page.goto(f"/s/{way}?d={LAND}")
        page.fill("input.digits", number)
        press(page, "main form button.yes")
        yield f"/s/{way} · {number}"
    page.evaluate("document.querySelector('main input[name=csrf]').remove()")
    press(page, "main form button.yes")
    yield "400"
    for address, code in (("/s/nothing", "404"), ("/s/leave", "405")):
        page.goto(address)
        yield code


def _without_a_signal(page: Page) -> Iterator[str]:
    page.goto(f"/s/app?d={LAND}")
    page.evaluate(OFFLINE, ["waiting", "sent", "help"])
    yield "/s/app · rows"
    page.evaluate(COUNTING)
    yield "/s/app · counting"


def _by_symbol(page: Page, need: str = "") -> Iterator[str]:
    """Begin an answer with a symbol alone, as far as "right?"."""
    page.goto(f"/s/needs?d={LAND}")
    board = page.locator("a.card[href^='/s/needs/']").evaluate_all(HREFS)
    code = (need or board[0]).rpartition("/")[2]
    page.goto(f"/s/who/fish?d={LAND}&next=/s/begin/{code}/quantity")
    page.fill("input.digits", HER.rpartition("-")[2])
    press(page, "main form button.yes")
    yield "/s/begin/<code>/quantity"
    press(page, "button[name=quantity]")
    yield "/s/begin/<code>/money"
    page.goto(f"/s/begin/{code}/money/count")
    yield "/s/begin/<code>/money/count"
    page.goto(f"/s/begin/{code}/money")
    press(page, "button[value=asked]")
    yield "/s/begin/<code>/right"


def her_acts(page: Page) -> Iterator[str]:
    """Come to what she sees only after pressing something; yield what it is."""
    page.goto("/desk/")
    yield "403"
    page.goto("/s/second?alone=yes")
    press(page, "main form button.yes")
    yield "/s/second · shown once"
    page.goto("/s/quiet")
    press(page, "button[name=covered][value='1']")
    for place in ("/s/quiet", "/s/money", "/s/needs"):
        page.goto(place)
        yield f"{place} · covered"
    page.goto("/s/quiet")
    press(page, "button[name=covered][value='0']")
    yield from _shown_to_a_bank(page)
    yield from _remembered(page)
    yield from _said_otherwise(page)
    yield from _helped(page)


def _remembered(page: Page) -> Iterator[str]:
    page.goto("/s/phone")
    press(page, "button[value=remembered]")
    page.goto("/s/phone")
    yield "/s/phone · remembered"
    press(page, "form[action='/s/leave'] button")
    page.goto(f"/s/who?d={LAND}")
    yield "/s/who · remembered"
    sit(page, HER)
    page.goto("/s/phone")
    press(page, "button[name=wish][value=none]")


def _said_otherwise(page: Page) -> Iterator[str]:
    """Half of it while she sits, all of it by her symbol: both answers are shown."""
    need = _begin(page, "/s/needs", how_many=1)
    press(page, "button[value=asked]")
    press(page, "form[action='/s/leave'] button")
    for _ in _by_symbol(page, need):
        continue
    press(page, "main a.yes")
    page.fill("input[name=keys]", KEYS)
    press(page, "form:has(input[name=keys]) button >> nth=-1")
    yield "/s/needs/<code>/which"


def _helped(page: Page) -> Iterator[str]:
    """She says an answer for somebody else, who then looks at it herself."""
    need = _begin(page, "/s/needs", skip=1)
    press(page, "button[value=asked]")
    drawing, _, number = HELPED.partition("-")
    page.goto(f"/s/who/{drawing}?d={LAND}&next={need}/for")
    page.fill("input.digits", number)
    press(page, "main form button.yes")
    yield "/s/needs/<code>/for"
    press(page, "main form button.yes")
    yield "/s/helping/said"
    sit(page, HELPED)
    page.goto("/s/helped")
    yield "/s/helped · one waits"
    page.goto(page.locator("a[href^='/s/helped/']").evaluate_all(HREFS)[0])
    yield "/s/helped/<public_id>"


def refused(page: Page) -> bool:
    """Send the form of a screen with nothing in it; tell whether it came back with a word."""
    if not page.locator("main form[method=post]").count():
        return False
    with page.expect_navigation() as sent:
        page.evaluate(EMPTY)
    return sent.value is not None and sent.value.status == 422


def press(page: Page, selector: str) -> None:
    """Press and wait for the next page."""
    with page.expect_navigation():
        page.locator(selector).first.click()
