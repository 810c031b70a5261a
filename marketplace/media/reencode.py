"""The child that decodes a sound nobody trusts: bytes in, bytes out, no files, little of anything.

Run as ``python -m marketplace.media.reencode note|clip``; also used in place for sounds that this
installation made itself.
"""

import array
import contextlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, cast

import av
from av.audio.format import AudioFormat
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.container import InputContainer

from marketplace.media.sounds import MOST_MS, TOO_LONG_EXIT, Sound, container_of, packed

if TYPE_CHECKING:
    Samples = array.array[int]

RATE = 16_000  # samples a second: speech, and a rate both codecs have
QUIET = 500  # of 32,767: below this is silence
BREATH = RATE // 40  # samples left before and after a clip: joined ones flow
_LIMITS = (("RLIMIT_CPU", 15), ("RLIMIT_AS", 1 << 30), ("RLIMIT_FSIZE", 0), ("RLIMIT_NOFILE", 0))


@dataclass(frozen=True, slots=True)
class Codec:
    """How samples are encoded: bits a second, samples a frame, and what the makers must know."""

    name: str
    container: str
    bits: int
    form: str
    frame: int
    options: tuple[tuple[str, str], ...]
    bare: tuple[tuple[str, str], ...] = ()


MP3 = Codec(
    "libmp3lame", "mp3", 16_000, "s16p", 576, (("reservoir", "0"),),
    (("write_xing", "0"), ("id3v2_version", "0")),
)  # fmt: skip
OPUS = Codec(
    "libopus", "ogg", 12_000, "s16", 960,  # 60 ms a packet: fewer packets, fewer bytes around them
    (("application", "voip"), ("frame_duration", "60")),
)  # fmt: skip


class TooLong(Exception):
    """A sound longer than anybody may send."""


def make_anew(raw: bytes, *, clip: bool) -> Sound:
    """Return a sound decoded and encoded again; raise ``TooLong``, or what the decoder raises."""
    samples = _decoded(raw)
    if clip:
        samples = _trimmed(samples)
    if len(samples) < RATE // 20:
        raise ValueError("nothing to hear")
    return encoded(samples)


def encoded(samples: "Samples") -> Sound:
    """Return samples (one channel, ``RATE``) as MP3 and Opus."""
    return Sound(_encoded(samples, MP3), _encoded(samples, OPUS), len(samples) * 1000 // RATE)


def _decoded(raw: bytes) -> "Samples":
    kept: Samples = array.array("h")
    resampler = AudioResampler(format="s16", layout="mono", rate=RATE)
    opened = av.open(BytesIO(raw), format=container_of(raw), metadata_errors="ignore")
    with cast("InputContainer", opened) as box:
        for frame in box.decode(audio=0):
            for piece in resampler.resample(frame):
                kept.frombytes(bytes(piece.planes[0])[: piece.samples * 2])
            if len(kept) > MOST_MS * RATE // 1000 + RATE // 2:
                raise TooLong
    return kept


def _trimmed(samples: "Samples") -> "Samples":
    loud = [at for at in range(0, len(samples), 16) if abs(samples[at]) > QUIET]
    if not loud:
        return samples
    return samples[max(0, loud[0] - BREATH) : loud[-1] + BREATH]


def _encoded(samples: "Samples", how: Codec) -> bytes:
    out = BytesIO()
    with av.open(out, "w", format=how.container, options=dict(how.bare)) as box:
        stream = cast(
            "AudioStream",
            box.add_stream(how.name, rate=RATE, options=dict(how.options), layout="mono"),
        )
        stream.codec_context.bit_rate = how.bits
        stream.codec_context.format = AudioFormat(how.form)
        for frame in _frames(samples, how):
            box.mux(stream.encode(frame))
        box.mux(stream.encode(None))
    return out.getvalue()


def _frames(samples: "Samples", how: Codec) -> Iterator[av.AudioFrame]:
    for at in range(0, len(samples), how.frame):
        piece = samples[at : at + how.frame]
        piece.extend([0] * (how.frame - len(piece)))
        frame = av.AudioFrame(format=how.form, layout="mono", samples=how.frame)
        frame.planes[0].update(piece.tobytes())
        frame.sample_rate, frame.pts = RATE, at
        yield frame


def _limit() -> None:
    """Take from this process what decoding does not need, once every part of it is loaded."""
    _decoded(encoded(array.array("h", [0] * RATE)).mp3)
    with contextlib.suppress(ImportError):
        import resource  # noqa: PLC0415  # there is none on every system

        for name, most in _LIMITS:
            resource.setrlimit(getattr(resource, name), (most, most))


def main() -> int:
    """Read a sound from standard input and write it anew; the exit status says why not."""
    raw = sys.stdin.buffer.read()
    _limit()
    try:
        sound = make_anew(raw, clip=sys.argv[1:] == ["clip"])
    except TooLong:
        return TOO_LONG_EXIT
    except Exception:  # noqa: BLE001  # decoders fail in many ways: it is no sound
        return 1
    sys.stdout.buffer.write(packed(sound))
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
