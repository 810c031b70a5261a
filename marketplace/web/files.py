"""Answers that are files to be kept."""

import json
from typing import Any

from flask import Response


def download(data: bytes, name: str, kind: str) -> Response:
    """Return bytes as a file to keep; ``name`` is ours alone, ``kind`` its media type."""
    answer = Response(data, mimetype=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def as_file(held: dict[str, Any], name: str) -> Response:
    """Return plain data as a file; ``name`` is made of our own codes and ids only."""
    body = json.dumps(held, indent=1, ensure_ascii=False, sort_keys=True)
    answer = Response(body, mimetype="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.json"'
    return answer


def as_text_file(data: bytes, name: str, kind: str) -> Response:
    """Return bytes as a file to keep; ``name`` is made of our own codes only."""
    answer = Response(data, mimetype=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
