"""The administrator's page of a person: search, roles, places, phone, suspension, erasing."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.kernel import clock
from marketplace.kernel.actor import Role
from marketplace.kernel.ids import digest
from marketplace.people import actions, queries
from marketplace.people.models import (
    FacilitatorPlace,
    Operator,
    Person,
    RoleGrant,
    StaffAccount,
    StaffPhone,
)
from marketplace.people.rules.lists import OperatorState, SessionKind
from tests.pages.desk.room import Desk, look_again, words
from tests.world import World, add_person


@pytest.fixture
def grace(session: Session, world: World, sit: Callable[[Person], Desk]) -> Desk:
    """Grace, the administrator; everybody of the staff has an e-mail."""
    person = add_person(session, world.destination, "Grace", role=Role.ADMINISTRATOR)
    world.people["grace"] = person
    for name in ("anna", "theresia", "neema", "grace"):
        session.add(StaffAccount(person_id=world.people[name].id, email=f"{name}@linkage.example"))
    session.commit()
    return sit(person)


def of(world: World, name: str) -> str:
    return f"/admin/people/{world.people[name].id}"


@pytest.mark.feature("R1")
def test_people_are_looked_for_by_name_and_mail(grace: Desk) -> None:
    assert "Theresia" not in grace.read("/admin/people?q=mrema")
    assert "Anna Mrema" in grace.read("/admin/people?q=MREMA")
    assert "Anna Mrema" in grace.read("/admin/people?q=anna@")
    assert "Nobody is called so." in grace.read("/admin/people?q=%25_")


@pytest.mark.feature("R1")
def test_roles_are_given_and_ended_and_sessions_with_them(
    grace: Desk, session: Session, world: World
) -> None:
    who = world.people["anna"].id
    token = actions.open_session(
        session, person_id=who, kind=SessionKind.STAFF, device_id=None, now=clock.now()
    )
    session.commit()
    page = grace.get(of(world, "anna"))
    given = grace.send(page, {"role": "observer"}, action="/roles")
    assert "Observer" in words(given)
    unsaid = grace.send(page, {"role": ""}, action="/roles")
    assert unsaid.status_code == 422
    tampered = grace.send(page, {"role": "buyer"}, action="/roles")
    assert "Please choose from the list." in words(tampered)
    grace.send(given, action="/roles/facilitator/end")
    look_again(session)
    held = session.scalars(select(RoleGrant.role).where(RoleGrant.person_id == who)).all()
    assert held == [Role.OBSERVER]
    assert queries.actor_for(session, digest(token), clock.now()) is None
    own = grace.send(grace.get(of(world, "grace")), action="/roles/administrator/end")
    assert (own.status_code, "Somebody else has to do this." in words(own)) == (422, True)


@pytest.mark.feature("R1")
def test_a_facilitators_places_are_set(grace: Desk, session: Session, world: World) -> None:
    page, path = grace.get(of(world, "theresia")), of(world, "theresia") + "/places"
    chosen = [world.places[name].public_id for name in ("karatu", "majengo")]
    token = grace.token(page)
    answer = grace.client.post(path, data={"csrf": token, "place": chosen})
    assert answer.status_code == 303
    look_again(session)
    hers = select(FacilitatorPlace.place_id).where(
        FacilitatorPlace.person_id == world.people["theresia"].id
    )
    assert set(session.scalars(hers)) == {world.places[n].id for n in ("karatu", "majengo")}


def test_a_phone_is_kept_for_somebody_and_by_herself(
    grace: Desk, anna: Desk, session: Session, world: World
) -> None:
    bad = grace.send(grace.get(of(world, "anna")), {"phone": "12"}, action="/phone")
    assert (bad.status_code, "not a phone number" in words(bad)) == (422, True)
    grace.send(grace.get(of(world, "anna")), {"phone": "0754 123 456"}, action="/phone")
    kept = select(StaffPhone.number).where(StaffPhone.person_id == world.people["anna"].id)
    look_again(session)
    assert session.scalars(kept).all() == ["+255754123456"]
    account = anna.get("/account")
    assert anna.send(account, {"phone": "nine"}, action="/account/phone").status_code == 422
    gone = anna.send(account, {"phone": ""}, action="/account/phone")
    assert "Your number is kept." in words(gone)
    look_again(session)
    assert session.scalars(kept).all() == []


@pytest.mark.feature("R4")
def test_somebody_is_erased_by_the_administrator_when_sure(
    grace: Desk, session: Session, world: World
) -> None:
    page = grace.get(of(world, "neema"))
    assert grace.send(page, action="/erasure").status_code == 422
    file = grace.client.submit(page, action="/disclosure")
    assert "neema@linkage.example" in file.get_data(as_text=True)
    done = grace.send(page, {"sure": "y"}, action="/erasure")
    assert "Only figures of trade are left" in words(done)
    assert "neema@linkage.example" not in grace.read("/admin/people")
    own = grace.send(grace.get(of(world, "grace")), {"sure": "y"}, action="/erasure")
    assert own.status_code == 422
    assert "taken back" not in grace.read("/admin/keeping")
    assert "730" in grace.read("/admin/keeping")


@pytest.mark.feature("R1")
def test_an_operator_is_suspended_and_its_people_are_out(
    grace: Desk, session: Session, world: World
) -> None:
    token = actions.open_session(
        session, person_id=world.people["neema"].id, kind=SessionKind.STAFF, device_id=None,
        now=clock.now(),
    )  # fmt: skip
    session.commit()
    page = grace.get("/desk/operators")
    for _ in range(2):
        assert "suspended" in words(grace.send(page, action="/suspension"))
    look_again(session)
    assert queries.actor_for(session, digest(token), clock.now()) is None
    state = select(Operator.state).where(Operator.id == world.kijani.id)
    assert session.scalar(state) is OperatorState.SUSPENDED
    grace.send(grace.get("/desk/operators"), action="/restoration")
    look_again(session)
    assert session.scalar(state) is OperatorState.INVITED, "the call-back comes again"


def test_only_an_administrator_sees_people(anna: Desk, grace: Desk, world: World) -> None:
    assert anna.client.get(of(world, "neema")).status_code == 403
    assert grace.client.get("/admin/people/999999").status_code == 404
    token = anna.token(anna.get("/account"))
    for part in ("roles", "places", "phone", "erasure", "disclosure"):
        answer = anna.client.post(f"{of(world, 'neema')}/{part}", data={"csrf": token})
        assert answer.status_code == 403, part
