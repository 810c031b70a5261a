"""Sessions: server-side, known in two statements, ended at once."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from marketplace.journal.models import JournalEntry
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.ids import digest
from marketplace.kernel.refused import NotFound, Refused
from marketplace.people import actions, queries
from marketplace.people.models import OperatorStaff, Person, PictureCode, WebSession
from marketplace.people.rules.entry import EntryRefusal
from marketplace.people.rules.lists import EndReason, OperatorState, SessionKind, SupplierState
from marketplace.people.rules.picture_codes import hash_code, pepper_of
from tests.support.statements import counting
from tests.world import World, actor_of, add_person, small_world

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
PEPPER = pepper_of("the tests' own secret, long enough to be one")


@pytest.fixture
def world(session: Session) -> World:
    """The small world; fish_47 has a picture code, 1-2-3-4."""
    made = small_world(session)
    session.add(
        PictureCode(
            person_id=made.people["fish_47"].id, code_hash=hash_code("1234", PEPPER), set_at=NOW
        )
    )
    session.commit()
    return made


def staff(session: Session, person: Person, **more: object) -> str:
    return actions.open_session(
        session, person_id=person.id, kind=SessionKind.STAFF, device_id=None, now=NOW, **more
    )  # type: ignore[arg-type]  # named by the test


def seat(session: Session, person: Person, **more: object) -> str:
    return actions.open_session(
        session, person_id=person.id, kind=SessionKind.SEAT, device_id=None, now=NOW, **more
    )  # type: ignore[arg-type]  # named by the test


def who(session: Session, token: str, now: datetime = NOW) -> queries.SeatedActor | None:
    session.flush()
    session.expire_all()
    return queries.actor_for(session, digest(token), now)


def test_a_buyer_is_known_with_all_she_may_reach_in_two_statements(
    session: Session, engine: Engine, world: World
) -> None:
    token = staff(session, world.people["neema"])
    session.commit()
    with counting(engine) as sent:
        found = queries.actor_for(session, digest(token), NOW)
    assert len(sent) == 2
    assert found is not None
    actor = found.actor
    assert actor.roles == {Role.BUYER}
    assert actor.operator_ids == {world.kijani.id}
    assert {"may_order", f"may_pay:{world.kijani.id}"} <= actor.rights
    assert actor.destination_ids == {world.destination.id}
    assert not actor.supplier_ids


def test_a_facilitator_reaches_her_places_and_no_others(session: Session, world: World) -> None:
    found = who(session, staff(session, world.people["anna"]))
    assert found is not None
    assert found.actor.place_ids == world.anna.place_ids
    assert world.places["karatu"].id not in found.actor.place_ids


def test_rights_that_were_taken_are_gone_with_the_next_request(
    session: Session, world: World
) -> None:
    token = staff(session, world.people["neema"])
    row = session.scalars(select(OperatorStaff)).one()
    row.may_pay = False
    found = who(session, token)
    assert found is not None
    assert not {r for r in found.actor.rights if r.startswith("may_pay")}
    world.kijani.state = OperatorState.SUSPENDED
    again = who(session, token)
    assert again is not None
    assert not again.actor.operator_ids
    assert not again.actor.rights


def test_a_seat_has_a_suppliers_power_and_no_more(session: Session, world: World) -> None:
    """A facilitator who also sells gets nothing of the desk by four pictures."""
    person = world.people["fish_47"]
    from marketplace.people.models import FacilitatorPlace, RoleGrant

    session.add(RoleGrant(person_id=person.id, role=Role.FACILITATOR, granted_at=NOW))
    session.add(FacilitatorPlace(person_id=person.id, place_id=world.places["majengo"].id))
    found = who(session, seat(session, person, code_proved=True))
    assert found is not None
    assert found.actor.roles == {Role.SUPPLIER}
    assert not found.actor.place_ids
    assert found.actor.supplier_ids == {world.suppliers["fish_47"].id}
    at_desk = who(session, staff(session, person))
    assert at_desk is not None
    assert at_desk.actor.roles == {Role.FACILITATOR}
    assert not at_desk.actor.supplier_ids


def test_a_disabled_supplier_is_reached_by_nobody(session: Session, world: World) -> None:
    token = seat(session, world.people["fish_47"], code_proved=True)
    world.suppliers["fish_47"].state = SupplierState.DISABLED
    found = who(session, token)
    assert found is not None
    assert not found.actor.supplier_ids


@pytest.mark.parametrize("minutes", [10, 60, 600])
def test_an_idle_seat_is_nobodys(session: Session, world: World, minutes: int) -> None:
    token = seat(session, world.people["fish_47"])
    assert who(session, token, NOW + timedelta(minutes=9)) is not None
    assert who(session, token, NOW + timedelta(minutes=minutes)) is None


def test_busy_or_not_a_seat_ends_after_an_hour(session: Session, world: World) -> None:
    token = seat(session, world.people["fish_47"])
    for minute in range(5, 60, 5):
        now = NOW + timedelta(minutes=minute)
        found = who(session, token, now)
        assert found is not None
        actions.touch(
            session, session_id=found.session_id, last_seen_at=found.last_seen_at, now=now
        )
    assert who(session, token, NOW + timedelta(minutes=60)) is None


def test_the_token_itself_is_kept_nowhere(session: Session, world: World) -> None:
    token = staff(session, world.people["neema"])
    session.flush()
    row = session.scalars(select(WebSession)).one()
    assert token not in {str(v) for v in vars(row).values()}
    assert queries.actor_for(session, token, NOW) is None


def test_a_new_session_ends_the_one_whose_cookie_came_along(session: Session, world: World) -> None:
    old = staff(session, world.people["neema"])
    new = staff(session, world.people["anna"], replaces=digest(old))
    assert who(session, old) is None
    assert who(session, new) is not None
    first = session.scalars(select(WebSession).order_by(WebSession.id)).first()
    assert first is not None
    assert first.end_reason is EndReason.ROTATED


def test_disabling_ends_every_session_at_once(session: Session, world: World) -> None:
    neema = world.people["neema"]
    tokens = [staff(session, neema), staff(session, neema)]
    admin = actor_of(add_person(session, None, "Admin", role=Role.ADMINISTRATOR),
                     Role.ADMINISTRATOR)  # fmt: skip
    actions.disable_person(session, admin, neema.id, now=NOW)
    assert [who(session, token) for token in tokens] == [None, None]
    actions.restore_person(session, admin, neema.id)
    assert [who(session, token) for token in tokens] == [None, None]
    assert who(session, staff(session, neema)) is not None
    session.commit()
    verbs = list(session.scalars(select(JournalEntry.verb).order_by(JournalEntry.id)))
    assert verbs.count("person.disable") == verbs.count("person.restore") == 1


def test_a_facilitator_disables_in_her_places_only(session: Session, world: World) -> None:
    fish = world.people["fish_47"].id
    with pytest.raises(NotFound):
        actions.disable_person(session, world.theresia, fish, now=NOW)
    with pytest.raises(NotFound):
        actions.disable_person(session, world.anna, world.people["neema"].id, now=NOW)
    with pytest.raises(NotFound):
        actions.disable_person(session, world.fish_47, world.people["sun_21"].id, now=NOW)
    actions.disable_person(session, world.anna, fish, now=NOW)
    assert world.people["fish_47"].disabled_at is not None


def test_nobody_shuts_himself_or_the_last_administrator_out(session: Session, world: World) -> None:
    one = actor_of(add_person(session, None, "One", role=Role.ADMINISTRATOR), Role.ADMINISTRATOR)
    assert one.person_id is not None
    with pytest.raises(Refused) as refused:
        actions.disable_person(session, one, one.person_id, now=NOW)
    assert refused.value.reasons == {EntryRefusal.NOT_YOURSELF}
    other = Actor(person_id=None, roles=frozenset({Role.ADMINISTRATOR}))
    with pytest.raises(Refused) as refused:
        actions.disable_person(session, other, one.person_id, now=NOW)
    assert refused.value.reasons == {EntryRefusal.LAST_ADMINISTRATOR}


def test_sessions_are_listed_and_closed_by_their_owner_alone(
    session: Session, world: World
) -> None:
    neema, anna = world.people["neema"], world.people["anna"]
    token = staff(session, neema)
    staff(session, anna)
    session.flush()
    (own,) = queries.sessions_of(session, neema.id, NOW)
    with pytest.raises(NotFound):
        actions.end_own_session(session, world.anna, own.id)
    assert who(session, token) is not None
    actions.end_own_session(session, world.neema, own.id)
    assert who(session, token) is None
    assert queries.sessions_of(session, neema.id, NOW) == ()


def test_last_seen_is_written_at_most_once_a_minute(session: Session, world: World) -> None:
    found = who(session, staff(session, world.people["neema"]))
    assert found is not None
    for seconds, wrote in ((30, False), (59, False), (60, True)):
        now = NOW + timedelta(seconds=seconds)
        assert wrote is actions.touch(session, session_id=found.session_id,
                                      last_seen_at=found.last_seen_at, now=now)  # fmt: skip


@pytest.mark.feature("M2", part=True)
def test_money_asks_for_the_code_again_after_two_idle_minutes(
    session: Session, world: World
) -> None:
    token = seat(session, world.people["fish_47"], code_proved=True)
    found = who(session, token)
    assert found is not None
    assert found.money_open(NOW + timedelta(seconds=119))
    back = NOW + timedelta(minutes=3)
    assert not found.money_open(back)
    # Opening any other page first does not open the money again.
    actions.touch(session, session_id=found.session_id, last_seen_at=NOW, now=back)
    later = who(session, token, back + timedelta(seconds=5))
    assert later is not None
    assert later.actor.code_proved
    assert not later.money_open(back + timedelta(seconds=5))
    actions.prove_code(session, session_id=found.session_id, now=back)
    proved = who(session, token, back)
    assert proved is not None
    assert proved.money_open(back)
