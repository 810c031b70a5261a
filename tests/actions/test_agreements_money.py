"""From the door to money in her hand: weighed, owed, sent, and only her word closes it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.actions import (
    MarkSent,
    OrderAnswer,
    PaymentAnswer,
    Receive,
    Received,
    answer_order,
    answer_payment,
    mark_sent,
    receive,
    settle,
    settle_less,
)
from marketplace.agreements.models import Delivery, Order, Payment
from marketplace.agreements.rules.lists import (
    DeliveryState,
    OrderState,
    PaymentState,
    PayMethod,
    RejectReason,
)
from marketplace.agreements.rules.refusals import PaymentRefusal, ReceivingRefusal
from marketplace.journal.models import OutboxMessage
from marketplace.journal.queries import check_chain, story_of
from marketplace.kernel.actor import SYSTEM
from marketplace.kernel.refused import NotFound, Refused
from marketplace.kernel.states import WrongState
from marketplace.people.models import OperatorPaymentRecord, SupplierOutcome, SupplierSale
from marketplace.people.queries import operator_record, supplier_record
from tests.actions.linkage import (
    asks,
    clears,
    morning,
    names_in_rotation,
    offers,
    today,
    typical_cost,
)
from tests.world import World, small_world


@pytest.fixture(autouse=True)
def at() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(morning(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(session: Session) -> World:
    made = small_world(session)
    typical_cost(session, made)
    clears(session, made)
    return made


def confirmed(
    session: Session, world: World, *, quantity: int = 20, cash: bool = False
) -> tuple[Order, str]:
    need = asks(session, world, quantity=quantity, cash=cash)
    first = names_in_rotation(session, world, need)[0]
    offers(session, world, need, who=first, quantity=quantity)
    settle(session, SYSTEM, need.id)
    order = session.scalars(select(Order).where(Order.need_id == need.id)).one()
    answer_order(session, world.supplier(first), order.public_id, OrderAnswer.yes())
    return order, first


def brings(
    session: Session, world: World, order: Order, *, brought: int = 20_000,
    accepted: int | None = None, why: RejectReason | None = None, paid: bool = True,
) -> Received:  # fmt: skip
    line = Receive(
        order=order.public_id, brought_milli=brought,
        accepted_milli=brought if accepted is None else accepted, reject_reason=why,
        paid_at_door=paid,
    )  # fmt: skip
    (received,) = receive(session, world.neema, [line])
    return received


def owed(session: Session, world: World) -> tuple[Payment, str]:
    order, her = confirmed(session, world)
    payment = brings(session, world, order).payment
    assert payment is not None
    return payment, her


def sent(session: Session, world: World) -> tuple[Payment, str]:
    payment, her = owed(session, world)
    mark_sent(session, world.neema, MarkSent(payment=payment.public_id, method=PayMethod.CASH))
    return payment, her


def test_what_was_accepted_is_owed_from_that_day(
    session: Session, world: World, at: time_machine.Traveller
) -> None:
    order, _ = confirmed(session, world)
    at.move_to(morning() + timedelta(days=3))
    received = brings(session, world, order)
    assert (order.state, received.delivery.state) == (
        OrderState.DELIVERED,
        DeliveryState.ACCEPTED,
    )
    payment = received.payment
    assert payment is not None
    assert (payment.state, payment.amount_minor) == (PaymentState.DUE, 2_800_000)
    assert (payment.delivered_on, payment.due_on) == (date(2026, 11, 27), date(2026, 12, 4))
    outcome = session.scalars(select(SupplierOutcome)).one()
    assert (outcome.on_time, outcome.accepted_permille) == (True, 1000)
    assert session.scalars(select(SupplierSale.amount_minor)).one() == 2_800_000


@pytest.mark.feature("I1", part=True)
def test_a_part_is_paid_in_part_with_its_reason(session: Session, world: World) -> None:
    order, her = confirmed(session, world)
    received = brings(session, world, order, accepted=15_500, why=RejectReason.UNRIPE)
    assert received.delivery.state is DeliveryState.PART
    assert received.payment is not None
    assert received.payment.amount_minor == 2_170_000
    record = supplier_record(session, world.suppliers[her].id)
    assert record.accepted_permille == 775
    assert "delivery_part" in session.scalars(select(OutboxMessage.kind)).all()


def test_all_rejected_owes_nothing(session: Session, world: World) -> None:
    order, _ = confirmed(session, world)
    received = brings(session, world, order, accepted=0, why=RejectReason.NOT_FRESH)
    assert (received.delivery.state, received.payment) == (DeliveryState.REJECTED, None)
    assert session.scalars(select(SupplierSale)).all() == []


def test_a_late_delivery_is_late(
    session: Session, world: World, at: time_machine.Traveller
) -> None:
    order, her = confirmed(session, world)
    at.move_to(morning() + timedelta(days=4))
    brings(session, world, order)
    assert supplier_record(session, world.suppliers[her].id).on_time_permille == 0


def test_the_door_is_refused_kindly_and_writes_nothing(session: Session, world: World) -> None:
    order, _ = confirmed(session, world)
    with pytest.raises(Refused) as refused:
        brings(session, world, order, accepted=10_000)
    assert refused.value.reasons == {ReceivingRefusal.REASON_MISSING}
    assert refused.value.field == order.public_id
    assert session.scalars(select(Delivery)).all() == []


def test_an_order_is_received_once(session: Session, world: World) -> None:
    order, _ = confirmed(session, world)
    brings(session, world, order)
    with pytest.raises(Refused) as refused:
        brings(session, world, order)
    assert refused.value.reasons == {WrongState.NOT_NOW}


def test_a_sheet_of_several_lines(session: Session, world: World) -> None:
    first, _ = confirmed(session, world, quantity=10)
    second, _ = confirmed(session, world, quantity=5)
    lines = [
        Receive(order=first.public_id, brought_milli=10_000, accepted_milli=10_000),
        Receive(order=second.public_id, brought_milli=5_000, accepted_milli=4_000,
                reject_reason=RejectReason.BROKEN),
    ]  # fmt: skip
    found = receive(session, world.neema, lines)
    assert [one.delivery.state for one in found] == [
        DeliveryState.ACCEPTED,
        DeliveryState.PART,
    ]


def test_only_who_may_receive_receives(session: Session, world: World) -> None:
    order, _ = confirmed(session, world)
    line = Receive(order=order.public_id, brought_milli=1000, accepted_milli=1000)
    with pytest.raises(Refused) as refused:
        receive(session, replace(world.neema, rights=frozenset()), [line])
    assert refused.value.reasons == {ReceivingRefusal.MAY_NOT_RECEIVE}
    with pytest.raises(NotFound):
        receive(session, replace(world.neema, operator_ids=frozenset()), [line])


def test_cash_at_the_door_is_sent_at_the_door(session: Session, world: World) -> None:
    order, her = confirmed(session, world, cash=True)
    payment = brings(session, world, order).payment
    assert payment is not None
    assert (payment.state, payment.method) == (PaymentState.SENT, PayMethod.CASH)
    assert payment.due_on == payment.delivered_on == today()
    answer_payment(session, world.supplier(her), payment.public_id, PaymentAnswer.all())
    assert (payment.state, payment.late_days) == (PaymentState.CLOSED, 0)


def test_cash_that_was_forgotten_stays_owed(session: Session, world: World) -> None:
    order, _ = confirmed(session, world, cash=True)
    payment = brings(session, world, order, paid=False).payment
    assert payment is not None
    assert payment.state is PaymentState.DUE


@pytest.mark.feature("J4")
def test_mobile_money_keeps_its_reference(session: Session, world: World) -> None:
    payment, _ = owed(session, world)
    bare = MarkSent(payment=payment.public_id, method=PayMethod.MOBILE_MONEY)
    with pytest.raises(Refused) as refused:
        mark_sent(session, world.neema, bare)
    assert refused.value.reasons == {PaymentRefusal.REFERENCE_MISSING}
    mark_sent(session, world.neema, replace(bare, reference=" QX12 "))
    assert (payment.state, payment.reference) == (PaymentState.SENT, "QX12")
    with pytest.raises(Refused):
        mark_sent(session, world.neema, replace(bare, reference="QX13"))


def test_only_who_may_pay_pays(session: Session, world: World) -> None:
    payment, _ = owed(session, world)
    command = MarkSent(payment=payment.public_id, method=PayMethod.CASH)
    with pytest.raises(Refused) as refused:
        mark_sent(session, replace(world.neema, rights=frozenset()), command)
    assert refused.value.reasons == {PaymentRefusal.MAY_NOT_PAY}


@pytest.mark.paper(66)
@pytest.mark.feature("J2", part=True)
@pytest.mark.parametrize(("days", "late"), [(7, 0), (8, 1), (19, 12)])
def test_late_days_count_until_she_has_it(
    session: Session, world: World, at: time_machine.Traveller, days: int, late: int
) -> None:
    payment, her = sent(session, world)
    at.move_to(morning() + timedelta(days=days))
    answer_payment(session, world.supplier(her), payment.public_id, PaymentAnswer.all())
    session.commit()
    assert (payment.state, payment.late_days) == (PaymentState.CLOSED, late)
    assert payment.received_minor == payment.amount_minor
    record = operator_record(session, world.kijani.id)
    assert (record.count, record.median_days) == (1, days)
    verbs = [entry.verb for entry in story_of(session, "payment", payment.id)]
    assert verbs == ["payment.owe", "payment.mark_sent", "payment.confirm_all"]
    assert check_chain(session).whole


def test_nobody_but_she_says_that_she_has_it(session: Session, world: World) -> None:
    payment, her = sent(session, world)
    other = next(name for name in world.suppliers if name != her)
    for actor in (world.neema, world.anna, world.supplier(other)):
        with pytest.raises(NotFound):
            answer_payment(session, actor, payment.public_id, PaymentAnswer.all())


def test_not_yet_is_sent_again(session: Session, world: World) -> None:
    payment, her = sent(session, world)
    answer_payment(session, world.supplier(her), payment.public_id, PaymentAnswer.not_yet())
    assert payment.state is PaymentState.NOT_YET
    assert "payment_not_yet" in session.scalars(select(OutboxMessage.kind)).all()
    mark_sent(session, world.neema, MarkSent(payment=payment.public_id, method=PayMethod.CASH))
    answer_payment(session, world.supplier(her), payment.public_id, PaymentAnswer.all())
    assert payment.state is PaymentState.CLOSED


def test_less_stays_out_of_the_record_until_it_is_made_whole(
    session: Session, world: World
) -> None:
    payment, her = sent(session, world)
    less = PaymentAnswer.less(2_000_000)
    answer_payment(session, world.supplier(her), payment.public_id, less)
    assert (payment.state, payment.received_minor) == (PaymentState.LESS, 2_000_000)
    assert operator_record(session, world.kijani.id).count == 0
    mark_sent(session, world.neema, MarkSent(payment=payment.public_id, method=PayMethod.CASH))
    answer_payment(session, world.supplier(her), payment.public_id, PaymentAnswer.all())
    assert operator_record(session, world.kijani.id).count == 1


def test_less_that_she_settles_is_closed_and_left_out(session: Session, world: World) -> None:
    payment, her = sent(session, world)
    answer_payment(session, world.supplier(her), payment.public_id, PaymentAnswer.less(5))
    settle_less(session, world.supplier(her), payment.public_id)
    assert payment.state is PaymentState.CLOSED
    assert session.scalars(select(OperatorPaymentRecord.disputed)).one() is True


@pytest.mark.parametrize("minor", [0, -1, 2_800_000])
def test_less_must_be_less(session: Session, world: World, minor: int) -> None:
    payment, her = sent(session, world)
    less = PaymentAnswer.less(minor)
    with pytest.raises(Refused) as refused:
        answer_payment(session, world.supplier(her), payment.public_id, less)
    assert refused.value.reasons == {PaymentRefusal.LESS_MUST_BE_LESS}
