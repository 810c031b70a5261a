"""Photographs as a phone sends them."""

from io import BytesIO

from PIL import Image
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, stream_encode_multipart

from tests.support.client import PageClient


def picture(size: tuple[int, int] = (320, 240), kind: str = "JPEG") -> bytes:
    """A photograph of noise, as bytes."""
    out = BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(out, kind)
    return out.getvalue()


def sent(data: bytes | None = None, name: str = "IMG 001.jpg") -> tuple[BytesIO, str]:
    """A photograph as a form sends it."""
    return BytesIO(picture() if data is None else data), name


def post_file(
    client: PageClient, path: str, fields: dict[str, str], **files: tuple[BytesIO, str]
) -> TestResponse:
    """Send a form with files as a browser does, all of it in memory."""
    sent = {**fields, **{name: FileStorage(*file) for name, file in files.items()}}
    body, _, boundary = stream_encode_multipart(sent, use_tempfile=False)
    kind = f'multipart/form-data; boundary="{boundary}"'
    return client.post(path, data=body.read(), content_type=kind)
