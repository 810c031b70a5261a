"""The recording studio: hear, record, compare, keep; what is kept is what suppliers hear."""

from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from marketplace.catalogue.models import Recording
from marketplace.catalogue.rules.recordings import RecordingState
from marketplace.cli.voice import list_kept
from marketplace.journal.models import JournalEntry
from marketplace.media.shelf import Shelf
from tests.pages.desk.room import Desk, words
from tests.pages.photographs import post_file
from tests.pages.supplier.village import link
from tests.support.spoken import shelf_of, speak_everything, wave

CLIP = "/desk/voice/sw/p.can_you"


def records(anna: Desk, sound: bytes | None, **typed: Any) -> TestResponse:
    page = anna.get(CLIP)
    sent: dict[str, Any] = {"csrf": anna.token(page), "voice": "Bibi Halima", "agreed": "y",
                            "day": "2026-11-24", "dialect": "Mto wa Mbu"}  # fmt: skip
    fields = {name: value for name, value in {**sent, **typed}.items() if value is not None}
    files = {} if sound is None else {"sound": (BytesIO(sound), "voice.webm")}
    return post_file(anna.client, CLIP, fields, **files)


def outcome(anna: Desk, take: Recording, said: str) -> TestResponse:
    action = f"{take.public_id}/outcome"
    return anna.send(anna.get(CLIP), action=action, press=f"outcome={said}")


def shelf(app: Flask) -> Shelf:
    return shelf_of(app.extensions["mkeka"].data_dir)


def takes(session: Session) -> list[Recording]:
    session.rollback()
    session.expire_all()
    return list(session.scalars(select(Recording).order_by(Recording.id)))


def test_what_is_kept_is_what_everybody_hears(anna: Desk, session: Session, app: Flask) -> None:
    assert "Nobody has spoken this yet." in anna.read(CLIP)
    assert records(anna, wave(1)).status_code == 303
    assert "p.can_you" not in shelf(app).voices("sw")  # nobody hears what nobody kept
    (first,) = takes(session)
    assert (first.voice, first.dialect, str(first.spoken_on)) == (
        "Bibi Halima", "Mto wa Mbu", "2026-11-24",
    )  # fmt: skip
    outcome(anna, first, "keep")
    records(anna, wave(2), voice="Mzee Juma")
    second = takes(session)[1]
    heard = anna.client.get(f"/desk/voice/takes/{second.public_id}/sound")
    assert (heard.status_code, heard.mimetype) == (200, "audio/mpeg")
    outcome(anna, second, "keep")
    assert [one.state for one in takes(session)] == [RecordingState.REPLACED, RecordingState.KEPT]
    assert shelf(app).voices("sw").kept == {"p.can_you": second.file}
    page = anna.read(CLIP)
    assert "heard by everybody" in page
    listed = anna.client.get("/desk/voice/sw")
    while "p.can_you" not in words(listed):
        listed = anna.client.get(link(listed, "More of these"))
    assert "recorded" in words(listed)


def test_a_button_that_was_not_offered_drops_no_take(anna: Desk, session: Session) -> None:
    records(anna, wave(1))
    (take,) = takes(session)
    where = f"/desk/voice/takes/{take.public_id}/outcome"
    token = anna.token(anna.get(CLIP))
    answer = anna.client.post(where, data={"csrf": token, "outcome": "junk"})
    assert answer.status_code == 303
    assert takes(session)[0].state is RecordingState.RECORDED


def test_a_dropped_take_is_gone_with_its_file(anna: Desk, session: Session, app: Flask) -> None:
    records(anna, wave(1))
    (take,) = takes(session)
    outcome(anna, take, "keep")
    outcome(anna, take, "drop")
    assert takes(session)[0].state is RecordingState.DROPPED
    assert shelf(app).voices("sw").kept == {}
    assert shelf(app).store.names() == frozenset()
    assert anna.client.get(f"/desk/voice/takes/{take.public_id}/sound").status_code == 404


@pytest.mark.parametrize(
    ("sound", "typed", "said"),
    [
        (None, {}, "No sound came with it."),
        (b"no sound at all", {}, "This is no sound we can read."),
        (wave(1), {"agreed": None}, "Only who agreed may be heard."),
        (wave(1), {"voice": ""}, "Please fill this in."),
        (wave(1), {"day": "2031-01-01"}, "This day cannot be right."),
        (wave(22), {}, "longer than 20 seconds"),
    ],
    ids=["none", "junk", "not agreed", "no name", "ahead", "long"],
)
def test_what_is_wrong_is_said_beside_it(
    anna: Desk, session: Session, app: Flask, sound: bytes | None, typed: Any, said: str
) -> None:
    answer = records(anna, sound, **typed)
    assert answer.status_code == 422
    assert said in words(answer)
    assert "Mto wa Mbu" in answer.get_data(as_text=True)  # what was typed is kept
    assert takes(session) == []
    assert shelf(app).store.names() == frozenset()


def test_each_language_says_what_is_recorded_synthetic_and_silent(anna: Desk, app: Flask) -> None:
    assert "Silent" in anna.read("/desk/voice")
    assert "missing" in anna.read("/desk/voice/sw?group=n")
    speak_everything(app.extensions["mkeka"].data_dir, ("sw",))
    said = anna.read("/desk/voice/sw?group=n")
    assert "synthetic" in said
    assert "missing" not in said
    assert anna.get("/desk/voice/xx").status_code == 404
    assert anna.get("/desk/voice/sw/p.no-such").status_code == 404


def test_the_journal_keeps_no_name_of_a_voice(anna: Desk, session: Session) -> None:
    records(anna, wave(1))
    rows = session.scalars(select(JournalEntry).where(JournalEntry.verb == "recording.record"))
    (row,) = rows.all()
    assert row.facts == '{"clip":"p.can_you","language":"sw"}'


def test_the_list_of_what_is_kept_is_written_anew_from_the_database(
    anna: Desk, session: Session, app: Flask
) -> None:
    records(anna, wave(1))
    (take,) = takes(session)
    outcome(anna, take, "keep")
    shelf(app).list_kept("sw", {})
    list_kept(app.extensions["mkeka"], shelf(app), ["sw"])
    assert shelf(app).voices("sw").kept == {"p.can_you": take.file}
