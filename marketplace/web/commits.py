"""The one place that commits: only success commits, and messages leave after it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec

from flask import g

from marketplace.db import db
from marketplace.web.photos import forget_marked

P = ParamSpec("P")


def commits(view: Callable[P, Any]) -> Callable[P, Any]:
    """Commit what the view did if it answers below 400; roll everything back otherwise."""

    @wraps(view)
    def committing(*args: P.args, **kwargs: P.kwargs) -> Any:
        g.committing = True
        try:
            answer = view(*args, **kwargs)
            _finish(good=_status(answer) < 400)
        except BaseException:
            _finish(good=False)
            raise
        finally:
            g.committing = False
        return answer

    committing.commits = True  # type: ignore[attr-defined]  # read by the porch before the person is loaded
    return committing


def slow_first(view: Callable[P, Any]) -> Callable[P, Any]:
    """Mark a view that hashes before it writes: its transaction begins only when it says so."""
    view.slow_first = True  # type: ignore[attr-defined]  # read by the porch
    return view


def _finish(*, good: bool) -> None:
    session = db.session()
    if good:
        session.commit()
    else:
        session.rollback()
    forget_marked(session, good=good)


def _status(answer: Any) -> int:
    if isinstance(answer, tuple):
        return next((part for part in answer[1:] if isinstance(part, int)), 200)
    return int(getattr(answer, "status_code", 200))
