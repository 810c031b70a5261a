"""What a test hears of a sound: its codec, how long and how loud it is, decoded to its end."""

import array
from dataclasses import dataclass
from io import BytesIO

import av

MP3_FRAME = 72  # bytes of 36 ms at 16 kbit/s and 16,000 samples a second
MP3_HEAD = b"\xff\xf3\x28"  # MPEG 2 layer III without a check sum, 16 kbit/s, 16 kHz, no padding
MONO = 0b11


@dataclass(frozen=True)
class Heard:
    """A decoded sound; ``loudness`` is the root of the mean square, 32,767 at most."""

    codec: str
    channels: int
    seconds: float
    loudness: float


def heard(data: bytes) -> Heard:
    """Decode a sound to its end."""
    samples = array.array("h")
    with av.open(BytesIO(data)) as box:
        stream = box.streams.audio[0]
        to_mono = av.AudioResampler(format="s16", layout="mono", rate=16_000)
        for frame in box.decode(audio=0):
            for piece in to_mono.resample(frame):
                samples.frombytes(bytes(piece.planes[0])[: piece.samples * 2])
        codec, channels = stream.codec_context.name, stream.codec_context.channels
    mean = sum(sample * sample for sample in samples) / max(1, len(samples))
    return Heard(codec, channels, len(samples) / 16_000, mean**0.5)


def is_plain_mp3(data: bytes) -> bool:
    """Tell whether a sound is nothing but MP3 frames of 16 kbit/s, one channel."""
    frames = [data[at : at + MP3_FRAME] for at in range(0, len(data), MP3_FRAME)]
    return bool(frames) and all(
        len(one) == MP3_FRAME and one.startswith(MP3_HEAD) and one[3] >> 6 == MONO for one in frames
    )
