"""Who sees what of a need, page by page."""

from dataclasses import fields

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from marketplace.kernel.refused import NotFound
from marketplace.sourcing.actions import ask, withdraw
from marketplace.sourcing.models import Need
from marketplace.sourcing.queries import (
    PublicNeed,
    board_page,
    need_for_buyer,
    need_for_desk,
    need_for_supplier,
    needs_of_buyer,
    public_need,
    supplier_list,
)
from marketplace.sourcing.rules.board import EVERYWHERE, whole_destination
from marketplace.sourcing.rules.receiving import monday_of
from tests.actions.linkage import asks
from tests.actions.test_sourcing_ask import tomatoes
from tests.support.statements import counting
from tests.world import World, add_buyer, add_destination, add_operator, add_property, small_world
from tests.world.small import buyer


@pytest.fixture
def world(session: Session) -> World:
    return small_world(session)


def count_statements(engine: Engine, session: Session, act) -> int:  # type: ignore[no-untyped-def]  # any act
    session.flush()
    with counting(engine) as seen:
        act()
    return len(seen)


def test_outsiders_see_leaf_amount_village_and_week_only(session: Session, world: World) -> None:
    need = asks(session, world)
    card = public_need(session, need.code)
    assert (card.leaf_code, card.quantity, card.unit_code) == ("veg.tomato", 20, "kg")
    assert (card.place_name, card.monday) == ("Rhotia", monday_of(need.deliver_on))
    named = {field.name for field in fields(PublicNeed)}
    assert not named & {"price_minor", "operator_name", "deliver_on", "property_name", "currency"}


def test_outsiders_see_when_a_need_is_over(session: Session, world: World) -> None:
    need = asks(session, world)
    withdraw(session, world.neema, need)
    assert not public_need(session, need.code).open
    with pytest.raises(NotFound):
        public_need(session, "NOPE22")


def test_the_board_pages_by_keyset_newest_first(session: Session, world: World) -> None:
    made = [asks(session, world, quantity=n + 1) for n in range(8)]
    cell = world.places["mto_wa_mbu"].cell
    first = board_page(session, cell=cell)
    assert [card.code for card in first.needs] == [need.code for need in made[:1:-1]]
    second = board_page(session, cell=cell, after=first.next)
    assert [card.code for card in second.needs] == [made[1].code, made[0].code]
    assert second.next is None
    # A need that is published meanwhile moves nothing on the second page.
    asks(session, world, quantity=50)
    assert board_page(session, cell=cell, after=first.next) == second


def test_the_board_knows_places_leaves_destinations_and_everywhere(
    session: Session, world: World
) -> None:
    need = asks(session, world)
    tomato, onion = (world.goods.leaves[code].id for code in ("veg.tomato", "veg.onion"))
    everywhere = (EVERYWHERE, whole_destination(world.destination.id), world.places["majengo"].cell)
    for cell in everywhere:
        assert [n.code for n in board_page(session, cell=cell).needs] == [need.code]
        assert board_page(session, cell=cell, category_id=tomato).needs
        assert not board_page(session, cell=cell, category_id=onion).needs
    assert not board_page(session, cell=world.places["arusha"].cell).needs
    assert not board_page(session, cell=whole_destination(world.destination.id + 1)).needs


def test_her_list_is_nearest_first(session: Session, world: World) -> None:
    near = add_property(session, world.kijani, world.places["majengo"], name="Lakeside")
    far_need = asks(session, world)
    near_need = ask(
        session, world.neema,
        tomatoes(world, property_public_id=near.public_id, client_key="near"),
    )  # fmt: skip
    page = supplier_list(session, world.suppliers["fish_47"].id)
    assert [card.code for card in page.needs] == [near_need.code, far_need.code]
    assert [card.distance_km for card in page.needs] == [0, 17]
    card = page.needs[1]
    assert (card.operator_name, card.property_name) == ("Kijani Ridge Lodges", "Kijani Ridge Lodge")
    assert (card.price_minor, card.payment_days, card.cash_at_door) == (140_000, 7, False)
    assert card.answer == "waiting"
    assert card.open


def test_her_list_pages_by_six(session: Session, world: World) -> None:
    for number in range(8):
        asks(session, world, quantity=number + 1)
    her = world.suppliers["fish_47"].id
    first, second = supplier_list(session, her), supplier_list(session, her, page=2)
    assert (len(first.needs), first.more, len(second.needs), second.more) == (6, True, 2, False)
    assert not {n.id for n in first.needs} & {n.id for n in second.needs}


def test_statements_do_not_grow_with_the_needs(
    engine: Engine, session: Session, world: World
) -> None:
    her, cell = world.suppliers["fish_47"].id, world.places["majengo"].cell
    asks(session, world, quantity=1)
    few = count_statements(engine, session, lambda: supplier_list(session, her))
    for number in range(20):
        asks(session, world, quantity=number + 1)
    assert few == count_statements(engine, session, lambda: supplier_list(session, her)) == 2
    assert count_statements(engine, session, lambda: board_page(session, cell=cell)) == 1


def test_only_its_own_people_see_a_need_in_full(session: Session, world: World) -> None:
    need = asks(session, world)
    other = add_operator(session, world.destination, "Heroe Escarpment Hotel")
    joseph = buyer(add_buyer(session, other, "Joseph"), other)
    assert need_for_buyer(session, world.neema, need.public_id).remaining == 20
    assert need_for_desk(session, world.anna, need.public_id).code == need.code
    for look, actor in (
        (need_for_buyer, joseph), (need_for_buyer, world.anna), (need_for_desk, world.theresia),
        (need_for_desk, world.neema), (need_for_desk, world.fish_47),
    ):  # fmt: skip
        with pytest.raises(NotFound):
            look(session, actor, need.public_id)
    assert [card.id for card in needs_of_buyer(session, world.neema)] == [need.id]
    assert needs_of_buyer(session, joseph) == ()
    assert needs_of_buyer(session, world.neema, before=need.id) == ()


def test_a_supplier_sees_needs_of_her_destination_only(session: Session, world: World) -> None:
    from tests.world import add_place, add_supplier

    need = asks(session, world)
    kenya = add_destination(session, "naivasha", currency="KES", country="KE")
    there = add_place(session, kenya, "karatu")
    stranger, _ = add_supplier(session, kenya, there, name="Wairimu")
    with pytest.raises(NotFound):
        need_for_supplier(session, stranger.id, need.code)
    mine = need_for_supplier(session, world.suppliers["sun_21"].id, need.code)
    assert (mine.deliver_on, mine.timezone) == (need.deliver_on, "Africa/Dar_es_Salaam")


def test_a_draft_is_seen_by_nobody(session: Session, world: World) -> None:
    need = asks(session, world)
    session.execute(Need.__table__.update().values(state="draft"))  # type: ignore[attr-defined]  # a Table
    with pytest.raises(NotFound):
        public_need(session, need.code)
    with pytest.raises(NotFound):
        need_for_supplier(session, world.suppliers["fish_47"].id, need.code)
    assert supplier_list(session, world.suppliers["fish_47"].id).needs == ()
