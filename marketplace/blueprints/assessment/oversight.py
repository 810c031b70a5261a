"""Who used which power: the month's overrides, and each facilitator's month."""

from datetime import datetime
from typing import Any

from flask import Blueprint, Response, request

from marketplace.assessment import queries
from marketplace.assessment.rules.signals import LEVEL_NAMES
from marketplace.db import db
from marketplace.forms import assessment_words
from marketplace.i18n import bound_zone
from marketplace.i18n.format import today
from marketplace.kernel.actor import Actor, Role
from marketplace.people.rules.permissions import Permission
from marketplace.web.guard import guard
from marketplace.web.pages import page

blueprint = Blueprint("oversight", __name__)
EARLIEST = 2020


def _month() -> tuple[int, int]:
    """Return the month that was asked for, this one where none or nonsense was."""
    now = today()
    year, _, month = request.args.get("month", "").partition("-")
    plain = year.isascii() and month.isascii() and year.isdigit() and month.isdigit()
    if not plain or len(year) != 4 or len(month) > 2:
        return now.year, now.month
    asked = int(year), int(month)
    known = asked[0] >= EARLIEST and 1 <= asked[1] <= 12 and asked <= (now.year, now.month)
    return asked if known else (now.year, now.month)


def _start(year: int, month: int) -> datetime:
    return datetime(year, month, 1, tzinfo=bound_zone())


def _next(year: int, month: int, by: int) -> tuple[int, int]:
    years, months = divmod(year * 12 + month - 1 + by, 12)
    return years, months + 1


def _around(month: tuple[int, int]) -> dict[str, Any]:
    now = today()
    later = _next(*month, 1)
    return {
        "since": _start(*month), "until": _start(*later), "before": _code(_next(*month, -1)),
        "after": _code(later) if later <= (now.year, now.month) else "",
        "here_month": _code(month),
    }  # fmt: skip


def _code(month: tuple[int, int]) -> str:
    return f"{month[0]}-{month[1]:02d}"


@blueprint.get("/desk/overrides")
@guard(Permission.REVIEW_POWER)
def overrides(actor: Actor) -> Response:
    """List every override of a month: who, which signal, from and to, why, what came of it."""
    month = _month()
    cards = queries.overrides(db.session(), actor, _start(*month), _start(*_next(*month, 1)))
    return page(
        "assessment/overrides.html", cards=cards, words=assessment_words, levels=LEVEL_NAMES,
        linked=actor.has(Role.FACILITATOR), **_around(month),
    )  # fmt: skip


@blueprint.get("/admin/power")
@guard(Permission.RUN_INSTALLATION)
def power(_actor: Actor) -> Response:
    """Show each facilitator's month: wins, prices entered for others, signatures, overrides."""
    month = _month()
    lines = queries.power_used(db.session(), _start(*month), _start(*_next(*month, 1)))
    return page("admin/power.html", lines=lines, **_around(month))
