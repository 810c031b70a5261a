"""``marketplace voice``: placeholders by a program that speaks, and an honest list of silences."""

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from types import SimpleNamespace

import pytest

from marketplace.catalogue.words import inventory
from marketplace.cli import voice
from marketplace.config import Config
from marketplace.i18n import catalogue, gettext, speaking
from marketplace.media import synthetic
from tests.support.spoken import shelf_of, wave

TEXTS = voice.texts
FEW = {"p.yes": "Ndiyo", "n.2": "mbili", "n.pause": ""}


@pytest.fixture
def speaker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program named espeak-ng that hums, and writes down what it was asked to say."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "hum.wav").write_bytes(wave(0.5))
    program = folder / "espeak-ng"
    program.write_text(
        f"#!{sys.executable}\nimport sys\n"
        f"open({str(folder / 'said')!r}, 'a').write(sys.stdin.read() + '|')\n"
        f"sys.stdout.buffer.write(open({str(folder / 'hum.wav')!r}, 'rb').read())\n"
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(folder))
    return folder / "said"


@pytest.fixture(autouse=True)
def _shipped_words() -> Iterator[None]:
    """A command binds its own installation's words; the next test begins with the shipped ones."""
    before = catalogue._own
    yield
    catalogue._own = before


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MKEKA_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(voice, "texts", lambda _language: FEW)
    return tmp_path / "data"


@pytest.mark.only("sqlite")
def test_only_what_changed_is_spoken_again(
    speaker: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert voice.main(["build", "sw"]) == 0
    assert speaker.read_text() == "Ndiyo|mbili|"
    voices = shelf_of(data).voices("sw")
    assert set(voices.made) == set(FEW)
    assert voices.kept == {}
    assert shelf_of(data).sound("sw", "n.pause", "mp3")
    monkeypatch.setattr(voice, "texts", lambda _language: {**FEW, "p.yes": "Naam"})
    voice.main(["build", "sw"])
    assert speaker.read_text() == "Ndiyo|mbili|Naam|"


@pytest.mark.only("sqlite")
def test_where_nothing_speaks_it_says_so(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert voice.main(["build"]) == 1
    assert "espeak-ng is not installed" in capsys.readouterr().out
    assert voice.main(["gaps", "sw"]) == 0
    assert "sw: 3 of 3 are silent; 0 recorded." in capsys.readouterr().out


@pytest.mark.only("sqlite")
def test_a_language_the_program_lacks_is_left_to_people(data: Path) -> None:
    assert "zu" not in synthetic.VOICES
    assert "a person must record it" in voice._built(shelf_of(data), "zu")


@pytest.mark.only("sqlite")
def test_the_demo_says_what_lacks_and_speaks_as_soon_as_something_can(
    config: Config,
    speaker: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked: list[Config] = []
    done = SimpleNamespace(wait=lambda: 0)
    monkeypatch.setattr(voice, "_build", lambda config: asked.append(config) or done)
    monkeypatch.setattr(voice, "LOOKING_EVERY", 0.01)
    with monkeypatch.context() as nowhere:
        nowhere.setenv("PATH", "/nowhere")
        beside = voice.speak_beside(config, Event())
        said = capsys.readouterr().out
        assert "espeak-ng is not installed" in said
        assert "apt install espeak-ng" in said
        assert asked == []
    beside.join(timeout=10)
    assert asked == [config]
    assert "Placeholders are spoken" in capsys.readouterr().out


@pytest.mark.only("sqlite")
def test_speaking_beside_another_program_ends_with_it() -> None:
    assert list(voice._while_asked([60, 90], os.getppid())) == [60, 90]
    assert list(voice._while_asked([60, 90], None)) == [60, 90]
    with pytest.raises(SystemExit):
        list(voice._while_asked([60, 90], os.getppid() + 1))


@pytest.mark.only("sqlite")
def test_the_words_of_a_translator_are_the_ones_spoken(
    speaker: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(voice, "texts", lambda language: {"p.yes": TEXTS(language)["p.yes"]})
    words = data / "words"
    words.mkdir(parents=True)
    (words / "sw.po").write_text('msgid ""\nmsgstr ""\n\nmsgid "Yes"\nmsgstr "Ewaa"\n')
    voice.main(["build", "sw"])
    assert speaker.read_text() == "Ewaa|"


@pytest.mark.only("sqlite")
def test_everything_that_must_be_said_has_words_in_swahili() -> None:
    with speaking("sw"):
        said = inventory("sw", gettext)
    assert said["n.thousand"] == "elfu"
    assert said["wd.1"] == "Jumanne"
    assert said["p.yes"] == "Ndiyo"
    assert all(text for clip, text in said.items() if clip != "n.pause")
