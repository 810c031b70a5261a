"""What stays here of what an operator spends, and how far it is to what he meant."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from marketplace.insight.rules.local import Spending, behind, import_share, local_share
from marketplace.sourcing.rules.lists import Origin

_O = Origin
SPENT = Spending(
    300, ((_O.LOCAL, 100), (_O.NATIONAL, 200), (_O.IMPORTED, 350), (_O.IMPORTED, 50))
)  # fmt: skip
MONEY = st.integers(0, 10**9)


def test_shares_are_of_all_that_is_known() -> None:
    assert local_share(SPENT) == Fraction(4, 10)
    assert import_share(SPENT) == Fraction(4, 10)


def test_without_what_is_bought_elsewhere_there_is_no_share() -> None:
    assert local_share(Spending(300)) is None
    assert import_share(Spending(300)) is None
    assert local_share(Spending(0, ((Origin.LOCAL, 0),))) is None
    assert behind(50, None) is None


def test_the_way_to_the_target_ends_at_nothing() -> None:
    assert behind(55, local_share(SPENT)) == 15
    assert behind(40, local_share(SPENT)) == 0
    assert behind(20, local_share(SPENT)) == 0


@given(MONEY, st.lists(st.tuples(st.sampled_from(Origin), MONEY), min_size=1, max_size=6), MONEY)
def test_buying_more_here_never_lowers_the_share(
    here: int, elsewhere: list[tuple[Origin, int]], more: int
) -> None:
    before = local_share(Spending(here, tuple(elsewhere)))
    after = local_share(Spending(here + more, tuple(elsewhere)))
    if before is not None and after is not None:
        assert 0 <= before <= after <= 1
        assert after + (import_share(Spending(here + more, tuple(elsewhere))) or 0) <= 1
