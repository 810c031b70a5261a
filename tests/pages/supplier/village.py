"""What supplier page tests share: people with picture codes, and a thumb that presses pictures."""

from typing import Any
from xml.etree.ElementTree import Element

from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from marketplace.catalogue.models import UnitStep
from tests.support.client import PageClient, _filled
from tests.support.markup import Page, classes, local, parse, said
from tests.world import World, small_world
from tests.world.codes import KEYS, give_codes


def village(session: Session) -> World:
    """The small world, its three growers with the code 1-2-3-4."""
    world = small_world(session)
    give_codes(session, world)
    for position, size in enumerate((1, 5, 10)):
        unit_id = world.goods.units["kg"].id
        session.add(UnitStep(unit_id=unit_id, position=position, size=size))
    session.flush()
    return world


def read(page: TestResponse) -> Page:
    """Parse a page that came."""
    return parse(page.get_data(as_text=True))


def words(page: TestResponse) -> str:
    """Return everything a page says, as a screen reader would."""
    tree = read(page)
    return said(tree.root, tree)


def links(page: TestResponse) -> dict[str, str]:
    """Return a page's links by what they say; speakers, which lead nowhere, are left out."""
    tree = read(page)
    ways = (a for a in tree.all("a") if "ear" not in classes(a))
    return {said(a, tree): a.get("href", "") for a in ways}


def link(page: TestResponse, text: str) -> str:
    """Return the address of the one link that says so."""
    found = [href for name, href in links(page).items() if text in name]
    assert len(found) == 1, f"{len(found)} links say {text!r}: {sorted(links(page))}"
    return found[0]


def buttons(page: TestResponse) -> list[str]:
    """Return what a page's buttons say."""
    tree = read(page)
    return [said(b, tree) for b in tree.all("button")]


def hidden(page: TestResponse) -> dict[str, str]:
    """Return the token of a page's first form, to send what no button would."""
    inputs = (e for e in read(page).all("input") if e.get("name") == "csrf")
    return {"csrf": next(inputs).get("value", "")}


def press(client: PageClient, page: TestResponse, text: str, **typed: Any) -> TestResponse:
    """Press the button that says so, in its own form, as a thumb would; do not follow."""
    tree = read(page)
    button = next((b for b in tree.all("button") if said(b, tree) == text), None)
    assert button is not None, f"no button says {text!r}: {buttons(page)}"
    form = next(e for e in tree.above(button) if local(e) == "form")
    return _send(client, page, form, {**_own(button), **typed})


def enter(client: PageClient, page: TestResponse, **typed: Any) -> TestResponse:
    """Type into the fields and press the phone's Go key."""
    form = next(
        f
        for f in read(page).all("form")
        if {e.get("name") for e in f.iter("input") if e.get("type") == "tel"} >= set(typed)
    )
    return _send(client, page, form, typed)


def _own(button: Element) -> dict[str, str]:
    name = button.get("name")
    return {name: button.get("value", "")} if name else {}


def _send(
    client: PageClient, page: TestResponse, form: Element, extra: dict[str, Any]
) -> TestResponse:
    sent: dict[str, Any] = dict(_filled(form))
    for name, value in extra.items():
        # a − or note button has the name of the hidden sum: a browser sends both
        sent[name] = [sent[name], value] if _hidden(form, name) else value
    target = form.get("action") or page.request.full_path.rstrip("?")
    return client.post(target, data=sent)


def _hidden(form: Element, name: str) -> bool:
    return any(e.get("name") == name and e.get("type") == "hidden" for e in form.iter("input"))


def follow(client: PageClient, answer: TestResponse) -> TestResponse:
    """Follow a 303 as a browser does."""
    assert answer.status_code == 303, (answer.status_code, words(answer))
    return client.get(answer.headers["Location"])


def sit(
    client: PageClient, who: str = "fish-47", keys: str = KEYS, onward: str = "/s/needs"
) -> TestResponse:
    """Say who she is and type her four keys."""
    page = client.get("/s/code", query_string={"who": who, "next": onward})
    return enter(client, page, keys=keys)


def seated(client: PageClient, who: str = "fish-47") -> TestResponse:
    """Sit down and open the list of needs."""
    return follow(client, sit(client, who))
