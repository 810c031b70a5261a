"""The folder of photographs and sounds: random names, whole files or none, room left for trade.

The folder can be put beside the database in a backup as it is.
"""

import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from marketplace.kernel import ids
from marketplace.kernel.refused import Refused
from marketplace.media.photos import Drawn, PhotoRefusal
from marketplace.media.sounds import Sound

FLOOR_BYTES = 200 * 1024 * 1024  # below this much free space nothing is taken in
FILES_TO_FORGET = "files_to_forget"  # in a session's info: names to remove once it is committed
_NAME = re.compile(r"[0-9A-Za-z_-]{16,40}\.(jpg|mp3|ogg)\Z")


@dataclass(frozen=True, slots=True)
class Store:
    """A folder of photographs and sounds, two letters deep; names are random and made here."""

    folder: Path

    def require_room(self) -> None:
        """Raise ``Refused(NO_SPACE)`` where the disk is nearly full: trade needs the rest."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if shutil.disk_usage(self.folder).free < FLOOR_BYTES:
            raise Refused(PhotoRefusal.NO_SPACE)

    def keep(self, drawn: Drawn) -> str:
        """Write a photograph, whole or not at all, and return its name."""
        name = f"{ids.public_id()}.jpg"
        self._write(name, drawn.data)
        return name

    def keep_sound(self, sound: Sound) -> str:
        """Write a sound in both its forms and return the name of the MP3."""
        stem = ids.public_id()
        self._write(f"{stem}.ogg", sound.ogg)
        self._write(f"{stem}.mp3", sound.mp3)
        return f"{stem}.mp3"

    def _write(self, name: str, data: bytes) -> None:
        path = self.path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.part")
        part.write_bytes(data)
        part.replace(path)

    def read(self, name: str) -> bytes | None:
        """Return a file's bytes; none where it is gone."""
        try:
            return self.path(name).read_bytes()
        except FileNotFoundError:
            return None

    def remove(self, name: str) -> None:
        """Remove a photograph, or a sound in both forms; what is gone already is no mistake."""
        path = self.path(name)
        path.unlink(missing_ok=True)
        if path.suffix == ".mp3":
            path.with_suffix(".ogg").unlink(missing_ok=True)

    def names(self) -> frozenset[str]:
        """Return the names of everything that is kept; a sound counts once."""
        kept = (*self.folder.glob("??/*.jpg"), *self.folder.glob("??/*.mp3"))
        return frozenset(path.name for path in kept)

    def older_than(self, moment: datetime) -> frozenset[str]:
        """Return the names of what was last written before a moment; a sound counts once."""
        found = (*self._older("??/*.jpg", moment), *self._older("??/*.mp3", moment))
        return frozenset(path.name for path in found)

    def drop_parts(self, moment: datetime) -> int:
        """Remove what was begun before a moment and never finished; return how many files."""
        parts = list(self._older("??/*.part", moment))
        for path in parts:
            path.unlink(missing_ok=True)
        return len(parts)

    def _older(self, pattern: str, moment: datetime) -> Iterator[Path]:
        for path in self.folder.glob(pattern):
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < moment.timestamp():
                    yield path

    def path(self, name: str) -> Path:
        """Return where a file lies; a name that is none of ours raises ``ValueError``."""
        if not _NAME.match(name):
            raise ValueError("not a name of ours")
        return self.folder / name[:2].lower() / name
