"""Your house: colleagues, rights, stand-ins, who answers suppliers, what waits for a yes."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.people.models import OperatorStaff, Person, StandIn
from marketplace.sourcing.models import Need
from marketplace.sourcing.rules.lists import NeedState
from tests.pages.buyer.lodge import afresh, in_days, newest
from tests.pages.desk.room import words
from tests.support.client import PageClient
from tests.world import World, add_colleague, add_operator

SignIn = Callable[[Person], PageClient]


@pytest.fixture
def frank(session: Session, world: World, sign_in: SignIn) -> PageClient:
    """Frank, who cooks, asks alone up to 10,000 shillings, and approves nothing."""
    person = add_colleague(
        session, world.kijani, "Frank", limit_minor=1_000_000, destination=world.destination
    )
    world.people["frank"] = person
    session.commit()
    return sign_in(person)


def at(world: World, path: str = "") -> str:
    return f"/buyer/house/{world.kijani.public_id}{path}"


def test_the_house_shows_who_may_what(neema: PageClient, frank: PageClient, world: World) -> None:
    said = words(neema.get("/buyer/house", follow_redirects=True))
    assert "Frank" in said
    assert "alone up to" in said
    theirs = words(frank.get(at(world)))
    assert "Invite a colleague" not in theirs, "only who approves keeps the house"


def test_a_colleague_is_invited_by_a_link_shown_once(
    neema: PageClient, frank: PageClient, world: World
) -> None:
    page = neema.get(at(world))
    told = {"name": "Salma", "email": "salma@kijani.example"}
    shown = neema.submit(page, told, action="/colleagues")
    assert shown.status_code == 200
    assert "/invitation/" in words(shown)
    again = neema.submit(page, {**told, "email": "nonsense"}, action="/colleagues")
    assert again.status_code == 422
    assert "an e-mail like" in words(again)
    assert "Salma" in again.get_data(as_text=True), "what was typed stays"


def test_rights_are_set_each_by_itself(
    session: Session, neema: PageClient, frank: PageClient, world: World
) -> None:
    path = at(world, f"/colleagues/{world.people['frank'].id}")
    page = neema.get(path)
    refused = neema.submit(page, {"limit": "much", "function": "kitchen"}, action=path)
    assert refused.status_code == 422
    assert "Please write an amount" in words(refused)
    tampered = neema.submit(page, {"function": "king"}, action=path)
    assert "Please choose from the list." in words(tampered)
    done = neema.submit(page, {"limit": "20000", "may_receive": "y"}, action=path)
    assert done.status_code == 303
    afresh(session)
    row = session.scalars(
        select(OperatorStaff).where(OperatorStaff.person_id == world.people["frank"].id)
    ).one()
    assert row.order_limit_minor == 2_000_000
    own = neema.get(at(world, f"/colleagues/{world.people['neema'].id}"))
    assert "changed by a colleague" in words(own)


def test_a_stand_in_is_let_and_ended(
    session: Session, neema: PageClient, frank: PageClient, world: World
) -> None:
    page = neema.get(at(world))
    who = {"away-absent": str(world.people["neema"].id),
           "away-person": str(world.people["frank"].id)}  # fmt: skip
    days = {"away-begins": in_days(0), "away-until": in_days(5)}
    wrong = neema.submit(page, {**who, **days, "away-until": in_days(90)}, action="/stand-ins")
    assert wrong.status_code == 422
    assert "60 at most" in words(wrong)
    unsaid = neema.submit(page, {**days, "away-absent": ""}, action="/stand-ins")
    assert "Please fill this in." in words(unsaid)
    assert neema.submit(page, {**who, **days}, action="/stand-ins").status_code == 303
    shown = neema.get(at(world))
    assert "Frank stands in for Neema" in words(shown)
    row = session.scalars(select(StandIn)).one()
    ended = neema.submit(shown, action=f"/stand-ins/{row.id}/end")
    assert ended.status_code == 303
    assert "Nobody stands in" in words(neema.get(at(world)))


def test_the_linkage_desk_and_the_champion_are_named(
    neema: PageClient, frank: PageClient, world: World
) -> None:
    page, who = neema.get(at(world)), str(world.people["neema"].id)
    told = {"desk-person": who, "desk-function": "purchasing", "desk-phone": "0754 123 456",
            "desk-opens": "08:00", "desk-closes": "16:00"}  # fmt: skip
    for wrong, sentence in (
        ({"desk-phone": "12"}, "not a phone number"),
        ({"desk-opens": "late"}, "hours of one day"),
        ({"desk-opens": "17:00"}, "hours of one day"),
    ):
        refused = neema.submit(page, {**told, **wrong}, action="/linkage-desk")
        assert refused.status_code == 422
        assert sentence in words(refused)
    assert neema.submit(page, told, action="/linkage-desk").status_code == 303
    named = neema.submit(page, {"champion-person": who}, action="/champion")
    assert named.status_code == 303
    said = words(frank.get(at(world)))
    assert "0754 123 456" in said
    assert "champion" in said


def ask_for(client: PageClient, world: World, quantity: int) -> None:
    page = client.get("/buyer/needs/new?leaf=veg.tomato")
    sent = client.submit(page, {"quantity": str(quantity), "day": in_days(3), "price": "1200"},
                         action="/buyer/needs/new")  # fmt: skip
    assert sent.status_code == 303, words(sent)


def test_above_his_limit_it_waits_on_her_home_and_she_says_yes(
    session: Session, neema: PageClient, frank: PageClient, world: World
) -> None:
    ask_for(frank, world, 20)
    need = newest(session)
    assert need.state is NeedState.DRAFT
    assert "a colleague says yes first" in words(frank.get(f"/buyer/needs/{need.public_id}"))
    assert "above the limit" in words(neema.get("/buyer/"))
    page = neema.get("/buyer/approvals")
    yes = neema.submit(page, action=f"/approvals/{need.public_id}/approval")
    assert yes.status_code == 303
    afresh(session)
    assert session.get_one(Need, need.id).state is NeedState.PUBLISHED
    late = neema.submit(page, action=f"/approvals/{need.public_id}/approval")
    assert late.status_code == 422
    assert "decided meanwhile" in words(late)


def test_a_no_needs_a_reason_and_he_reads_it(
    session: Session, neema: PageClient, frank: PageClient, world: World
) -> None:
    ask_for(frank, world, 20)
    need = newest(session)
    page, action = neema.get("/buyer/approvals"), f"/approvals/{need.public_id}/refusal"
    silent = neema.submit(page, {"why": ""}, action=action)
    assert silent.status_code == 422
    assert "Please fill this in." in words(silent)
    assert neema.submit(page, {"why": "too_dear"}, action=action).status_code == 303
    assert "It costs too much" in words(frank.get("/buyer/approvals"))


def test_others_houses_do_not_exist_and_others_may_not(
    session: Session, neema: PageClient, frank: PageClient, world: World
) -> None:
    heroe = add_operator(session, world.destination, "Heroe Escarpment Hotel")
    session.commit()
    assert neema.get(f"/buyer/house/{heroe.public_id}").status_code == 404
    page = frank.get(at(world))
    token = {"csrf": page.get_data(as_text=True).split('name="csrf" value="')[1].split('"')[0]}
    path = at(world, f"/colleagues/{world.people['neema'].id}")
    assert frank.post(path, data={**token, "function": "kitchen"}).status_code == 403
    assert frank.post(at(world, "/colleagues"), data=token).status_code == 403


def test_the_directory_is_empty_until_somebody_says_yes(neema: PageClient) -> None:
    assert "Nobody is listed here yet" in words(neema.get("/buyer/directory"))
    assert neema.get("/buyer/directory?leaf=no-such&after=9.Mama").status_code == 200
