"""What her deliveries prove: the most a week's accepted deliveries came to."""

from collections.abc import Iterable


def proven_after(said: int, proven: int | None, week_milli: Iterable[int]) -> int | None:
    """Return what a supplier has proven of a leaf after a week's accepted deliveries (thousandths).

    What is proven is only ever raised. Nothing is proven yet until a week reaches what she said
    she can bring: else a first small delivery would shut her out of everything larger.
    """
    delivered = sum(week_milli) // 1000
    if proven is None:
        return delivered if delivered >= said and delivered > 0 else None
    return max(proven, delivered)
