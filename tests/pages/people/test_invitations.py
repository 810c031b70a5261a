"""Ways in by a link: who may hand out which, answered once; the call-back; the old password."""

from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from marketplace.kernel import clock
from marketplace.kernel.actor import Role
from marketplace.people.models import Invitation, Operator, Person, RoleGrant, StaffAccount
from marketplace.people.rules.lists import InvitationKind, OperatorState
from marketplace.people.rules.passwords import hash_password
from tests.pages.desk.room import Desk, look_again, words
from tests.world import World, add_person

OLD, NEW = "rain falls on the baobab tree", "goats climb on the tall anthill"


@pytest.fixture
def admin(session: Session, world: World, sit: Any) -> Desk:
    """Tumsifu, who runs the installation."""
    person = add_person(session, world.destination, "Tumsifu")
    session.add(RoleGrant(person_id=person.id, role=Role.ADMINISTRATOR, granted_at=clock.now()))
    session.commit()
    desk: Desk = sit(person)
    return desk


def invitation(world: World, **more: str) -> dict[str, str]:
    told = {
        "kind": "operator", "name": "Asha", "email": "asha@lodge.example",
        "place": world.places["majengo"].public_id,
    }  # fmt: skip
    return {**told, **more}


def sent(desk: Desk, told: dict[str, str]) -> Any:
    return desk.send(desk.get("/invite"), told, action="/invite")


def kinds(session: Session) -> list[InvitationKind]:
    look_again(session)
    return list(session.scalars(select(Invitation.kind)))


def test_a_facilitator_invites_operators_only(anna: Desk, session: Session, world: World) -> None:
    assert "/invitation/" in words(sent(anna, invitation(world)))
    again = sent(anna, invitation(world, kind="administrator", email="other@lodge.example"))
    assert again.status_code == 422
    assert kinds(session) == [InvitationKind.OPERATOR]


@pytest.mark.parametrize("kind", ["operator", "facilitator", "administrator"])
def test_an_administrator_invites_everybody(
    admin: Desk, session: Session, world: World, kind: str
) -> None:
    assert "/invitation/" in words(sent(admin, invitation(world, kind=kind)))
    assert kinds(session) == [InvitationKind(kind)]


def test_an_unreadable_address_is_answered_beside_its_field(anna: Desk, world: World) -> None:
    again = sent(anna, invitation(world, email="asha at the lodge"))
    assert again.status_code == 422
    assert "Please write an e-mail like name@lodge.com." in words(again)
    assert 'value="asha at the lodge"' in again.get_data(as_text=True)


def test_a_buyer_invites_nobody(sit: Any, world: World) -> None:
    assert sit(world.people["neema"]).client.get("/invite").status_code == 403


def test_a_link_nobody_made_opens_nothing(anna: Desk) -> None:
    assert anna.client.get("/invitation/made-up").status_code == 404


def waits(session: Session, world: World) -> Operator:
    session.execute(update(Operator).values(state=OperatorState.INVITED))
    session.commit()
    return world.kijani


def test_only_a_number_found_by_oneself_lets_an_operator_trade(
    anna: Desk, session: Session, world: World
) -> None:
    operator = waits(session, world)
    page = anna.get("/desk/operators")
    again = anna.send(page, action="/call-back")
    assert again.status_code == 422
    assert "Please find the number yourself" in words(again)
    assert "They can ask for goods now." in words(
        anna.send(page, {"independent": "y"}, action="/call-back")
    )
    look_again(session)
    found = session.scalars(select(Operator.state).where(Operator.id == operator.id)).one()
    assert found is OperatorState.ACTIVE


def test_nobody_calls_back_an_operator_that_is_not_there(anna: Desk, world: World) -> None:
    token = anna.token(anna.get("/invite"))
    answer = anna.client.post(
        "/desk/operators/nowhere/call-back", data={"csrf": token, "independent": "y"}
    )
    assert answer.status_code == 404


def with_password(session: Session, person: Person) -> None:
    session.add(
        StaffAccount(
            person_id=person.id, email="neema@lodge.example", password_hash=hash_password(OLD),
            password_set_at=clock.now(),
        )
    )  # fmt: skip
    session.commit()


def change(desk: Desk, old: str) -> Any:
    page = desk.get("/account")
    return desk.client.submit(page, {"old": old, "password": NEW}, action="/account/password")


def test_guessing_the_old_password_has_to_wait(sit: Any, session: Session, world: World) -> None:
    neema = world.people["neema"]
    with_password(session, neema)
    desk = sit(neema)
    for _ in range(5):
        assert "This is not your password now." in words(change(desk, "a wrong old password"))
    held = change(desk, OLD)
    assert held.status_code == 422
    assert "Please wait a while" in words(held)


def test_the_right_old_password_still_changes_it(sit: Any, session: Session, world: World) -> None:
    neema = world.people["neema"]
    with_password(session, neema)
    desk = sit(neema)
    assert change(desk, "a wrong old password").status_code == 422
    assert change(desk, OLD).status_code == 303
