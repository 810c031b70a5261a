"""Sounds: read with suspicion by a process of their own, and made anew as small MP3 and Opus.

A sound that comes in is never kept. Its container is known by its first bytes and by nothing it
says of itself; a child process with limits decodes it and encodes it again, so that no title, no
place and no program travels in it. MP3 has 16 kbit/s, Opus 12 kbit/s, both one channel; MP3 has no
reservoir and no header frame, so that clips can be joined by putting them one after another.
"""

import struct
import subprocess
import sys
from dataclasses import dataclass
from enum import StrEnum

from marketplace.kernel.refused import Refused

MOST_SOUND_BYTES = 2 * 1024 * 1024  # of a sound that comes in
MOST_MS = 20_000  # of a voice note, of a clip
SECONDS = 20  # the child's own time
HEAD = struct.Struct(">III")  # MP3 bytes, Opus bytes, milliseconds
TOO_LONG_EXIT = 3


class SoundRefusal(StrEnum):
    """Why a sound is not taken in."""

    NOT_A_SOUND = "not_a_sound"
    SOUND_TOO_LARGE = "sound_too_large"
    SOUND_TOO_LONG = "sound_too_long"


@dataclass(frozen=True, slots=True)
class Sound:
    """A sound made anew, in its two forms, and how long it is."""

    mp3: bytes
    ogg: bytes
    ms: int


def container_of(raw: bytes) -> str | None:
    """Return the container by the first bytes: one of a closed list, or none."""
    if raw[:4] == b"RIFF" and raw[8:12] == b"WAVE":
        return "wav"
    if raw[4:8] == b"ftyp":
        return "mov"
    starts = {
        b"OggS": "ogg", b"\x1aE\xdf\xa3": "matroska", b"ID3": "mp3", b"fLaC": "flac",
        b"#!AMR": "amr",
    }  # fmt: skip
    named = next((name for start, name in starts.items() if raw.startswith(start)), None)
    if named or len(raw) < 2 or raw[0] != 0xFF:
        return named
    return "aac" if raw[1] & 0xF6 == 0xF0 else "mp3" if raw[1] & 0xE0 == 0xE0 else None


def reencode(raw: bytes, *, clip: bool = False) -> Sound:
    """Return a sound made anew; raise ``Refused(SoundRefusal)`` for anything else.

    A ``clip`` loses the silence at both its ends, so that clips can be joined to a sentence.
    """
    if len(raw) > MOST_SOUND_BYTES:
        raise Refused(SoundRefusal.SOUND_TOO_LARGE)
    if container_of(raw) is None:
        raise Refused(SoundRefusal.NOT_A_SOUND)
    try:
        done = subprocess.run(  # noqa: S603  # our own program, no shell, bytes through a pipe
            [sys.executable, "-I", "-m", "marketplace.media.reencode", "clip" if clip else "note"],
            input=raw, capture_output=True, timeout=SECONDS, check=False, env={},
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise Refused(SoundRefusal.NOT_A_SOUND) from None
    if done.returncode == TOO_LONG_EXIT:
        raise Refused(SoundRefusal.SOUND_TOO_LONG)
    if done.returncode != 0:
        raise Refused(SoundRefusal.NOT_A_SOUND)
    return _unpacked(done.stdout)


def packed(sound: Sound) -> bytes:
    """Return a sound as one piece, for the way between two processes."""
    return HEAD.pack(len(sound.mp3), len(sound.ogg), sound.ms) + sound.mp3 + sound.ogg


def _unpacked(data: bytes) -> Sound:
    mp3, ogg, ms = HEAD.unpack_from(data)
    body = data[HEAD.size :]
    return Sound(body[:mp3], body[mp3 : mp3 + ogg], ms)
