"""Two layers against forged forms: a signed token in every form, and ``Sec-Fetch-Site``.

Old phones know no SameSite cookie, so the token is what counts. It is stateless: signed over
the session (or "nobody") with a time, so that looking at a form never begins a session.
"""

from flask import abort, request
from itsdangerous import BadSignature, URLSafeTimedSerializer
from markupsafe import Markup

from marketplace.kernel.ids import digest
from marketplace.web.cookies import config, session_token
from marketplace.web.current import API, session_over

FIELD = "csrf"
LIFETIME_SECONDS = 24 * 3600
NOBODYS = "nobody"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(config().secret, salt="form")


def _whose() -> str:
    token = session_token(request)
    return digest(token)[:16] if token else NOBODYS


def token() -> str:
    """Return a token for a form of this request's session; one that is over is nobody's."""
    return _signer().dumps(NOBODYS if session_over() else _whose())


def field() -> Markup:
    """Return the hidden field that every form carries."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, token())


def check() -> None:
    """Refuse (400) an unsafe request that did not come from one of our own forms."""
    if request.method in SAFE_METHODS:
        return
    if request.headers.get("Sec-Fetch-Site") in {"cross-site", "same-site"}:
        abort(400)
    if request.path.startswith(API):
        if not request.is_json:
            abort(415)  # no form of another site can send JSON without asking the browser first
        return
    try:
        whose = _signer().loads(request.form.get(FIELD, ""), max_age=LIFETIME_SECONDS)
    except BadSignature:
        abort(400)
    if whose != _whose():
        abort(400)
