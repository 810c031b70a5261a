"""What the door, the buyer and the payer are told is wrong."""

from datetime import date

import pytest

from marketplace.agreements.rules.lists import PayMethod, RejectReason
from marketplace.agreements.rules.refusals import (
    OrderRefusal,
    PaymentRefusal,
    ordering_refusals,
    receiving_refusals,
    sending_refusals,
)
from marketplace.agreements.rules.refusals import ReceivingRefusal as No


def door(
    brought: int, accepted: int, *, grams: int | None = None, why: RejectReason | None = None
) -> set[No]:
    return set(
        receiving_refusals(
            ordered=20, brought_milli=brought, accepted_milli=accepted, weighed_grams=grams,
            reject_reason=why,
        )
    )  # fmt: skip


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (door(20_000, 20_000), set()),
        (door(20_000, 15_000, why=RejectReason.UNRIPE), set()),
        (door(20_000, 15_000), {No.REASON_MISSING}),
        (door(20_000, 0), {No.REASON_MISSING}),
        (door(20_000, 21_000), {No.ACCEPTED_MORE_THAN_BROUGHT}),
        (door(0, 0), {No.NOTHING_BROUGHT}),
        (door(200_001, 200_001), {No.BROUGHT_TOO_MUCH}),
        (door(200_000, 200_000, grams=19_500), set()),
        (door(20_000, 20_000, grams=0), {No.WEIGHT_IMPOSSIBLE}),
    ],
)
def test_the_door(found: set[No], expected: set[No]) -> None:
    assert found == expected


def test_mobile_money_needs_its_reference_and_cash_does_not() -> None:
    assert list(sending_refusals(PayMethod.CASH, None)) == []
    assert list(sending_refusals(PayMethod.MOBILE_MONEY, None)) == [
        PaymentRefusal.REFERENCE_MISSING
    ]
    assert list(sending_refusals(PayMethod.BANK, "x" * 61)) == [PaymentRefusal.REFERENCE_TOO_LONG]


def test_the_order_limit_is_inside_and_yesterday_is_past() -> None:
    today = date(2026, 11, 24)

    def refused(value: int, limit: int | None, day: date = today) -> list[OrderRefusal]:
        return list(
            ordering_refusals(value_minor=value, limit_minor=limit, deliver_on=day, today=today)
        )

    assert refused(100, 100) == []
    assert refused(101, 100) == [OrderRefusal.ABOVE_YOUR_LIMIT]
    assert refused(10**9, None) == []
    assert refused(1, None, date(2026, 11, 23)) == [OrderRefusal.DAY_IS_PAST]
