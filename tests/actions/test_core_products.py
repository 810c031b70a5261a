"""What an operator lives from: every word is dated, a change is told, others never read it."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.assessment.queries.terms_facts import core_facts
from marketplace.catalogue.models import Season
from marketplace.catalogue.rules.lists import Route
from marketplace.journal.models import JournalEntry
from marketplace.kernel.actor import Role
from marketplace.kernel.refused import NotFound
from marketplace.sourcing.actions import (
    CoreProductFacts,
    keep_core_product,
    look_at_core_product,
    retire_core_product,
)
from marketplace.sourcing.models import CoreProductVersion
from marketplace.sourcing.queries.products import (
    core_product_for_buyer,
    core_products,
    core_products_for_desk,
    history_of,
    season_figures,
)
from marketplace.sourcing.rules.lists import MarginBand, ProductRole
from tests.actions.linkage import morning
from tests.world import World, actor_of, add_buyer, add_operator, add_property, buyer, small_world

pytestmark = pytest.mark.both


@pytest.fixture
def world(session: Session) -> World:
    with time_machine.travel(morning(), tick=False):
        made = small_world(session)
        session.commit()
        yield made  # type: ignore[misc]  # a fixture that travels


def rooms(world: World, **changes: object) -> CoreProductFacts:
    facts: dict[str, object] = {
        "operator_id": world.kijani.id, "name": "Lodge room", "category_code": "stay.room",
        "picture": "lodge", "role": ProductRole.CORE, "segment": "all", "slot": "night",
        "zone": "rhotia", "currency": "USD", "price_minor": 24_000,
        "margin_band": MarginBand.B30_40, "utilisation_percent": 60,
    }  # fmt: skip
    return CoreProductFacts(**{**facts, **changes})  # type: ignore[arg-type]  # as named above


def kinds(session: Session) -> list[str]:
    rows = session.scalars(select(CoreProductVersion).order_by(CoreProductVersion.number))
    return [row.kind.value for row in rows]


def test_every_word_is_a_version_and_one_journal_row(session: Session, world: World) -> None:
    made = keep_core_product(session, world.neema, rooms(world))
    changed = rooms(world, price_minor=26_000)
    keep_core_product(session, world.neema, changed, public_id=made.public_id)
    keep_core_product(session, world.neema, changed, public_id=made.public_id)
    look_at_core_product(session, world.neema, made.public_id)
    retire_core_product(session, world.neema, made.public_id)
    session.commit()
    assert kinds(session) == ["added", "changed", "looked_at", "looked_at", "retired"]
    verbs = session.scalars(
        select(JournalEntry.verb)
        .where(JournalEntry.verb.startswith("core_product."))
        .order_by(JournalEntry.id)
    ).all()
    assert verbs == [
        "core_product.add", "core_product.change", "core_product.look", "core_product.look",
        "core_product.retire",
    ]  # fmt: skip
    prices = [one.price_minor for one in history_of(session, world.neema, made.public_id)]
    assert prices == [26_000, 26_000, 26_000, 26_000, 24_000]
    assert core_products(session, world.neema) == ()


def test_what_is_given_up_cannot_be_changed_looked_at_or_given_up_again(
    session: Session, world: World
) -> None:
    made = keep_core_product(session, world.neema, rooms(world))
    retire_core_product(session, world.neema, made.public_id)
    for act in (
        lambda: keep_core_product(session, world.neema, rooms(world), public_id=made.public_id),
        lambda: look_at_core_product(session, world.neema, made.public_id),
        lambda: retire_core_product(session, world.neema, made.public_id),
    ):
        with pytest.raises(NotFound):
            act()


def test_a_look_a_year_is_asked_for_after_eleven_months(session: Session, world: World) -> None:
    made = keep_core_product(session, world.neema, rooms(world))
    session.commit()
    for days, months, wants in ((0, 0, False), (334, 11, False), (335, 11, True)):
        with time_machine.travel(morning() + timedelta(days=days), tick=False):
            card = core_product_for_buyer(session, world.neema, made.public_id)
            assert (card.months, card.wants_a_look) == (months, wants)
    with time_machine.travel(morning() + timedelta(days=335), tick=False):
        look_at_core_product(session, world.neema, made.public_id)
        assert not core_product_for_buyer(session, world.neema, made.public_id).wants_a_look


def test_the_check_uses_how_full_it_is_in_the_season_of_the_day(
    session: Session, world: World
) -> None:
    month = morning().month
    session.add_all(
        Season(destination_id=world.destination.id, code=code, month=at, occupancy_percent=50)
        for code, at in (("festive", month), ("green", month % 12 + 1))
    )
    facts = rooms(world, seasons={"festive": 90, "green": 30})
    made = keep_core_product(session, world.neema, facts)
    session.flush()
    assert utilisation(session, world, month) == "9/10"
    assert utilisation(session, world, month % 12 + 1) == "3/10"
    assert utilisation(session, world, (month + 1) % 12 + 1) == "3/5"
    kept = keep_core_product(
        session, world.neema, rooms(world, name="Tent"), public_id=made.public_id
    )
    assert season_figures(session, world.neema, kept.public_id) == {"festive": 90, "green": 30}
    forgotten = rooms(world, seasons={"green": 35})
    keep_core_product(session, world.neema, forgotten, public_id=made.public_id)
    assert utilisation(session, world, month) == "3/5"


def utilisation(session: Session, world: World, month: int) -> str:
    deal = Deal(world, month)
    return next(str(f.value) for f in core_facts(session, deal) if f.key == "core.0.util")  # type: ignore[arg-type]  # what of a deal is read


class Deal:
    """What of a deal the core products are read for: who, where, which month, how it is sold."""

    def __init__(self, world: World, month: int) -> None:
        self.terms = Terms(world.kijani.id, month)
        self.destination = world.destination
        self.day = morning().date().replace(month=month, day=1)


class Terms:
    route = Route.EMBEDDED
    season = ()

    def __init__(self, operator_id: int, month: int) -> None:
        self.operator_id = operator_id
        self.deliver_on = morning().date().replace(month=month, day=1)


def test_only_its_own_people_keep_and_only_facilitators_of_its_doors_read(
    session: Session, world: World
) -> None:
    made = keep_core_product(session, world.neema, rooms(world))
    other = add_operator(session, world.destination, "Maji Mengi Canoes")
    add_property(session, other, world.places["karatu"], name="The jetty")
    rehema = buyer(add_buyer(session, other, "Rehema", destination=world.destination), other)
    session.commit()
    observer = actor_of(world.people["theresia"], Role.OBSERVER)
    for actor in (rehema, world.anna, world.fish_47, observer):
        with pytest.raises(NotFound):
            keep_core_product(session, actor, rooms(world), public_id=made.public_id)
        with pytest.raises(NotFound):
            look_at_core_product(session, actor, made.public_id)
        with pytest.raises(NotFound):
            core_product_for_buyer(session, actor, made.public_id)
        assert history_of(session, actor, made.public_id) == ()
        assert season_figures(session, actor, made.public_id) == {}
    name, seen = core_products_for_desk(session, world.anna, world.kijani.public_id)
    assert (name, [one.name for one in seen]) == ("Kijani Ridge Lodges", ["Lodge room"])
    for actor in (world.theresia, rehema, world.fish_47, observer):
        with pytest.raises(NotFound):
            core_products_for_desk(session, actor, world.kijani.public_id)
