"""What the desk's pages share: where to go on, a greeting, and the state of a list."""

from typing import Any

from flask import Response, redirect, url_for

from marketplace.i18n import bound_zone, gettext
from marketplace.kernel import clock
from marketplace.kernel.words import N_

GREETINGS = (
    (12, N_("Good morning, %(name)s.")),
    (17, N_("Good afternoon, %(name)s.")),
    (24, N_("Good evening, %(name)s.")),
)


def see_other(endpoint: str, **values: Any) -> Response:
    """Send on after a change, so that a repeated send shows the same page."""
    return redirect(url_for(endpoint, **values), code=303)  # type: ignore[return-value]  # werkzeug's base class


def greeting(name: str) -> str:
    """Greet somebody by her first name and the time of day where she works."""
    hour = clock.now().astimezone(bound_zone()).hour
    text = next(text for end, text in GREETINGS if hour < end)
    return gettext(text) % {"name": name.partition(" ")[0]}


def many(count: int, most: int) -> str:
    """Say a number of things in a list that shows at most so many."""
    return f"{most}+" if count >= most else str(count)
