"""What two commands need of the system: installed where it may be, else named plainly."""

import os
from pathlib import Path

import pytest

from tools import system_parts
from tools.run_tests import report_gaps
from tools.system_parts import SPEECH

BRINGS = """#!/bin/sh
echo "$@" >> {folder}/asked
case "$*" in *install*espeak-ng*) {then} ;; esac
"""


@pytest.fixture
def apt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine that has an apt-get of ours and nothing else."""
    monkeypatch.setenv("PATH", f"{tmp_path}")
    monkeypatch.setattr(system_parts, "_apt", lambda: [str(tmp_path / "apt-get")])
    return tmp_path


def _program(path: Path, text: str) -> None:
    path.write_text(text)
    path.chmod(0o755)


def _apt_that(folder: Path, then: str) -> None:
    _program(folder / "apt-get", BRINGS.format(folder=folder, then=then))


@pytest.mark.only("sqlite")
def test_a_missing_voice_is_installed_and_nothing_else(apt: Path) -> None:
    _apt_that(apt, f": > {apt}/espeak-ng; /bin/chmod +x {apt}/espeak-ng")
    assert SPEECH in system_parts.EVERYTHING  # what a test run asks for
    assert system_parts.missing([SPEECH]) == [SPEECH]
    assert system_parts.ensure([SPEECH]) == []
    update, install = (apt / "asked").read_text().splitlines()
    assert update.split()[-2:] == ["update", "-qq"]
    assert install.split()[-1] == "espeak-ng"
    assert "chromium" not in install
    (apt / "asked").unlink()
    assert system_parts.ensure([SPEECH]) == []
    assert not (apt / "asked").exists()  # what is there is never asked for


@pytest.mark.only("sqlite")
def test_what_does_not_come_is_named(
    apt: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _apt_that(apt, 'echo "no such mirror" >&2; exit 100')
    monkeypatch.setattr("sys.argv", ["system_parts", "speech"])
    assert system_parts.main() == 1
    said = capsys.readouterr().out
    assert "no such mirror" in said
    assert "espeak-ng could not be installed here (package espeak-ng)." in said


@pytest.mark.only("sqlite")
def test_who_may_not_install_is_asked_nothing(
    apt: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.undo()
    monkeypatch.setenv("PATH", f"{apt}")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    _apt_that(apt, "exit 1")
    assert system_parts.ensure([SPEECH]) == [SPEECH]
    assert not (apt / "asked").exists()
    report_gaps([SPEECH])
    said = capsys.readouterr().out
    assert "NOT TESTED: real synthesis" in said
    assert "package espeak-ng" in said
