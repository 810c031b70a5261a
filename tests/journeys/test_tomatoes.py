"""20 kg of tomatoes for Thursday: from a lodge's need to money in a supplier's hand.

Three people and two machines: Neema at her desk, two growers one after the other at one phone.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from marketplace.agreements.models import Order
from marketplace.agreements.rules.lists import OrderOrigin, OrderState, PaymentState
from marketplace.sourcing.models import Need
from marketplace.sourcing.rules.lists import Lane
from marketplace.sourcing.rules.price_fill import PriceFrom
from tests.journeys import steps
from tests.journeys.hands import Hand
from tests.journeys.world import DEMO
from tests.support.browser import NewPage, fits_sideways, shot

pytestmark = DEMO
KG = 20
UMOJA, FISH = "drum-31", "fish-47"
Hold = Callable[[Page], Hand]
WAYS = [
    pytest.param(True, "en", 320, id="english-with-script"),
    pytest.param(False, "sw", 240, id="swahili-without-script"),
]


@pytest.mark.feature("K1")
@pytest.mark.feature("C1")
@pytest.mark.paper(10)
@pytest.mark.paper(47)
@pytest.mark.parametrize(("script", "language", "width"), WAYS)
def test_from_need_to_confirmed_payment(
    desk: NewPage, phone: NewPage, hold: Hold, script: bool, language: str, width: int
) -> None:
    neema = hold(desk(script=script, language=language))
    shared = hold(phone(script=script, width=width, height=320, language=language))
    need = asked(neema, language)
    answered(shared, need, language)
    order = steps.order_of(neema, need)  # nobody at the desk did anything
    steps.promise(shared, order)
    steps.order_of(neema, need, OrderState.CONFIRMED)
    steps.days_pass(hold(desk()), (24, 24))
    sent(neema, order)
    confirmed(shared, order)
    payment = steps.payment_of(neema, order, PaymentState.CLOSED)
    assert payment.received_minor == payment.amount_minor == KG * order.price_minor
    assert payment.late_days == 0
    had_again(neema, shared, order)


def asked(neema: Hand, language: str) -> Need:
    """Neema asks, in at most 90 seconds from her first page."""
    neema.sign_in("neema", f"/buyer/?lang={language}")
    neema.start()
    steps.ask(neema, "veg.tomato", KG, steps.in_days(2))
    neema.tap(steps.ASK)
    assert neema.page.locator("html").get_attribute("lang") == language
    assert neema.seconds <= 90, vars(neema)
    shot(neema.page, f"asked-{language}")
    need = steps.newest_need(neema)
    assert (need.quantity, need.deliver_on) == (KG, steps.in_days(2))
    assert need.price_from == PriceFrom.LAST_PAID  # filled in from last time
    return need


def answered(shared: Hand, need: Need, language: str) -> None:
    """One grower cannot; the other answers on the same phone, in five taps."""
    shared.open(f"/s/?lang={language}")
    shared.sit(UMOJA)
    steps.not_me(shared, need.code)
    shared.leave()
    shared.sit(FISH)
    shared.start()
    steps.answer(shared, need.code, KG)
    assert shared.taps <= 5
    assert shared.page.locator("html").get_attribute("lang") == language
    assert fits_sideways(shared.page)
    shot(shared.page, f"sent-{language}")


def sent(neema: Hand, order: Order) -> None:
    """Neema weighs it at the door, and writes down that she paid."""
    neema.sign_in("neema", "/buyer/")
    neema.start()
    steps.at_the_door(neema, order)
    steps.receive(neema, order)
    payment = steps.payment_of(neema, order, PaymentState.DUE)
    neema.open(f"/buyer/payments/{payment.public_id}")
    neema.choose("input[name=method][value=cash]")
    neema.tap(f"form[action$='/{payment.public_id}/sending'] button.go")
    assert neema.seconds <= 30, vars(neema)
    steps.payment_of(neema, order, PaymentState.SENT)


def confirmed(shared: Hand, order: Order) -> None:
    """She says that all of it came."""
    shared.sit(FISH, "/s/money")
    payment = steps.payment_of(shared, order, PaymentState.SENT)
    shared.start()
    shared.tap(f"a[href='/s/money/{payment.public_id}']")
    shared.tap("button[name=answer][value=all]")
    assert shared.taps == 2


def had_again(neema: Hand, shared: Hand, order: Order) -> None:
    """The same again: two taps of Neema's, one of hers."""
    neema.open("/buyer/deliveries")
    delivery = steps.delivery_of(neema, order)
    neema.start()
    neema.tap(f"a[href='/buyer/deliveries/{delivery.public_id}/again']")
    neema.tap("form[action$='/again'] .actions button.go")
    assert neema.taps == 2
    need = steps.newest_need(neema)
    same = steps.order_of(neema, need)
    assert (need.lane, same.origin) == (Lane.AGAIN, OrderOrigin.AGAIN)
    assert (same.supplier_id, same.quantity) == (order.supplier_id, order.quantity)
    shared.open(f"/s/orders/{same.public_id}")
    shared.start()
    shared.tap("button[name=answer][value=yes]")
    assert shared.taps == 1
    steps.order_of(shared, need, OrderState.CONFIRMED)
