"""Own deals speak from three suppliers and five deals in ninety days on, and not before."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from marketplace.catalogue.rules.own_deals import Deal, own_deals

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


def deal(supplier: int, price: int, days_ago: float = 1) -> Deal:
    return Deal(supplier, price, NOW - timedelta(days=days_ago))


FIVE = [deal(1, 900), deal(2, 1000), deal(3, 1100), deal(1, 1200), deal(2, 1300)]


def test_five_deals_of_three_suppliers_speak() -> None:
    said = own_deals(FIVE, NOW)
    assert said is not None
    assert (said.p10_minor, said.median_minor, said.p90_minor) == (940, 1100, 1260)
    assert (said.deals, said.suppliers, said.newest) == (5, 3, NOW - timedelta(days=1))


def test_four_deals_two_suppliers_or_older_ones_say_nothing() -> None:
    assert own_deals(FIVE[:4], NOW) is None
    assert own_deals([deal(1 + n % 2, 1000) for n in range(40)], NOW) is None
    old = deal(2, 1300, days_ago=90.1)
    assert own_deals([*FIVE[:4], old], NOW) is None
    assert own_deals([*FIVE[:4], deal(2, 1300, days_ago=90)], NOW) is not None


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 10**9), st.integers(0, 120))))
def test_whatever_speaks_rests_on_enough_and_lies_among_the_prices(
    rows: list[tuple[int, int, int]],
) -> None:
    said = own_deals([deal(*row) for row in rows], NOW)
    recent = [row for row in rows if row[2] <= 90]
    if said is None:
        assert len(recent) < 5 or len({row[0] for row in recent}) < 3
    else:
        assert len({row[0] for row in recent}) == said.suppliers >= 3
        assert said.deals == len(recent) >= 5
        prices = [row[1] for row in recent]
        assert min(prices) <= said.p10_minor <= said.median_minor <= said.p90_minor <= max(prices)
