"""Photographs: read with suspicion, drawn anew, kept as files under names nobody can guess.

A photograph that comes in is never kept: its pixels are decoded (JPEG, PNG or WebP only), turned
upright, made small and drawn into a new JPEG, so that no place, no comment, no program and no
second picture travels in it. The folder can be put beside the database in a backup as it is.
"""

import re
import shutil
import warnings
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps

from marketplace.kernel import ids
from marketplace.kernel.refused import Refused

MOST_BYTES = 2 * 1024 * 1024  # of a photograph that comes in
MOST_PIXELS = 40_000_000
KEPT_BYTES = 120 * 1024
LONG_SIDES = (1280, 1024, 768, 512)
QUALITIES = (80, 68, 55, 42)
FLOOR_BYTES = 200 * 1024 * 1024  # below this much free space nothing is taken in
FORMATS = ("JPEG", "PNG", "WEBP")
_NAME = re.compile(r"[0-9A-Za-z_-]{16,40}\.jpg\Z")

Image.MAX_IMAGE_PIXELS = MOST_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)


class PhotoRefusal(StrEnum):
    """Why a photograph is not taken in."""

    NOT_A_PHOTO = "not_a_photo"
    NO_SPACE = "no_space"
    TOO_LARGE = "too_large"
    TOO_MANY_TODAY = "too_many_today"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A photograph drawn anew: JPEG bytes, and its size in pixels."""

    data: bytes
    width: int
    height: int


def redraw(raw: bytes) -> Drawn:
    """Return a photograph drawn anew, small; raise ``Refused(PhotoRefusal)`` for anything else."""
    if len(raw) > MOST_BYTES:
        raise Refused(PhotoRefusal.TOO_LARGE)
    try:
        return _shrunk(_decoded(raw))
    except Exception:  # noqa: BLE001  # decoders fail in many ways: it is no photograph
        raise Refused(PhotoRefusal.NOT_A_PHOTO) from None


def _decoded(raw: bytes) -> Image.Image:
    """Decode at most ``MOST_PIXELS``: upright, opaque, and with nothing beside its pixels."""
    with Image.open(BytesIO(raw), formats=FORMATS) as found:
        if found.width * found.height > MOST_PIXELS:
            raise ValueError("too many pixels")
        found.draft("RGB", (LONG_SIDES[0], LONG_SIDES[0]))
        upright = ImageOps.exif_transpose(found)
        ground = Image.new("RGB", upright.size, "white")
        layer = upright.convert("RGBA")
        ground.paste(layer, mask=layer.getchannel("A"))
    ground.info.clear()
    return ground


def _shrunk(image: Image.Image) -> Drawn:
    """Make a photograph smaller, then coarser, until it is light enough to be sent anywhere."""
    for side, quality in zip(LONG_SIDES, QUALITIES, strict=True):
        image.thumbnail((side, side))
        out = BytesIO()
        image.save(out, "JPEG", quality=quality, optimize=True)
        if out.tell() <= KEPT_BYTES:
            break
    return Drawn(out.getvalue(), image.width, image.height)


@dataclass(frozen=True, slots=True)
class Store:
    """A folder of photographs, two letters deep; names are random and made here."""

    folder: Path

    def require_room(self) -> None:
        """Raise ``Refused(NO_SPACE)`` where the disk is nearly full: trade needs the rest."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if shutil.disk_usage(self.folder).free < FLOOR_BYTES:
            raise Refused(PhotoRefusal.NO_SPACE)

    def keep(self, drawn: Drawn) -> str:
        """Write a photograph, whole or not at all, and return its name."""
        name = f"{ids.public_id()}.jpg"
        path = self._path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_bytes(drawn.data)
        part.replace(path)
        return name

    def read(self, name: str) -> bytes | None:
        """Return a photograph's bytes; none where the file is gone."""
        try:
            return self._path(name).read_bytes()
        except FileNotFoundError:
            return None

    def remove(self, name: str) -> None:
        """Remove a photograph; one that is gone already is no mistake."""
        self._path(name).unlink(missing_ok=True)

    def names(self) -> frozenset[str]:
        """Return the names of everything that is kept."""
        return frozenset(path.name for path in self.folder.glob("??/*.jpg"))

    def older_than(self, moment: datetime) -> frozenset[str]:
        """Return the names of what was last written before a moment."""
        return frozenset(path.name for path in self._older("??/*.jpg", moment))

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

    def _path(self, name: str) -> Path:
        if not _NAME.match(name):
            raise ValueError("not a name of ours")
        return self.folder / name[:2].lower() / name
