"""How much of what an operator spends stays here: shares, and the target beside them."""

from dataclasses import dataclass
from fractions import Fraction

from marketplace.sourcing.rules.lists import Origin


@dataclass(frozen=True, slots=True)
class Spending:
    """What an operator spends a month, in minor units: through here, and elsewhere by origin."""

    here_minor: int
    elsewhere: tuple[tuple[Origin, int], ...] = ()

    def of(self, origin: Origin) -> int:
        """Return what is spent elsewhere on one origin."""
        return sum(minor for known, minor in self.elsewhere if known is origin)

    @property
    def total(self) -> int:
        """Return everything that is known."""
        return self.here_minor + sum(minor for _, minor in self.elsewhere)


def local_share(spending: Spending) -> Fraction | None:
    """Local share = (spent through here + bought from local sources) ÷ all that is known.

    None where nothing is known to be bought elsewhere: a share of what is only known here says
    nothing.
    """
    if not spending.elsewhere or not spending.total:
        return None
    return Fraction(spending.here_minor + spending.of(Origin.LOCAL), spending.total)


def import_share(spending: Spending) -> Fraction | None:
    """Import share = bought from abroad ÷ all that is known."""
    if not spending.elsewhere or not spending.total:
        return None
    return Fraction(spending.of(Origin.IMPORTED), spending.total)


def behind(target_percent: int, share: Fraction | None) -> int | None:
    """Gap to the target in whole percent = target − local share; nothing once it is reached."""
    if share is None:
        return None
    return max(0, target_percent - int(share * 100))
