"""What stands against an offer, halves, and her fair price."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.offers.rules.fair_price import FairPrice, cash_cost
from marketplace.offers.rules.halves import half
from marketplace.offers.rules.lists import OFFER, OfferState, OfferVerb
from marketplace.offers.rules.refusals import OfferFacts, OfferRefusal, is_far, refusals

GOOD = OfferFacts(
    need_open=True, remaining=20, quantity=20, price_minor=145_000, asked_minor=145_000,
    confirmed_far=False, active=True, consents=True, accepted_terms=True, makes_leaf=True,
    has_live_offer=False,
)  # fmt: skip
R = OfferRefusal


def test_all_at_that_price_is_fine() -> None:
    assert refusals(GOOD) == frozenset()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"need_open": False}, R.NEED_CLOSED),
        ({"quantity": 21}, R.QUANTITY_OVER_NEED),
        ({"quantity": 0}, R.QUANTITY_ZERO),
        ({"quantity": -3}, R.QUANTITY_ZERO),
        ({"price_minor": None, "asked_minor": None}, R.PRICE_MISSING),
        ({"price_minor": 0}, R.PRICE_OUT_OF_RANGE),
        ({"price_minor": 10**15 + 1}, R.PRICE_OUT_OF_RANGE),
        ({"price_minor": 435_000}, R.PRICE_FAR),
        ({"active": False}, R.NOT_ACTIVE),
        ({"consents": False}, R.NO_CONSENT),
        ({"accepted_terms": False}, R.NO_TERMS),
        ({"makes_leaf": False}, R.NOT_HER_LEAF),
        ({"has_live_offer": True}, R.ALREADY_OFFERED),
    ],
)
def test_each_reason_by_itself(changes: dict[str, object], reason: OfferRefusal) -> None:
    assert refusals(replace(GOOD, **changes)) == {reason}  # type: ignore[arg-type]  # by name


def test_a_far_price_may_be_confirmed() -> None:
    assert refusals(replace(GOOD, price_minor=435_000, confirmed_far=True)) == frozenset()


@given(st.integers(1, 10**9), st.integers(1, 10**9))
def test_far_means_three_times_or_a_third(price: int, asked: int) -> None:
    assert is_far(price, asked) == (price >= 3 * asked or 3 * price <= asked)
    assert is_far(price, asked) == is_far(asked, price)
    assert not is_far(price, None)


@given(st.integers(-5, 10**6))
def test_half_rounds_down_and_hides_below_two(quantity: int) -> None:
    part = half(quantity)
    assert (part is None) == (quantity < 2)
    assert part is None or (1 <= part <= quantity - part <= part + 1)


def test_mama_zuhuras_tomatoes() -> None:
    """A worked case: cash 500, 45 minutes at TZS 6,000 a day, floor a tenth above cost."""
    fair = FairPrice(cash_cost(30_000, 10_000, 5_000, 5_000, 0), 45, 600_000, is_default=False)
    assert (fair.labour_minor, fair.cost_minor, fair.floor_minor) == (56_250, 106_250, 116_875)
    assert fair.under_floor(116_874)
    assert not fair.under_floor(116_875)
    assert fair.earns_a_day(106_250) == 600_000  # at cost she earns exactly the day rate


@given(st.integers(0, 10**8), st.integers(1, 4800), st.integers(0, 10**7))
def test_the_floor_pays_at_least_the_day_rate(cash: int, minutes: int, rate: int) -> None:
    fair = FairPrice(cash, minutes, rate, is_default=True)
    assert fair.cash_minor <= fair.cost_minor <= fair.floor_minor
    earned = fair.earns_a_day(fair.floor_minor)
    assert earned is not None
    assert earned >= rate - 480  # a minor unit of rounding, spread over a day's minutes


def test_without_work_nothing_is_said_about_a_day() -> None:
    assert FairPrice(100, 0, 600_000, is_default=True).earns_a_day(500) is None


@pytest.mark.parametrize("state", OfferState)
def test_an_offer_that_is_over_never_moves_again(state: OfferState) -> None:
    over = {OfferState.DECLINED, OfferState.LAPSED, OfferState.TAKEN_BACK}
    assert any(OFFER.allows(state, verb) for verb in OfferVerb) is (state not in over)


def test_what_was_accepted_can_only_lose_its_award() -> None:
    possible = {verb for verb in OfferVerb if OFFER.allows(OfferState.ACCEPTED, verb)}
    assert possible == {OfferVerb.UNAWARD}


def test_what_is_not_read_back_cannot_be_accepted() -> None:
    assert not OFFER.allows(OfferState.TO_READ_BACK, OfferVerb.ACCEPT)
