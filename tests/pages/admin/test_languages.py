"""Languages before an administrator: out to a translator, back, and somebody who stands by them."""

import io
import re

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.catalogue.rules.vocabulary import MOST_WORDS
from marketplace.i18n import LANGUAGES
from marketplace.journal.models import JournalEntry
from tests.pages.desk.room import Desk, words
from tests.support.client import PageClient

PLACE = "/admin/languages/sw"


def send(tumsifu: Desk, data: bytes, name: str = "sw.po") -> str:
    """Bring a file; return what the page says."""
    shown = tumsifu.get(PLACE)
    answer = tumsifu.client.post(
        f"{PLACE}/words",
        data={"csrf": tumsifu.token(shown), "file": (io.BytesIO(data), name)},
        content_type="multipart/form-data",
    )
    return words(answer)


def brief(po: bytes, word: bytes) -> bytes:
    """Return a PO file's head and the message with this word: more would be spooled to a file."""
    head, *blocks = po.split(b"\n\n")
    return b"\n\n".join([head, next(b for b in blocks if b.endswith(b'msgstr "' + word + b'"'))])


def test_the_list_says_that_a_language_is_a_draft(tumsifu: Desk) -> None:
    told = tumsifu.read("/admin/languages")
    assert "Kiswahili" in told
    assert "draft, not reviewed yet" in told


def test_it_says_how_many_words_each_language_needs(tumsifu: Desk) -> None:
    told = tumsifu.read("/admin/languages")
    counted = re.findall(r"(\d+) different words on suppliers' screens", told)
    assert len(counted) == len(LANGUAGES) - 1
    assert all(150 < int(count) <= MOST_WORDS for count in counted)
    assert f"{counted[0]} different words" in tumsifu.read(PLACE)


def test_a_language_goes_out_and_comes_back(tumsifu: Desk) -> None:
    po = tumsifu.get(f"{PLACE}/words.po")
    assert po.headers["Content-Disposition"] == 'attachment; filename="mkeka-sw.po"'
    back = brief(po.get_data(), b"Rudi")
    changed = back.replace(b'msgstr "Rudi"', b'msgstr "Rudi hapa"')
    assert changed != back
    assert "1 sentence was taken." in send(tumsifu, changed)
    sheet = tumsifu.get(f"{PLACE}/words.csv").get_data()
    assert sheet.startswith(b"\xef\xbb\xbfkey,who,english")
    assert b"Rudi hapa" in sheet
    some = b"\n".join(sheet.splitlines()[:400])
    assert "0 sentences were taken." in send(tumsifu, some, "sw.csv")


@pytest.mark.parametrize("data", [b"", b"no catalogue at all", b"\xff\xd8\xff\xe0 a photograph"])
def test_a_wrong_file_is_answered_kindly(tumsifu: Desk, data: bytes) -> None:
    assert "neither a PO file nor a sheet" in send(tumsifu, data)


def test_what_is_wrong_with_a_word_is_said(tumsifu: Desk) -> None:
    back = brief(tumsifu.get(f"{PLACE}/words.po").get_data(), b"Rudi")
    told = send(tumsifu, back.replace(b'msgstr "Rudi"', b'msgstr "Rudi <B>%(x)s</B>"'))
    assert "A part in %(…)s or a tag is missing, new or changed." in told
    told = send(tumsifu, back.replace(b'msgstr "Rudi"', b'msgstr "' + b"Rudi " * 90 + b'a"'))
    assert "It is far too long." in told


def test_no_file_is_answered_beside_the_field(tumsifu: Desk) -> None:
    answer = tumsifu.client.post(f"{PLACE}/words", data={"csrf": tumsifu.token(tumsifu.get(PLACE))})
    assert answer.status_code == 422
    assert "Please fill this in." in words(answer)


def test_a_native_speaker_stands_by_exactly_these_words(tumsifu: Desk, session: Session) -> None:
    page = tumsifu.get(PLACE)
    tumsifu.send(page, {"reviewer": "Mwalimu Rehema"}, action=f"{PLACE}/reviews")
    told = tumsifu.read(PLACE)
    assert "Mwalimu Rehema stood by these words" in told
    assert "not reviewed yet" not in told
    session.rollback()
    noted = select(func.count(JournalEntry.id)).where(JournalEntry.verb == "language.review")
    assert session.scalar(noted) == 1
    back = brief(tumsifu.get(f"{PLACE}/words.po").get_data(), b"Rudi")
    send(tumsifu, back.replace(b'msgstr "Rudi"', b'msgstr "Rudi sasa"'))
    assert "changed since its review" in tumsifu.read(PLACE)


def test_pictures_stand_beside_their_words(tumsifu: Desk) -> None:
    page = tumsifu.get(f"{PLACE}/pictures").get_data(as_text=True)
    assert page.count("<tr>") > 150
    assert "nyanya" in page.lower()


@pytest.mark.parametrize("path", ["/admin/languages/en", "/admin/languages/xx"])
def test_there_is_nothing_to_translate_there(tumsifu: Desk, path: str) -> None:
    assert tumsifu.client.get(path).status_code == 404


def test_a_stranger_chooses_a_language_by_its_own_name(client: PageClient) -> None:
    shown = client.get("/language?next=/s/needs").get_data(as_text=True)
    assert 'lang="sw"' in shown
    assert 'href="/s/needs?lang=sw"' in shown
