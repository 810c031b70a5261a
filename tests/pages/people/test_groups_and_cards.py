"""At the desk: sheets of cards, a group's members, where money goes, how to reach her safely."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.db import transaction
from marketplace.kernel import clock
from marketplace.kernel.ids import valid_card_number
from marketplace.people.actions import private as actions
from marketplace.people.actions.giving import give_card
from marketplace.people.models import Person, RecordLook, Supplier, SupplierMember
from marketplace.people.rules.lists import FoundWhen, MemberRole, PhoneArrangement, SupplierKind
from marketplace.people.rules.private import SafeWay
from tests.pages.desk.room import Desk, look_again, words
from tests.support.markup import classes, parse
from tests.world import World


@pytest.fixture
def path(session: Session, world: World) -> str:
    """The file of Mama Zuhura, who registered a group."""
    supplier = session.get_one(Supplier, world.suppliers["fish_47"].id)
    supplier.kind = SupplierKind.GROUP
    supplier.phone_arrangement = PhoneArrangement.SHARED
    give_card(session, world.people["fish_47"], supplier, now=clock.now())
    session.commit()
    return f"/desk/suppliers/{supplier.public_id}"


def test_a_sheet_has_every_card_once(
    anna: Desk, theresia: Desk, session: Session, world: World, path: str
) -> None:
    give_card(session, world.people["sun_21"], world.suppliers["sun_21"], now=clock.now())
    session.commit()
    page = anna.get("/desk/suppliers/card-sheets")
    tree = parse(page.get_data(as_text=True))
    cards = [one for one in tree.all("section") if "card-a7" in classes(one)]
    assert len(cards) == 2
    for card in cards:
        digits = next(one for one in card.iter() if "card-digits" in classes(one))
        pairs = [part.text or "" for part in digits]
        assert [len(pair) for pair in pairs] == [2, 2, 2]
        assert valid_card_number("".join(pairs))
        assert any("qr" in classes(one) for one in card.iter() if isinstance(one.tag, str))
    assert "Mama Zuhura" not in words(theresia.get("/desk/suppliers/card-sheets"))


def test_members_join_change_and_leave(
    anna: Desk, theresia: Desk, session: Session, world: World, path: str
) -> None:
    page = anna.get(f"{path}/members")
    empty = anna.send(page, {"name": ""}, action="/members")
    assert (empty.status_code, "Please fill this in." in words(empty)) == (422, True)
    unheard = anna.send(page, {"name": "Asha"}, action="/members")
    assert "Please read the notice to her first." in words(unheard)
    said_yes = {"name": "Asha", "role": "chair", "heard": "y"}
    shown = anna.send(page, said_yes, action="/members")
    assert shown.status_code == 200
    assert len(parse(shown.text).all("kbd")) == 4
    again = anna.send(page, said_yes, action="/members")
    assert len(parse(again.text).all("kbd")) == 4, "a second tap shows the same"
    asha = session.scalars(select(Person).where(Person.name == "Asha")).one()
    page = anna.get(f"{path}/members")
    assert "Chair" in words(page)
    assert "Asha" in words(anna.get("/desk/suppliers/card-sheets"))
    assert theresia.get(f"{path}/members").status_code == 404
    link = anna.send(page, action=f"/members/{asha.id}/code-reset")
    assert "/code-reset/" in words(link)
    anna.send(page, action=f"/members/{asha.id}/retirement")
    look_again(session)
    row = session.scalars(select(SupplierMember).where(SupplierMember.person_id == asha.id)).one()
    assert row.left_at is not None
    assert row.role is MemberRole.MEMBER


def test_only_a_group_has_members(anna: Desk, world: World) -> None:
    other = world.suppliers["sun_21"].public_id
    assert anna.get(f"/desk/suppliers/{other}/members").status_code == 404


def test_a_payout_to_somebody_else_is_flagged_and_waits(
    anna: Desk, session: Session, world: World, path: str
) -> None:
    page = anna.get(f"{path}/payout")
    assert "not she who earned it" not in words(page)
    bare = anna.send(page, action="/payout")
    assert bare.status_code == 422
    asked = anna.send(page, {"payout": "bank", "payee": "other"}, action="/payout")
    assert "not she who earned it" in words(asked)
    assert "It waits two days." in words(asked)
    assert "not she who earned it" not in words(anna.get(path)), "nothing has changed yet"
    with time_machine.travel(clock.now() + timedelta(hours=49)), transaction(session):
        hers = replace(world.fish_47, code_proved=True)
        actions.answer_payout(session, hers, world.suppliers["fish_47"].id, yes=True)
    assert "not she who earned it" in words(anna.get(path)), "it stands in her file"


def test_how_to_reach_her_stands_in_her_file_and_the_look_is_noted(
    anna: Desk, session: Session, world: World, path: str
) -> None:
    with transaction(session):
        actions.keep_safe_hours(session, world.fish_47, FoundWhen.EVENING)
        actions.keep_safe_way(session, world.fish_47, SafeWay.NEIGHBOUR)
        actions.cover_money(session, world.fish_47, covered=True)
    for _ in range(2):
        page = anna.get(path)
    assert "through a neighbour" in words(page)
    assert "say no amounts aloud" in words(page)
    session.expire_all()
    (look,) = session.scalars(select(RecordLook))
    assert look.person_id == world.people["anna"].id


def test_a_voice_is_agreed_to_alone(anna: Desk, path: str) -> None:
    page = anna.get(f"{path}/word")
    yes = {"purpose": "voice", "heard": "y"}
    refused = anna.send(page, yes, action="/consents")
    assert "first ask whether anyone is with her" in words(refused)
    kept = anna.send(page, {**yes, "alone": "y"}, action="/consents")
    assert kept.status_code == 200
