"""What waits at a desk because two do not agree: a delivery note "not so", a complaint."""

from datetime import datetime, time

from flask import url_for

from marketplace.agreements.queries.disputes import Dispute
from marketplace.blueprints.home.desk_tasks import Task
from marketplace.catalogue.rules.prompts import pictured
from marketplace.forms.grievances import WHOMS, WRONGS, said
from marketplace.i18n import bound_zone, gettext
from marketplace.i18n import format as shown
from marketplace.web.pages import leaf_name


def dispute(card: Dispute) -> Task:
    """Return the task of either kind."""
    return not_so(card) if card.wrong is None else complaint(card)


def not_so(card: Dispute) -> Task:
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


def complaint(card: Dispute) -> Task:
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


def _untouched(card: Dispute) -> tuple[str, str, datetime]:
    why = gettext("Somebody who has no part in it takes it up by %(moment)s.") % {
        "moment": shown.moment(card.acknowledge_by or card.since)
    }
    return why, gettext("complaint"), card.since


def _taken_up(card: Dispute) -> tuple[str, str, datetime]:
    due = card.due_on or shown.today()
    why = gettext("%(name)s has it in hand.") % {"name": card.handler_name or "–"}
    mark = gettext("answer by %(day)s") % {"day": shown.day(due)}
    return why, mark, datetime.combine(due, time(), tzinfo=bound_zone())
