"""Other roads of the same purchase: signed at the desk, entered and read back, urgent."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.models import Order
from marketplace.agreements.rules.lists import OrderState, PaymentState
from marketplace.assessment.models import Assessment
from marketplace.assessment.rules.lists import AssessmentState
from marketplace.kernel.actor import Hand as Pressed
from marketplace.offers.models import Offer
from marketplace.offers.rules.lists import OfferState
from marketplace.people.models import Supplier
from marketplace.sourcing.models import Need, Wave
from marketplace.sourcing.rules.lists import Lane
from tests.journeys import steps
from tests.journeys.hands import Hand
from tests.journeys.world import DEMO
from tests.support.browser import NewPage

pytestmark = DEMO
KG = 20
UMOJA, FISH = "drum-31", "fish-47"
ZUHURA = "Mama Zuhura Bakari"
OVER_BOUNDS = "1800"  # her clearance ends at 1,700
Hold = Callable[[Page], Hand]


@pytest.fixture
def neema(desk: NewPage, hold: Hold) -> Hand:
    """Neema on her first page."""
    hand = hold(desk())
    hand.sign_in("neema", "/buyer/")
    return hand


@pytest.fixture
def shared(phone: NewPage, hold: Hold) -> Hand:
    """A phone two growers share."""
    return hold(phone(width=320, height=480))


def asked(neema: Hand, price: str = "", days: int = 2) -> Need:
    """20 kg of tomatoes are asked for, and Umoja cannot."""
    steps.ask(neema, "veg.tomato", KG, steps.in_days(days), price)
    neema.tap(steps.ASK)
    return steps.newest_need(neema)


def umoja_cannot(shared: Hand, need: Need) -> None:
    """The other grower says so herself, and leaves the phone."""
    shared.sit(UMOJA)
    steps.not_me(shared, need.code)
    shared.leave()


def no_order(session: Session, need: Need) -> bool:
    """Tell whether nothing was ordered."""
    session.rollback()
    return session.scalar(select(Order.id).where(Order.need_id == need.id)) is None


def test_out_of_bounds_waits_at_the_desk_and_is_signed_on_one_page(
    neema: Hand, shared: Hand, anna: Hand, session: Session
) -> None:
    need = asked(neema, OVER_BOUNDS)
    umoja_cannot(shared, need)
    shared.sit(FISH)
    steps.answer(shared, need.code, KG)
    waiting = select(Assessment).where(
        Assessment.need_id == need.id, Assessment.state == AssessmentState.WAITING
    )
    check = anna.find(lambda looked: looked.scalar(waiting))
    assert no_order(session, need)
    anna.open("/desk/")
    anna.start()
    anna.tap(f"a[href^='/desk/checks/{check.public_id}']")
    assert "over the clearance" in anna.says()
    anna.tap("form[action$='/signature'] button.go")
    assert anna.taps == 2
    order = steps.order_of(anna, need)
    assert (order.quantity, order.price_minor) == (KG, 180_000)
    steps.promise(shared, order)
    steps.order_of(shared, need, OrderState.CONFIRMED)


@pytest.mark.feature("C6", part=True)
def test_an_answer_entered_for_her_is_ordered_only_after_it_was_read_back(
    neema: Hand, shared: Hand, anna: Hand, session: Session
) -> None:
    need = asked(neema)
    umoja_cannot(shared, need)
    anna.open(f"/desk/needs/{need.public_id}")
    entered(anna, need)
    offer = anna.find(lambda looked: looked.scalar(select(Offer).where(Offer.need_id == need.id)))
    assert (offer.state, offer.hand) == (OfferState.TO_READ_BACK, Pressed.FACILITATOR)
    anna.page.wait_for_timeout(600)  # the worker had three rounds to take it
    assert no_order(session, need)
    anna.tap("button[name=word][value=yes]")
    order = steps.order_of(anna, need)
    assert order.offer_id == offer.id


def entered(anna: Hand, need: Need) -> None:
    """Enter all of it for Mama Zuhura, from a page that leads to her form."""
    code = zuhura(anna.session).code
    anna.tap(f"a[href$='for={code}'][href*='{need.public_id}'], a[href$='{need.code}?for={code}']")
    assert anna.page.locator(f"input[name=supplier][value='{code}']").is_checked()
    anna.choose("input[name=much][value=all]")
    anna.tap("form[action$='/offer'] button.go")


def zuhura(session: Session) -> Supplier:
    """Fish 47."""
    return session.scalars(select(Supplier).where(Supplier.name == ZUHURA)).one()


def test_urgent_is_asked_for_45_minutes_called_and_paid_at_the_door(
    neema: Hand, shared: Hand, anna: Hand, desk: NewPage, hold: Hold
) -> None:
    steps.ask(neema, "veg.tomato", KG, steps.in_days(1))
    neema.choose("label.chip:has(input[name=pay][value=door])")
    neema.tap(steps.ASK)
    need = steps.newest_need(neema)
    assert (need.lane, need.cash_at_door) == (Lane.URGENT, True)
    wave = neema.find(lambda looked: looked.scalar(select(Wave).where(Wave.need_id == need.id)))
    length = wave.ends_at - wave.opens_at
    assert abs(length - timedelta(minutes=45)) < timedelta(seconds=1)
    umoja_cannot(shared, need)
    anna.open("/desk/calls")
    entered(anna, need)
    anna.tap("button[name=word][value=yes]")
    order = steps.order_of(anna, need)
    anna.open("/desk/calls")
    anna.tap(f"#order-{order.public_id} button[name=word][value=yes]")
    steps.order_of(anna, need, OrderState.CONFIRMED)
    steps.days_pass(hold(desk()), (24,))
    neema.sign_in("neema", "/buyer/")
    steps.at_the_door(neema, order)
    steps.receive(neema, order)
    payment = steps.payment_of(neema, order, PaymentState.SENT)  # the cash lay at the door
    shared.sit(FISH, "/s/money")
    shared.tap(f"a[href='/s/money/{payment.public_id}']")
    shared.tap("button[name=answer][value=all]")
    assert steps.payment_of(shared, order, PaymentState.CLOSED).late_days == 0
