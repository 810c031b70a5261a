"""Where to go after a step on the way: addresses of our own only, never somebody else's."""

from urllib.parse import urlsplit


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
