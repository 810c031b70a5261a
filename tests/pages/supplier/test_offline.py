"""The app: a name in every language, a small worker, a board for all, a ticket for her alone."""

import gzip
import json
import re
from collections.abc import Callable

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.i18n import LANGUAGES
from marketplace.offers.models import Offer
from marketplace.sourcing.models import Need
from marketplace.web.assets import text_of
from tests.actions.linkage import PRICE, asks
from tests.pages.supplier.test_answer import to_right
from tests.pages.supplier.village import hidden, seated
from tests.support.client import PageClient
from tests.support.setting import ROOT
from tests.world import World

NewClient = Callable[[], PageClient]
SCRIPTS = ROOT / "marketplace" / "static" / "app"
SIX_KB = 6 * 1024
PERSONAL = re.compile(r"csrf|/s/leave|Zuhura|fish-47|class=\"money", re.IGNORECASE)


def test_all_scripts_together_weigh_six_kilobytes_at_most() -> None:
    text = b"".join(path.read_bytes() for path in sorted(SCRIPTS.glob("*.js")))
    assert text
    assert len(gzip.compress(text, compresslevel=6, mtime=0)) <= SIX_KB


def test_the_scripts_are_plain_es5() -> None:
    scripts = {path.name: path.read_text() for path in SCRIPTS.glob("*.js")}
    modern = re.compile(r"=>|`|\b(let|const|class|async|await|import|export)\b\s")
    assert scripts
    assert [name for name, source in scripts.items() if modern.search(source)] == []


def test_the_app_has_a_name_and_icons_in_every_language(client: PageClient, world: World) -> None:
    names = set()
    for code, tongue in LANGUAGES.items():
        told = json.loads(client.get(f"/app.webmanifest?lang={code}").data)
        assert (told["lang"], told["dir"], told["scope"]) == (code, tongue.direction, "/")
        assert told["start_url"].endswith(f"lang={code}")
        names.add(told["name"])
        for icon in told["icons"]:
            drawn = client.get(icon["src"])
            assert (drawn.status_code, drawn.mimetype) == (200, "image/png")
    assert len(names) > 1


def test_the_worker_comes_from_the_root_and_may_run(client: PageClient) -> None:
    answer = client.get("/sw.js")
    assert answer.mimetype == "text/javascript"
    assert "worker-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "Set-Cookie" not in answer.headers


def test_the_kept_board_is_the_same_for_everybody(
    client: PageClient, new_client: NewClient, world: World
) -> None:
    nobody = client.get("/s/app?lang=en")
    hers = new_client()
    seated(hers)
    page = hers.get("/s/app?lang=en")
    assert page.data == nobody.data
    assert "Set-Cookie" not in page.headers
    assert page.headers["Cache-Control"].startswith("public")
    inner = r"<script>.*?</script>|<style>.*?</style>| data-look=\"[^\"]*\""
    shown = re.sub(inner, "", page.text, flags=re.DOTALL)
    assert PERSONAL.search(shown) is None


@pytest.fixture
def need(session: Session, world: World) -> Need:
    """Neema's need: 20 kg of tomatoes in three days, 1,400 shillings a kilogram."""
    made = asks(session, world)
    session.commit()
    return made


def test_a_ticket_is_hers_and_holds_no_name(
    client: PageClient, new_client: NewClient, need: Need
) -> None:
    seated(client)
    told = client.get("/s/ticket")
    ticket = json.loads(told.data)
    assert told.headers["Cache-Control"] == "private, no-store"
    assert 0 < ticket["seconds"] <= 3600
    offered = ticket["needs"][need.code]
    assert [one["quantity"] for one in offered["sums"]] == [20, 10]
    assert offered["price"] == PRICE
    assert "Zuhura" not in told.text
    assert "fish" not in told.text
    other = new_client()
    seated(other, "fish-47")
    assert json.loads(other.get("/s/ticket").data)["owner"] != ticket["owner"]  # another phone
    client.post("/s/leave", data=hidden(client.get("/s/")))
    seated(client)
    assert json.loads(client.get("/s/ticket").data)["owner"] == ticket["owner"]


def test_without_her_code_there_is_no_ticket(client: PageClient, need: Need) -> None:
    assert client.get("/s/ticket").status_code == 303


def test_what_waited_is_sent_by_the_same_address_as_ever(
    client: PageClient, new_client: NewClient, session: Session, need: Need
) -> None:
    """Her token sends it under her own seat; under another's it is refused, and nothing is sent."""
    seated(client)
    ticket = json.loads(client.get("/s/ticket").data)
    said = {"csrf": ticket["csrf"], "key": "1-2-3-4-5", "quantity": 20, "price": PRICE,
            "bringing": "bring", "far": "", "start": ""}  # fmt: skip
    other = new_client()
    seated(other, "sun-21")
    assert other.post(f"/s/needs/{need.code}/right", data=said).status_code == 400
    for _ in range(2):
        sent = client.post(f"/s/needs/{need.code}/right", data=said)
        assert sent.headers["Location"].endswith("/sent")
    session.rollback()
    assert session.scalar(select(func.count()).select_from(Offer)) == 1


def test_no_page_of_the_answer_needs_a_script(client: PageClient, need: Need) -> None:
    """The list alone carries more than the speaker's: it keeps the board without a signal."""
    loader = f"<script>{text_of('app/load.js')}</script>"
    speaker = f"<script>{text_of('say.js')}</script>"
    listed = seated(client).text.replace(speaker, "")
    assert listed.count("<script") == listed.count(loader) == 1
    assert "innerHTML" not in loader
    pages = [client.get(f"/s/needs/{need.code}")]
    pages.append(client.get(f"/s/needs/{need.code}/quantity"))
    for page in [*pages, to_right(client, need)]:
        assert "<script" not in page.text.replace(speaker, "")
