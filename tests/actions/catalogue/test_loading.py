"""The packaged catalogue and prices, loaded, loaded again, and read."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.catalogue import queries
from marketplace.catalogue.actions import beat, load_catalogue, load_price_references
from marketplace.catalogue.models import (
    Category,
    CategoryPaper,
    CategoryUnit,
    Destination,
    Installation,
    Paper,
    PriceReference,
    Unit,
    UnitStep,
)
from marketplace.catalogue.rules.lists import TradeLevel
from marketplace.kernel.clock import now
from marketplace.kernel.ids import public_id

COUNTED = (Category, CategoryUnit, PriceReference, Unit, UnitStep)
SPRING = date(2026, 5, 4)


def load(session: Session) -> None:
    load_catalogue(session)
    load_price_references(session)
    session.commit()


def counts(session: Session) -> list[int]:
    return [session.scalar(select(func.count()).select_from(table)) or 0 for table in COUNTED]


def kenya(session: Session) -> int:
    row = Destination(
        public_id=public_id(), code="naivasha", name="Naivasha", country="KE", currency="KES",
        guest_currency="USD", guest_rate_micro=129_000_000, timezone="Africa/Nairobi",
        quick_buy_ceiling_minor=800_000, day_rate_minor=80_000,
    )  # fmt: skip
    session.add(row)
    session.commit()
    return row.id


def reading(session: Session, leaf: str, unit: str, on: date = SPRING):  # type: ignore[no-untyped-def]  # whatever the query says
    place = session.scalar(select(Destination).where(Destination.code == "naivasha"))
    found, measure = queries.leaf_by_code(session, leaf), queries.unit_by_code(session, unit)
    assert place
    assert found
    assert measure
    return queries.price_reference_for(
        session, destination_id=place.id, category_id=found.id, unit_id=measure.id, on=on
    )


def test_loading_twice_changes_nothing(session: Session) -> None:
    load(session)
    first = counts(session)
    load(session)
    assert counts(session) == first
    assert len(queries.groups(session)) == 10
    assert len(queries.leaves(session)) == 96


def test_a_card_carries_words_picture_and_codes(session: Session) -> None:
    load(session)
    tomato = queries.leaf_by_code(session, "veg.tomato")
    assert tomato
    assert (tomato.short, tomato.picture, tomato.group_code) == ("Tomatoes", "tomato", "veg")
    assert (tomato.hs_code, tomato.shelf_life_days) == ("070200", 6)
    assert queries.leaf(session, tomato.id) == tomato
    units = queries.units_of(session, tomato.id)
    assert [unit.code for unit in units][:2] == ["kg", "crate"]
    assert units[0].id == tomato.default_unit_id
    assert units[0].steps == (1, 5, 10, 20)
    assert (units[1].one, units[1].short, units[1].nominal) == ("crate", "crates", True)


def test_milk_asks_for_papers_and_tomatoes_for_none(session: Session) -> None:
    load(session)
    milk, tomato = (queries.leaf_by_code(session, code) for code in ("protein.milk", "veg.tomato"))
    assert milk
    assert tomato
    papers = select(CategoryPaper.category_id, Paper.code).join(Paper)
    asked = [tuple(row) for row in session.execute(papers)]
    assert {code for leaf, code in asked if leaf == milk.id} == {"food_safety", "cold_chain"}
    assert tomato.id not in {leaf for leaf, _ in asked}


def test_a_number_over_ninety_nine_proposes_a_bigger_unit(session: Session) -> None:
    load(session)
    tomato, kg = queries.leaf_by_code(session, "veg.tomato"), queries.unit_by_code(session, "kg")
    crate = queries.unit_by_code(session, "crate")
    assert tomato
    assert kg
    assert crate
    proposal = queries.proposed_unit(session, leaf_id=tomato.id, unit_id=kg.id, quantity=120)
    assert proposal
    assert (proposal.unit_id, proposal.quantity) == (crate.id, 6)
    assert not queries.proposed_unit(session, leaf_id=tomato.id, unit_id=kg.id, quantity=99)


def test_what_the_package_dropped_is_retired_not_deleted(session: Session) -> None:
    load(session)
    leaf = session.scalars(select(Category).where(Category.code == "veg.tomato")).one()
    leaf.code = "veg.love_apple"
    session.commit()
    load(session)
    session.refresh(leaf)
    assert leaf.retired
    assert len(queries.leaves(session)) == 96


def test_kenyan_tomatoes_speak_at_wholesale_in_kilograms_and_crates(session: Session) -> None:
    load(session)
    kenya(session)
    kilo = reading(session, "veg.tomato", "kg")
    assert (kilo.p10_minor, kilo.median_minor, kilo.p90_minor) == (6627, 8691, 15714)
    assert (kilo.points, kilo.month, kilo.age_months) == (14, date(2026, 2, 1), 3)
    assert (kilo.level, kilo.currency, kilo.source) == (TradeLevel.WHOLESALE, "KES", "WFP")
    assert reading(session, "veg.tomato", "crate").median_minor == 20 * 8691


def test_old_prices_and_other_bases_are_no_local_reference(session: Session) -> None:
    load(session)
    kenya(session)
    assert reading(session, "veg.tomato", "kg", on=date(2027, 3, 1)) is None
    assert reading(session, "veg.leafy", "bunch") is None
    assert reading(session, "craft.basket", "piece") is None


def test_a_place_without_prices_has_no_reference(session: Session) -> None:
    load(session)
    row = session.get(Destination, kenya(session))
    assert row
    row.country, row.currency = "TZ", "TZS"
    session.commit()
    assert reading(session, "veg.tomato", "kg") is None


def test_set_up_needs_an_installation_and_a_destination(session: Session) -> None:
    assert not queries.is_set_up(session)
    session.add(Installation(id=1, created_at=now()))
    session.commit()
    assert not queries.is_set_up(session)
    kenya(session)
    assert queries.is_set_up(session)
    assert queries.places_of(session, queries.destinations(session)[0].id) == ()


def test_a_heartbeat_is_written(session: Session) -> None:
    session.add(Installation(id=1, created_at=now()))
    session.commit()
    beat(session)
    beat(session)
    session.expire_all()
    assert session.get(Installation, 1).health_beats == 2  # type: ignore[union-attr]  # added above
