"""Conditions as a facilitator leaves them before signing: each with an owner and a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from marketplace.assessment.rules.conditions import ConditionCode, Owner, condition
from marketplace.assessment.rules.ruleset import RuleSet

OWN = "own"  # a condition in the facilitator's own words
FARTHEST = timedelta(days=366)
LONGEST_NOTE = 300


class ClauseRefusal(StrEnum):
    """Why conditions cannot be signed as they were written."""

    DAY_PAST = "day_past"
    DAY_TOO_FAR = "day_too_far"
    NO_WORDS = "no_words"


class LookRefusal(StrEnum):
    """Why a look at a condition cannot be kept like this."""

    DAY_MISSING = "day_missing"
    NO_REASON = "no_reason"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One condition to sign: a usual one by its code, or ``OWN`` in her own words (``note``).

    ``owner`` and ``due_on`` (the local day it is looked at) are the usual ones where not given.
    """

    code: str
    owner: Owner | None = None
    due_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """A clause with nothing left open."""

    code: str
    owner: Owner
    due_on: date
    note: str


def as_clauses(told: Iterable["Clause | ConditionCode"]) -> tuple[Clause, ...]:
    """Return clauses, each usual code once, the first one winning; own ones as often as written."""
    made: dict[object, Clause] = {}
    for at, one in enumerate(told):
        clause = one if isinstance(one, Clause) else Clause(code=one.value)
        made.setdefault(at if clause.code == OWN else clause.code, clause)
    return tuple(made.values())


def settle(clause: Clause, rules: RuleSet, today: date) -> Settled:
    """Fill in the usual owner and day of a clause."""
    if clause.code == OWN:
        owner, days = Owner.FACILITATOR, rules.pilot_days
    else:
        usual = condition(ConditionCode(clause.code), "", rules)
        owner, days = usual.owner, usual.days
    due_on = clause.due_on or today + timedelta(days=days)
    return Settled(clause.code, clause.owner or owner, due_on, clause.note.strip())


def clause_refusals(clauses: Iterable[Settled], today: date) -> frozenset[ClauseRefusal]:
    """Return why these conditions cannot be signed; nothing if they can."""
    return frozenset(reason for clause in clauses for reason in _refusals(clause, today))


def _refusals(clause: Settled, today: date) -> Iterable[ClauseRefusal]:
    if clause.due_on < today:
        yield ClauseRefusal.DAY_PAST
    if clause.due_on > today + FARTHEST:
        yield ClauseRefusal.DAY_TOO_FAR
    if clause.code == OWN and not clause.note:
        yield ClauseRefusal.NO_WORDS
