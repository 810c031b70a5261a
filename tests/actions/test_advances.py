"""Money paid ahead: her yes, her word that she has it, and deliveries that give it back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.agreements.actions import call_off_order
from marketplace.agreements.actions.advances import (
    answer_advance,
    offer_advance,
    release_advance,
    send_advance,
    settle_advance,
)
from marketplace.agreements.actions.lender_papers import issue_paper, take_paper_back
from marketplace.agreements.actions.payments import answer_payment, mark_sent
from marketplace.agreements.models import Advance, AdvanceRecovery, Agreement, Order, Payment
from marketplace.agreements.queries.advances import advances_in, backs_of
from marketplace.agreements.queries.lender_papers import verified_paper
from marketplace.agreements.queries.supplier import payment_for_supplier
from marketplace.agreements.rules.advances import (
    AdvanceKind,
    AdvanceRefusal,
    AdvanceState,
    AdvanceVerb,
    OfferAdvance,
)
from marketplace.agreements.rules.answers import MarkSent, PaymentAnswer
from marketplace.agreements.rules.lender_papers import LenderPaperKind, LenderPaperRefusal
from marketplace.agreements.rules.lists import PaymentState, PayMethod
from marketplace.agreements.rules.refusals import PaymentRefusal
from marketplace.journal.queries import check_chain, story_of
from marketplace.kernel import ids
from marketplace.kernel.refused import NotFound, Refused
from marketplace.kernel.states import WrongState
from marketplace.people.models import Consent
from marketplace.people.rules.lists import Purpose
from tests.actions.after_the_door import promised, taken, village
from tests.actions.agreed import brought, calls, in_force
from tests.actions.linkage import PRICE, morning, today
from tests.world import World

pytestmark = pytest.mark.both
V = AdvanceVerb


@pytest.fixture(autouse=True)
def at() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(morning(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(at: object, session: Session) -> World:
    return village(session)


def offered(session: Session, world: World, **more: object) -> Advance:
    made: dict[str, object] = {
        "kind": AdvanceKind.ADVANCE, "percent": 20, "client_key": ids.public_id(),
    }  # fmt: skip
    row = offer_advance(session, world.neema, OfferAdvance(**{**made, **more}))
    session.commit()
    return row


def paid(session: Session, world: World, row: Advance, her: str) -> Advance:
    """She says yes, it is sent, she says that she has it."""
    hers = world.supplier(her)
    answer_advance(session, hers, row.public_id, V.AGREE)
    send_advance(session, world.neema, row.public_id, method=PayMethod.MOBILE_MONEY,
                 reference="QK7")  # fmt: skip
    answer_advance(session, hers, row.public_id, V.CONFIRM)
    session.commit()
    return row


def called(session: Session, world: World, agreement: Agreement, her: str, days: int) -> Payment:
    """Five kilograms called off and brought; its payment."""
    off = call_off_order(session, world.neema, calls(agreement, day=today() + timedelta(days=days)))
    order = session.get_one(Order, off.order.id)
    delivery = brought(session, world, order, her)
    session.commit()
    return session.scalars(select(Payment).where(Payment.delivery_id == delivery.id)).one()


@pytest.mark.feature("J3")
@pytest.mark.paper(65)
def test_an_advance_on_an_agreement_comes_back_by_deliveries_exactly(
    session: Session, world: World
) -> None:
    """20 % of four weeks' least deliveries; at most a quarter of each payment; then over."""
    agreement, her = in_force(session, world)
    row = offered(session, world, agreement=agreement.public_id, share_percent=25)
    assert row.amount_minor == 450_000  # 4,480 shillings, as cash can pay it
    paid(session, world, row, her)
    whole, backs = 5 * PRICE, []
    for number in range(4):
        payment = called(session, world, agreement, her, 7 * (number + 1))
        taken_back = whole - payment.amount_minor
        assert taken_back <= whole // 4
        backs.append(taken_back)
    assert backs == [175_000, 175_000, 100_000, 0]
    assert sum(backs) == row.amount_minor == row.recovered_minor
    assert row.state is AdvanceState.RECOVERED
    (line,) = advances_in(session, world.kijani.id, today(), today() + timedelta(days=60))
    assert (line[0].public_id, line[1]) == (row.public_id, row.amount_minor)
    assert [one.minor for one in backs_of(session, row.id)] == [175_000, 175_000, 100_000]
    verbs = [entry.verb for entry in story_of(session, "advance", row.id)]
    assert verbs == [
        "advance.offer", "advance.agree", "advance.mark_sent", "advance.confirm", "advance.recover",
    ]  # fmt: skip
    assert check_chain(session).broken_at is None


@pytest.mark.feature("J3")
def test_a_deposit_comes_back_with_its_one_delivery(session: Session, world: World) -> None:
    order, her = promised(session, world)
    row = offered(session, world, kind=AdvanceKind.DEPOSIT, percent=30, order=order.public_id)
    paid(session, world, row, her)
    delivery = taken(session, world, order)
    payment = session.scalars(select(Payment).where(Payment.delivery_id == delivery.id)).one()
    assert payment.amount_minor == 20 * PRICE * 70 // 100
    assert row.state is AdvanceState.RECOVERED


@pytest.mark.feature("J3")
def test_held_money_reaches_her_after_the_goods_and_settles_what_is_owed(
    session: Session, world: World
) -> None:
    order, her = promised(session, world)
    held = {"kind": AdvanceKind.HELD, "percent": 50, "order": order.public_id}
    with pytest.raises(Refused) as refused:
        offered(session, world, **held)
    assert refused.value.reasons == {AdvanceRefusal.HOLDER_MISSING}
    session.rollback()
    row = offered(session, world, **held, holder="Treasurer of Upendo")
    hers = world.supplier(her)
    answer_advance(session, hers, row.public_id, V.AGREE)
    send_advance(session, world.neema, row.public_id, method=PayMethod.CASH, reference=None)
    assert row.state is AdvanceState.HELD
    delivery = taken(session, world, order)
    payment = session.scalars(select(Payment).where(Payment.delivery_id == delivery.id)).one()
    assert payment.amount_minor == 20 * PRICE  # nothing came to her yet
    release_advance(session, world.neema, row.public_id)
    answer_advance(session, hers, row.public_id, V.CONFIRM)
    assert payment.amount_minor == 10 * PRICE
    assert row.state is AdvanceState.RECOVERED
    assert session.scalar(select(func.sum(AdvanceRecovery.minor))) == 10 * PRICE


def test_what_is_not_all_back_stays_open_until_it_is_ended(session: Session, world: World) -> None:
    order, her = promised(session, world)
    row = paid(session, world, offered(session, world, percent=50, order=order.public_id), her)
    taken(session, world, order, accepted=5_000, brought=5_000)
    assert row.recovered_minor == 5 * PRICE * 9 // 10
    assert row.state is AdvanceState.PAID
    settle_advance(session, world.neema, row.public_id)
    assert row.state is AdvanceState.ENDED


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"percent": 4}, AdvanceRefusal.PERCENT_RANGE),
        ({"percent": 51}, AdvanceRefusal.PERCENT_RANGE),
        ({"share_percent": 95}, AdvanceRefusal.SHARE_RANGE),
        ({"kind": AdvanceKind.DEPOSIT}, AdvanceRefusal.NOT_OF_AGREEMENT),
    ],
)
def test_what_cannot_be_is_refused(
    session: Session, world: World, change: dict[str, object], reason: AdvanceRefusal
) -> None:
    agreement, _ = in_force(session, world)
    with pytest.raises(Refused) as refused:
        offered(session, world, **{"agreement": agreement.public_id, **change})
    assert refused.value.reasons == {reason}


def test_nothing_flows_without_her_yes_and_only_one_lives(session: Session, world: World) -> None:
    order, her = promised(session, world)
    key = ids.public_id()
    row = offered(session, world, order=order.public_id, client_key=key)
    assert offered(session, world, order=order.public_id, client_key=key).id == row.id
    with pytest.raises(Refused) as second:
        offered(session, world, order=order.public_id)
    assert second.value.reasons == {AdvanceRefusal.IS_ONE}
    session.rollback()
    with pytest.raises(Refused) as early:
        send_advance(session, world.neema, row.public_id, method=PayMethod.CASH, reference=None)
    assert early.value.reasons == {WrongState.NOT_NOW}
    session.rollback()
    other = next(name for name in world.suppliers if name != her)
    with pytest.raises(NotFound):
        answer_advance(session, world.supplier(other), row.public_id, V.AGREE)
    answer_advance(session, world.supplier(her), row.public_id, V.REFUSE)
    assert row.state is AdvanceState.REFUSED
    weak = replace(world.neema, rights=frozenset())
    with pytest.raises(Refused) as right:
        offer_advance(session, weak, OfferAdvance(
            kind=AdvanceKind.ADVANCE, percent=20, client_key="another-key", order=order.public_id
        ))  # fmt: skip
    assert right.value.reasons == {AdvanceRefusal.MAY_NOT_PAY}


@pytest.mark.feature("J5", part=True)
def test_a_paper_needs_her_code_counts_what_she_confirmed_and_can_be_taken_back(
    session: Session, world: World
) -> None:
    order, her = promised(session, world)
    hers = world.supplier(her)
    key = ids.public_id()
    with pytest.raises(Refused) as refused:
        issue_paper(session, replace(hers, code_proved=False), kind=LenderPaperKind.EARNINGS,
                    client_key=key)  # fmt: skip
    assert refused.value.reasons == {LenderPaperRefusal.NO_CODE}
    with pytest.raises(Refused) as nothing:
        issue_paper(session, hers, kind=LenderPaperKind.EARNINGS, client_key=key)
    assert nothing.value.reasons == {LenderPaperRefusal.NOTHING_YET}
    session.rollback()
    of_order = issue_paper(session, hers, kind=LenderPaperKind.ORDER, client_key=ids.public_id(),
                           order=order.public_id)  # fmt: skip
    session.commit()
    assert verified_paper(session, of_order.verify_token).quantity == 20
    delivery = taken(session, world, order)
    payment = session.scalars(select(Payment).where(Payment.delivery_id == delivery.id)).one()
    answer_payment(session, hers, payment.public_id, PaymentAnswer.all())
    assert payment.state is PaymentState.CLOSED
    made = issue_paper(session, hers, kind=LenderPaperKind.EARNINGS, client_key=key)
    session.commit()
    card = verified_paper(session, made.verify_token)
    assert (card.deliveries, card.buyers, card.paid_minor) == (1, 1, 20 * PRICE)
    consents = select(Consent).where(
        Consent.person_id == hers.person_id, Consent.purpose == Purpose.LENDER_LETTER
    )
    (consent,) = session.scalars(consents).all()
    take_paper_back(session, hers, made.public_id)
    session.commit()
    assert verified_paper(session, made.verify_token).withdrawn
    consent.withdrawn_at = made.issued_at  # the purpose as a whole: every paper of hers falls
    session.commit()
    assert verified_paper(session, of_order.verify_token).withdrawn


@pytest.mark.feature("J4")
def test_a_mobile_money_message_is_recorded_and_matches_one_payment_only(
    session: Session, world: World
) -> None:
    """Its reference is needed, kept, shown to both, used once; only her word closes it."""
    both = []
    for days in (3, 4):
        order, her = promised(session, world, days=days, quantity=5)
        delivery = taken(session, world, order, accepted=5_000, brought=5_000)
        found = select(Payment).where(Payment.delivery_id == delivery.id)
        both.append((session.scalars(found).one(), her))
    (first, her), (second, _) = both

    def sent(payment: Payment, reference: str | None) -> Payment:
        made = MarkSent(
            payment=payment.public_id, method=PayMethod.MOBILE_MONEY, reference=reference
        )
        return mark_sent(session, world.neema, made)

    with pytest.raises(Refused) as missing:
        sent(first, None)
    assert missing.value.reasons == {PaymentRefusal.REFERENCE_MISSING}
    sent(first, "QK7XP01")
    session.commit()
    assert (
        payment_for_supplier(session, world.supplier(her), first.public_id).reference == "QK7XP01"
    )
    with pytest.raises(Refused) as used:
        sent(second, "qk7xp01")
    assert used.value.reasons == {PaymentRefusal.REFERENCE_USED}
    session.rollback()
    answer_payment(session, world.supplier(her), first.public_id, PaymentAnswer.all())
    assert (first.state, first.reference) == (PaymentState.CLOSED, "QK7XP01")
