"""What a loser is told, how long things wait, who may sign, and who came back."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.mediation.rules.first_five import SecondOffers, second_offers
from marketplace.mediation.rules.lists import PricePosition, Skill
from marketplace.mediation.rules.refusals import (
    AwardRefusal,
    Choosing,
    award_refusals,
    signer_refusals,
)
from marketplace.mediation.rules.times import (
    answer_by,
    deliveries_between,
    stalled,
    standstill_until,
    too_many_meetings,
)
from marketplace.mediation.rules.told import position, skill_for

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
P = PricePosition


@pytest.mark.parametrize(
    ("mine", "all_prices", "said"),
    [
        (1500, [1500, 1200, 1300], P.HIGHER),
        (1300, [1500, 1200, 1300], P.MIDDLE),
        (1200, [1500, 1200, 1300], P.LOWER),
        (1400, [1400, 1400, 1400], P.MIDDLE),
        (1500, [1500, 1200], P.UNSAID),  # two: the other's price would be said
        (1500, [1500], P.UNSAID),
    ],
)
def test_higher_middle_or_lower_and_nothing_under_three(
    mine: int, all_prices: list[int], said: PricePosition
) -> None:
    assert position(mine, all_prices) is said


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=30), st.integers(1, 1000))
def test_the_answer_never_says_how_much(prices: list[int], factor: int) -> None:
    """The same word whatever the prices are, as long as their order is the same."""
    scaled = [price * factor for price in prices]
    for mine in prices:
        assert position(mine, prices) is position(mine * factor, scaled)


@given(st.lists(st.integers(1, 10**6), min_size=3, max_size=30))
def test_the_dearest_is_never_told_lower_nor_the_cheapest_higher(prices: list[int]) -> None:
    assert position(max(prices), prices) is not P.LOWER
    assert position(min(prices), prices) is not P.HIGHER


def test_a_loss_leads_to_a_skill() -> None:
    assert skill_for(P.HIGHER, quantity=20, need=20, deliveries=0) is Skill.COUNT_COST
    assert skill_for(P.LOWER, quantity=20, need=20, deliveries=4) is Skill.KEEP_DAY
    assert skill_for(P.MIDDLE, quantity=20, need=20, deliveries=0) is Skill.GRADE
    assert skill_for(P.HIGHER, quantity=5, need=20, deliveries=0) is Skill.JOIN_OTHERS


def test_times() -> None:
    assert answer_by(NOW, perishable=True) - NOW == timedelta(hours=24)
    assert answer_by(NOW, perishable=False) - NOW == timedelta(hours=72)
    assert standstill_until(NOW) - NOW == timedelta(hours=48)
    assert not stalled(NOW, NOW + timedelta(days=21) - timedelta(seconds=1))
    assert stalled(NOW, NOW + timedelta(days=21))


@pytest.mark.paper(121, part=True)
def test_a_third_meeting_before_the_first_order_warns() -> None:
    assert not too_many_meetings(2, ordered=False)
    assert too_many_meetings(3, ordered=False)
    assert not too_many_meetings(9, ordered=True)


def test_a_repeating_need_is_worth_all_its_deliveries() -> None:
    tuesday = date(2026, 12, 1)
    assert deliveries_between(tuesday, None, weekdays=0) == 1
    assert deliveries_between(tuesday, tuesday + timedelta(days=13), weekdays=0b0010010) == 4
    assert deliveries_between(tuesday, tuesday - timedelta(days=1), weekdays=1) == 1


CAN = Choosing(
    opened=True, confirmed=True, awarded_before=False, proposal_open=False, conflicted=False,
    may_order=True, quantity=10, offered=20, remaining=20, value_minor=100, limit_minor=100,
)  # fmt: skip


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("opened", False, AwardRefusal.NOT_OPEN_YET),
        ("confirmed", False, AwardRefusal.NOT_CONFIRMED_BY_HER),
        ("awarded_before", True, AwardRefusal.IS_AWARDED),
        ("proposal_open", True, AwardRefusal.PROPOSAL_OPEN),
        ("conflicted", True, AwardRefusal.CONFLICT),
        ("may_order", False, AwardRefusal.MAY_NOT_ORDER),
        ("quantity", 0, AwardRefusal.QUANTITY_ZERO),
        ("offered", 9, AwardRefusal.QUANTITY_OVER_OFFER),
        ("remaining", 9, AwardRefusal.NOTHING_LEFT),
        ("limit_minor", 99, AwardRefusal.OVER_LIMIT),
    ],
)
def test_why_an_offer_cannot_be_awarded(field: str, value: Any, reason: AwardRefusal) -> None:

    assert award_refusals(CAN) == ()
    assert award_refusals(replace(CAN, **{field: value})) == (reason,)


def test_who_may_sign() -> None:
    def why(who: int, *, above: bool) -> tuple[AwardRefusal, ...]:
        return signer_refusals(who, conflicted={1}, acted={1, 2}, above_ceiling=above)

    assert why(3, above=True) == ()
    assert why(2, above=False) == ()
    assert why(2, above=True) == (AwardRefusal.SECOND_PERSON,)
    assert why(1, above=False) == (AwardRefusal.CONFLICT,)


def test_second_offer_within_sixty_days_counts_only_who_can_be_counted() -> None:
    day = timedelta(days=1)
    sent = [
        [NOW - 100 * day, NOW - 90 * day],  # came back
        [NOW - 100 * day, NOW - 30 * day],  # came back too late
        [NOW - 100 * day],  # never
        [NOW - 10 * day],  # may still
        [NOW - 10 * day, NOW - 2 * day],  # came back already
        [],
    ]
    found = second_offers(sent, NOW)
    assert (found, found.percent) == (SecondOffers(2, 4), 50)
    assert SecondOffers(0, 0).percent is None
