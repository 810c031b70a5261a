"""Photographs: read with suspicion and drawn anew.

A photograph that comes in is never kept: its pixels are decoded (JPEG, PNG or WebP only), turned
upright, made small and drawn into a new JPEG, so that no place, no comment, no program and no
second picture travels in it. The folder can be put beside the database in a backup as it is.
"""

import warnings
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO

from PIL import Image, ImageOps

from marketplace.kernel.refused import Refused

MOST_BYTES = 2 * 1024 * 1024  # of a photograph that comes in
MOST_PIXELS = 40_000_000
KEPT_BYTES = 120 * 1024
LONG_SIDES = (1280, 1024, 768, 512)
QUALITIES = (80, 68, 55, 42)
FORMATS = ("JPEG", "PNG", "WEBP")

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
