"""Registering a supplier in 90 seconds: notice, consent, symbol, code and card."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.journal.models import JournalEntry
from marketplace.journal.queries import check_chain
from marketplace.kernel.ids import valid_card_number
from marketplace.kernel.refused import NotFound, Refused
from marketplace.people import actions, queries
from marketplace.people.models import Consent, Person, Symbol
from marketplace.people.rules.lists import (
    FoundAt,
    FoundWhen,
    Payout,
    PhoneArrangement,
    Purpose,
    SupplierKind,
    SupplierState,
)
from marketplace.people.rules.picture_codes import deal_code, pepper_of
from marketplace.people.rules.registration import LeafAmount, Likeness, RegisterSupplier
from marketplace.people.rules.registration import RegistrationRefusal as No
from marketplace.people.rules.symbols import SymbolName
from tests.world import World, small_world

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


@pytest.mark.feature("C6", part=True)
@pytest.mark.feature("L6", part=True)
def test_a_supplier_without_a_phone_is_registered_with_her_consent(
    session: Session, world: World
) -> None:
    made = actions.register_supplier(session, world.anna, form(world))
    session.commit()
    consent = session.scalars(select(Consent).where(Consent.person_id == made.person.id)).one()
    assert (consent.purpose, consent.heard, consent.language) == (Purpose.TRADING, True, "sw")
    assert consent.witness_id == world.people["anna"].id
    assert consent.notice_version == 1
    assert consent.withdrawn_at is None
    card = queries.supplier_card(session, world.anna, made.supplier.public_id)
    assert card.state is SupplierState.ACTIVE
    assert card.phone is None
    assert [(leaf.category_code, leaf.weekly_amount) for leaf in card.leaves] == [
        ("veg.tomato", 35)
    ]
    assert card.terms_version == 1
    assert card.consents == {Purpose.TRADING}
    assert (card.drawing, card.number) == (made.symbol.drawing, made.symbol.number)
    assert valid_card_number(made.card_number)
    assert card.card_number == made.card_number


def test_what_she_is_told_lets_her_in(session: Session, world: World) -> None:
    made = actions.register_supplier(session, world.anna, form(world))
    session.commit()
    assert queries.keys_of(session, made.person.id) == made.drawings
    symbol = made.symbol
    credentials = queries.seat_credentials(
        session, destination_id=world.destination.id, drawing=symbol.drawing, number=symbol.number
    )
    assert credentials.verify(made.code_keys, PEPPER)
    assert not credentials.verify(made.code_keys[::-1], PEPPER)
    pairs = " ".join(made.card_number[n : n + 2] for n in (0, 2, 4))
    holder = queries.person_by_card(session, pairs)
    assert holder is not None
    assert (holder.person_id, holder.symbol) == (made.person.id, symbol)
    assert symbol.drawing in queries.symbols_drawings_used(session, world.destination.id)


def test_nothing_personal_stands_in_the_journal(session: Session, world: World) -> None:
    made = actions.register_supplier(session, world.anna, form(world, phone="0754 123 456"))
    session.commit()
    rows = session.scalars(select(JournalEntry)).all()
    assert [row.verb for row in rows].count("supplier.register") == 1
    assert {"consent.give", "terms.accept"} <= {row.verb for row in rows}
    told = " ".join(row.facts for row in rows)
    personal = ("Asha", "754", made.card_number, made.symbol.drawing, made.code_keys)
    assert [part for part in personal if part in told] == []
    assert check_chain(session).whole


def test_no_consent_no_registration(session: Session, world: World) -> None:
    before = session.scalars(select(Person.id)).all()
    with pytest.raises(Refused) as refused:
        actions.register_supplier(session, world.anna, form(world, consent=False, adult=False))
    assert refused.value.reasons == {No.NO_CONSENT, No.UNDER_AGE}
    assert session.scalars(select(Person.id)).all() == before


def test_photos_and_voice_are_asked_apart_from_trading(session: Session, world: World) -> None:
    also = frozenset({Purpose.PHOTOS})
    made = actions.register_supplier(session, world.anna, form(world, also=also))
    session.flush()
    given = select(Consent.purpose).where(Consent.person_id == made.person.id)
    assert set(session.scalars(given)) == {Purpose.TRADING, Purpose.PHOTOS}


def test_a_place_of_another_facilitator_does_not_exist(session: Session, world: World) -> None:
    for actor in (world.theresia, world.neema, world.fish_47):
        with pytest.raises(NotFound):
            actions.register_supplier(session, actor, form(world))


@pytest.mark.parametrize("name", ["mama  ZUHURA", "Zuhura, Mama"])
def test_somebody_who_may_be_here_already_is_asked_back(
    session: Session, world: World, name: str
) -> None:
    """Fish 47 is Mama Zuhura of Majengo; Migombani is next door."""
    typed = form(world, name=name, place_id=world.places["migombani"].id)
    with pytest.raises(Refused) as refused:
        actions.register_supplier(session, world.anna, typed)
    assert refused.value.reasons == {No.DUPLICATE_UNCONFIRMED}
    (found,) = queries.duplicates_of(session, name=name, place_id=typed.place_id)
    assert found.supplier_id == world.suppliers["fish_47"].id
    assert found.likeness == {Likeness.SAME_NAME}
    made = actions.register_supplier(session, world.anna, replace(typed, confirmed_duplicates=True))
    assert made.supplier.id != world.suppliers["fish_47"].id


def test_a_name_far_away_is_somebody_else(session: Session, world: World) -> None:
    arusha = world.places["arusha"].id
    assert queries.duplicates_of(session, name="Mama Zuhura", place_id=arusha) == ()


def test_a_shared_phone_is_a_question_and_no_obstacle(session: Session, world: World) -> None:
    shared = {"phone": "0754 123 456", "phone_arrangement": PhoneArrangement.SHARED}
    first = actions.register_supplier(session, world.anna, form(world, **shared))
    second = form(world, name="Bibi Halima", **shared)
    with pytest.raises(Refused):
        actions.register_supplier(session, world.anna, second)
    (found,) = queries.duplicates_of(
        session, name="Bibi Halima", place_id=second.place_id, phone="+255754123456"
    )
    assert found.likeness == {Likeness.SAME_PHONE}
    made = actions.register_supplier(
        session, world.anna, replace(second, confirmed_duplicates=True)
    )
    assert made.supplier.phone_id == first.supplier.phone_id


def test_a_number_nobody_can_call_is_refused(session: Session, world: World) -> None:
    with pytest.raises(Refused) as refused:
        actions.register_supplier(session, world.anna, form(world, phone="call the market"))
    assert refused.value.reasons == {No.PHONE_UNREADABLE}
    assert refused.value.field == "phone"


def test_a_leaf_or_unit_that_is_not_of_the_catalogue_is_refused(
    session: Session, world: World
) -> None:
    kg = world.goods.units["kg"].id
    group = world.goods.leaves["veg.tomato"].parent_id or 0
    for leaf in (LeafAmount(10_000, kg, 5), LeafAmount(group, kg, 5),
                 LeafAmount(world.goods.leaves["veg.tomato"].id, 10_000, 5)):  # fmt: skip
        with pytest.raises(Refused) as refused:
            actions.register_supplier(session, world.anna, form(world, leaves=(leaf,)))
        assert refused.value.reasons == {No.LEAF_UNKNOWN}


def test_a_roster_of_twenty_gets_twenty_symbols_and_cards(session: Session, world: World) -> None:
    made = [
        actions.register_supplier(session, world.anna, form(world, name=f"Bibi {n:02d}"))
        for n in range(20)
    ]
    session.commit()
    assert len({m.symbol for m in made}) == len({m.card_number for m in made}) == 20
    rows = session.scalars(select(Symbol).where(Symbol.destination_id == world.destination.id))
    assert {m.symbol for m in made} <= {SymbolName(row.drawing, row.number) for row in rows}
