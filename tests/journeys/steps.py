"""The steps of a purchase, pressed on pages: found by what they send, not by a language's words."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from marketplace.agreements.models import Delivery, Order, Payment
from marketplace.agreements.rules.lists import OrderState, PaymentState
from marketplace.kernel import clock
from marketplace.sourcing.models import Need, Property
from tests.journeys.hands import Hand

ASK = "main form[action='/buyer/needs/new'] button.go"
ZONE = ZoneInfo("Africa/Dar_es_Salaam")


def in_days(count: int) -> date:
    """A local day from today on."""
    return clock.now().astimezone(ZONE).date() + timedelta(days=count)


def ask(buyer: Hand, leaf: str, quantity: int, day: date, price: str = "") -> None:
    """From home to the number and the day of one thing; not sent yet."""
    buyer.tap("main a[href^='/buyer/needs/new']")
    buyer.tap(f"a[href*='leaf={leaf}']")
    chip = f"label.chip:has(input[name=day][value='{day}'])"
    if not buyer.page.locator(chip).count():  # the other door is open on that day
        buyer.tap("button[name=use][value^='door='][aria-pressed=false]")
    buyer.write("#quantity", str(quantity))
    if price:
        buyer.write("#price", price)
    buyer.choose(chip)


def newest_need(buyer: Hand) -> Need:
    """The need that was made last."""
    newest = select(Need).order_by(Need.id.desc()).limit(1)
    return buyer.find(lambda session: session.scalar(newest))


def not_me(supplier: Hand, code: str) -> None:
    """From the list: another time."""
    supplier.tap(f"a.card[href='/s/needs/{code}']")
    supplier.tap(f"a[href='/s/needs/{code}/not-me']")
    supplier.tap("main form button")


def answer(supplier: Hand, code: str, quantity: int) -> None:
    """From the list to sent: all of it, at that price."""
    supplier.tap(f"a.card[href='/s/needs/{code}']")
    supplier.tap(f"a[href='/s/needs/{code}/quantity']")
    supplier.tap(f"button[name=quantity][value='{quantity}']")
    supplier.tap("button[name=sum][value=asked]")
    supplier.tap("form:has(input[name=key]) button.yes")
    assert supplier.page.url.endswith("/sent")


def order_of(hand: Hand, need: Need, state: OrderState = OrderState.PLACED) -> Order:
    """The order of a need, once it stands so."""
    wanted = select(Order).where(Order.need_id == need.id, Order.state == state)
    return hand.find(lambda session: session.scalar(wanted))


def promise(supplier: Hand, order: Order) -> None:
    """Her yes to an order, from her home."""
    supplier.open("/s/")
    supplier.tap("main a[href^='/s/orders']")
    if not supplier.page.url.endswith(order.public_id):
        supplier.tap(f"a[href='/s/orders/{order.public_id}']")
    supplier.tap("button[name=answer][value=yes]")


def days_pass(admin: Hand, hours: tuple[int, ...]) -> None:
    """Put the demo's clock on by its own page."""
    admin.sign_in("admin", "/admin/clock")
    for count in hours:
        admin.tap(f"form:has(input[name=hours][value='{count}']) button")
        admin.sign_in("admin", "/admin/clock")


def receive(buyer: Hand, order: Order, outcome: str = "all") -> None:
    """Write down what came at the door."""
    field = f"input[name='{order.public_id}-outcome'][value='{outcome}']"
    buyer.choose(f"label.chip:has({field})")
    buyer.tap("main form .actions button.go")


def payment_of(hand: Hand, order: Order, state: PaymentState) -> Payment:
    """The money of an order, once it stands so."""
    owed = select(Delivery.id).where(Delivery.order_id == order.id)
    wanted = select(Payment).where(Payment.delivery_id.in_(owed), Payment.state == state)
    return hand.find(lambda session: session.scalar(wanted))


def at_the_door(buyer: Hand, order: Order) -> None:
    """Open the sheet of an order's door on its day."""
    need = buyer.session.get_one(Need, order.need_id)
    door = buyer.session.get_one(Property, need.property_id)
    buyer.open(f"/buyer/receiving?property={door.public_id}&day={need.deliver_on}")


def delivery_of(hand: Hand, order: Order) -> Delivery:
    """What came of an order."""
    wanted = select(Delivery).where(Delivery.order_id == order.id)
    return hand.find(lambda session: session.scalar(wanted))
