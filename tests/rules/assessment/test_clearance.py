"""Clearances: what they cover, who looks again, and when they end."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from marketplace.assessment.rules.clearance import (
    Bounds,
    OutReason,
    Purchase,
    due_for_review,
    ends_clearance,
    latest_end,
    months_after,
    not_covered,
    outside,
)
from marketplace.assessment.rules.lists import ClearanceState, ReviewReason
from marketplace.kernel.ids import public_id
from tests.rules.assessment.linkages import tomatoes

NOW = datetime(2026, 3, 5, 9, tzinfo=UTC)
BOUNDS = Bounds(
    price_low_minor=100_000,
    price_high_minor=140_000,
    currency="TZS",
    max_quantity=40,
    unit="kg",
    months=frozenset({2, 3, 4}),
    expires_at=datetime(2026, 8, 1, tzinfo=UTC),
)
INSIDE = Purchase(price_minor=120_000, currency="TZS", quantity=20, unit="kg", month=3, at=NOW)


@pytest.mark.parametrize("price", [100_000, 120_000, 140_000])
@pytest.mark.parametrize("quantity", [1, 40])
def test_inside_and_on_the_edge(price: int, quantity: int) -> None:
    assert outside(BOUNDS, replace(INSIDE, price_minor=price, quantity=quantity)) == ()


@pytest.mark.parametrize(
    ("bounds", "purchase", "reason"),
    [
        ({}, {"price_minor": 99_999}, OutReason.PRICE_LOW),
        ({}, {"price_minor": 140_001}, OutReason.PRICE_HIGH),
        ({}, {"quantity": 41}, OutReason.QUANTITY),
        ({}, {"unit": "crate"}, OutReason.UNIT),
        ({}, {"currency": "KES"}, OutReason.CURRENCY),
        ({}, {"month": 5}, OutReason.SEASON),
        ({"expires_at": NOW}, {}, OutReason.EXPIRED),
        ({"state": ClearanceState.ENDED}, {}, OutReason.NOT_IN_FORCE),
    ],
)
def test_each_way_out(
    bounds: dict[str, object], purchase: dict[str, object], reason: OutReason
) -> None:
    found = outside(replace(BOUNDS, **bounds), replace(INSIDE, **purchase))  # type: ignore[arg-type]  # named by the test
    assert found == (reason,)


def test_all_reasons_are_said_at_once() -> None:
    found = outside(BOUNDS, replace(INSIDE, price_minor=1, quantity=99, month=12))
    assert set(found) == {OutReason.PRICE_LOW, OutReason.QUANTITY, OutReason.SEASON}


def test_the_purchases_own_check_may_send_it_to_the_desk() -> None:
    assert not_covered(tomatoes(), ()) == ()
    assert not_covered(tomatoes(safety="illegal"), ()) == (OutReason.BLOCKED,)
    assert not_covered(tomatoes(price=600), ()) == (OutReason.UNFAIR,)
    assert not_covered(tomatoes(safety=None), ()) == (OutReason.INCOMPLETE,)
    assert not_covered(tomatoes(capacity_share=0.9), ()) == (OutReason.NEW_CONDITION,)
    assert not_covered(tomatoes(capacity_share=0.9), {"back_up"}) == ()


def test_a_first_sale_is_always_looked_at() -> None:
    assert all(
        due_for_review(public_id(), first_sale=True) is ReviewReason.FIRST_SALE for _ in range(20)
    )


def test_one_in_ten_by_a_lot_that_falls_the_same_every_time() -> None:
    ids = [f"order-{number}" for number in range(10_000)]
    drawn = [one for one in ids if due_for_review(one, first_sale=False)]
    assert 900 <= len(drawn) <= 1100
    assert drawn == [one for one in ids if due_for_review(one, first_sale=False)]
    assert due_for_review(drawn[0], first_sale=False) is ReviewReason.ONE_IN_TEN


def test_two_found_wrong_end_the_clearance() -> None:
    assert [ends_clearance(wrong) for wrong in range(4)] == [False, False, True, True]


def test_a_clearance_runs_six_months_at_most() -> None:
    assert latest_end(NOW) == datetime(2026, 9, 5, 9, tzinfo=UTC)
    assert months_after(datetime(2026, 8, 31, tzinfo=UTC), 6).day == 28
    assert months_after(datetime(2027, 8, 31, tzinfo=UTC), 6).day == 29
    assert months_after(datetime(2026, 12, 31, tzinfo=UTC), 6) == datetime(2027, 6, 30, tzinfo=UTC)
