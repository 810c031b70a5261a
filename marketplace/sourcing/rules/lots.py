"""Smaller lots: one amount that nobody could bring, as several that neighbours can (paper §4)."""

MOST_LOTS = 6


def split(quantity: int, lots: int) -> tuple[int, ...]:
    """Return so many lots that add up to the quantity, as equal as whole units allow.

    Raises ``ValueError`` for fewer than two, more than six, or more lots than units.
    """
    if not 2 <= lots <= min(MOST_LOTS, quantity):
        raise ValueError(f"{quantity} cannot be asked for in {lots} lots")
    size, rest = divmod(quantity, lots)
    return tuple(size + (number < rest) for number in range(lots))


def choices(quantity: int) -> tuple[int, ...]:
    """Return into how many lots a quantity may be split: nothing where it is a single unit."""
    return tuple(range(2, min(MOST_LOTS, quantity) + 1))
