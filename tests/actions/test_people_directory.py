"""Her card and code kept, and the two directories: who sees whom."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.kernel import clock
from marketplace.kernel.actor import Role
from marketplace.kernel.ids import digest
from marketplace.kernel.refused import Forbidden, NotFound, Refused
from marketplace.people import actions, queries
from marketplace.people.models import PictureCode, Supplier
from marketplace.people.rules.entry import EntryRefusal
from marketplace.people.rules.lists import (
    FoundAt,
    FoundWhen,
    Payout,
    SessionKind,
    SupplierKind,
    SupplierState,
)
from marketplace.people.rules.picture_codes import deal_code, pepper_of, verify_code
from marketplace.people.rules.registration import LeafAmount, RegisterSupplier
from tests.world import World, actor_of, add_person, small_world

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
PEPPER = pepper_of("the tests' own secret, long enough to be one")
CODE = deal_code(PEPPER)


@pytest.fixture
def world(session: Session) -> World:
    """The small world."""
    made = small_world(session)
    session.commit()
    return made


def form(world: World, **changes: object) -> RegisterSupplier:
    """Return what the facilitator has typed and tapped after 90 seconds at the market."""
    leaf = LeafAmount(world.goods.leaves["veg.tomato"].id, world.goods.units["kg"].id, 35)
    base = RegisterSupplier(
        name="Bibi Asha", place_id=world.places["majengo"].id, kind=SupplierKind.INDIVIDUAL,
        leaves=(leaf,), found_at=FoundAt.MARKET, found_when=FoundWhen.MARKET_DAY,
        payout=Payout.CASH, language="sw", code=CODE, notice_heard=True, consent=True, adult=True,
        terms_heard=True,
    )  # fmt: skip
    return replace(base, **changes)  # type: ignore[arg-type]  # named by the test


def test_a_code_is_reset_by_two_people_and_the_starter_never_sees_it(
    session: Session, world: World
) -> None:
    made = actions.register_supplier(session, world.anna, form(world))
    old = actions.open_session(
        session, person_id=made.person.id, kind=SessionKind.SEAT, device_id=None, now=NOW
    )
    token = actions.start_code_reset(session, world.anna, made.person.id)
    assert token not in CODE.keys
    fresh = deal_code(PEPPER)
    for actor, reason in (
        (world.anna, EntryRefusal.SAME_WITNESS),
        (world.neema, EntryRefusal.WITNESS_UNFIT),
    ):
        session.commit()
        with pytest.raises(Refused) as refused:
            actions.reset_code(session, actor, digest(token), code=fresh, now=clock.now())
        assert refused.value.reasons == {reason}
        session.rollback()
    reset = actions.reset_code(session, world.theresia, digest(token), code=fresh, now=clock.now())
    session.commit()
    assert reset == made.person.id
    stored = session.scalars(
        select(PictureCode.code_hash).where(PictureCode.person_id == made.person.id)
    ).one()
    assert verify_code(stored, fresh.keys, PEPPER)
    assert queries.keys_of(session, made.person.id) == fresh.drawings
    assert queries.actor_for(session, digest(old), NOW) is None
    with pytest.raises(Refused):
        actions.reset_code(
            session, world.theresia, digest(token), code=deal_code(PEPPER), now=clock.now()
        )


def test_a_code_reset_is_started_in_her_places_and_lasts_a_quarter_of_an_hour(
    session: Session, world: World
) -> None:
    fish = world.people["fish_47"].id
    for actor in (world.theresia, world.neema, world.fish_47):
        with pytest.raises(NotFound):
            actions.start_code_reset(session, actor, fish)
    token = actions.start_code_reset(session, world.anna, fish)
    late = clock.now() + timedelta(minutes=15, seconds=1)
    with pytest.raises(Refused) as refused:
        actions.reset_code(session, world.theresia, digest(token), code=CODE, now=late)
    assert refused.value.reasons == {EntryRefusal.LINK_OVER}


def test_a_facilitator_lists_her_places_page_by_page(session: Session, world: World) -> None:
    for n in range(7):
        actions.register_supplier(session, world.anna, form(world, name=f"Bibi {n:02d}"))
    session.commit()
    seen, after = [], None
    while True:
        page = queries.suppliers_page(session, world.anna, after=after, size=4)
        seen += [row.name for row in page.suppliers]
        after = page.next
        if after is None:
            break
    hers = select(Supplier.name).where(Supplier.place_id.in_(world.anna.place_ids))
    assert sorted(seen) == sorted(session.scalars(hers))
    assert {"Bibi 06", "Mama Zuhura", "Mzee Lazaro"} <= set(seen)
    assert len(seen) == len(set(seen))
    assert queries.suppliers_page(session, world.theresia).suppliers == ()
    with pytest.raises(Forbidden):
        queries.suppliers_page(session, world.neema)


def test_a_supplier_is_shown_to_her_facilitator_and_herself_alone(
    session: Session, world: World
) -> None:
    fish = world.suppliers["fish_47"].public_id
    assert queries.supplier_card(session, world.anna, fish).name == "Mama Zuhura"
    assert queries.supplier_card(session, world.fish_47, fish).name == "Mama Zuhura"
    before_code = replace(world.fish_47, code_proved=False)
    for actor in (world.theresia, world.neema, world.supplier("sun_21"), before_code):
        with pytest.raises(NotFound):
            queries.supplier_card(session, actor, fish)
    with pytest.raises(NotFound):
        queries.supplier_card(session, world.anna, "nobody")


def test_everybody_is_listed_for_the_administrator_alone(session: Session, world: World) -> None:
    admin = actor_of(add_person(session, None, "Adm", role=Role.ADMINISTRATOR), Role.ADMINISTRATOR)
    session.commit()
    everybody = queries.people_page(session, admin).people
    assert {"Neema", "Anna Mrema", "Mama Zuhura"} <= {row.name for row in everybody}
    first = queries.people_page(session, admin, size=2)
    assert first.next is not None
    second = queries.people_page(session, admin, after=first.next, size=2)
    assert [row.id for row in first.people + second.people] == [row.id for row in everybody[:4]]
    with pytest.raises(Forbidden):
        queries.people_page(session, world.anna)


def test_a_disabled_supplier_loses_her_seat_and_comes_back(session: Session, world: World) -> None:
    fish = world.suppliers["fish_47"]
    token = actions.open_session(
        session, person_id=world.people["fish_47"].id, kind=SessionKind.SEAT, device_id=None,
        now=clock.now(),
    )  # fmt: skip
    with pytest.raises(NotFound):
        actions.disable_supplier(session, world.theresia, fish.id)
    actions.disable_supplier(session, world.anna, fish.id)
    assert queries.actor_for(session, digest(token), clock.now()) is None
    actions.restore_supplier(session, world.anna, fish.id)
    assert fish.state is SupplierState.ACTIVE


def test_places_are_assigned_by_the_administrator(session: Session, world: World) -> None:
    theresia = world.people["theresia"]
    admin = actor_of(add_person(session, None, "Adm", role=Role.ADMINISTRATOR), Role.ADMINISTRATOR)
    wanted = {world.places["rhotia"].id, world.places["arusha"].id}
    with pytest.raises(Forbidden):
        actions.assign_places(session, world.anna, theresia.id, wanted)
    with pytest.raises(NotFound):
        actions.assign_places(session, admin, world.people["neema"].id, wanted)
    actions.assign_places(session, admin, theresia.id, wanted)
    token = actions.open_session(
        session, person_id=theresia.id, kind=SessionKind.STAFF, device_id=None, now=NOW
    )
    session.flush()
    found = queries.actor_for(session, digest(token), NOW)
    assert found is not None
    assert found.actor.place_ids == wanted
