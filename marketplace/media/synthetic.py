"""Placeholders: clips spoken by espeak-ng, until a person of the place has recorded them.

Synthetic speech is made only where the program is installed, for the languages it speaks; the
name of a clip's file is a mark of its words, so that only what changed is made again.
"""

import hashlib
import os
import shutil
import subprocess
from array import array
from collections.abc import Iterator, Mapping

from marketplace.media.reencode import BREATH as CLIP_BREATH
from marketplace.media.reencode import RATE, encoded, make_anew
from marketplace.media.shelf import Shelf
from marketplace.media.sounds import Sound

PROGRAM = "espeak-ng"
VOICES = {
    "af": "af", "am": "am", "ar": "ar", "en": "en-gb", "es": "es-419", "fr": "fr-fr", "hi": "hi",
    "ne": "ne", "pt": "pt", "sw": "sw", "tn": "tn",
}  # fmt: skip
SPEED = 145  # words a minute: slower than it likes, since these are heard once
LISTED_EVERY = 60  # clips: what is made already can be heard while the rest is made
BREATH = array("h", [0] * (RATE // 4))


def available() -> bool:
    """Tell whether this machine can speak."""
    return shutil.which(PROGRAM) is not None


def name_of(language: str, text: str) -> str:
    """Return the name of a made clip's files: a mark of the words and of how they are said."""
    said = f"{PROGRAM} {VOICES[language]} {SPEED} {CLIP_BREATH} {text}"
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def make(shelf: Shelf, language: str, texts: Mapping[str, str]) -> Iterator[int]:
    """Make every clip of a language that is not there; yield how many are done, now and then."""
    listed: dict[str, str] = {}
    for number, (clip, text) in enumerate(texts.items(), start=1):
        name = name_of(language, text)
        if not shelf.has_made(language, name):
            _put(shelf, language, name, _spoken(language, text))
        listed[clip] = name
        if number % LISTED_EVERY == 0:
            shelf.list_made(language, {**shelf.voices(language).made, **listed})
            yield number
    shelf.list_made(language, listed)
    yield len(listed)


def _put(shelf: Shelf, language: str, name: str, sound: Sound) -> None:
    shelf.put_made(language, name, "mp3", sound.mp3)
    shelf.put_made(language, name, "ogg", sound.ogg)


def _spoken(language: str, text: str) -> Sound:
    if not text:
        return encoded(BREATH)
    done = subprocess.run(  # noqa: S603  # a fixed program, no shell, the words through a pipe
        [str(shutil.which(PROGRAM)), "-v", VOICES[language], "-s", str(SPEED), "--stdin",
         "--stdout"],
        input=text.encode(), capture_output=True, timeout=30, check=True,
        env={"LC_ALL": "C.UTF-8", "HOME": os.devnull},
    )  # fmt: skip
    return make_anew(done.stdout, clip=True)
