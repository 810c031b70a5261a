"""Beyond trade: who vouches, small first orders, a hidden name, sales elsewhere, the directory."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.agreements.actions import OrderAnswer, answer_order, settle
from marketplace.agreements.models import Order
from marketplace.agreements.queries.buyer import order_for_buyer
from marketplace.assessment.actions import check_purchase
from marketplace.assessment.queries.stored import facts_of
from marketplace.assessment.rules.clearance import OutReason
from marketplace.assessment.rules.lists import AssessmentState
from marketplace.kernel import clock
from marketplace.kernel.actor import SYSTEM
from marketplace.kernel.refused import NotFound, Refused
from marketplace.offers.queries import offers_for_buyer
from marketplace.people import actions
from marketplace.people.models import Champion, SupplierSale
from marketplace.people.queries import buyer_share, supplier_card
from marketplace.people.queries.listing import leaves_listed, listing
from marketplace.people.queries.trust import stones_of, trust_of, trust_step
from marketplace.people.rules.lists import (
    MemberRole,
    OtherBuyer,
    Purpose,
    SupplierKind,
    SupplierState,
    VoucherKind,
)
from marketplace.people.rules.standing import TrustRefusal
from marketplace.people.rules.trust_steps import TrustStep
from tests.actions.linkage import (
    asks,
    clears,
    morning,
    names_in_rotation,
    offers,
    purchase,
    typical_cost,
)
from tests.world import World, add_person, small_world

pytestmark = pytest.mark.both
FISH, SUN, HEN = "fish_47", "sun_21", "hen_33"


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(morning(), tick=False):
        yield


@pytest.fixture
def world(session: Session) -> World:
    made = small_world(session)
    typical_cost(session, made)
    session.commit()
    return made


def vouch(session: Session, world: World, name: str, kind: VoucherKind, who: str = FISH) -> None:
    actions.vouch(session, world.anna, world.suppliers[who].id, kind=kind, name=name,
                  now=clock.now())  # fmt: skip


@pytest.mark.paper(42)
def test_two_neighbours_or_leaders_vouch_and_first_orders_are_small_until_then(
    session: Session, world: World
) -> None:
    """30 kg at 1,400 are 42,000 shillings: above a quarter of the ceiling of 150,000."""
    clears(session, world)
    need = asks(session, world, quantity=30)
    first = check_purchase(session, SYSTEM, purchase(world, need, quantity=30))
    assert first.state is AssessmentState.WAITING
    assert first.out_of_bounds == OutReason.OVER_TRUST_STEP.value
    small = check_purchase(session, SYSTEM, purchase(world, need, quantity=10))
    assert small.state is AssessmentState.CLEARED, "a small first order goes through"
    vouch(session, world, "Mama Salome", VoucherKind.NEIGHBOUR)
    assert trust_step(session, world.suppliers[FISH].id) is TrustStep.NEW
    vouch(session, world, "Mwenyekiti Shirima", VoucherKind.LEADER)
    session.commit()
    assert trust_step(session, world.suppliers[FISH].id) is TrustStep.VOUCHED
    later = check_purchase(session, SYSTEM, purchase(world, need, quantity=30))
    assert later.state is AssessmentState.CLEARED


def test_the_same_person_vouches_once_and_may_take_it_back(session: Session, world: World) -> None:
    vouch(session, world, "Mama Salome", VoucherKind.NEIGHBOUR)
    with pytest.raises(Refused) as caught:
        vouch(session, world, "mama  SALOME", VoucherKind.LEADER)
    assert caught.value.reasons == {TrustRefusal.VOUCHED_ALREADY}
    with pytest.raises(Refused):
        vouch(session, world, " ", VoucherKind.LEADER)
    her = supplier_card(session, world.anna, world.suppliers[FISH].public_id)
    (card,) = trust_of(session, her.id, her.record).vouchers
    with pytest.raises(NotFound):
        actions.withdraw_voucher(session, world.theresia, card.id, now=clock.now())
    actions.withdraw_voucher(session, world.anna, card.id, now=clock.now())
    session.commit()
    assert trust_of(session, her.id, her.record).vouchers == ()
    vouch(session, world, "Mama Salome", VoucherKind.NEIGHBOUR)


@pytest.mark.paper(70)
def test_who_prefers_to_be_invisible_has_no_name_before_she_agreed(
    session: Session, world: World
) -> None:
    clears(session, world)
    need = asks(session, world, quantity=10)
    name = names_in_rotation(session, world, need)[0]
    her = world.suppliers[name]
    actions.hide(session, world.anna, her.id, now=clock.now())
    offers(session, world, need, who=name, quantity=10)
    settle(session, SYSTEM, need.id)
    session.commit()
    (order,) = session.scalars(select(Order).where(Order.need_id == need.id))
    before = order_for_buyer(session, world.neema, order.public_id)
    (answer,) = [one for one in offers_for_buyer(session, world.neema, need.public_id)
                 if one.supplier_id == her.id]  # fmt: skip
    place = world.places[{FISH: "majengo", SUN: "migombani", HEN: "rhotia"}[name]].name
    for card in (before, answer):
        assert her.name not in repr(card)
        assert her.code not in repr(card)
    assert before.supplier_place_name != place
    seen = supplier_card(session, world.anna, her.public_id)
    assert (seen.name, seen.place_name) == (her.name, place), "her facilitator sees her"
    assert trust_of(session, her.id, seen.record).pseudonym == before.supplier_name
    answer_order(session, world.supplier(name), order.public_id, OrderAnswer.yes())
    session.commit()
    after = order_for_buyer(session, world.neema, order.public_id)
    assert (after.supplier_name, after.supplier_place_name) == (her.name, place)


def test_hiding_is_hers_or_her_facilitators_to_say(session: Session, world: World) -> None:
    her = world.suppliers[FISH].id
    for nobody in (world.theresia, world.neema, world.supplier(SUN)):
        with pytest.raises(NotFound):
            actions.hide(session, nobody, her, now=clock.now())
    actions.hide(session, world.fish_47, her, now=clock.now())
    actions.hide(session, world.fish_47, her, now=clock.now())
    actions.show_again(session, world.anna, her)
    session.commit()
    card = supplier_card(session, world.anna, world.suppliers[FISH].public_id)
    assert trust_of(session, her, card.record).pseudonym is None


def sells(session: Session, world: World, operator_id: int, *, times: int) -> None:
    for at in range(times):
        session.add(
            SupplierSale(
                supplier_id=world.suppliers[FISH].id, operator_id=operator_id,
                category_id=world.goods.leaves["veg.tomato"].id, delivery_id=900 + at,
                amount_minor=100_000, currency="TZS",
                at=clock.now() - timedelta(days=190 - at),
            )
        )  # fmt: skip
    session.flush()


def test_dependency_counts_the_sales_she_states(session: Session, world: World) -> None:
    sells(session, world, world.kijani.id, times=4)
    her = world.suppliers[FISH].id
    of = {"supplier_id": her, "operator_id": world.kijani.id, "now": clock.now()}
    assert buyer_share(session, **of).share_permille == 1000
    laid = {OtherBuyer.MARKET: 5, OtherBuyer.NEIGHBOURS: 2}
    actions.state_sales(session, world.anna, her, laid, now=clock.now())
    session.commit()
    share = buyer_share(session, **of)
    assert (share.share_permille, share.count, share.speaks) == (300, 4, True)
    need = asks(session, world)
    facts = facts_of(session, check_purchase(session, SYSTEM, purchase(world, need)).id)
    assert float(facts["offer.buyer_share"].value) == pytest.approx(0.3)
    actions.state_sales(session, world.fish_47, her, {OtherBuyer.LODGE: 8}, now=clock.now())
    assert stones_of(session, her)[OtherBuyer.MARKET] == 0, "her latest word counts"
    with pytest.raises(Refused) as caught:
        actions.state_sales(session, world.anna, her, {OtherBuyer.LODGE: 8, OtherBuyer.MARKET: 5},
                            now=clock.now())  # fmt: skip
    assert caught.value.reasons == {TrustRefusal.MORE_THAN_ALL}
    with pytest.raises(NotFound):
        actions.state_sales(session, world.neema, her, laid, now=clock.now())


@pytest.mark.feature("B1")
def test_the_directory_shows_capacity_and_record_of_who_said_yes(
    session: Session, world: World
) -> None:
    for name in (FISH, SUN):
        actions.give_consent(session, world.anna, world.suppliers[name].id, Purpose.DIRECTORY,
                             heard=True, alone=True, now=clock.now())  # fmt: skip
    session.commit()
    fish, sun = sorted(listing(session, world.neema).suppliers, key=lambda one: one.name)
    assert (fish.name, fish.place_name) == ("Mama Zuhura", world.places["majengo"].name)
    (made,) = fish.capacities
    assert (made.leaf_code, made.unit_code, made.weekly, made.proven) == (
        "veg.tomato", "kg", 40, True,
    )  # fmt: skip
    assert (sun.capacities[0].weekly, sun.capacities[0].proven) == (60, False)
    assert (fish.record.deliveries, fish.record.speaks) == (0, False)
    shown = " ".join(type(fish).__dataclass_fields__) + repr(fish)
    for private in ("phone", "language", "payout", "women", "literacy", "found"):
        assert private not in shown
    assert [code for code, _ in leaves_listed(session, world.neema)] == ["veg.tomato"]
    assert listing(session, world.neema, leaf_code="veg.onion").suppliers == ()
    first = listing(session, world.neema, size=1)
    second = listing(session, world.neema, size=1, after=first.next)
    assert {first.suppliers[0].code, second.suppliers[0].code} == {fish.code, sun.code}
    assert second.next is None


@pytest.mark.feature("B1")
def test_who_takes_it_back_hides_or_is_shut_out_is_listed_no_more(
    session: Session, world: World
) -> None:
    for name in (FISH, SUN, HEN):
        actions.give_consent(session, world.anna, world.suppliers[name].id, Purpose.DIRECTORY,
                             heard=True, alone=True, now=clock.now())  # fmt: skip
    assert len(listing(session, world.neema).suppliers) == 3
    actions.withdraw_consent(session, world.anna, world.suppliers[FISH].id, Purpose.DIRECTORY,
                             now=clock.now())  # fmt: skip
    actions.hide(session, world.anna, world.suppliers[SUN].id, now=clock.now())
    actions.disable_supplier(session, world.anna, world.suppliers[HEN].id)
    session.commit()
    assert listing(session, world.neema).suppliers == ()
    assert world.suppliers[HEN].state is SupplierState.DISABLED
    with pytest.raises(Refused):
        actions.give_consent(session, world.anna, world.suppliers[FISH].id, Purpose.DIRECTORY,
                             heard=False, now=clock.now())  # fmt: skip


@pytest.mark.paper(37)
def test_a_group_has_a_champion_of_its_own(session: Session, world: World) -> None:
    group, member = world.suppliers[FISH], world.people[FISH].id
    other = add_person(session, world.destination, "Esther")
    with pytest.raises(Refused) as caught:
        actions.name_group_champion(session, world.anna, group.id, member, now=clock.now())
    assert caught.value.reasons == {TrustRefusal.NOT_A_GROUP}
    group.kind = SupplierKind.GROUP
    session.flush()
    with pytest.raises(Refused) as caught:
        actions.name_group_champion(session, world.anna, group.id, other.id, now=clock.now())
    assert caught.value.reasons == {TrustRefusal.NOT_A_MEMBER}
    actions.name_group_champion(session, world.anna, group.id, member, now=clock.now())
    actions.name_group_champion(session, world.anna, group.id, member, now=clock.now())
    actions.name_champion(session, world.neema, world.people["neema"].id,
                          operator_id=world.kijani.id, now=clock.now())  # fmt: skip
    session.commit()
    assert session.scalar(select(func.count(Champion.id))) == 2
    card = supplier_card(session, world.anna, group.public_id)
    trust = trust_of(session, group.id, card.record)
    assert trust.champion_id == member
    assert [one.role for one in trust.members] == [MemberRole.HERSELF]
