"""What a delivery is worth, when it is due, and how late it was paid."""

from datetime import date, timedelta

from marketplace.kernel.money import Money


def amount_due(price: Money, accepted_milli: int) -> Money:
    """Return what is owed for an accepted quantity (thousandths of a unit), as cash can pay it.

    Something accepted is never worth nothing: where snapping to coins gives zero, the exact
    amount stands, and at least one minor unit.
    """
    exact = price.times(accepted_milli)
    snapped = exact.snapped()
    if snapped.minor > 0:
        return snapped
    return Money(max(exact.minor, 1), exact.currency)


def due_on(delivered_on: date, payment_days: int, *, cash_at_door: bool) -> date:
    """Return the local day by which money must be there; at the door it is the same day."""
    return delivered_on if cash_at_door else delivered_on + timedelta(days=payment_days)


def late_days(due: date, closed: date) -> int:
    """Return by how many days a payment came after its day; early is never a credit."""
    return max(0, (closed - due).days)


def days_taken(delivered: date, closed: date) -> int:
    """Return the days from the door to the money, for the buyer's record."""
    return max(0, (closed - delivered).days)


def accepted_permille(accepted_milli: int, ordered: int) -> int:
    """Return the accepted share of what was ordered, in thousandths, at most a thousand."""
    return min(1000, accepted_milli // ordered)


def rejected_permille(accepted_milli: int, brought_milli: int) -> int:
    """Return the part of what was brought that was not taken, in thousandths, rounded up."""
    if brought_milli <= 0:
        return 0
    return -(-1000 * max(0, brought_milli - accepted_milli) // brought_milli)
