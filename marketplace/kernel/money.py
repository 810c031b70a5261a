"""Money as whole minor units (ISO 4217) with its currency, shown as cash is used."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

MAX_MINOR = 10**15  # a thousand billion shillings: anything larger is a slip of the finger


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency: ISO 4217 exponent, and the notes and coins in hand (major units)."""

    code: str
    exponent: int
    notes: tuple[int, ...] = ()
    coins: tuple[int, ...] = ()

    @property
    def smallest_cash(self) -> int:
        """The smallest coin or note, in minor units; one major unit where none is listed."""
        pieces = self.coins + self.notes
        return (min(pieces) if pieces else 1) * self.minor_per_major

    @property
    def minor_per_major(self) -> int:
        """How many minor units make one major unit."""
        return int(10**self.exponent)


# Notes and coins: Bank of Tanzania and Central Bank of Kenya, series in circulation.
_KNOWN = {
    "TZS": Currency("TZS", 2, (10000, 5000, 2000, 1000, 500), (500, 200, 100, 50)),
    "KES": Currency("KES", 2, (1000, 500, 200, 100, 50), (40, 20, 10, 5, 1)),
    "USD": Currency("USD", 2, (100, 50, 20, 10, 5, 1)),
    "EUR": Currency("EUR", 2, (100, 50, 20, 10, 5), (2, 1)),
}
_NO_MINOR = frozenset(
    [
        "UGX",
        "RWF",
        "BIF",
        "DJF",
        "GNF",
        "KMF",
        "XAF",
        "XOF",
        "XPF",
        "JPY",
        "KRW",
        "VND",
        "CLP",
        "PYG",
        "ISK",
        "VUV",
    ]
)
_THREE = frozenset(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"])
_GENERIC_NOTES = (10000, 5000, 2000, 1000, 500, 200, 100, 50)
_GENERIC_COINS = (20, 10, 5, 1)


def currency(code: str) -> Currency:
    """Return the currency; a code that is not three capital letters raises ``ValueError``."""
    if code in _KNOWN:
        return _KNOWN[code]
    if len(code) != 3 or not (code.isascii() and code.isalpha() and code.isupper()):
        raise ValueError(f"not an ISO 4217 code: {code!r}")
    exponent = 0 if code in _NO_MINOR else 3 if code in _THREE else 2
    return Currency(code, exponent, _GENERIC_NOTES, _GENERIC_COINS)


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """An amount: ``minor`` in the currency's minor units."""

    minor: int
    currency: str

    @property
    def major(self) -> Decimal:
        """The amount in major units, exactly."""
        return Decimal(self.minor).scaleb(-currency(self.currency).exponent)

    def times(self, quantity_milli: int) -> "Money":
        """Return the price of a quantity in thousandths of a unit, rounded half up to a minor."""
        raw = Decimal(self.minor) * quantity_milli / 1000
        return Money(int(raw.quantize(Decimal(1), ROUND_HALF_UP)), self.currency)

    def snapped(self) -> "Money":
        """Return the amount that can be paid in cash: to the nearest smallest coin or note."""
        step = currency(self.currency).smallest_cash
        return Money((self.minor + step // 2) // step * step, self.currency)


def from_major(amount: Decimal | int, code: str) -> Money:
    """Return money from an amount in major units, rounded half up to a minor unit."""
    scaled = Decimal(amount).scaleb(currency(code).exponent)
    return Money(int(scaled.quantize(Decimal(1), ROUND_HALF_UP)), code)


def pile(money: Money) -> tuple[tuple[int, int], ...]:
    """Return the fewest notes and coins: (face value in major units, how many), greatest first.

    What is smaller than the smallest coin is left out.
    """
    known = currency(money.currency)
    left = money.minor // known.minor_per_major
    pieces: list[tuple[int, int]] = []
    for face in sorted({*known.notes, *known.coins}, reverse=True):
        count, left = divmod(left, face)
        if count:
            pieces.append((face, count))
    return tuple(pieces)


def median(amounts: Iterable[int]) -> int | None:
    """Return the median of whole amounts, half up between two; nothing of nothing."""
    ordered = sorted(amounts)
    if not ordered:
        return None
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle] + 1) // 2
