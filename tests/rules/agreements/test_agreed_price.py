"""What a call-off costs: fixed, stepped, or with the market inside a band."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.agreements.rules.agreed_lists import PriceKind
from marketplace.agreements.rules.agreed_price import price_on
from marketplace.agreements.rules.agreed_terms import Terms
from tests.rules.agreements.terms import TODAY, TOMATOES, indexed, steps, terms

COIN = 5_000  # 50 shillings


def price(some: Terms, *, after: int = 0, market: int | None = None, coin: int = COIN) -> int:
    day = TODAY + timedelta(days=after)
    return price_on(some, day, market_minor=market, cash_step=coin)


def test_a_fixed_price_moves_with_nothing() -> None:
    assert price(TOMATOES, after=170, market=999_999) == 140_000


@pytest.mark.paper(109)
def test_steps_hold_from_their_day_on() -> None:
    some = terms(price_kind=PriceKind.STEPS, steps=steps((30, 135_000), (90, 130_000)))
    found = [price(some, after=days) for days in (0, 29, 30, 89, 90, 180)]
    assert found == [140_000, 140_000, 135_000, 135_000, 130_000, 130_000]
    assert some.price_ends == (130_000, 140_000)


@pytest.mark.paper(19)
@pytest.mark.parametrize(
    ("market", "expected"),
    [
        (None, 140_000),  # no reference: the agreed price
        (120_000, 140_000),  # as it was when they agreed
        (132_000, 155_000),  # a tenth more is 154,000, paid in whole 50 shillings
        (240_000, 168_000),  # double: the band ends at a fifth
        (60_000, 112_000),
    ],
)
def test_an_index_follows_the_market_inside_its_band(market: int | None, expected: int) -> None:
    some = terms(price_kind=PriceKind.INDEX, band_permille=200, index_base_minor=120_000)
    assert price(some, market=market) == expected


@given(some=indexed, market=st.integers(1, 10**9), coin=st.sampled_from([1, 100, COIN]))
def test_an_index_never_leaves_its_band(some: Terms, market: int, coin: int) -> None:
    low, high = some.price_ends
    assert low <= price(some, market=market, coin=coin) <= high


@given(some=indexed, one=st.integers(1, 10**9), other=st.integers(1, 10**9))
def test_a_dearer_market_never_makes_it_cheaper(some: Terms, one: int, other: int) -> None:
    less, more = sorted((one, other))
    assert price(some, market=less) <= price(some, market=more)
