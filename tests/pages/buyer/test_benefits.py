"""What buying near here brings a house: a log of its own, and a card for its guests."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.models import BenefitNote
from marketplace.people.models import Person
from tests.actions.linkage import clears, typical_cost
from tests.pages.buyer.lodge import delivered
from tests.pages.desk.conftest import at, sit
from tests.pages.desk.room import Desk, words
from tests.world import World, add_buyer, add_operator, small_world

__all__ = ["at", "sit"]
PATH = "/buyer/benefits"


@pytest.fixture
def house(at: object, session: Session) -> World:
    made = small_world(session)
    typical_cost(session, made)
    clears(session, made)
    session.commit()
    delivered(session, made)
    return made


@pytest.fixture
def neema(house: World, sit: Callable[[Person], Desk]) -> Desk:
    return sit(house.people["neema"])


def says(neema: Desk, text: str, kind: str = "guest", *, card: bool = True) -> str:
    typed = {"kind": kind, "words": text, **({"on_card": "y"} if card else {})}
    return words(neema.send(neema.get(PATH), typed, action=PATH))


@pytest.mark.paper(77)
def test_guest_comments_and_staff_notes_are_kept_and_the_card_tells_the_story(
    neema: Desk, session: Session
) -> None:
    assert "The best tomatoes of my life" in says(neema, "The best tomatoes of my life")
    text = says(neema, "The kitchen is proud of them", kind="staff", card=False)
    assert "A guest said it" in text
    assert "Our staff says it" in text
    card = neema.read(f"{PATH}/card")
    for said in ("From our neighbours", "Kijani Ridge Lodges", "Tomatoes from",
                 "“The best tomatoes of my life”"):  # fmt: skip
        assert said in card, said
    assert "The kitchen is proud" not in card
    for hidden in ("Zuhura", "Lazaro", "Happy", "1,400"):
        assert hidden not in card
    says(neema, "The best tomatoes of my life")
    session.rollback()
    assert len(session.scalars(select(BenefitNote)).all()) == 2, "said again is the same note"


def test_a_note_taken_away_is_gone_in_words_too(neema: Desk, session: Session) -> None:
    says(neema, "Too much salt")
    page = neema.send(neema.get(PATH), action="/removal")
    assert "Too much salt" not in words(page)
    session.rollback()
    note = session.scalars(select(BenefitNote)).one()
    assert (note.words, note.on_card) == ("–", False)
    token = neema.token(neema.get(PATH))
    again = neema.client.post(f"{PATH}/{note.public_id}/removal", data={"csrf": token})
    assert again.status_code == 303


def test_wrong_notes_are_answered_beside_their_field(neema: Desk) -> None:
    token = neema.token(neema.get(PATH))
    for text in ("", "x" * 300):
        answer = neema.client.post(PATH, data={"csrf": token, "kind": "guest", "words": text})
        assert answer.status_code == 422
    odd = neema.client.post(PATH, data={"csrf": token, "kind": "odd", "words": "Good"})
    assert odd.status_code == 422


def test_another_house_neither_sees_nor_removes_it(
    neema: Desk, session: Session, house: World, sit: Callable[[Person], Desk]
) -> None:
    says(neema, "Best breakfast")
    session.rollback()
    note = session.scalars(select(BenefitNote)).one()
    other = add_operator(session, house.destination, "Other Lodge")
    joseph = sit(add_buyer(session, other, "Joseph", destination=house.destination))
    assert "Best breakfast" not in joseph.read(PATH)
    assert "Nothing was brought from near here in 90 days." in joseph.read(f"{PATH}/card")
    token = joseph.token(joseph.get(PATH))
    away = joseph.client.post(f"{PATH}/{note.public_id}/removal", data={"csrf": token})
    assert away.status_code == 404


def test_the_sheet_of_the_house_has_both_sides_of_the_ledger(neema: Desk, house: World) -> None:
    says(neema, "Guests ask for the honey again")
    text = neema.read("/buyer/linkage/sheet")
    for said in ("Kijani Ridge Lodges and its neighbours", "bought near here a month",
                 "1 delivery", "Guests ask for the honey again"):  # fmt: skip
        assert said in text, said
    assert house.suppliers["fish_47"].name not in text
