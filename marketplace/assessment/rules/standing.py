"""How a signature stands, and since when: what the day's look keeps (assessment.md)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from marketplace.assessment.rules.evaluate import Result
from marketplace.assessment.rules.fingerprint import (
    Fingerprint,
    Since,
    Standing,
    new_blockers,
    standing,
)
from marketplace.assessment.rules.lists import DueReason
from marketplace.assessment.rules.ruleset import RuleSet


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """How it stood: ``since`` the change was first seen; orders go on until ``orders_until``."""

    standing: Standing
    since: datetime
    reason: DueReason | None = None
    blockers: tuple[str, ...] = ()
    orders_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a look compares: the signed side, today's side, and what was kept before.

    ``broken``: one of its conditions was found not kept; ``overdue_since``: the day of the first
    condition that is past and was not looked at.
    """

    signed: Fingerprint
    levels: Mapping[str, int]
    now: Fingerprint
    result: Result
    expires_at: datetime
    at: datetime
    in_bounds: bool = True
    before: Kept | None = None
    broken: bool = False
    overdue_since: datetime | None = None


def look(told: Look, rules: RuleSet) -> Kept:
    """Return how a signature stands now.

    The clock of a review, and of a notice, begins when the change was first seen and does not
    begin again while the signature stays anything but fresh; an expiry begins it at its own day.
    """
    blockers = new_blockers(told.levels, told.result)
    expired = told.at >= told.expires_at
    since = _since(told, expired=expired)
    days = Since(
        in_bounds=told.in_bounds, expired=expired, due_days=(told.at - since).days,
        broken=told.broken, overdue=told.overdue_since is not None,
    )  # fmt: skip
    found = standing(told.signed, told.now, days, blockers=blockers, rule_set=rules)
    if found is Standing.FRESH:
        return Kept(standing=found, since=told.at)
    return Kept(
        standing=found, since=since, reason=_reason(told, blockers), blockers=blockers,
        orders_until=_orders_until(found, since, told, rules),
    )  # fmt: skip


def _since(told: Look, *, expired: bool) -> datetime:
    before = told.before
    if before is not None and before.standing is not Standing.FRESH:
        return before.since
    return told.expires_at if expired else told.overdue_since or told.at


def _reason(told: Look, blockers: tuple[str, ...]) -> DueReason:
    signed, now = told.signed, told.now
    moved = signed.terms != now.terms and not told.in_bounds
    tests = (
        (DueReason.BLOCKER, bool(blockers)),
        (DueReason.CONDITION_BROKEN, told.broken),
        (DueReason.INPUTS, signed.offer != now.offer or moved),
        (DueReason.CORE_PRODUCT, signed.core != now.core),
        (DueReason.RULE_SET, signed.rule_set != now.rule_set),
        (DueReason.EXPIRED, told.at >= told.expires_at),
        (DueReason.CONDITION_DUE, told.overdue_since is not None),
    )
    return next((reason for reason, is_so in tests if is_so), DueReason.EXPIRED)


def _orders_until(found: Standing, since: datetime, told: Look, rules: RuleSet) -> datetime | None:
    if found is Standing.DUE_FOR_REVIEW:
        return since + timedelta(days=rules.due_days + 1)
    if found is not Standing.STOP_AFTER_NOTICE:
        return None
    before = told.before
    if before is not None and before.standing is Standing.STOP_AFTER_NOTICE:
        return before.orders_until
    return told.at + timedelta(days=rules.notice_days)


def may_order(kept: Kept | None, at: datetime) -> bool:
    """Tell whether new orders may be placed under a signature that stands like this.

    A signature that was never looked at is fresh. Only a new level 3 stops orders, after the
    notice, and A7 at once; a review that nobody made within its days asks for a new signature.
    """
    if kept is None or kept.standing is Standing.FRESH:
        return True
    return kept.orders_until is not None and at < kept.orders_until
