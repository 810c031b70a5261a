"""Real synthesis, end to end: espeak-ng speaks, the clips are made, an amount is heard whole.

Needs the program; where it is missing these tests are skipped, and the run says so at its end.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from marketplace.catalogue.words import inventory
from marketplace.cli import voice as command
from marketplace.config import Config
from marketplace.i18n import LANGUAGES, gettext, speaking
from marketplace.media import synthetic
from marketplace.media.shelf import Shelf
from marketplace.web import voice
from tests.support.client import PageClient
from tests.support.hearing import Heard, heard, is_plain_mp3
from tests.support.setting import in_ci
from tests.support.spoken import shelf_of

pytestmark = pytest.mark.only("sqlite")
SUMMARY = ("right", "leaf:veg.tomato", "amount:20:kg", "day:2", "money:2900000:TZS")
TONGUES = sorted(LANGUAGES.keys() & synthetic.VOICES.keys())
AUDIBLE = 400  # of 32,767: a quiet voice is ten times that
MOST_OPUS = 15_000  # bits a second: twelve thousand, and the pages they lie in


@pytest.fixture(autouse=True)
def _program() -> None:
    if not synthetic.available():
        if in_ci():
            pytest.fail("no espeak-ng on a build server")
        pytest.skip("no espeak-ng on this machine")


@pytest.fixture
def spoken(config: Config, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Shelf]:
    """Speak what an offer's summary is joined from, by the command itself."""
    monkeypatch.setenv("MKEKA_DATA", str(config.data_dir))

    def texts(language: str) -> dict[str, str]:
        with speaking(language):
            every = inventory(language, gettext)
        wanted = {clip for token in SUMMARY for clip in voice.clips_of(token, language)}
        return {clip: every[clip] for clip in [*sorted(wanted), voice.PAUSE]}

    def speak(language: str) -> Shelf:
        monkeypatch.setattr(command, "texts", texts)
        assert command.main(["build", language]) == 0
        return shelf_of(config.data_dir)

    return speak


def _forms(shelf: Shelf, language: str, clip: str) -> tuple[bytes, bytes]:
    both = [shelf.sound(language, clip, form) for form in ("mp3", "ogg")]
    assert None not in both
    return both[0] or b"", both[1] or b""


@pytest.mark.feature("L2")
@pytest.mark.parametrize("language", TONGUES)
def test_every_clip_is_a_small_audible_mp3_and_opus(
    spoken: Callable[[str], Shelf], language: str
) -> None:
    shelf = spoken(language)
    made = shelf.voices(language).made
    assert len(made) >= 8
    assert shelf.voices(language).kept == {}  # a machine's voice is never taken for a person's
    for clip, text in command.texts(language).items():
        mp3, ogg = _forms(shelf, language, clip)
        assert is_plain_mp3(mp3), clip
        a, b = heard(mp3), heard(ogg)
        assert (a.channels, b.codec, b.channels) == (1, "opus", 1)
        assert abs(a.seconds - b.seconds) < 0.2, clip
        assert not text or (_is_speech(text, a) and _is_speech(text, b)), (clip, a, b)


def _is_speech(text: str, sound: Heard) -> bool:
    """Tell whether a sound is loud enough, and neither too short nor too long for its words."""
    plausible = 0.15 + 0.02 * len(text) < sound.seconds < 0.9 + 0.2 * len(text)
    return plausible and sound.loudness > AUDIBLE


@pytest.mark.feature("L2")
@pytest.mark.parametrize("language", TONGUES)
def test_an_offers_summary_is_heard_whole(
    spoken: Callable[[str], Shelf], app: Flask, client: PageClient, language: str
) -> None:
    shelf = spoken(language)
    with app.test_request_context():
        address = voice.address(SUMMARY, language)
    assert address is not None
    answers = {form: client.get(address.replace(".mp3", f".{form}")) for form in ("mp3", "ogg")}
    assert [one.status_code for one in answers.values()] == [200, 200]
    assert [one.mimetype for one in answers.values()] == ["audio/mpeg", "audio/ogg"]
    assert is_plain_mp3(answers["mp3"].data)
    whole = heard(answers["mp3"].data)
    clips = voice.clips_said(SUMMARY, language, shelf.voices(language)) or ()
    parts = sum(heard(_forms(shelf, language, clip)[0]).seconds for clip in clips)
    assert whole.seconds == pytest.approx(parts, abs=0.1)
    assert 4 < whole.seconds < 14
    opus = heard(answers["ogg"].data)
    assert opus.seconds == pytest.approx(whole.seconds, abs=0.08 * len(clips))
    assert len(answers["ogg"].data) * 8 / opus.seconds < MOST_OPUS


def test_a_language_the_program_lacks_stays_silent_and_says_so(
    config: Config, spoken: Callable[[str], Shelf], capsys: pytest.CaptureFixture[str]
) -> None:
    shelf = spoken("zu")
    assert not shelf.voices("zu")
    assert "zu: espeak-ng does not speak it; a person must record it." in capsys.readouterr().out
    assert not list(Path(config.data_dir).glob("voice/zu/*.mp3"))


def test_each_voice_we_name_is_one_the_program_has() -> None:
    for language in synthetic.VOICES:
        assert synthetic._spoken(language, "2").ms > 100, language
