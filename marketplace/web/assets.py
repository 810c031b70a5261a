"""Static files: read once, named by their content, pre-compressed, kept for ever by browsers."""

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import brotli
from flask import Response, abort, request

FOLDER = Path(__file__).parent.parent / "static"


@dataclass(frozen=True)
class Asset:
    """A static file in the three forms it can be sent in."""

    plain: bytes
    zipped: bytes
    brotli: bytes
    mime: str
    hashed: str


@cache
def _asset(name: str) -> Asset | None:
    path = (FOLDER / name).resolve()
    if not path.is_relative_to(FOLDER.resolve()) or not path.is_file():
        return None
    plain = path.read_bytes()
    mark = hashlib.sha256(plain).hexdigest()[:10]
    mime = mimetypes.guess_type(name)[0] or "application/octet-stream"
    stem, _, ending = name.rpartition(".")
    return Asset(
        plain, gzip.compress(plain, 9, mtime=0), brotli.compress(plain), mime,
        f"{stem}.{mark}.{ending}",
    )  # fmt: skip


def asset_url(name: str) -> str:
    """Return the address of a static file, with its content's mark in it."""
    asset = _asset(name)
    if asset is None:
        raise LookupError(f"no static file {name}")
    return f"/static/{asset.hashed}"


@cache
def text_of(name: str) -> str:
    """Return a style sheet or script as text, to be put inside a page."""
    return (FOLDER / name).read_text(encoding="utf-8").strip()


def serve(hashed: str) -> Response:
    """Answer for a hashed name; an old mark is answered with 404, never with other content."""
    stem, _, ending = hashed.rpartition(".")
    name = f"{stem.rpartition('.')[0]}.{ending}"
    asset = _asset(name)
    if asset is None or asset.hashed != hashed:
        abort(404)
    return _encoded(asset)


def _encoded(asset: Asset) -> Response:
    accepted = request.accept_encodings
    response = Response(mimetype=asset.mime)
    if accepted["br"] > 0:
        response.data, response.headers["Content-Encoding"] = asset.brotli, "br"
    elif accepted["gzip"] > 0:
        response.data, response.headers["Content-Encoding"] = asset.zipped, "gzip"
    else:
        response.data = asset.plain
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
