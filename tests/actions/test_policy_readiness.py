"""What an operator means to buy, what he buys elsewhere, and how ready a supplier is."""

from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.journal.models import JournalEntry
from marketplace.kernel.refused import NotFound, Refused
from marketplace.people.actions.readiness import keep_readiness
from marketplace.people.models import LeafStep, ReadinessMark
from marketplace.people.rules.lists import Trait
from marketplace.sourcing.actions.policy import SetPolicy, SourceFacts, keep_source, set_policy
from marketplace.sourcing.actions.properties import IncumbentFacts
from marketplace.sourcing.models import Incumbent, IncumbentSource, LinkagePolicy
from marketplace.sourcing.rules.lists import Origin
from marketplace.sourcing.rules.refusals import PolicyRefusal
from tests.world import World, small_world

pytestmark = pytest.mark.both


@pytest.fixture
def world(session: Session) -> World:
    return small_world(session)


def a_policy(world: World, **changes: int) -> SetPolicy:
    told = {"local_percent": 50, "answers_id": world.people["neema"].id, **changes}
    return SetPolicy(
        operator_id=world.kijani.id, until=date(2027, 12, 31), words="Vegetables from here.", **told
    )


def test_a_policy_is_set_and_changed_by_the_operators_own_people(
    session: Session, world: World
) -> None:
    set_policy(session, world.neema, a_policy(world))
    set_policy(session, world.neema, a_policy(world, local_percent=60))
    session.commit()
    assert session.scalars(select(LinkagePolicy.local_percent)).all() == [60]
    found = select(func.count()).where(JournalEntry.verb == "policy.set")
    assert session.scalar(found) == 2
    for actor in (world.anna, world.fish_47):
        with pytest.raises(NotFound):
            set_policy(session, actor, a_policy(world))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"local_percent": 0}, PolicyRefusal.PERCENT),
        ({"local_percent": 101}, PolicyRefusal.PERCENT),
    ],
)
def test_a_share_is_from_one_to_a_hundred(
    session: Session, world: World, changes: dict[str, int], reason: PolicyRefusal
) -> None:
    with pytest.raises(Refused) as caught:
        set_policy(session, world.neema, a_policy(world, **changes))
    assert set(caught.value.reasons) == {reason}


def test_who_answers_for_it_works_there(session: Session, world: World) -> None:
    with pytest.raises(Refused) as caught:
        set_policy(session, world.neema, a_policy(world, answers_id=world.people["anna"].id))
    assert set(caught.value.reasons) == {PolicyRefusal.NOT_OUR_PERSON}


def a_source(world: World, **changes: object) -> SourceFacts:
    bought = IncumbentFacts(
        operator_id=world.kijani.id, category_id=world.goods.leaves["veg.tomato"].id,
        unit_id=world.goods.units["kg"].id, price_minor=100_000, transport_minor=30_000,
    )  # fmt: skip
    told = {"origin": Origin.IMPORTED, "monthly_quantity": 90, "lead_days": 6, **changes}
    return SourceFacts(bought=bought, **told)  # type: ignore[arg-type]  # told in words


def test_a_source_is_kept_once_a_leaf_and_unit(session: Session, world: World) -> None:
    keep_source(session, world.neema, a_source(world))
    keep_source(session, world.neema, a_source(world, origin=Origin.NATIONAL))
    session.commit()
    assert session.scalar(select(func.count(Incumbent.id))) == 1
    assert session.scalars(select(IncumbentSource.origin)).all() == [Origin.NATIONAL]
    with pytest.raises(NotFound):
        keep_source(session, world.theresia, a_source(world))


def test_faces_and_rungs_are_kept_and_the_latest_look_counts(
    session: Session, world: World
) -> None:
    her, tomato = world.suppliers["fish_47"], world.goods.leaves["veg.tomato"].id
    keep_readiness(
        session, world.anna, her.public_id, faces={Trait.GROWTH: 2, Trait.QUALITY: 3},
        steps={tomato: 1},
    )  # fmt: skip
    keep_readiness(session, world.anna, her.public_id, faces={Trait.GROWTH: 4}, steps={tomato: 2})
    session.commit()
    marks = {
        row.trait: row.face
        for row in session.execute(select(ReadinessMark.trait, ReadinessMark.face))
    }
    assert marks == {Trait.GROWTH: 4, Trait.QUALITY: 3}
    assert session.scalars(select(LeafStep.step)).all() == [2]
    found = select(func.count()).where(JournalEntry.verb == "supplier.readiness")
    assert session.scalar(found) == 2


def test_readiness_is_said_by_a_facilitator_of_her_place_about_what_she_makes(
    session: Session, world: World
) -> None:
    her, onion = world.suppliers["fish_47"], world.goods.leaves["veg.onion"].id
    for actor in (world.theresia, world.neema):
        with pytest.raises(NotFound):
            keep_readiness(session, actor, her.public_id, faces={Trait.GROWTH: 2}, steps={})
    with pytest.raises(NotFound):
        keep_readiness(session, world.anna, her.public_id, faces={}, steps={onion: 1})
    with pytest.raises(NotFound):
        keep_readiness(session, world.anna, "no-such", faces={}, steps={})
