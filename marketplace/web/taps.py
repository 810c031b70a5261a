"""Tapped pictures of a code, one request each, without a readable key anywhere on the phone.

What was tapped before travels in the form as marks only this server can read: each mark is keyed
with the installation's secret, a random seed of this one entry, and the symbol. Two minutes are
enough for four taps; a page left open longer begins anew.
"""

import hmac

from itsdangerous import BadSignature, URLSafeTimedSerializer

from marketplace.kernel import ids
from marketplace.people.rules.picture_codes import CODE_LENGTH, KEYPAD
from marketplace.web.cookies import config

GOOD_FOR_SECONDS = 120
_LENGTH = 16
_BETWEEN = "~"


def add(sealed: str, who: str, key: str) -> str:
    """Return the marks with one more tap; marks that do not hold are forgotten first."""
    seed, marks = _open(sealed, who)
    return _BETWEEN.join([seed, *marks, _mark(seed, who, place=len(marks), key=key)])


def keys(sealed: str, who: str) -> str:
    """Return the keys tapped so far, in order; none where the marks are forged or too old."""
    seed, marks = _open(sealed, who)
    return "".join(_key(seed, who, place=n, mark=mark) for n, mark in enumerate(marks))


def _open(sealed: str, who: str) -> tuple[str, list[str]]:
    seed, *marks = sealed.split(_BETWEEN)
    known = all(_key(seed, who, place=n, mark=mark) for n, mark in enumerate(marks))
    if len(marks) < CODE_LENGTH and known and _fresh(seed):
        return seed, marks
    return _signer().dumps(ids.public_id()), []


def _fresh(seed: str) -> bool:
    try:
        _signer().loads(seed, max_age=GOOD_FOR_SECONDS)
    except BadSignature:
        return False
    return True


def _key(seed: str, who: str, *, place: int, mark: str) -> str:
    fits = (key for key in KEYPAD if hmac.compare_digest(
        _mark(seed, who, place=place, key=key).encode(), mark.encode()
    ))  # fmt: skip
    return next(fits, "")


def _mark(seed: str, who: str, *, place: int, key: str) -> str:
    text = f"{seed}|{who}|{place}|{key}"
    return hmac.new(config().secret.encode(), text.encode(), "sha256").hexdigest()[:_LENGTH]


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(config().secret, salt="taps")
