"""Where to go after a step on the way: addresses of our own only, never somebody else's."""

import re
from urllib.parse import urlsplit

_BEGINS = re.compile(r"/s/(?:begin|needs)/(\w{1,12})/quantity")
_HELPS = re.compile(r"/s/needs/(\w{1,12})/for")
_SENDS = re.compile(r"/s/needs/(\w{1,12})/right")


def relative(target: str | None, otherwise: str) -> str:
    """Return the target if it is a plain path of this site, else the other one.

    ``//host``, ``/\\host`` and control characters lead browsers away, so they are refused.
    """
    plain = (target or "").strip()
    if not plain.startswith("/") or plain.startswith(("//", "/\\")):
        return otherwise
    if "\\" in plain or any(ord(sign) < 33 for sign in plain):  # blanks and controls
        return otherwise
    parts = urlsplit(plain)
    return otherwise if parts.scheme or parts.netloc else plain


def begins_answer(target: str | None) -> str | None:
    """Return the code of the need whose answer begins at this address, if one does."""
    found = _BEGINS.fullmatch(target or "")
    return found[1] if found else None


def sends_answer(target: str | None) -> str | None:
    """Return the code of the need whose answer is sent at this address, if one is."""
    found = _SENDS.fullmatch(target or "")
    return found[1] if found else None


def helps_answer(target: str | None) -> str | None:
    """Return the code of the need that somebody answers for another at this address, if any."""
    found = _HELPS.fullmatch(target or "")
    return found[1] if found else None
