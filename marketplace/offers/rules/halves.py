"""All, half or a part of what is needed."""

MIN_FOR_HALF = 2


def half(quantity: int) -> int | None:
    """Return half, rounded down; none below 2, where half is hidden (supplier-screens.md)."""
    return quantity // 2 if quantity >= MIN_FOR_HALF else None
