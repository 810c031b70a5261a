"""A group: each member acts as herself; chair and treasurer are two people."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.db import transaction
from marketplace.journal.models import JournalEntry
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Actor
from marketplace.kernel.ids import digest
from marketplace.kernel.refused import NotFound, Refused
from marketplace.people.actions import groups
from marketplace.people.actions import private as actions
from marketplace.people.actions.sessions import open_session
from marketplace.people.models import Supplier, SupplierMember
from marketplace.people.queries.seated import SeatedActor, actor_for
from marketplace.people.rules.lists import (
    MemberRole,
    Payout,
    SessionKind,
    SupplierKind,
)
from marketplace.people.rules.picture_codes import deal_code
from marketplace.people.rules.private import (
    GroupRefusal,
    Payee,
)
from tests.world import World, small_world

pytestmark = pytest.mark.both
PEPPER = b"pepper"


@pytest.fixture
def world(session: Session) -> World:
    made = small_world(session)
    session.commit()
    return made


def hers(world: World, name: str = "fish_47") -> Actor:
    return replace(world.supplier(name), code_proved=True)


def _seat(session: Session, person_id: int, phone: int | None, **how: bool) -> SeatedActor:
    with transaction(session):
        token = open_session(
            session, person_id=person_id, kind=SessionKind.SEAT, device_id=phone, now=clock.now(),
            **{"code_proved": True, **how},
        )  # fmt: skip
    seat = actor_for(session, digest(token), clock.now())
    assert seat is not None
    return seat


class TestGroups:
    @pytest.fixture
    def group(self, session: Session, world: World) -> Supplier:
        with transaction(session):
            row = session.get_one(Supplier, world.suppliers["fish_47"].id)
            row.kind = SupplierKind.GROUP
        return row

    def _add(self, session: Session, world: World, group: Supplier, name: str, role: MemberRole,
             *, key: str = "", heard: bool = True) -> int:  # fmt: skip
        command = groups.AddMember(
            supplier_id=group.id, name=name, role=role, notice_heard=heard,
            code=deal_code(PEPPER), client_key=key or ids.public_id(),
        )  # fmt: skip
        with transaction(session):
            return groups.add_member(session, world.anna, command)

    @pytest.mark.feature("E1", part=True)
    def test_members_act_as_themselves(
        self, session: Session, world: World, group: Supplier
    ) -> None:
        one = self._add(session, world, group, "Asha", MemberRole.CHAIR)
        two = self._add(session, world, group, "Rukia", MemberRole.TREASURER)
        seats = [_seat(session, person, None).actor for person in (one, two)]
        assert [seat.supplier_ids for seat in seats] == [frozenset({group.id})] * 2
        assert [seat.person_id for seat in seats] == [one, two]
        with transaction(session):
            actions.ask_payout(session, seats[1], group.id, Payout.BANK, Payee.GROUP)
        verb = select(JournalEntry.actor_id).where(JournalEntry.verb == "payout_change.ask")
        assert session.scalars(verb).one() == two

    def test_treasurer_and_chair_are_two(
        self, session: Session, world: World, group: Supplier
    ) -> None:
        chair = self._add(session, world, group, "Asha", MemberRole.CHAIR)
        treasurer = self._add(session, world, group, "Rukia", MemberRole.TREASURER)
        for person, role in ((chair, MemberRole.TREASURER), (treasurer, MemberRole.CHAIR)):
            with pytest.raises(Refused) as no, transaction(session):
                groups.give_office(session, world.anna, group.id, person, role)
            assert no.value.reasons == {GroupRefusal.ROLE_TAKEN}
            session.rollback()
        with transaction(session):
            groups.give_office(session, world.anna, group.id, treasurer, MemberRole.MEMBER)
            groups.give_office(session, world.anna, group.id, chair, MemberRole.TREASURER)
        held = select(SupplierMember.role).where(SupplierMember.person_id == chair)
        assert session.scalars(held).one() is MemberRole.TREASURER

    def test_sent_twice_one_joins(self, session: Session, world: World, group: Supplier) -> None:
        first = self._add(session, world, group, "Asha", MemberRole.MEMBER, key="k")
        assert self._add(session, world, group, "Asha", MemberRole.MEMBER, key="k") == first

    def test_who_left_acts_no_more(self, session: Session, world: World, group: Supplier) -> None:
        one = self._add(session, world, group, "Asha", MemberRole.TREASURER)
        with transaction(session):
            groups.retire_member(session, world.anna, group.id, one)
        assert _seat(session, one, None).actor.supplier_ids == frozenset()
        self._add(session, world, group, "Rukia", MemberRole.TREASURER)

    def test_who_registered_it_stays(self, session: Session, world: World, group: Supplier) -> None:
        founder = world.people["fish_47"].id
        for act in (
            lambda: groups.retire_member(session, world.anna, group.id, founder),
            lambda: groups.give_office(
                session, world.anna, group.id, founder, MemberRole.TREASURER
            ),
        ):
            with pytest.raises(Refused), transaction(session):
                act()
            session.rollback()

    def test_no_notice_no_member(self, session: Session, world: World, group: Supplier) -> None:
        with pytest.raises(Refused) as no:
            self._add(session, world, group, "Asha", MemberRole.MEMBER, heard=False)
        assert no.value.reasons == {GroupRefusal.NOTICE_NOT_HEARD}

    def test_a_stranger_facilitator_reaches_no_group(
        self, session: Session, world: World, group: Supplier
    ) -> None:
        stranger = replace(world.anna, place_ids=frozenset({10**9}))
        with pytest.raises(NotFound):
            groups.retire_member(session, stranger, group.id, 1)
