"""The shelf of spoken clips: which clip of which language lies in which file.

Made clips (synthetic, marked so) lie under ``voice/<language>`` in the data folder and can be made
again; what a facilitator kept lies in the media store, and its list here is written from the
database. What was kept is heard before what was made. Both lists are read anew when they change.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from marketplace.media.store import Store

_LANGUAGE = re.compile(r"[a-z]{2,3}\Z")
MADE, KEPT = "made.json", "kept.json"
FORMS = {"mp3": "audio/mpeg", "ogg": "audio/ogg"}


@dataclass(frozen=True, slots=True)
class Voices:
    """One language's clips: key to file name (without its folder), kept before made."""

    made: Mapping[str, str]
    kept: Mapping[str, str]

    def __contains__(self, clip: str) -> bool:
        return clip in self.kept or clip in self.made

    def __bool__(self) -> bool:
        return bool(self.kept or self.made)

    def named(self, clip: str) -> str:
        """Return what stands for a clip's sound: another sound has another name."""
        return self.kept.get(clip) or self.made[clip]

    def mark(self, clips: Iterable[str]) -> str:
        """Return the mark of these sounds in this order, for an address kept for ever."""
        names = "~".join(self.named(clip) for clip in clips)
        return hashlib.sha256(names.encode()).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The clips in a data folder, and the store of what was recorded."""

    folder: Path
    store: Store

    def voices(self, language: str) -> Voices:
        """Return a language's clips; a language nobody has spoken has none."""
        own = self._own(language)
        return Voices(_listed(own / MADE), _listed(own / KEPT))

    def sound(self, language: str, clip: str, form: str) -> bytes | None:
        """Return a clip's bytes as ``mp3`` or ``ogg``; none where the file is gone."""
        voices = self.voices(language)
        if clip in voices.kept:
            return self.store.read(voices.kept[clip].removesuffix("mp3") + form)
        try:
            return (self._own(language) / f"{voices.made[clip]}.{form}").read_bytes()
        except (KeyError, FileNotFoundError):
            return None

    def put_made(self, language: str, name: str, form: str, data: bytes) -> None:
        """Write a made clip's sound under the name of its content."""
        _write(self._own(language) / f"{name}.{form}", data)

    def has_made(self, language: str, name: str) -> bool:
        """Tell whether a made clip lies there in both forms."""
        return all((self._own(language) / f"{name}.{form}").exists() for form in FORMS)

    def list_made(self, language: str, clips: Mapping[str, str]) -> None:
        """Write which made clips there are."""
        _write(self._own(language) / MADE, json.dumps(dict(clips), indent=0).encode())

    def list_kept(self, language: str, clips: Mapping[str, str]) -> None:
        """Write which recordings are kept, by the names of their files in the store."""
        _write(self._own(language) / KEPT, json.dumps(dict(clips), indent=0).encode())

    def _own(self, language: str) -> Path:
        if not _LANGUAGE.match(language):
            raise ValueError("no language")
        return self.folder / language


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(data)
    part.replace(path)


def _listed(path: Path) -> Mapping[str, str]:
    try:
        state = path.stat()
    except FileNotFoundError:
        return {}
    return _read(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=64)
def _read(path: Path, _changed: int, _size: int) -> Mapping[str, str]:
    found: dict[str, str] = json.loads(path.read_bytes())
    return found
