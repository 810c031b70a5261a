"""Safeguarding: a report of harm is no grievance. Who reads it, who is woken, and how often."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from marketplace.kernel.states import Machine, rows

ALARM_EVERY = timedelta(hours=1)
HUMAN_WITHIN = timedelta(hours=24)


class Harm(StrEnum):
    """What kind of harm is reported."""

    CHILD = "child"
    SEXUAL = "sexual"
    THREAT = "threat"
    VIOLENCE = "violence"


class ReportState(StrEnum):
    """Where a report stands."""

    CLOSED = "closed"
    IN_HAND = "in_hand"
    SENT = "sent"


class ReportVerb(StrEnum):
    """What a lead does with a report."""

    CLOSE = "close"
    TAKE_IN_HAND = "take_in_hand"


REPORT = Machine(
    "safeguarding",
    rows(
        (ReportState.SENT, ReportVerb.TAKE_IN_HAND, ReportState.IN_HAND),
        (ReportState.IN_HAND, ReportVerb.CLOSE, ReportState.CLOSED),
    ),
)


class ReportEnd(StrEnum):
    """How a report ended; nothing more is written down."""

    NOTHING_FOUND = "nothing_found"
    POLICE = "police"
    REFERRED = "referred"
    SAFE_NOW = "safe_now"


class SafeguardingRefusal(StrEnum):
    """Why somebody cannot be the named lead."""

    IS_LEAD = "is_lead"
    TOO_MANY = "too_many"
    WORKS_HERE = "works_here"


@dataclass(frozen=True, slots=True)
class Lead:
    """A person who reads reports; a deputy only where the lead cannot, or did not look."""

    person_id: int
    deputy: bool


def readers(leads: Iterable[Lead], *, about: int | None) -> frozenset[int]:
    """Return who may read a report: every lead and deputy, never the one it is about."""
    return frozenset(one.person_id for one in leads if one.person_id != about)


def woken(leads: Collection[Lead], *, about: int | None, alarms: int) -> frozenset[int]:
    """Return whom an alarm goes to: the leads first, from the second on the deputies too.

    Where the report is about the lead, the deputies are woken at once.
    """
    first = [one for one in leads if not one.deputy]
    now = readers(first, about=about) if not alarms else frozenset()
    return now or readers(leads, about=about)


def alarm_due(*, last: datetime | None, now: datetime) -> bool:
    """Tell whether a report nobody took in hand must wake somebody again."""
    return last is None or now - last >= ALARM_EVERY
