"""What a supplier sells elsewhere, told in stones: ten stones are all she sells.

She lays stones for the market, for neighbours, for another lodge; what is left is sold through
here. So a buyer's share of *all* her sales is his share of the recorded ones, times what is left.
"""

from collections.abc import Iterable

STONES = 10
AMOUNTS = (0, 2, 5, 8)  # none, a little, half, most


def fits(stones: Iterable[int]) -> bool:
    """Tell whether no more than all of her sales were laid elsewhere."""
    laid = tuple(stones)
    return all(0 <= one <= STONES for one in laid) and sum(laid) <= STONES


def share_of_all(recorded_permille: int, stones_elsewhere: int) -> int:
    """Return a buyer's share of all her sales, in permille (rounded down)."""
    here = STONES - min(STONES, max(0, stones_elsewhere))
    return recorded_permille * here // STONES
