"""Her own affair: phones, covered money, the second code, who looked, whose payout, groups."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.db import transaction
from marketplace.journal.models import JournalEntry
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Actor
from marketplace.kernel.ids import digest
from marketplace.kernel.refused import NotFound, Refused
from marketplace.people.actions import private as actions
from marketplace.people.actions.codes import reset_code, start_code_reset
from marketplace.people.actions.giving import set_code
from marketplace.people.actions.sessions import open_session, remember_device
from marketplace.people.actions.trust import give_consent
from marketplace.people.models import Device, PhoneWish, SecondCode, Supplier
from marketplace.people.queries.private import payout_of, quiet_of, remembered
from marketplace.people.queries.seated import SeatedActor, actor_for
from marketplace.people.queries.symbols import Opens, seat_credentials
from marketplace.people.rules.lists import (
    FoundWhen,
    Payout,
    PhoneArrangement,
    Purpose,
    SessionKind,
)
from marketplace.people.rules.picture_codes import DealtCode, deal_code, deal_second
from marketplace.people.rules.private import (
    Payee,
    PrivateRefusal,
    SafeWay,
    Wish,
)
from marketplace.people.rules.symbols import SymbolName
from tests.world import World, small_world

pytestmark = pytest.mark.both
PEPPER = b"pepper"
DAY = timedelta(days=1)


@pytest.fixture
def world(session: Session) -> World:
    made = small_world(session)
    session.commit()
    return made


def hers(world: World, name: str = "fish_47") -> Actor:
    return replace(world.supplier(name), code_proved=True)


def device(session: Session) -> tuple[int, str]:
    with transaction(session):
        ident, secret = remember_device(session, clock.now())
    return ident, digest(secret)


def dealt(drawings: tuple[str, ...] = ()) -> DealtCode:
    return DealtCode(drawings, "1234", "hash")


class TestPhones:
    def test_eight_are_remembered_and_one_tap_forgets(self, session: Session, world: World) -> None:
        phone, cookie = device(session)
        with transaction(session):
            for n in range(8):
                person = world.people["fish_47"] if n == 0 else None
                ident = person.id if person else _stranger(session, world, n)
                actor = replace(hers(world), person_id=ident)
                actions.wish(session, actor, phone, Wish.REMEMBERED)
        assert len(remembered(session, cookie)) == 8
        with transaction(session):
            ninth = replace(hers(world), person_id=_stranger(session, world, 9))
        with pytest.raises(Refused) as no, transaction(session):
            actions.wish(session, ninth, phone, Wish.REMEMBERED)
        assert no.value.reasons == {PrivateRefusal.PHONE_FULL}
        symbol = next(one.symbol for one in remembered(session, cookie))
        other_phone, other_cookie = device(session)
        with transaction(session):
            actions.forget(session, other_cookie, symbol)
        assert len(remembered(session, cookie)) == 8
        with transaction(session):
            actions.forget(session, cookie, symbol)
        assert symbol not in {one.symbol for one in remembered(session, cookie)}
        assert other_phone != phone

    def test_hidden_is_not_remembered(self, session: Session, world: World) -> None:
        phone, cookie = device(session)
        with transaction(session):
            actions.wish(session, hers(world), phone, Wish.REMEMBERED)
            actions.wish(session, hers(world), phone, Wish.HIDDEN)
        assert remembered(session, cookie) == ()
        with transaction(session):
            actions.wish(session, hers(world), phone, None)
        assert session.scalars(select(PhoneWish)).all() == []

    def test_nothing_without_the_code(self, session: Session, world: World) -> None:
        phone, _ = device(session)
        with pytest.raises(NotFound):
            actions.wish(session, replace(hers(world), code_proved=False), phone, Wish.HIDDEN)


def _stranger(session: Session, world: World, number: int) -> int:
    from marketplace.people.models import Person, Symbol

    person = Person(
        public_id=ids.public_id(), destination_id=world.destination.id, name=f"Somebody {number}",
        language="sw", created_at=clock.now(),
    )  # fmt: skip
    session.add(person)
    session.flush()
    session.add(Symbol(person_id=person.id, destination_id=world.destination.id, drawing="drum",
                       number=50 + number))  # fmt: skip
    session.flush()
    return person.id


class TestQuiet:
    def test_what_she_says_is_kept_and_covers_her_seat(
        self, session: Session, world: World
    ) -> None:
        phone, _ = device(session)
        with transaction(session):
            actions.cover_money(session, hers(world), covered=True)
            actions.keep_safe_hours(session, hers(world), FoundWhen.MARKET_DAY)
            actions.keep_safe_way(session, hers(world), SafeWay.HELPER)
        person = world.people["fish_47"].id
        told = quiet_of(session, person)
        assert (told.covered, told.safe_when, told.safe_way) == (
            True, FoundWhen.MARKET_DAY, SafeWay.HELPER,
        )  # fmt: skip
        seat = _seat(session, person, phone)
        assert seat.covered
        with transaction(session):
            actions.cover_money(session, hers(world), covered=False)
            actions.wish(session, hers(world), phone, Wish.HIDDEN)
        hidden, elsewhere = _seat(session, person, phone), _seat(session, person, None)
        assert (hidden.covered, elsewhere.covered) == (True, False)

    def test_her_words_are_not_in_the_journal(self, session: Session, world: World) -> None:
        with transaction(session):
            actions.keep_safe_way(session, hers(world), SafeWay.NOBODY)
        row = session.scalars(select(JournalEntry).where(JournalEntry.verb == "quiet.keep")).one()
        assert row.facts == "{}"


def _seat(session: Session, person_id: int, phone: int | None, **how: bool) -> SeatedActor:
    with transaction(session):
        token = open_session(
            session, person_id=person_id, kind=SessionKind.SEAT, device_id=phone, now=clock.now(),
            **{"code_proved": True, **how},
        )  # fmt: skip
    seat = actor_for(session, digest(token), clock.now())
    assert seat is not None
    return seat


class TestSecondCode:
    def test_it_opens_needs_and_nothing_of_hers(self, session: Session, world: World) -> None:
        person = world.people["fish_47"].id
        first = deal_code(PEPPER, keys="1234")
        with transaction(session):
            set_code(session, person, first, clock.now())
            second = deal_second(first.drawings, first.code_hash, PEPPER, seed="a")
            actions.keep_second_code(session, hers(world), second, now=clock.now())
        known = seat_credentials(
            session, destination_id=world.destination.id, drawing="fish", number=47
        )
        assert known.opens("1234", PEPPER) is Opens.ALL
        assert known.opens(second.keys, PEPPER) is Opens.NEEDS
        assert known.opens("*0#9", PEPPER) in {None, Opens.NEEDS}
        seat = _seat(session, person, None, code_proved=False, needs_only=True)
        assert (seat.actor.supplier_ids, seat.actor.code_proved) == (frozenset(), False)
        assert seat.actor.person_id == person

    def test_a_seed_deals_the_same_again_and_never_the_first(self) -> None:
        first = deal_code(PEPPER, seed="x")
        one = deal_second(first.drawings, first.code_hash, PEPPER, seed="a")
        again = deal_second(first.drawings, first.code_hash, PEPPER, seed="a")
        assert one.keys == again.keys != first.keys

    def test_new_pictures_end_it(self, session: Session, world: World) -> None:
        person = world.people["fish_47"].id
        first = deal_code(PEPPER, keys="1234")
        with transaction(session):
            set_code(session, person, first, clock.now())
            second = deal_second(first.drawings, first.code_hash, PEPPER, seed="a")
            actions.keep_second_code(session, hers(world), second, now=clock.now())
            token = start_code_reset(session, world.anna, person)
        neighbour = replace(
            hers(world, "sun_21"), destination_ids=frozenset({world.destination.id})
        )
        with transaction(session):
            reset_code(session, neighbour, digest(token), code=deal_code(PEPPER), now=clock.now())
        assert session.scalars(select(SecondCode)).all() == []


class TestPayout:
    def test_it_waits_two_days_and_for_her_word(self, session: Session, world: World) -> None:
        supplier = world.suppliers["fish_47"]
        was = supplier.payout
        moved = next(one for one in Payout if one is not was)
        with transaction(session):
            actions.ask_payout(session, world.anna, supplier.id, moved, Payee.OTHER)
        assert payout_of(session, supplier.id).asked_payee is Payee.OTHER
        with pytest.raises(Refused) as no, transaction(session):
            actions.answer_payout(session, hers(world), supplier.id, yes=True)
        assert no.value.reasons == {PrivateRefusal.PAYOUT_WAITS}
        with pytest.raises(NotFound), transaction(session):
            actions.answer_payout(session, world.anna, supplier.id, yes=True)
        session.rollback()
        assert session.get_one(Supplier, supplier.id).payout is was
        with time_machine.travel(clock.now() + timedelta(hours=48)), transaction(session):
            actions.answer_payout(session, hers(world), supplier.id, yes=True)
        assert session.get_one(Supplier, supplier.id).payout is moved
        assert payout_of(session, supplier.id).payee is Payee.OTHER

    def test_no_counts_at_once_and_a_newer_one_begins_anew(
        self, session: Session, world: World
    ) -> None:
        supplier = world.suppliers["fish_47"]
        with transaction(session):
            actions.ask_payout(session, world.anna, supplier.id, Payout.BANK, Payee.FAMILY)
        with time_machine.travel(clock.now() + timedelta(hours=40)), transaction(session):
            actions.ask_payout(session, world.anna, supplier.id, Payout.BANK, Payee.OTHER)
        with (
            time_machine.travel(clock.now() + timedelta(hours=50)),
            pytest.raises(Refused),
            transaction(session),
        ):
            actions.answer_payout(session, hers(world), supplier.id, yes=True)
        session.rollback()
        with transaction(session):
            actions.answer_payout(session, hers(world), supplier.id, yes=False)
            actions.answer_payout(session, hers(world), supplier.id, yes=True)  # nothing waits
        assert payout_of(session, supplier.id).payee is Payee.HERSELF

    def test_what_stands_already_is_no_change(self, session: Session, world: World) -> None:
        supplier = world.suppliers["fish_47"]
        with pytest.raises(Refused) as no, transaction(session):
            actions.ask_payout(
                session, world.anna, supplier.id, supplier.payout, Payee.HERSELF
            )  # fmt: skip
        assert no.value.reasons == {PrivateRefusal.PAYOUT_SAME}


class TestVoice:
    @pytest.mark.parametrize(
        ("phone", "purpose", "asked_first"),
        [(PhoneArrangement.SHARED, Purpose.VOICE, True),
         (PhoneArrangement.NEIGHBOUR, Purpose.DIRECTORY, True),
         (PhoneArrangement.NONE, Purpose.VOICE, True),
         (PhoneArrangement.NONE, Purpose.DIRECTORY, False),
         (PhoneArrangement.OWN, Purpose.VOICE, False)],
    )  # fmt: skip
    def test_a_yes_aloud_at_a_shared_phone_is_asked_alone(
        self, session: Session, world: World, phone: PhoneArrangement, purpose: Purpose,
        asked_first: bool,
    ) -> None:  # fmt: skip
        supplier = world.suppliers["fish_47"]
        with transaction(session):
            session.get_one(Supplier, supplier.id).phone_arrangement = phone
        if asked_first:
            with pytest.raises(Refused) as no, transaction(session):
                give_consent(session, world.anna, supplier.id, purpose, heard=True,
                             now=clock.now())  # fmt: skip
            assert no.value.reasons == {PrivateRefusal.NOT_ALONE}
        with transaction(session):
            give_consent(session, world.anna, supplier.id, purpose, heard=True, now=clock.now(),
                         alone=asked_first)  # fmt: skip

    def test_her_own_tap_after_her_code_needs_no_witness(
        self, session: Session, world: World
    ) -> None:
        supplier = world.suppliers["fish_47"]
        with transaction(session):
            give_consent(session, hers(world), supplier.id, Purpose.DIRECTORY, heard=True,
                         now=clock.now())  # fmt: skip


def test_a_forgotten_phone_takes_its_wishes_along(session: Session, world: World) -> None:
    phone, _ = device(session)
    with transaction(session):
        actions.wish(session, hers(world), phone, Wish.REMEMBERED)
    with transaction(session):
        session.delete(session.get_one(Device, phone))
    assert session.scalars(select(PhoneWish)).all() == []
    assert SymbolName("fish", 47).valid
