"""Every state × verb of order, delivery and payment: what is not in the table is refused."""

from enum import StrEnum
from typing import Any

import pytest

from marketplace.agreements.rules.lists import (
    DELIVERY,
    OBJECTION,
    ORDER,
    PAYMENT,
    DeliveryState,
    DeliveryVerb,
    ObjectionState,
    ObjectionVerb,
    OrderState,
    OrderVerb,
    PaymentState,
    PaymentVerb,
)
from marketplace.kernel.refused import Refused
from marketplace.kernel.states import Machine, WrongState

ALL = [(ORDER, OrderState, OrderVerb), (DELIVERY, DeliveryState, DeliveryVerb),
       (PAYMENT, PaymentState, PaymentVerb),
       (OBJECTION, ObjectionState, ObjectionVerb)]  # fmt: skip
NAMES = ["order", "delivery", "payment", "objection"]
# Once here nothing moves any more: history is never rewritten.
ENDS = {
    OrderState.CANCELLED, OrderState.DECLINED, OrderState.DELIVERED, OrderState.MISSED,
    DeliveryState.ACCEPTED, DeliveryState.PART, DeliveryState.REJECTED, PaymentState.CLOSED,
    ObjectionState.CORRECTED, ObjectionState.STANDS,
}  # fmt: skip


@pytest.mark.parametrize(
    ("machine", "states", "verbs"), ALL, ids=["order", "delivery", "payment", "objection"]
)
def test_every_pair(
    machine: Machine[Any, Any], states: type[StrEnum], verbs: type[StrEnum]
) -> None:
    for state in states:
        for verb in verbs:
            if (state, verb) in machine.table:
                assert machine.after(state, verb) in states
                assert state not in ENDS
            else:
                with pytest.raises(Refused) as refused:
                    machine.after(state, verb)
                assert refused.value.reasons == {WrongState.NOT_NOW}


def test_only_her_word_closes_a_payment() -> None:
    closing = {verb for (_, verb), end in PAYMENT.table.items() if end is PaymentState.CLOSED}
    assert closing == {PaymentVerb.CONFIRM_ALL, PaymentVerb.SETTLE, PaymentVerb.WAIVE}
