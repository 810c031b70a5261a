"""What suppliers hear: the whole screen by one speaker, each card by its own, joined from clips."""

import re
from urllib.parse import unquote

import pytest
from sqlalchemy.orm import Session

from marketplace.catalogue.rules.explained import SUPPLIER
from marketplace.catalogue.rules.spoken import PAUSE
from marketplace.config import Config
from marketplace.sourcing.models import Need
from marketplace.web.assets import text_of
from tests.actions.linkage import asks
from tests.pages.supplier.village import buttons, follow, press, read, seated
from tests.support.client import PageClient
from tests.support.markup import classes
from tests.support.spoken import record, shelf_of, speak_everything
from tests.world import World

NAMES = ("Kijani", "Rhotia", "Neema", "Zuhura")


@pytest.fixture
def need(session: Session, world: World) -> Need:
    made = asks(session, world)
    session.commit()
    return made


def ears(client: PageClient, path: str) -> list[str]:
    """Return what each speaker of a page says, by its address."""
    tree = read(client.get(path))
    return [unquote(e.get("href", "")) for e in tree.all("a") if "ear" in classes(e)]


def tokens(address: str) -> list[str]:
    return address.rpartition("/")[2].removesuffix(".mp3").split("~")


def to_right(client: PageClient, code: str) -> None:
    """Say all of it, for that pile."""
    page = client.get(f"/s/needs/{code}/quantity")
    page = follow(client, press(client, page, next(b for b in buttons(page) if "All" in b)))
    follow(client, press(client, page, "Good"))


@pytest.mark.feature("L2")
@pytest.mark.parametrize("language", ["en", "sw"])
def test_every_question_of_an_answer_is_spoken(
    client: PageClient, need: Need, language: str
) -> None:
    client.set_cookie("lang", language, path="/")
    asked = {"who?d=": "who", f"code?who=fish-47&next=/s/needs&lang={language}": "picture_code"}
    for path, title in asked.items():
        assert tokens(ears(client, f"/s/{path}")[0])[0] == title
    seated(client)
    page = client.get(f"/s/needs/{need.code}/quantity")
    follow(client, press(client, page, buttons(page)[0]))
    page = client.get(f"/s/needs/{need.code}/money")
    for path, title in (
        ("", "can_you"), ("/not-me", "why_not"), ("/quantity", "how_many"),
        ("/money", "your_money"), ("/money/count", "tap_money"),
    ):  # fmt: skip
        said = tokens(ears(client, f"/s/needs/{need.code}{path}")[0])
        assert said[0] == title, path
        assert len(said) > 1, path  # its choices are said too


def test_an_offers_summary_is_said_whole(client: PageClient, need: Need) -> None:
    seated(client)
    to_right(client, need.code)
    (whole,) = ears(client, f"/s/needs/{need.code}/right")
    said = tokens(whole)
    assert said[0] == "right"
    wanted = [
        "leaf:veg.tomato",
        "amount:20:kg",
        "day:3",
        "bring.bring",
        "money:2800000:TZS",
        "send",
    ]
    assert [token for token in said if token in wanted] == wanted
    for name in NAMES:
        assert name not in whole


def test_each_card_speaks_for_itself(client: PageClient, need: Need) -> None:
    seated(client)
    head, card = sorted(ears(client, "/s/needs"), key=lambda one: "leaf" in one)
    assert tokens(head)[0] == "needs"
    assert tokens(card)[:3] == ["leaf:veg.tomato", "amount:20:kg", "day:3"]
    assert "money:2800000:TZS" in tokens(card)


def test_a_sentence_is_joined_from_its_clips(
    client: PageClient, config: Config, need: Need
) -> None:
    shelf = shelf_of(config.data_dir)
    record(shelf, "sw", {"unit.kg.2": b"<kilo>", "n.20": b"<ishirini>", "p.can_you": b"<unaweza>",
                         PAUSE: b"<breath>"})  # fmt: skip
    client.set_cookie("lang", "sw", path="/")
    seated(client)
    (address,) = ears(client, f"/s/needs/{need.code}")
    mark = address.split("/")[3]
    spoken = "/voice/sw/{}/can_you~amount:20:kg.mp3"
    moved = client.get(spoken.format("00000000"))
    assert moved.status_code == 302  # an old mark leads to the new sound, never to another's
    found = client.get(moved.headers["Location"])
    assert found.data == b"<unaweza><breath><kilo><ishirini>"
    assert found.mimetype == "audio/mpeg"
    assert found.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert len(mark) == 8


def test_money_is_heard_but_stays_on_nobodys_phone(client: PageClient, config: Config) -> None:
    clips = dict.fromkeys(("n.28", "n.20", "n.8", "n.thousand", "cur.TZS"), b".")
    record(shelf_of(config.data_dir), "en", clips)
    moved = client.get("/voice/en/0/money:2800000:TZS.mp3")
    found = client.get(moved.headers["Location"])
    assert found.status_code == 200
    assert found.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    "path",
    ["en/0/nothing.mp3", "en/0/right.wav", "xx/0/right.mp3", "en/0/leaf:no.such.mp3", "en/0/.mp3",
     "../0/right.mp3", "en/0/money:1:ABCD.mp3", "en/0/right",
     "en/0/" + "~".join(["yes"] * 60) + ".mp3"],
)  # fmt: skip
def test_what_nobody_says_is_not_found(client: PageClient, path: str) -> None:
    assert client.get(f"/voice/{path}").status_code == 404


def test_a_silent_word_has_no_speaker_and_nothing_is_half_said(
    client: PageClient, config: Config, need: Need, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.support.supplier_checker.SPOKEN", False)
    shelf = shelf_of(config.data_dir)
    shelf.list_made("en", {k: v for k, v in shelf.voices("en").made.items() if k != "unit.kg.2"})
    seated(client)
    (head,) = ears(client, "/s/needs")
    assert tokens(head)[0] == "needs"
    shelf.list_made("en", {})
    assert ears(client, "/s/needs") == []
    assert text_of("say.js") not in client.get("/s/needs").get_data(as_text=True)


def test_nothing_plays_by_itself(client: PageClient, need: Need) -> None:
    source = seated(client).get_data(as_text=True)
    assert not re.search(r"<(audio|video)|autoplay", source)
    script = text_of("say.js")
    assert script.index("onclick") < script.index("new Audio")
    assert "preload" not in source


@pytest.mark.paper(102)
def test_each_kind_of_person_has_it_explained_and_spoken(
    client: PageClient, config: Config
) -> None:
    speak_everything(config.data_dir, ("en", "sw"))
    texts = set()
    for who in ("supplier", "buyer", "facilitator", "support", "observer"):
        page = client.get(f"/explained/{who}?lang=en")
        source = page.get_data(as_text=True)
        (sound,) = re.findall(r'<audio[^>]* src="([^"]+)"', source)
        assert f"aloud:{who}.1" in unquote(sound)
        texts.add(source)
    assert len(texts) == 5
    for who in ("buyer", "facilitator"):
        assert "supplier development" in client.get(f"/explained/{who}?lang=en").get_data(
            as_text=True
        )
    own = [one for one in ears(client, "/s/explained") if "aloud" in one]
    assert tokens(own[0]) == [f"aloud:supplier.{n}" for n in range(1, len(SUPPLIER) + 1)]
    assert client.get("/explained/nobody").status_code == 404
