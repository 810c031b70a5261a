"""Photographs and sounds: read with suspicion, made anew, kept as files nobody can guess.

Owns the files beside the database and the spoken clips; knows nothing of whom they belong to.
"""

from marketplace.media.photos import (
    KEPT_BYTES,
    MOST_BYTES,
    Drawn,
    PhotoRefusal,
    redraw,
)
from marketplace.media.sounds import MOST_MS, Sound, SoundRefusal
from marketplace.media.store import Store

__all__ = [
    "KEPT_BYTES", "MOST_BYTES", "MOST_MS", "Drawn", "PhotoRefusal", "Sound",
    "SoundRefusal", "Store", "redraw",
]  # fmt: skip
