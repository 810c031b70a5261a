"""A shelf on which every clip of a language lies, without a sound being made."""

import array
import math
import wave as wave_file
from functools import cache
from io import BytesIO
from pathlib import Path

from marketplace.catalogue.words import inventory
from marketplace.i18n import LANGUAGES, gettext, speaking
from marketplace.media import Store
from marketplace.media.reencode import RATE
from marketplace.media.shelf import Shelf


def shelf_of(data_dir: Path) -> Shelf:
    """Return the shelf of an installation's data folder."""
    return Shelf(data_dir / "voice", Store(data_dir / "media"))


def speak_everything(data_dir: Path, languages: tuple[str, ...] = tuple(LANGUAGES)) -> Shelf:
    """Put every clip on the shelf; each sounds like its own key, which is enough to be joined."""
    shelf = shelf_of(data_dir)
    for code in languages:
        shelf.list_made(code, _clips(code))
    return shelf


@cache
def _clips(language: str) -> dict[str, str]:
    with speaking(language):
        return {clip: clip for clip in inventory(language, gettext)}


def record(shelf: Shelf, language: str, clips: dict[str, bytes]) -> None:
    """Write the sounds of clips that are listed already."""
    for clip, data in clips.items():
        for form in ("mp3", "ogg"):
            shelf.put_made(language, clip, form, data)


def tone(seconds: float) -> "array.array[int]":
    """Return a hum of so many seconds, as samples."""
    return array.array("h", [int(9000 * math.sin(n / 9)) for n in range(int(RATE * seconds))])


def wave(
    seconds: float,
    before: "array.array[int] | None" = None,
    after: "array.array[int] | None" = None,
) -> bytes:
    """Return a hum as a WAV file, with what stands before and after it."""
    out = BytesIO()
    with wave_file.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        for part in (before, tone(seconds), after):
            file.writeframes(part.tobytes() if part is not None else b"")
    return out.getvalue()
