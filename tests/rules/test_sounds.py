"""Sounds: made anew by a child with limits; nothing but sound comes through, and never for long."""

import array
import math
from io import BytesIO
from pathlib import Path

import av
import pytest

from marketplace.kernel.refused import Refused
from marketplace.media import Sound, SoundRefusal, Store
from marketplace.media.joining import joined_mp3, joined_ogg
from marketplace.media.reencode import RATE, encoded
from marketplace.media.sounds import MOST_SOUND_BYTES, container_of, reencode
from tests.support.spoken import tone, wave

SECRET = b"a secret place"


def length(data: bytes) -> float:
    """Return how many seconds a sound is, decoded to its end."""
    with av.open(BytesIO(data)) as box:
        rate = box.streams.audio[0].rate
        return sum(frame.samples for frame in box.decode(audio=0)) / rate


def boxed(form: str, codec: str, **metadata: str) -> bytes:
    """Return a second of sound in another container, as phones send it."""
    out = BytesIO()
    with av.open(out, "w", format=form) as box:
        box.metadata.update(metadata)
        stream = box.add_stream(codec, rate=48_000, layout="mono")
        for at in range(0, 48_000, 960):
            frame = av.AudioFrame(format="s16", layout="mono", samples=960)
            part = array.array("h", [int(9000 * math.sin(n / 9)) for n in range(at, at + 960)])
            frame.planes[0].update(part.tobytes())
            frame.sample_rate, frame.pts = 48_000, at
            for piece in av.AudioResampler(stream.codec_context.format.name, "mono").resample(
                frame
            ):
                box.mux(stream.encode(piece))
        box.mux(stream.encode(None))
    return out.getvalue()


@pytest.mark.parametrize(
    ("form", "codec", "container"),
    [("webm", "libopus", "matroska"), ("ogg", "libopus", "ogg"), ("mp4", "aac", "mov"),
     ("mp3", "libmp3lame", "mp3"), ("adts", "aac", "aac")],
)  # fmt: skip
def test_what_phones_record_becomes_small_mp3_and_opus(
    form: str, codec: str, container: str
) -> None:
    raw = boxed(form, codec, title=SECRET.decode(), comment=SECRET.decode())
    assert container_of(raw) == container
    sound = reencode(raw)
    assert 900 <= sound.ms <= 1200
    for data, most in ((sound.mp3, 2600), (sound.ogg, 2600)):
        assert SECRET not in data
        assert len(data) <= most  # 16 and 12 kbit/s
        assert 0.9 <= length(data) <= 1.3


@pytest.mark.parametrize(
    "raw",
    [b"", b"no sound", b"RIFF\0\0\0\0WAVE" + b"\0" * 90, b"\xff\xfb" + b"\xff" * 4000,
     b"OggS" + b"\1" * 500, b"<svg onload=alert(1)>", b"\x1aE\xdf\xa3" + b"\2" * 400,
     b"....ftypM4A " + b"\0" * 300],
)  # fmt: skip
def test_what_is_no_sound_is_refused(raw: bytes) -> None:
    with pytest.raises(Refused) as refused:
        reencode(raw)
    assert refused.value.reasons == {SoundRefusal.NOT_A_SOUND}


def test_a_sound_over_twenty_seconds_is_refused() -> None:
    assert reencode(wave(19)).ms == 19_000
    with pytest.raises(Refused) as refused:
        reencode(wave(22))
    assert refused.value.reasons == {SoundRefusal.SOUND_TOO_LONG}


def test_a_sound_over_two_megabytes_is_not_even_opened() -> None:
    with pytest.raises(Refused) as refused:
        reencode(b"RIFF....WAVE" + b"\0" * MOST_SOUND_BYTES)
    assert refused.value.reasons == {SoundRefusal.SOUND_TOO_LARGE}


def test_a_clip_loses_its_silence() -> None:
    quiet = array.array("h", [0] * RATE)
    raw = wave(1, before=quiet, after=quiet)
    assert reencode(raw).ms == 3000
    assert 1000 <= reencode(raw, clip=True).ms <= 1300


def test_joined_clips_are_one_sound_as_long_as_all() -> None:
    clips = [encoded(tone(seconds)) for seconds in (0.6, 1.2, 0.3)]
    whole = sum(clip.ms for clip in clips) / 1000
    assert length(joined_mp3(clip.mp3 for clip in clips)) == pytest.approx(whole, abs=0.4)
    assert length(joined_ogg(clip.ogg for clip in clips)) == pytest.approx(whole, abs=0.4)
    assert joined_ogg([]) == b""


def test_a_kept_sound_has_both_forms_and_goes_with_both(tmp_path: Path) -> None:
    store = Store(tmp_path)
    name = store.keep_sound(Sound(b"mp3", b"ogg", 5))
    assert store.names() == {name}
    assert store.read(name) == b"mp3"
    assert store.read(name.replace(".mp3", ".ogg")) == b"ogg"
    store.remove(name)
    assert not list(tmp_path.glob("??/*"))
