"""Clearances: signed once for operator × leaf × route, within bounds; and the second look."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from marketplace.assessment.rules.evaluate import Result
from marketplace.assessment.rules.lists import ClearanceState, ReviewReason
from marketplace.assessment.rules.ruleset import DEFAULT, RuleSet
from marketplace.assessment.rules.signals import Verdict

LAST_OF_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class OutReason(StrEnum):
    """Why a purchase is not covered by a clearance and waits at the desk."""

    AGREEMENT = "agreement"  # terms for longer are always signed by themselves
    BLOCKED = "blocked"
    CURRENCY = "currency"
    EXPIRED = "expired"
    INCOMPLETE = "incomplete"
    NEW_CONDITION = "new_condition"
    NOT_IN_FORCE = "not_in_force"
    PRICE_HIGH = "price_high"
    PRICE_LOW = "price_low"
    QUANTITY = "quantity"
    SEASON = "season"
    UNFAIR = "unfair"
    UNIT = "unit"


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """What a clearance covers. Prices in minor units per unit; ``months`` of the year, 1 to 12."""

    price_low_minor: int
    price_high_minor: int
    currency: str
    max_quantity: int
    unit: str
    months: frozenset[int]
    expires_at: datetime
    state: ClearanceState = ClearanceState.IN_FORCE


@dataclass(frozen=True, kw_only=True)
class Purchase:
    """One purchase against a clearance; ``month`` is that of the delivery, ``at`` is now (UTC)."""

    price_minor: int
    currency: str
    quantity: int
    unit: str
    month: int
    at: datetime


def outside(bounds: Bounds, purchase: Purchase) -> tuple[OutReason, ...]:
    """Return why a purchase is out of bounds; nothing if it is inside. The ends are inside."""
    tests = (
        (OutReason.NOT_IN_FORCE, bounds.state is not ClearanceState.IN_FORCE),
        (OutReason.EXPIRED, purchase.at >= bounds.expires_at),
        (OutReason.CURRENCY, purchase.currency != bounds.currency),
        (OutReason.UNIT, purchase.unit != bounds.unit),
        (OutReason.PRICE_LOW, purchase.price_minor < bounds.price_low_minor),
        (OutReason.PRICE_HIGH, purchase.price_minor > bounds.price_high_minor),
        (OutReason.QUANTITY, purchase.quantity > bounds.max_quantity),
        (OutReason.SEASON, purchase.month not in bounds.months),
    )
    return tuple(reason for reason, is_out in tests if is_out)


def not_covered(result: Result, accepted: Collection[str]) -> tuple[OutReason, ...]:
    """Return why this purchase's own check does not let it through on the clearance.

    ``accepted`` are the codes of the conditions signed with the clearance.
    """
    new = {one.code.value for one in result.conditions} - set(accepted)
    tests = (
        (OutReason.BLOCKED, result.verdict is Verdict.BLOCK),
        (OutReason.UNFAIR, result.fairness is Verdict.BLOCK),
        (OutReason.INCOMPLETE, not result.complete),
        (OutReason.NEW_CONDITION, bool(new)),
    )
    return tuple(reason for reason, is_out in tests if is_out)


def due_for_review(
    order_public_id: str, *, first_sale: bool, rule_set: RuleSet = DEFAULT
) -> ReviewReason | None:
    """Return why a cleared purchase gets a second look: a first sale, or one in ten by lot.

    The lot is drawn from the order's public id, so it falls the same however often it is asked
    and nobody can choose it.
    """
    if first_sale:
        return ReviewReason.FIRST_SALE
    return ReviewReason.ONE_IN_TEN if _drawn(order_public_id, rule_set) else None


def _drawn(public_id: str, rule_set: RuleSet) -> bool:
    lot = int.from_bytes(hashlib.sha256(public_id.encode()).digest()[:8])
    return lot % rule_set.review_one_in == 0


def ends_clearance(found_wrong: int, rule_set: RuleSet = DEFAULT) -> bool:
    """Tell whether enough reviews were found wrong to end the clearance."""
    return found_wrong >= rule_set.wrong_ends


def latest_end(signed_at: datetime, rule_set: RuleSet = DEFAULT) -> datetime:
    """Return the latest day a clearance signed now may run to (6 months)."""
    return months_after(signed_at, rule_set.clearance_months)


def signature_end(signed_at: datetime, rule_set: RuleSet = DEFAULT) -> datetime:
    """Return when a signature on one linkage expires (6 months)."""
    return months_after(signed_at, rule_set.expiry_months)


def months_after(moment: datetime, months: int) -> datetime:
    """Return the same day some months later, or the last of that month if it has no such day."""
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    last = 28 if month == 1 and not _leap(year) else LAST_OF_MONTH[month]
    return moment.replace(year=year, month=month + 1, day=min(moment.day, last))


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
