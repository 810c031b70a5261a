"""The ranking's weights are numbers of the rule set: published there, used for what opens later."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.assessment.actions import (
    PublishRuleSet,
    check_purchase,
    load_default_rule_set,
    publish_rule_set,
    sign,
)
from marketplace.assessment.queries import assessment_page, rule_set_for
from marketplace.assessment.queries.stored import facts_of
from marketplace.assessment.rules.signing import SignRefusal
from marketplace.catalogue.models import CategoryPaper, Paper
from marketplace.catalogue.rules.lists import Route
from marketplace.kernel import clock
from marketplace.kernel.actor import SYSTEM, Actor, Role
from marketplace.kernel.refused import Refused
from marketplace.mediation.queries.ranked import ranking_of
from marketplace.mediation.rules.ranking import Part, Ranked
from marketplace.offers.models import Offer
from marketplace.people.models import SupplierOutcome, SupplierPaper
from marketplace.sourcing.models import Need, Tender
from tests.actions.linkage import PRICE, asks, morning, purchase
from tests.actions.openings import opening
from tests.world import World, add_person, small_world

pytestmark = pytest.mark.both
REASON = "Nine of ten suppliers asked for newcomers first."


@pytest.fixture(autouse=True)
def at() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(morning(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(session: Session) -> World:
    made = small_world(session)
    load_default_rule_set(session)
    return made


def administrator(session: Session, world: World) -> Actor:
    person = add_person(session, world.destination, "Grace Mollel", role=Role.ADMINISTRATOR)
    return Actor(person_id=person.id, roles=frozenset({Role.ADMINISTRATOR}), everywhere=True)


def ranked(session: Session, need: Need, offers: dict[str, Offer]) -> tuple[Ranked, ...]:
    session.flush()
    return ranking_of(session, need.id, [one.code for one in offers.values()])


def most(found: tuple[Ranked, ...]) -> dict[Part, int]:
    """What each part can give at most."""
    return {part.part: part.most for part in found[0].parts}


def test_weights_are_published_and_a_decision_under_way_keeps_its_own(
    session: Session, world: World, at: time_machine.Traveller
) -> None:
    need, offers = opening(session, world)
    tender = session.scalars(select(Tender).where(Tender.need_id == need.id)).one()
    tender.opened_at = clock.now()
    before = ranked(session, need, offers)
    assert most(before) == {Part.PRICE: 40, Part.ON_TIME: 25, Part.ACCEPTED: 20, Part.NEWCOMER: 15}
    at.shift(timedelta(hours=1))
    now = rule_set_for(session, world.destination.id, clock.now())
    values = {key: str(value) for key, value in now.values().items()}
    values |= {"weight_price": "25", "weight_newcomer": "30"}
    publish_rule_set(
        session, administrator(session, world),
        PublishRuleSet(
            destination_id=world.destination.id, based_on=now.version, values=values, reason=REASON
        ),
    )  # fmt: skip
    assert ranked(session, need, offers) == before, "opened before: its ranking stays"
    tender.opened_at = clock.now() + timedelta(seconds=1)
    after = ranked(session, need, offers)
    assert most(after) == {Part.PRICE: 25, Part.ON_TIME: 25, Part.ACCEPTED: 20, Part.NEWCOMER: 30}


def test_the_check_reads_what_a_tender_says_of_its_guests(session: Session, world: World) -> None:
    need, _ = opening(session, world)
    tender = session.scalars(select(Tender).where(Tender.need_id == need.id)).one()
    need.route = Route.EMBEDDED
    tender.segment, tender.slot, tender.zone = "lodge", "evening", "garden"
    tender.guest_price_minor, tender.users_month = 2_000, 60
    session.flush()
    row = check_purchase(session, SYSTEM, purchase(world, need, who="fish_47"))
    assert row.route is Route.EMBEDDED
    told = {key: fact.value for key, fact in facts_of(session, row.id).items()}
    names = ("segment", "slot", "zone", "guest_price", "users")
    assert [told[f"offer.{name}"] for name in names] == ["lodge", "evening", "garden", 20, 60]


@pytest.mark.paper(23)
def test_a_certificate_alone_neither_passes_nor_ranks_and_the_record_counts(
    session: Session, world: World
) -> None:
    paper = Paper(code="food_safety", picture="paper")
    session.add(paper)
    session.flush()
    session.add(CategoryPaper(category_id=world.goods.leaves["veg.tomato"].id, paper_id=paper.id))
    certified = world.suppliers["fish_47"]
    session.add(SupplierPaper(supplier_id=certified.id, paper_id=paper.id, checked_at=clock.now()))
    session.flush()
    row = check_purchase(session, SYSTEM, purchase(world, asks(session, world), who="fish_47"))
    page = assessment_page(session, world.anna, row.public_id)
    assert next(card.level for card in page.signals if card.code == "A7") == 0
    with pytest.raises(Refused) as refused:  # her papers are complete, and nobody knows her cost
        sign(session, world.anna, row.public_id, ())
    assert refused.value.reasons == {SignRefusal.INCOMPLETE}
    delivers(session, world, "fish_47", on_time=False, accepted=400)
    delivers(session, world, "hen_33", on_time=True, accepted=1000)
    need, offers = opening(session, world, prices={"fish_47": PRICE, "hen_33": PRICE})
    first, second = ranked(session, need, offers)
    assert (first.code, second.code) == (offers["hen_33"].code, offers["fish_47"].code)
    lost = {part.part: part.points for part in second.parts}
    assert lost[Part.ON_TIME] == 0, "a paper stands in for no delivery"


def delivers(session: Session, world: World, who: str, *, on_time: bool, accepted: int) -> None:
    """Three deliveries of the past, as her record has them."""
    her = world.suppliers[who].id
    session.add_all(
        SupplierOutcome(
            supplier_id=her, delivery_id=9_000 + 10 * her + n, on_time=on_time,
            accepted_permille=accepted, at=clock.now() - timedelta(days=n),
        )
        for n in range(3)
    )  # fmt: skip
    session.flush()
