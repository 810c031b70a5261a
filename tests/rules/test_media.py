"""Photographs: nothing but pixels comes through, and nothing that only looks like a photograph."""

import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from marketplace import media
from marketplace.kernel.refused import Refused
from marketplace.media import PhotoRefusal, Store, redraw

SECRET = b"a secret place"


def photo(kind: str = "JPEG", size: tuple[int, int] = (640, 480), **how: object) -> bytes:
    image = Image.effect_noise(size, 90).convert("RGB")
    out = BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photograph_becomes_a_small_jpeg(kind: str) -> None:
    drawn = redraw(photo(kind))
    image = opened(drawn.data)
    assert (image.format, image.mode) == ("JPEG", "RGB")
    assert image.size == (drawn.width, drawn.height)
    assert len(drawn.data) <= media.KEPT_BYTES


def test_the_noisiest_large_photograph_is_light_too() -> None:
    raw = photo(size=(2400, 1800), quality=20)
    assert len(raw) <= media.MOST_BYTES
    assert len(redraw(raw).data) <= media.KEPT_BYTES


def test_nothing_but_pixels_comes_through() -> None:
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    told = PngInfo()
    told.add_text("place", SECRET.decode())
    raws = (
        photo(exif=exif, comment=SECRET), photo("PNG", pnginfo=told),
        photo("WEBP", exif=exif), photo() + SECRET,
    )  # fmt: skip
    for raw in raws:
        data = redraw(raw).data
        assert SECRET not in data
        image = opened(data)
        assert not image.getexif()
        assert "comment" not in image.info


def test_it_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # a phone held upright
    drawn = redraw(photo(size=(400, 200), exif=exif))
    assert (drawn.width, drawn.height) == (200, 400)


def test_what_is_clear_becomes_white() -> None:
    out = BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(out, "PNG")
    assert opened(redraw(out.getvalue()).data).getpixel((20, 20)) == (255, 255, 255)


def png_of(width: int, height: int) -> bytes:
    """A tiny file that claims to be huge."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


def gif() -> bytes:
    return photo("GIF")


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"\xff\xd8\xff", b"not a photograph", b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        photo()[:2000], png_of(30_000, 30_000), png_of(7_000, 7_000), gif(), photo("TIFF"),
    ],
    ids=["empty", "head", "text", "svg", "cut", "bomb", "large", "gif", "tiff"],
)  # fmt: skip
def test_what_is_no_photograph_is_refused(raw: bytes) -> None:
    with pytest.raises(Refused) as refused:
        redraw(raw)
    assert refused.value.reasons == {PhotoRefusal.NOT_A_PHOTO}


def test_over_two_megabytes_is_not_even_opened() -> None:
    with pytest.raises(Refused) as refused:
        redraw(b"\xff\xd8" + b"\0" * media.MOST_BYTES)
    assert refused.value.reasons == {PhotoRefusal.TOO_LARGE}


def test_a_store_keeps_reads_and_forgets(tmp_path: Path) -> None:
    store = Store(tmp_path / "media")
    drawn = redraw(photo())
    first, second = store.keep(drawn), store.keep(drawn)
    assert first != second
    assert store.read(first) == drawn.data
    assert store.names() == {first, second}
    store.remove(first)
    store.remove(first)
    assert store.read(first) is None
    assert not list(store.folder.rglob("*.part"))


@pytest.mark.parametrize("name", ["../../secret", "/etc/passwd", "a.jpg", "x" * 16, ""])
def test_a_store_knows_no_other_names(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="name"):
        Store(tmp_path).read(name)


def test_a_full_disk_takes_nothing_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(media.store, "FLOOR_BYTES", 2**62)
    with pytest.raises(Refused) as refused:
        Store(tmp_path).require_room()
    assert refused.value.reasons == {PhotoRefusal.NO_SPACE}
