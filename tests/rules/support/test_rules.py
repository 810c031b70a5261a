"""The smaller rules: next time, ends of papers, who pays, the upgrade clock, a referral's life."""

from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.agreements.rules.lists import DeliveryState, RejectReason
from marketplace.catalogue.rules.prompts import PROMPTS, pictured
from marketplace.kernel.refused import Refused
from marketplace.support.rules.clock import clock_of
from marketplace.support.rules.costs import Cost, Served, falls, for_each_unit, quarters
from marketplace.support.rules.lists import (
    REFERRAL,
    NextTime,
    PaperStage,
    ReferralState,
    ReferralVerb,
    Trigger,
)
from marketplace.support.rules.next_time import TOPICS, helps, trigger_of
from marketplace.support.rules.papers import stage_of

NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)


@pytest.mark.parametrize("reason", list(RejectReason))
def test_every_reason_of_the_door_has_one_thing_that_helps(reason: RejectReason) -> None:
    found = helps(reason, Trigger.REJECTED)
    assert f"helps.{found}" in PROMPTS
    assert pictured(f"helps.{found}")
    assert found in TOPICS


def test_what_came_too_warm_wants_a_cooler_box() -> None:
    assert helps(RejectReason.WARM, Trigger.PART) is NextTime.COOLER_BOX


def test_only_what_was_bad_opens_a_step() -> None:
    assert trigger_of(DeliveryState.ACCEPTED, on_time=True) is None
    assert trigger_of(DeliveryState.ACCEPTED, on_time=False) is Trigger.LATE
    assert trigger_of(DeliveryState.PART, on_time=True) is Trigger.PART
    assert trigger_of(DeliveryState.REJECTED, on_time=False) is Trigger.REJECTED
    assert helps(None, Trigger.LATE) is NextTime.EARLIER


@pytest.mark.parametrize(
    ("days", "stage"),
    [(31, None), (30, PaperStage.SOON), (8, PaperStage.SOON), (7, PaperStage.LAST_WEEK),
     (0, PaperStage.OVER), (-29, PaperStage.OVER), (-30, None)],
)  # fmt: skip
def test_the_end_of_a_paper_is_told_three_times(days: int, stage: PaperStage | None) -> None:
    assert stage_of(NOW + timedelta(days=days), NOW) is stage


def test_a_paper_without_an_end_is_never_told() -> None:
    assert stage_of(None, NOW) is None


MONEY = st.integers(0, 10**9)


@given(price=MONEY, giver=MONEY, outside=MONEY, takers=st.integers(0, 60), shared=st.booleans())
def test_what_each_pays_always_covers_the_whole(
    price: int, giver: int, outside: int, takers: int, shared: bool
) -> None:
    whole = Cost(price, giver, outside, shared)
    if not whole.fits:
        assert giver + outside > price
        return
    one = whole.for_one(takers)
    many = max(1, takers) if shared else 1
    assert one.left * many >= whole.left
    assert one.left * many - whole.left < many
    assert one.price == one.left + one.giver + one.outside


def test_a_certificate_over_a_year_is_a_little_on_each_kilogram() -> None:
    assert for_each_unit(3_000_000, 20) == 3_000
    assert for_each_unit(3_000_001, 20) == 3_001
    assert for_each_unit(3_000_000, 0) is None


def test_the_outside_share_is_counted_by_quarter_and_falls() -> None:
    known = quarters(
        [Served(date(2026, 8, 1), 300, 200), Served(date(2026, 7, 2), 100, 100),
         Served(date(2026, 11, 1), 400, 100)]
    )  # fmt: skip
    assert [(one.number, one.services, one.outside_permille) for one in known] == [
        (3, 2, 750), (4, 1, 250),
    ]  # fmt: skip
    assert falls(known) is True
    assert falls(known[:1]) is None
    assert falls(tuple(reversed(known))) is False


def test_the_upgrade_clock_says_how_late_and_when_it_is_over() -> None:
    start, end = date(2026, 1, 1), date(2026, 4, 11)
    plan = clock_of(
        start, end, [(date(2026, 1, 26), True), (date(2026, 2, 20), False), (end, False)]
    )
    assert plan.gone(date(2026, 2, 20)) == 50
    assert (plan.reached, plan.late(date(2026, 2, 20)), plan.late(date(2026, 2, 23))) == (1, 0, 3)
    assert not plan.over(end)
    assert plan.over(end + timedelta(days=1))
    assert plan.gone(date(2027, 1, 1)) == 100


@pytest.mark.parametrize(("state", "verb"), list(product(ReferralState, ReferralVerb)))
def test_a_referral_walks_its_table_and_nothing_else(
    state: ReferralState, verb: ReferralVerb
) -> None:
    allowed = {
        ("sent", "accept"): "accepted", ("sent", "decline"): "declined",
        ("sent", "withdraw"): "withdrawn", ("accepted", "report"): "reported",
        ("accepted", "withdraw"): "withdrawn", ("declined", "withdraw"): "withdrawn",
        ("reported", "follow"): "followed",
    }  # fmt: skip
    if (state.value, verb.value) in allowed:
        assert REFERRAL.after(state, verb) == allowed[state.value, verb.value]
    else:
        with pytest.raises(Refused):
            REFERRAL.after(state, verb)
