"""Matters that wait at a desk: a note "not so", a complaint, a case that stands, a low price."""

from datetime import datetime, time

from flask import url_for

from marketplace.agreements.queries.matters import Matter
from marketplace.blueprints.home.desk_tasks import Task
from marketplace.catalogue.rules.prompts import pictured
from marketplace.forms.grievances import WHOMS, WRONGS, said
from marketplace.i18n import bound_zone, gettext
from marketplace.i18n import format as shown
from marketplace.mediation.queries.stuck import Stuck
from marketplace.web.pages import leaf_name


def matter(card: Matter) -> Task:
    """Return the task of any kind."""
    if card.stuck is not None:
        return (stalled if card.stuck is Stuck.CASE else low_price)(card)
    return not_so(card) if card.wrong is None else complaint(card)


def stalled(card: Matter) -> Task:
    """A case where nothing happens."""
    what = gettext("Nothing happens: %(leaf)s for %(operator)s") % {
        "leaf": leaf_name(card.leaf_code or ""), "operator": card.operator_name,
    }  # fmt: skip
    why = gettext("The last step was on %(day)s. Call both sides, or close the case.") % {
        "day": shown.day(shown.local_day(card.since))
    }
    return Task(
        card.since, card.picture or "paper", what, why, gettext("stalled"), "bad",
        gettext("Open the case"), url_for("cases.show", public_id=card.public_id),
    )  # fmt: skip


def low_price(card: Matter) -> Task:
    """A price under her cost that waits for a call."""
    what = gettext("Price under her cost: %(supplier)s, %(leaf)s") % {
        "supplier": card.supplier_name, "leaf": leaf_name(card.leaf_code or ""),
    }  # fmt: skip
    why = gettext("Nobody can take it before you talked with her. Sent %(when)s.") % {
        "when": shown.moment(card.since)
    }
    return Task(
        card.since, "stop-hand", what, why, gettext("low price"), "wait", gettext("Call her"),
        url_for("calls.index", _anchor=f"low-{card.public_id}"), go=True,
    )  # fmt: skip


def not_so(card: Matter) -> Task:
    """A delivery note that she says is not so."""
    what = gettext("%(supplier)s says “not so” to %(operator)s: %(leaf)s") % {
        "supplier": card.supplier_name, "operator": card.operator_name,
        "leaf": leaf_name(card.leaf_code or ""),
    }  # fmt: skip
    why = gettext("Hear both sides. No payment waits for it.")
    return Task(
        card.since, card.picture or "paper", what, why, gettext("not so"), "wait",
        gettext("Hear both"), url_for("desk_notes.note", public_id=card.public_id),
    )  # fmt: skip


def complaint(card: Matter) -> Task:
    """A complaint to take up within two days, or to answer by the day that was promised."""
    what = gettext("%(wrong)s: %(whom)s, %(place)s") % {
        "wrong": said(WRONGS, card.wrong or "other"), "whom": said(WHOMS, card.whom or "somebody"),
        "place": card.place_name,
    }  # fmt: skip
    why, mark, since = _taken_up(card) if card.due_on else _untouched(card)
    return Task(
        since, pictured(f"trouble.{card.wrong}"), what, why, mark, "bad" if card.late else "wait",
        gettext("Look at it"), url_for("desk_grievances.show", public_id=card.public_id),
        go=card.late,
    )  # fmt: skip


def _untouched(card: Matter) -> tuple[str, str, datetime]:
    why = gettext("Somebody who has no part in it takes it up by %(moment)s.") % {
        "moment": shown.moment(card.acknowledge_by or card.since)
    }
    return why, gettext("complaint"), card.since


def _taken_up(card: Matter) -> tuple[str, str, datetime]:
    due = card.due_on or shown.today()
    why = gettext("%(name)s has it in hand.") % {"name": card.handler_name or "–"}
    mark = gettext("answer by %(day)s") % {"day": shown.day(due)}
    return why, mark, datetime.combine(due, time(), tzinfo=bound_zone())
