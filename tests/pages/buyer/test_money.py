"""Payments: due, sent, less or not yet, and one statement; and the same again in two taps."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.actions import PaymentAnswer, answer_payment
from marketplace.agreements.models import Order, Payment
from marketplace.agreements.rules.lists import OrderOrigin, PaymentState, PayMethod
from marketplace.sourcing.rules.lists import Lane
from tests.pages.buyer.lodge import afresh, delivered, newest, owed
from tests.pages.supplier.village import follow, link, press, words
from tests.support.client import PageClient
from tests.world import World


def hers(world: World, payment: Payment) -> object:
    name = next(n for n, s in world.suppliers.items() if s.id == payment.supplier_id)
    return world.supplier(name)


def test_i_have_paid_and_only_the_supplier_says_that_it_came(
    neema: PageClient, session: Session, world: World
) -> None:
    payment = owed(session, world)
    home = neema.get("/buyer/payments")
    assert "TZS 28,000" in words(home)
    shown = neema.get(link(home, "Pay " + payment.code))
    typed = {"method": "mobile_money", "reference": "QX12 7"}
    done = follow(neema, neema.submit(shown, typed, action="/sending"))
    assert "The supplier is asked whether it came." in words(done)
    afresh(session)
    assert (payment.state, payment.method) == (PaymentState.SENT, PayMethod.MOBILE_MONEY)
    assert (payment.reference, payment.closed_at) == ("QX12 7", None)


def test_mobile_money_needs_its_reference(
    neema: PageClient, session: Session, world: World
) -> None:
    payment = owed(session, world)
    shown = neema.get(f"/buyer/payments/{payment.public_id}")
    again = neema.submit(shown, {"method": "mobile_money"}, action="/sending")
    assert again.status_code == 422
    assert "write the reference" in words(again)
    assert 'value="mobile_money" checked' in again.get_data(as_text=True)
    assert neema.submit(shown, {}, action="/sending").status_code == 422
    afresh(session)
    assert payment.state is PaymentState.DUE


@pytest.mark.parametrize(
    ("answer", "said", "left"),
    [
        (PaymentAnswer.less(2_000_000), "TZS 20,000 came, TZS 8,000 less", "TZS 8,000"),
        (PaymentAnswer.not_yet(), "nothing came yet", "TZS 28,000"),
    ],
)
def test_less_and_not_yet_say_what_to_do(
    neema: PageClient, session: Session, world: World, answer: PaymentAnswer, said: str, left: str
) -> None:
    payment = owed(session, world)
    shown = neema.get(f"/buyer/payments/{payment.public_id}")
    follow(neema, neema.submit(shown, {"method": "cash"}, action="/sending"))
    afresh(session)
    answer_payment(session, hers(world, payment), payment.public_id, answer)
    session.commit()
    wrong = neema.get(f"/buyer/payments/{payment.public_id}")
    assert said in words(wrong)
    assert f"Pay {left}" in words(neema.get("/buyer/"))
    done = follow(neema, press(neema, wrong, f"I have paid {left}", method="cash"))
    assert "waits for a yes" in words(done)
    afresh(session)
    assert payment.state is PaymentState.SENT


def test_a_closed_payment_cannot_be_sent_again(
    neema: PageClient, session: Session, world: World
) -> None:
    payment = owed(session, world)
    shown = neema.get(f"/buyer/payments/{payment.public_id}")
    answer_payment(session, hers(world, payment), payment.public_id, PaymentAnswer.all())
    session.commit()
    late = neema.submit(shown, {"method": "cash"}, action="/sending")
    assert late.status_code == 422
    assert "settled meanwhile" in words(late)
    assert "I have paid" not in words(neema.get(f"/buyer/payments/{payment.public_id}"))


def test_one_statement_for_many_deliveries(
    neema: PageClient, session: Session, world: World
) -> None:
    payment = owed(session, world)
    owed(session, world)
    answer_payment(session, hers(world, payment), payment.public_id, PaymentAnswer.all())
    session.commit()
    shown = neema.get("/buyer/payments/statement").get_data(as_text=True)
    assert "Statement of Kijani Ridge Lodges" in shown
    assert shown.count("20\xa0kg") == 2
    empty = neema.get("/buyer/payments/statement?from=2026-01-01&to=2026-01-31")
    assert "Nothing came in this time." in words(empty)
    wild = neema.get("/buyer/payments/statement?from=0001-01-01&to=9999-12-31&property=x")
    assert wild.status_code == 200


def test_the_same_again_takes_two_taps(neema: PageClient, session: Session, world: World) -> None:
    delivery = delivered(session, world)
    confirm = neema.get(link(neema.get("/buyer/"), "Again " + delivery.code))
    assert "20 kg again" in words(confirm)
    assert "TZS 1,400" in words(confirm)
    done = follow(neema, press(neema, confirm, "Order it again"))
    assert "Ordered again." in words(done)
    need = newest(session)
    assert (need.lane, need.quantity, need.price_minor) == (Lane.AGAIN, 20, 140_000)
    order = session.scalars(select(Order).where(Order.need_id == need.id)).one()
    assert (order.origin, order.supplier_id) == (OrderOrigin.AGAIN, delivery.supplier_id)
    again = follow(neema, press(neema, confirm, "Order it again"))
    assert newest(session).id == need.id, "one page orders once"
    assert "Ordered again." in words(again)


def test_again_on_a_shut_day_is_questioned(
    neema: PageClient, session: Session, world: World
) -> None:
    from sqlalchemy import delete

    from marketplace.sourcing.models import ReceivingHour
    from tests.pages.buyer.lodge import in_days

    delivery = delivered(session, world)
    session.execute(delete(ReceivingHour).where(ReceivingHour.weekday == 4))
    session.commit()
    confirm = neema.get(f"/buyer/deliveries/{delivery.public_id}/again")
    asked = press(neema, confirm, "Order it again", other_day=in_days(3))
    assert asked.status_code == 422
    assert "Your door is shut on Friday." in words(asked)
    follow(neema, press(neema, asked, "Yes, somebody will be there"))
    assert newest(session).deliver_on.isoformat() == in_days(3)
