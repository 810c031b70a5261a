"""Trust steps (tab. 3): a newcomer's first orders are small, and grow with what is known of her.

A step never forbids a purchase: above it, a facilitator looks before the order is placed.
"""

from enum import StrEnum

VOUCHERS_NEEDED = 2
DELIVERIES_NEEDED = 3
ACCEPTED_NEEDED_PERMILLE = 800
# Of the destination's ceiling for quick buys, in percent.
NEW_PERCENT, VOUCHED_PERCENT = 25, 100


class TrustStep(StrEnum):
    """How far somebody is known here."""

    NEW = "new"
    VOUCHED = "vouched"
    PROVEN = "proven"


def step_of(*, vouchers: int, deliveries: int, accepted_permille: int | None) -> TrustStep:
    """Return the step somebody stands on: deliveries that were taken speak before any voucher."""
    taken = accepted_permille is not None and accepted_permille >= ACCEPTED_NEEDED_PERMILLE
    if deliveries >= DELIVERIES_NEEDED and taken:
        return TrustStep.PROVEN
    return TrustStep.VOUCHED if vouchers >= VOUCHERS_NEEDED else TrustStep.NEW


def cap_minor(step: TrustStep, ceiling_minor: int) -> int | None:
    """Return the value of one order (minor units) that goes through on this step; none: any."""
    percent = {TrustStep.NEW: NEW_PERCENT, TrustStep.VOUCHED: VOUCHED_PERCENT}.get(step)
    return None if percent is None else ceiling_minor * percent // 100
