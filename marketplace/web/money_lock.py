"""Money on a shared phone: after two idle minutes the four pictures are asked again."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec

from flask import redirect, request, url_for

from marketplace.kernel import clock
from marketplace.web.current import current_seat

P = ParamSpec("P")


def money_open(view: Callable[P, Any]) -> Callable[P, Any]:
    """Let a seat in whose money is open; send any other to the code, and back here after it.

    A staff session (a broker's) has its own shorter rules and is not asked for pictures.
    """

    @wraps(view)
    def opened(*args: P.args, **kwargs: P.kwargs) -> Any:
        seat = current_seat()
        if seat is not None and seat.kind.value == "seat" and not seat.money_open(clock.now()):
            return redirect(url_for("seat.code", next=_again()), code=303)
        return view(*args, **kwargs)

    return opened


def _again() -> str:
    """Return where to come back to: this page, or for a send the page it was sent from."""
    return request.full_path.rstrip("?") if request.method == "GET" else request.path
