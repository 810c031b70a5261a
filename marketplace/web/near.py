"""Who may read the figures of this machine: whoever has the token, else this machine itself."""

import hmac

from flask import request

from marketplace.config import LOOPBACK
from marketplace.web.cookies import config

FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-Ip")


def may_read_figures() -> bool:
    """Tell whether the figures are for whoever asks.

    Behind a proxy every visitor comes from this machine, so an installation that is told of one
    (``MKEKA_BEHIND_TLS``, ``MKEKA_HOSTS``) gives them to nobody without a token. The headers are
    looked at too, though waitress removes them.
    """
    token = config().metrics_token
    if token:
        said = request.headers.get("Authorization", "")
        return hmac.compare_digest(said.encode(), f"Bearer {token}".encode())
    known = config().behind_tls or bool(config().hosts)
    through_proxy = known or any(name in request.headers for name in FORWARDED)
    return not through_proxy and request.remote_addr in LOOPBACK
