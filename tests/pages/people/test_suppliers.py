"""Suppliers at the desk: registration in 90 seconds, the card, the file, the list."""

import re
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.kernel.actor import Hand
from marketplace.offers.models import Offer
from marketplace.offers.rules.lists import OfferState
from marketplace.people.models import Card, Consent, PictureKey, Supplier, SupplierLeaf, Symbol
from marketplace.people.rules.lists import Purpose
from tests.actions.linkage import asks
from tests.pages.desk.room import Desk, look_again, words
from tests.support.client import PageClient
from tests.support.markup import parse
from tests.world import World

NEW = "/desk/suppliers/new"


def said(world: World, **more: str) -> dict[str, str]:
    """What Mama Rehema of Majengo says in a minute and a half."""
    told = {
        "name": "Mama Rehema", "place": world.places["majengo"].public_id, "0-amount": "40",
        "adult": "y", "notice_heard": "y", "consent": "y", "terms_heard": "y",
    }  # fmt: skip
    return {**told, **more}


def register(anna: Desk, told: dict[str, str]) -> Any:
    return anna.client.submit(anna.get(NEW), told, action="/desk/suppliers/new")


def count(session: Session) -> int:
    session.rollback()
    return session.scalar(select(func.count(Supplier.id))) or 0


@pytest.mark.feature("C6", part=True)
def test_one_page_registers_her_with_consent_symbol_and_card(
    anna: Desk, session: Session, world: World
) -> None:
    shown = register(anna, said(world))
    assert shown.status_code == 200
    session.rollback()
    her = session.scalars(select(Supplier).where(Supplier.name == "Mama Rehema")).one()
    made = session.scalars(select(SupplierLeaf).where(SupplierLeaf.supplier_id == her.id)).one()
    assert (her.place_id, made.weekly_amount) == (world.places["majengo"].id, 40)
    card = session.scalars(select(Card).where(Card.supplier_id == her.id)).one()
    given = session.scalars(select(Consent).where(Consent.person_id == card.person_id)).one()
    assert (given.purpose, given.heard) == (Purpose.TRADING, True)
    assert given.witness_id == world.people["anna"].id
    symbol = session.scalars(select(Symbol).where(Symbol.person_id == card.person_id)).one()
    text = words(shown)
    assert str(symbol.number) in text
    assert " ".join(re.findall("..", card.number)) in " ".join(text.split())


def test_her_four_pictures_are_shown_once_and_stand_on_no_later_page(
    anna: Desk, session: Session, world: World
) -> None:
    shown = register(anna, said(world))
    assert len(parse(shown.get_data(as_text=True)).all("kbd")) == 4
    her = session.scalars(select(Supplier).where(Supplier.name == "Mama Rehema")).one()
    card = session.scalars(select(Card).where(Card.supplier_id == her.id)).one()
    keys = session.scalars(select(PictureKey.drawing).where(PictureKey.person_id == card.person_id))
    later = anna.get(f"/desk/suppliers/{her.public_id}/card")
    assert later.status_code == 200
    source = later.get_data(as_text=True)
    assert parse(source).all("kbd") == []
    # her symbol may be drawn like one of her keys; the four together stand nowhere
    assert not all(f'href="#p-{drawing}"' in source for drawing in keys)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": ""}, "Please fill this in."),
        ({"name": "a\u202eb"}, "signs that cannot be shown"),
        ({"0-amount": ""}, "Please write how much a week beside one thing"),
        ({"0-amount": "many"}, "Please write a whole number"),
        ({"0-amount": "0"}, "how much she can bring in a week"),
        ({"consent": ""}, "Without her yes nothing is kept."),
        ({"notice_heard": ""}, "Please read the notice to her first."),
        ({"adult": ""}, "Only grown people can be registered."),
        ({"phone": "12"}, "This is not a phone number here."),
        ({"place": ""}, "Please fill this in."),
        ({"0-goods": "gold|kg"}, "These goods are not counted like that here."),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(
    anna: Desk, session: Session, world: World, change: dict[str, str], sentence: str
) -> None:
    before = count(session)
    again = register(anna, said(world, **{"1-amount": "77", **change}) if "0-amount" not in change
                     else said(world, **change))  # fmt: skip
    assert again.status_code == 422
    assert sentence in words(again)
    kept = change.get("name", "Mama Rehema")
    assert f'value="{kept}"' in again.get_data(as_text=True)
    assert count(session) == before


def test_four_things_are_too_many(anna: Desk, world: World) -> None:
    more = {f"{n}-amount": "5" for n in range(4)}
    more |= {f"{n}-goods": "veg.tomato|kg" for n in range(4)}
    again = register(anna, said(world, **more))
    assert again.status_code == 422
    assert "three things at most" in words(again)


def test_a_name_that_is_here_is_asked_back_and_can_be_confirmed(
    anna: Desk, session: Session, world: World
) -> None:
    known = world.suppliers["fish_47"]
    again = register(anna, said(world, name=known.name))
    assert again.status_code == 422
    assert known.code in words(again)
    before = count(session)
    done = anna.client.submit(again, {"different": "y"}, action="/desk/suppliers/new")
    assert done.status_code == 200
    assert count(session) == before + 1


def test_something_else_is_picked_from_the_whole_list(
    anna: Desk, session: Session, world: World
) -> None:
    page = anna.get(NEW)
    first = next(
        name for field in parse(page.get_data(as_text=True)).all("select")
        if (name := field.get("name", "")).endswith("-goods")
    )  # fmt: skip
    told = said(world, **{"0-amount": "", first: "veg.tomato|kg", first[0] + "-amount": "12"})
    done = anna.client.submit(page, told, action="/desk/suppliers/new")
    assert done.status_code == 200
    session.rollback()
    her = session.scalars(select(Supplier).where(Supplier.name == "Mama Rehema")).one()
    made = session.scalars(select(SupplierLeaf).where(SupplierLeaf.supplier_id == her.id)).one()
    assert (made.category_id, made.weekly_amount) == (world.goods.leaves["veg.tomato"].id, 12)


def test_the_list_and_the_file_show_her_places_only(
    anna: Desk, theresia: Desk, world: World
) -> None:
    her = world.suppliers["fish_47"]
    assert her.name in words(anna.get("/desk/suppliers"))
    assert her.name not in words(theresia.get("/desk/suppliers"))
    assert "What she agreed to" in words(anna.get(f"/desk/suppliers/{her.public_id}"))
    for path in (f"/desk/suppliers/{her.public_id}", f"/desk/suppliers/{her.public_id}/card"):
        assert theresia.client.get(path).status_code == 404


def test_nobody_registers_in_a_village_that_is_not_hers(
    theresia: Desk, session: Session, world: World
) -> None:
    before = count(session)
    assert register(theresia, said(world)).status_code == 404
    assert count(session) == before


@pytest.mark.parametrize("path", ["/desk/suppliers", NEW, "/desk/suppliers/x", "/desk/operators"])
def test_a_buyer_has_no_business_here(
    sit: Any, client: PageClient, world: World, path: str
) -> None:
    assert sit(world.people["neema"]).client.get(path).status_code == 403
    assert client.get(path).status_code == 303


@pytest.mark.feature("C6")
def test_a_registered_woman_offers_through_her_facilitator_without_a_phone(
    anna: Desk, session: Session, world: World
) -> None:
    """Registered with her consent on record, her offer entered and read back: it counts then."""
    told = said(world, **{"0-goods": "veg.tomato|kg"})
    assert register(anna, told).status_code == 200
    session.rollback()
    her = session.scalars(select(Supplier).where(Supplier.name == "Mama Rehema")).one()
    assert her.phone_id is None
    heard = consent_of(session, her)
    assert (heard.purpose, heard.heard, heard.withdrawn_at) == (Purpose.TRADING, True, None)
    need = asks(session, world)
    session.commit()
    page = anna.get(f"/desk/needs/{need.public_id}/offer")
    read = anna.send(page, {"supplier": her.code, "much": "half"}, action="/offer")
    assert "Read this to Mama Rehema" in words(read)
    look_again(session)
    offer = session.scalars(select(Offer).where(Offer.supplier_id == her.id)).one()
    assert (offer.state, offer.hand) == (OfferState.TO_READ_BACK, Hand.FACILITATOR)
    anna.send(read, action=offer.public_id, press="yes")
    look_again(session)
    assert session.scalars(select(Offer.state)).one() is OfferState.SUBMITTED


def consent_of(session: Session, her: Supplier) -> Consent:
    """Return the one consent of a supplier's own person."""
    whose = select(Card.person_id).where(Card.supplier_id == her.id).scalar_subquery()
    return session.scalars(select(Consent).where(Consent.person_id == whose)).one()


@pytest.mark.feature("C6", part=True)
def test_without_the_terms_heard_no_offer_is_entered_for_her(
    anna: Desk, session: Session, world: World
) -> None:
    told = said(world, **{"0-goods": "veg.tomato|kg", "terms_heard": ""})
    assert register(anna, told).status_code == 200
    her = session.scalars(select(Supplier).where(Supplier.name == "Mama Rehema")).one()
    need = asks(session, world)
    session.commit()
    page = anna.get(f"/desk/needs/{need.public_id}/offer")
    anna.send(page, {"supplier": her.code, "much": "half"}, action="/offer")
    look_again(session)
    assert session.scalars(select(Offer)).all() == []
