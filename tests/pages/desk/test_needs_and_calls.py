"""Needs with their story, the call list and the log: whom to call, how, and what she said."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.actions import settle
from marketplace.agreements.models import Order
from marketplace.agreements.rules.lists import OrderState
from marketplace.journal.models import JournalEntry, OutboxMessage
from marketplace.kernel.actor import SYSTEM
from marketplace.people.actions import private
from marketplace.people.models import Phone
from marketplace.people.rules.lists import FoundWhen
from marketplace.people.rules.private import SafeWay
from marketplace.sourcing.models import Asked
from marketplace.sourcing.rules.lists import Answer, Lane, NotMe
from tests.actions.linkage import asks, clears, names_in_rotation, offers
from tests.pages.desk.room import Desk, look_again, words
from tests.world import World


@pytest.fixture
def order(session: Session, world: World) -> Order:
    """20 kg ordered of whoever was first in rotation; she has not answered."""
    clears(session, world)
    need = asks(session, world)
    offers(session, world, need, who=names_in_rotation(session, world, need)[0])
    settle(session, SYSTEM, need.id)
    session.commit()
    return session.scalars(select(Order)).one()


def fresh(session: Session, order: Order) -> Order:
    look_again(session)
    return session.get_one(Order, order.id)


def test_a_need_tells_who_was_asked_who_saw_it_and_what_may_help(
    anna: Desk, theresia: Desk, session: Session, world: World
) -> None:
    need = asks(session, world)
    session.commit()
    path = f"/desk/needs/{need.public_id}"
    text = anna.read(path)
    assert "What may help" in text
    assert "never saw it" in text
    assert "Wave 1, until" in text
    assert "a shared phone else at home, in the morning" in text
    assert theresia.get(path).status_code == 404
    assert "Kijani" not in theresia.read("/desk/needs")
    assert "Tomatoes, 20 kg · Kijani Ridge Lodges" in anna.read("/desk/needs")


@pytest.mark.feature("G3", part=True)
def test_she_says_not_me_on_the_phone_and_the_hint_follows(
    anna: Desk, session: Session, world: World
) -> None:
    need = asks(session, world)
    session.commit()
    name = names_in_rotation(session, world, need)[0]
    page = anna.get(f"/desk/needs/{need.public_id}")
    code = world.suppliers[name].code
    form = {"supplier": code, "reason": ""}
    token = anna.token(page)
    empty = anna.client.post(f"/desk/needs/{need.public_id}/not-me", data={**form, "csrf": token})
    assert empty.status_code == 422
    answer = anna.client.post(
        f"/desk/needs/{need.public_id}/not-me",
        data={**form, "reason": "price_low", "csrf": token}, follow_redirects=True,
    )  # fmt: skip
    assert "the price is too low" in words(answer)
    assert "1 said the price is too low: look at the market's price again." in words(answer)
    look_again(session)
    row = session.scalars(select(Asked).where(Asked.supplier_id == world.suppliers[name].id)).one()
    assert (row.answer, row.not_me) == (Answer.NOT_ME, NotMe.PRICE_LOW)


def send(desk: Desk, order: Order, **values: str) -> str:
    page = desk.get("/desk/calls")
    answer = desk.client.post(
        f"/desk/calls/{order.public_id}/answer",
        data={"csrf": desk.token(page), **values}, follow_redirects=True,
    )  # fmt: skip
    return words(answer)


def test_her_yes_on_the_phone_is_kept_as_the_facilitators_hand(
    anna: Desk, session: Session, world: World, order: Order
) -> None:
    assert "She says yes" in anna.read("/desk/calls")
    assert "Kept: she brings it." in send(anna, order, word="yes")
    now = fresh(session, order)
    anna_id = world.people["anna"].id
    assert (now.state, now.answered_by_id) == (OrderState.CONFIRMED, anna_id)
    entry = session.scalars(select(JournalEntry).where(JournalEntry.verb == "order.confirm")).one()
    assert entry.actor_id == anna_id


def test_less_must_be_less_and_cannot_keeps_its_reason(
    anna: Desk, theresia: Desk, session: Session, order: Order
) -> None:
    assert "Less must be less than what was ordered." in send(
        anna, order, word="less", quantity="20"
    )
    assert "Please write a whole number" in send(anna, order, word="less", quantity="many")
    assert "There is nothing here." in send(theresia, order, word="yes")
    assert "Kept: she cannot; the next is asked." in send(anna, order, word="cannot", reason="sick")
    now = fresh(session, order)
    assert now.state is OrderState.DECLINED
    assert now.cannot_reason == "sick"


def test_an_urgent_need_stands_first_with_her_phone(
    anna: Desk, session: Session, world: World
) -> None:
    asks(session, world, days=5)
    need = asks(session, world, quantity=5, days=1, lane=Lane.URGENT, cash=True)
    phone = Phone(number="+255700000001")
    session.add(phone)
    session.flush()
    for supplier in world.suppliers.values():
        supplier.phone_id = phone.id
    session.commit()
    page = anna.get("/desk/calls")
    text = words(page)
    assert text.index("urgent") < text.index("Enter her answer")
    assert 'href="tel:+255700000001"' in page.get_data(as_text=True)
    first = names_in_rotation(session, world, need)[0]
    code = world.suppliers[first].code
    form = anna.get(f"/desk/calls/needs/{need.code}?for={code}")
    assert "Enter an offer for a supplier" in words(form)
    assert f'value="{code}" checked' in form.get_data(as_text=True)


@pytest.mark.parametrize("path", ["/desk/calls", "/desk/needs/{need}"])
def test_where_ringing_would_harm_her_no_number_is_ready_to_be_rung(
    anna: Desk, session: Session, world: World, path: str
) -> None:
    need = asks(session, world)
    phone = Phone(number="+255700000001")
    session.add(phone)
    session.flush()
    hers = {name: replace(world.supplier(name), code_proved=True) for name in world.suppliers}
    for name, supplier in world.suppliers.items():
        supplier.phone_id = phone.id
        private.keep_safe_hours(session, hers[name], FoundWhen.EVENING)
    session.commit()
    at = path.format(need=need.public_id)
    page = anna.get(at)
    assert 'href="tel:' in page.get_data(as_text=True), "only when, not how, was said"
    assert "take care in the evening" in words(page)
    for actor in hers.values():
        private.keep_safe_way(session, actor, SafeWay.NOBODY)
        private.cover_money(session, actor, covered=True)
    session.commit()
    page = anna.get(at)
    assert 'href="tel:' not in page.get_data(as_text=True)
    care = "take care in the evening · only face to face · say no amounts aloud"
    assert care in words(page)


def test_told_empties_the_list_and_the_log_keeps_it(
    anna: Desk, theresia: Desk, session: Session, world: World
) -> None:
    need = asks(session, world)
    session.commit()
    name = names_in_rotation(session, world, need)[0]
    supplier = world.suppliers[name]
    page = anna.get("/desk/calls")
    assert "A lodge asks for something you make." in words(page)
    assert "A lodge asks" not in theresia.read("/desk/messages")
    done = anna.send(page, action=f"/calls/{supplier.public_id}/told")
    assert "Kept: she was told." in words(done)
    look_again(session)
    left = session.scalars(
        select(OutboxMessage.sent_at).where(OutboxMessage.to_supplier_id == supplier.id)
    ).all()
    assert left
    assert None not in left
    log = anna.read("/desk/messages")
    assert supplier.name in log
    assert "1,400" not in log  # no message carries a price
    other = theresia.client.post(
        f"/desk/calls/{supplier.public_id}/told",
        data={"csrf": theresia.token(theresia.get("/desk/calls"))},
    )
    assert other.status_code == 404
