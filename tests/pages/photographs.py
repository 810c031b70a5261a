"""Photographs as a phone sends them."""

from io import BytesIO

from PIL import Image


def picture(size: tuple[int, int] = (320, 240), kind: str = "JPEG") -> bytes:
    """A photograph of noise, as bytes."""
    out = BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(out, kind)
    return out.getvalue()


def sent(data: bytes | None = None, name: str = "IMG 001.jpg") -> tuple[BytesIO, str]:
    """A photograph as a form sends it."""
    return BytesIO(picture() if data is None else data), name
