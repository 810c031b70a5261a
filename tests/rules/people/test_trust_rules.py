"""Trust steps, stones of ten, an operator's hours and stand-ins, periods of keeping: pure."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.people.rules.house import LONGEST_STAND_IN, hours_fit, period_fits
from marketplace.people.rules.phones import national
from marketplace.people.rules.retention import PERIODS, Kept, period
from marketplace.people.rules.stated_sales import STONES, fits, share_of_all
from marketplace.people.rules.trust_steps import TrustStep, cap_minor, step_of

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
DAY = timedelta(days=1)
CEILING = 15_000_000


@pytest.mark.parametrize(
    ("vouchers", "deliveries", "accepted", "step"),
    [
        (0, 0, None, TrustStep.NEW),
        (1, 2, 1000, TrustStep.NEW),
        (2, 0, None, TrustStep.VOUCHED),
        (0, 3, 800, TrustStep.PROVEN),
        (0, 3, 799, TrustStep.NEW),
        (2, 9, 500, TrustStep.VOUCHED),
    ],
)
def test_a_step_is_climbed_by_vouchers_or_by_what_was_taken(
    vouchers: int, deliveries: int, accepted: int | None, step: TrustStep
) -> None:
    found = step_of(vouchers=vouchers, deliveries=deliveries, accepted_permille=accepted)
    assert found is step


def test_first_orders_are_small_and_grow() -> None:
    caps = [cap_minor(step, CEILING) for step in TrustStep]
    assert caps == [3_750_000, CEILING, None]


@given(st.integers(0, 5), st.integers(0, 9), st.integers(0, 1000))
def test_one_voucher_more_never_lowers_a_step(vouchers: int, done: int, taken: int) -> None:
    steps = list(TrustStep)
    fewer, more = (
        steps.index(step_of(vouchers=n, deliveries=done, accepted_permille=taken))
        for n in (vouchers, vouchers + 1)
    )
    assert more >= fewer


@given(st.integers(0, 1000), st.integers(-3, 14))
def test_what_is_sold_elsewhere_only_lowers_a_share(recorded: int, elsewhere: int) -> None:
    share = share_of_all(recorded, elsewhere)
    assert 0 <= share <= recorded
    if elsewhere <= 0:
        assert share == recorded
    if elsewhere >= STONES:
        assert share == 0


def test_half_sold_at_the_market_halves_a_buyers_share() -> None:
    assert share_of_all(900, 5) == 450


@pytest.mark.parametrize(
    ("stones", "good"), [((5, 5, 0), True), ((8, 2, 2), False), ((-1, 2, 2), False), ((), True)]
)
def test_no_more_than_ten_stones_are_laid(stones: tuple[int, ...], good: bool) -> None:
    assert fits(stones) is good


@pytest.mark.parametrize(
    ("begins", "ends", "good"),
    [
        (NOW, NOW + DAY, True),
        (NOW - 2 * DAY, NOW - DAY, False),
        (NOW + DAY, NOW, False),
        (NOW, NOW + LONGEST_STAND_IN, True),
        (NOW, NOW + LONGEST_STAND_IN + DAY, False),
    ],
)
def test_a_stand_in_is_for_a_while(begins: datetime, ends: datetime, good: bool) -> None:
    assert period_fits(begins, ends, now=NOW) is good


def test_hours_are_hours_of_one_day_in_order() -> None:
    assert hours_fit(480, 960)
    assert not hours_fit(960, 480)
    assert not hours_fit(480, 1441)


def test_every_kind_of_keeping_has_one_period() -> None:
    assert sorted(one.kept for one in PERIODS) == sorted(Kept)
    assert period(Kept.WITHDRAWN) == timedelta(days=30)


def test_a_number_is_shown_as_its_own_country_writes_it() -> None:
    assert national("+255754123456") == "0754 123 456"
    assert national("DEMO-001") == "DEMO-001"
