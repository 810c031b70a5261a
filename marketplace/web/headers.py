"""Headers of every answer: a closed content policy, and who may keep a copy."""

import base64
import hashlib
from functools import cache

from flask import Response

from marketplace.web.cookies import config

_POLICY = (
    "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "connect-src 'self'; img-src 'self' data:; media-src 'self'; manifest-src 'self'; "
    "worker-src 'self'; "
    "script-src {scripts}; style-src {styles}"
)


@cache
def source_hash(text: str) -> str:
    """Return the CSP source of a constant inline style or script (a nonce breaks under 304)."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


@cache
def policy(styles: frozenset[str], scripts: frozenset[str]) -> str:
    """Return the policy that allows exactly these constant inline texts, and our own files."""
    return _POLICY.format(
        scripts=" ".join(["'self'", *sorted(map(source_hash, scripts))]),
        styles=" ".join(["'self'", *sorted(map(source_hash, styles))]),
    )


def protect(response: Response, *, styles: frozenset[str], scripts: frozenset[str]) -> None:
    """Set the headers every answer carries."""
    headers = response.headers
    headers["Content-Security-Policy"] = policy(styles, scripts)
    headers["X-Content-Type-Options"] = "nosniff"
    headers["X-Frame-Options"] = "DENY"
    headers["Referrer-Policy"] = "same-origin"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "geolocation=(), camera=(self), microphone=(self), payment=()"
    if config().behind_tls:
        headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    if "Cache-Control" not in headers:
        headers["Cache-Control"] = "private, no-store"
