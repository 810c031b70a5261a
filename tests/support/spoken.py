"""A shelf on which every clip of a language lies, without a sound being made."""

from pathlib import Path

from marketplace.catalogue.words import inventory
from marketplace.i18n import gettext, speaking
from marketplace.media import Store
from marketplace.media.shelf import Shelf

SPOKEN = ("en", "sw")


def shelf_of(data_dir: Path) -> Shelf:
    """Return the shelf of an installation's data folder."""
    return Shelf(data_dir / "voice", Store(data_dir / "media"))


def speak_everything(data_dir: Path, languages: tuple[str, ...] = SPOKEN) -> Shelf:
    """Put every clip on the shelf; each sounds like its own key, which is enough to be joined."""
    shelf = shelf_of(data_dir)
    for code in languages:
        with speaking(code):
            clips = inventory(code, gettext)
        shelf.list_made(code, {clip: clip for clip in clips})
    return shelf


def record(shelf: Shelf, language: str, clips: dict[str, bytes]) -> None:
    """Write the sounds of clips that are listed already."""
    for clip, data in clips.items():
        for form in ("mp3", "ogg"):
            shelf.put_made(language, clip, form, data)
