"""A "not so" at the desk: who says what, the photograph, and how it ends."""

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from marketplace.agreements.actions import object_to_note, she_says
from marketplace.agreements.models import Delivery, Order, Payment
from marketplace.agreements.rules.lists import ObjectionAbout, PaymentReason, SheSays
from marketplace.people.models import SupplierLeaf
from tests.actions.after_the_door import part_taken, promised
from tests.actions.linkage import clears
from tests.pages.desk.room import Desk, look_again, words
from tests.world import World


@pytest.fixture
def note(session: Session, world: World) -> str:
    """The address of a note she says is not so."""
    clears(session, world)
    session.execute(update(SupplierLeaf).values(weekly_amount=500, weekly_proven=500))
    delivery, order, her = part_taken(session, world)
    object_to_note(session, world.supplier(her), order.public_id, ObjectionAbout.HOW_MUCH)
    she_says(session, world.supplier(her), order.public_id, SheSays.POLITE, good=False)
    session.commit()
    return f"/desk/deliveries/{delivery.public_id}"


def extra(session: Session) -> list[int]:
    look_again(session)
    reason = Payment.reason == PaymentReason.CORRECTION
    return list(session.scalars(select(Payment.amount_minor).where(reason)))


def test_it_waits_at_home_and_in_the_list(anna: Desk, note: str) -> None:
    assert "says “not so” to" in anna.read("/desk/")
    listed = anna.read("/desk/deliveries")
    assert "1 note is not so, she says." in listed
    shown = anna.read(note)
    for text in ("She says “not so”: The amount.", "15 kg", "20 kg", "Were they kind? No"):
        assert text in shown


@pytest.mark.feature("I1", part=True)
def test_correcting_it_owes_what_was_missing(anna: Desk, session: Session, note: str) -> None:
    page = anna.get(note)
    typed = {"corrected": "18"}
    sent = {**typed, "outcome": "corrected", "csrf": anna.token(page)}
    answer = anna.client.post(f"{note}/outcome", data=sent, follow_redirects=True)
    assert "Corrected: 18 kg count as accepted." in words(answer)
    assert extra(session) == [3 * 140_000]
    assert "Every delivery note stands." in anna.read("/desk/deliveries")


def test_letting_it_stand_owes_nothing(anna: Desk, session: Session, note: str) -> None:
    page = anna.get(note)
    sent = {"outcome": "stands", "csrf": anna.token(page)}
    answer = anna.client.post(f"{note}/outcome", data=sent, follow_redirects=True)
    assert "the note stands" in words(answer)
    assert extra(session) == []
    again = anna.client.post(f"{note}/outcome", data=sent)
    assert again.status_code == 422
    assert "This was settled meanwhile." in words(again)


@pytest.mark.parametrize(
    ("typed", "said"),
    [("", "Please write how much was accepted."), ("15", "gives her more than the note"),
     ("21", "more than was ordered"), ("plenty", "Please write a whole number")],
)  # fmt: skip
def test_wrong_input_is_said_beside_the_field(
    anna: Desk, session: Session, note: str, typed: str, said: str
) -> None:
    page = anna.get(note)
    sent = {"corrected": typed, "outcome": "corrected", "csrf": anna.token(page)}
    answer = anna.client.post(f"{note}/outcome", data=sent)
    assert answer.status_code == 422
    assert said in words(answer)
    assert f'value="{typed}"' in answer.get_data(as_text=True)
    assert extra(session) == []


@pytest.mark.parametrize(("word", "said"), [("so", "“so it was”"), ("why", "“not so”")])
def test_her_word_is_taken_on_the_phone(
    anna: Desk, session: Session, world: World, word: str, said: str
) -> None:
    clears(session, world)
    session.execute(update(SupplierLeaf).values(weekly_amount=500, weekly_proven=500))
    delivery, _, _ = part_taken(session, world)
    path = f"/desk/deliveries/{delivery.public_id}"
    page = anna.get(path)
    sent = {"word": word, "csrf": anna.token(page)}
    assert said in words(anna.client.post(f"{path}/word", data=sent, follow_redirects=True))


def test_another_place_knows_nothing_of_it(theresia: Desk, note: str) -> None:
    assert theresia.get(note).status_code == 404
    assert theresia.get(f"{note}/photo").status_code == 404
    assert "Nothing was delivered here yet." in theresia.read("/desk/deliveries")


@pytest.mark.paper(36)
@pytest.mark.feature("I3", part=True)
def test_both_sides_records_and_repeated_relations_are_seen(
    anna: Desk, session: Session, world: World, note: str
) -> None:
    promised(session, world, quantity=6)
    shown = anna.read("/desk/relations")
    assert world.kijani.name in shown
    assert "Who trades with whom" in shown
    order = session.scalars(select(Order).join(Delivery, Delivery.order_id == Order.id)).one()
    her = next(s for s in world.suppliers.values() if s.id == order.supplier_id)
    assert her.name in shown
    assert "How she delivers" in anna.read(f"/desk/suppliers/{her.public_id}")
