"""Asking, from what a buyer says to suppliers being asked."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.journal.keys import KeyReused
from marketplace.journal.models import JournalEntry, OutboxMessage
from marketplace.journal.queries import check_chain
from marketplace.kernel import clock
from marketplace.kernel.refused import NotFound, Refused
from marketplace.people.models import OperatorStaff, SupplierLeaf, TermsAcceptance
from marketplace.people.rules.lists import OperatorState
from marketplace.sourcing.actions import (
    AskList,
    AskNeed,
    ListLine,
    ask,
    ask_list,
    check_ask,
    match,
    reserve,
)
from marketplace.sourcing.models import Asked, BoardRow, Need, ReceivingHour, Wave
from marketplace.sourcing.queries import price_proposal, property_cards
from marketplace.sourcing.rules.board import ALL_LEAVES
from marketplace.sourcing.rules.lists import Lane, NeedState
from marketplace.sourcing.rules.need_check import CheckRefused, NeedFinding
from marketplace.sourcing.rules.price_fill import PriceFrom
from marketplace.sourcing.rules.refusals import AskRefusal
from tests.actions.linkage import today
from tests.world import World, add_operator, add_property, small_world, sold
from tests.world.goods import add_price


@pytest.fixture
def world(session: Session) -> World:
    return small_world(session)


def tomatoes(world: World, **changes: object) -> AskNeed:
    """Twenty kilograms in three days at 1,450."""
    command = AskNeed(
        world.kijani_ridge.public_id, "veg.tomato", "kg", 20, today() + timedelta(days=3), 145_000,
        client_key="one",
    )  # fmt: skip
    return replace(command, **changes)  # type: ignore[arg-type]  # by name


def verbs(session: Session) -> list[str]:
    return list(session.scalars(select(JournalEntry.verb).order_by(JournalEntry.id)))


@pytest.mark.feature("A1", part=True)
def test_a_need_is_published_and_asked_by_rotation(session: Session, world: World) -> None:
    need = ask(session, world.neema, tomatoes(world))
    session.commit()
    assert (need.state, need.quantity, need.awarded) == (NeedState.PUBLISHED, 20, 0)
    assert (need.window_opens, need.window_closes, need.payment_days) == (420, 1020, 7)
    asked = session.scalars(select(Asked).order_by(Asked.position)).all()
    assert [a.position for a in asked] == [1, 2, 3]
    assert {a.supplier_id for a in asked} == {s.id for s in world.suppliers.values()}
    wave = session.scalars(select(Wave)).one()
    assert need.closes_at == wave.ends_at > clock.now() + timedelta(hours=2, minutes=59)
    assert all(leaf.asked_at for leaf in session.scalars(select(SupplierLeaf)))
    assert verbs(session) == ["need.draft", "need.publish", "need.wave"]
    assert check_chain(session).whole


def test_the_asked_hear_of_it_and_the_board_shows_it(session: Session, world: World) -> None:
    need = ask(session, world.neema, tomatoes(world))
    told = session.scalars(select(OutboxMessage)).all()
    assert {m.to_supplier_id for m in told} == {s.id for s in world.suppliers.values()}
    assert {(m.kind, m.subject_id) for m in told} == {("asked", need.id)}
    categories = session.scalars(select(BoardRow.category_id).where(BoardRow.need_id == need.id))
    assert sorted(categories) == sorted([ALL_LEAVES, need.category_id] * 11)


def test_the_same_send_twice_makes_one_need(session: Session, world: World) -> None:
    first = ask(session, world.neema, tomatoes(world))
    session.commit()
    again = ask(session, world.neema, tomatoes(world))
    assert again.id == first.id
    with pytest.raises(KeyReused) as caught:
        ask(session, world.neema, tomatoes(world, quantity=21))
    assert caught.value.receipt == first.public_id
    assert session.scalar(select(func.count(Need.id))) == 1


def test_only_who_can_be_asked_is_asked(session: Session, world: World) -> None:
    """Consent withdrawn, no capacity left, too far, another leaf: none of them is asked."""
    goods = world.goods
    from tests.world import add_leaf, add_supplier, commit_week

    kg, tomato = goods.units["kg"], goods.leaves["veg.tomato"]
    for name, place, options in (
        ("no consent", "rhotia", {"consents": False}),
        ("no terms", "rhotia", {"terms": False}),
        ("too far", "arusha", {}),
    ):
        her, _ = add_supplier(session, world.destination, world.places[place], name=name, **options)  # type: ignore[arg-type]  # two flags
        add_leaf(session, her, tomato, unit=kg, weekly=50)
    onions, _ = add_supplier(session, world.destination, world.places["rhotia"], name="onions")
    add_leaf(session, onions, goods.leaves["veg.onion"], unit=kg, weekly=50)
    in_crates, _ = add_supplier(session, world.destination, world.places["rhotia"], name="crates")
    add_leaf(session, in_crates, tomato, unit=goods.units["crate"], weekly=3)
    day = today() + timedelta(days=3)
    commit_week(session, world.suppliers["sun_21"], tomato, unit=kg, on=day, quantity=60)
    need = ask(session, world.neema, tomatoes(world))
    asked = set(session.scalars(select(Asked.supplier_id).where(Asked.need_id == need.id)))
    expected = {world.suppliers["fish_47"].id, world.suppliers["hen_33"].id, in_crates.id}
    assert asked == expected


def test_who_never_sold_is_a_first_timer(session: Session, world: World) -> None:
    tomato = world.goods.leaves["veg.tomato"]
    sold(session, world.suppliers["fish_47"], world.kijani, tomato)
    need = ask(session, world.neema, tomatoes(world))
    firsts = select(Asked.supplier_id).where(Asked.need_id == need.id, Asked.first_timer)
    others = {world.suppliers[name].id for name in ("sun_21", "hen_33")}
    assert set(session.scalars(firsts)) == others


def test_a_shut_day_is_asked_back_and_may_be_confirmed(session: Session, world: World) -> None:
    day = today() + timedelta(days=3)
    hour = session.scalars(
        select(ReceivingHour).where(ReceivingHour.weekday == day.weekday())
    ).one()
    session.delete(hour)
    session.flush()
    with pytest.raises(CheckRefused) as caught:
        ask(session, world.neema, tomatoes(world))
    (finding,) = caught.value.findings
    assert (finding.kind, finding.proposed_day) == (NeedFinding.SHUT_DAY, day + timedelta(days=1))
    assert session.scalar(select(func.count(Need.id))) == 0
    confirmed = frozenset({NeedFinding.SHUT_DAY})
    assert ask(session, world.neema, tomatoes(world, confirmed=confirmed)).deliver_on == day


def test_advice_does_not_refuse_and_can_be_looked_at_first(session: Session, world: World) -> None:
    command = tomatoes(world, quantity=70)
    kinds = [finding.kind for finding in check_ask(session, world.neema, command)]
    assert kinds == [NeedFinding.TOO_LARGE]
    assert ask(session, world.neema, command).quantity == 70


def test_what_is_part_of_a_guest_product_is_no_quick_buy(session: Session, world: World) -> None:
    walk = tomatoes(world, leaf_code="guide.village", unit_code="trip", quantity=1)
    with pytest.raises(CheckRefused) as caught:
        ask(session, world.neema, walk)
    assert NeedFinding.ROUTE_NOT_INPUT in caught.value.reasons


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"quantity": 0}, AskRefusal.QUANTITY_ZERO),
        ({"quantity": 10**9}, AskRefusal.QUANTITY_TOO_LARGE),
        ({"leaf_code": "veg.moon"}, AskRefusal.UNKNOWN_LEAF),
        ({"leaf_code": "veg"}, AskRefusal.UNKNOWN_LEAF),
        ({"unit_code": "trip"}, AskRefusal.UNIT_NOT_FOR_LEAF),
        ({"price_minor": 0}, AskRefusal.PRICE_OUT_OF_RANGE),
        ({"price_minor": 10**16}, AskRefusal.PRICE_OUT_OF_RANGE),
        ({"lane": Lane.TENDER}, AskRefusal.TENDER_NOT_HERE),
    ],
)
def test_what_cannot_be_asked(
    session: Session, world: World, changes: dict[str, object], reason: AskRefusal
) -> None:
    with pytest.raises(Refused) as caught:
        ask(session, world.neema, tomatoes(world, **changes))
    assert caught.value.reasons == {reason}


def test_an_operator_must_be_active_and_have_accepted_terms(session: Session, world: World) -> None:
    world.kijani.state = OperatorState.INVITED
    session.query(TermsAcceptance).filter_by(operator_id=world.kijani.id).delete()
    with pytest.raises(Refused) as caught:
        ask(session, world.neema, tomatoes(world))
    assert caught.value.reasons == {AskRefusal.OPERATOR_NOT_ACTIVE, AskRefusal.NO_TERMS}


def test_nobody_spends_above_a_limit_or_without_the_right(session: Session, world: World) -> None:
    staff = session.scalars(select(OperatorStaff)).one()
    staff.order_limit_minor = 20 * 145_000 - 1
    with pytest.raises(Refused) as caught:
        ask(session, world.neema, tomatoes(world))
    assert caught.value.reasons == {AskRefusal.OVER_YOUR_LIMIT}
    without = replace(world.neema, rights=frozenset())
    with pytest.raises(Refused) as caught:
        ask(session, without, tomatoes(world, quantity=2))
    assert caught.value.reasons == {AskRefusal.MAY_NOT_ORDER}


def test_another_operators_property_does_not_exist(session: Session, world: World) -> None:
    other = add_operator(session, world.destination, "Heroe Escarpment Hotel")
    theirs = add_property(session, other, world.places["rhotia"], name="Heroe")
    with pytest.raises(NotFound):
        ask(session, world.neema, tomatoes(world, property_public_id=theirs.public_id))
    assert [card.id for card in property_cards(session, world.neema)] == [world.kijani_ridge.id]


def test_a_price_left_open_takes_the_proposal_and_says_where_from(
    session: Session, world: World
) -> None:
    tomato, kg = world.goods.leaves["veg.tomato"], world.goods.units["kg"]
    add_price(session, tomato, prices=(90_000, 120_000, 150_000), last_month=today())
    need = ask(session, world.neema, tomatoes(world, price_minor=None))
    assert (need.price_minor, need.price_from) == (120_000, PriceFrom.MARKET)
    assert reserve(session, need.id, 20)
    need.price_minor = 125_000
    session.flush()
    last = price_proposal(session, world.kijani.id, tomato.id, kg.id, today())
    assert (last.price_minor, last.price_from) == (125_000, PriceFrom.LAST_PAID)
    shown = tomatoes(world, price_minor=125_000, price_from=PriceFrom.LAST_PAID, client_key="two")
    assert ask(session, world.neema, shown).price_from == PriceFrom.LAST_PAID
    typed = replace(shown, price_minor=126_000, client_key="three")
    assert ask(session, world.neema, typed).price_from == PriceFrom.TYPED


def test_a_price_nobody_knows_must_be_typed(session: Session, world: World) -> None:
    with pytest.raises(CheckRefused) as caught:
        ask(session, world.neema, tomatoes(world, price_minor=None))
    assert caught.value.reasons == {NeedFinding.PRICE_MISSING}


def test_again_asks_the_same_supplier_alone_first(session: Session, world: World) -> None:
    for number, alone in enumerate((True, True, True, False)):
        command = tomatoes(
            world, lane=Lane.AGAIN, quantity=5, client_key=f"again-{number}",
            same_supplier_id=world.suppliers["hen_33"].id,
        )  # fmt: skip
        need = ask(session, world.neema, command)
        asked = session.scalars(select(Asked.supplier_id).where(Asked.need_id == need.id)).all()
        assert (list(asked) == [world.suppliers["hen_33"].id]) == alone


def test_an_order_list_is_asked_whole_or_not_at_all(session: Session, world: World) -> None:
    lines = (
        ListLine("veg.tomato", "kg", 20, 145_000),
        ListLine("veg.onion", "kg", 10, None),
    )
    command = AskList(
        world.kijani_ridge.public_id, today() + timedelta(days=3), lines, client_key="list"
    )
    with pytest.raises(CheckRefused) as caught:
        ask_list(session, world.neema, command)
    assert (caught.value.line, caught.value.reasons) == (1, {NeedFinding.PRICE_MISSING})
    assert session.scalar(select(func.count(Need.id))) == 0
    good = replace(command, lines=(lines[0], replace(lines[1], price_minor=90_000)))
    made = ask_list(session, world.neema, good)
    assert ask_list(session, world.neema, good).id == made.id
    needs = session.scalars(select(Need).where(Need.order_list_id == made.id)).all()
    assert [need.quantity for need in needs] == [20, 10]
    assert len({need.deliver_on for need in needs}) == 1


def test_an_empty_list_is_refused(session: Session, world: World) -> None:
    empty = AskList(world.kijani_ridge.public_id, today(), (), client_key="empty")
    with pytest.raises(Refused) as caught:
        ask_list(session, world.neema, empty)
    assert caught.value.reasons == {AskRefusal.NO_LINES}


def test_a_matched_need_leaves_the_board(session: Session, world: World) -> None:
    need = ask(session, world.neema, tomatoes(world))
    assert reserve(session, need.id, 20)
    match(session, world.neema, need)
    session.commit()
    assert need.state is NeedState.MATCHED
    assert session.scalar(select(func.count()).select_from(BoardRow)) == 0
    assert session.scalars(select(Wave)).one().settled_at is not None


def test_a_list_within_36_hours_is_refused_kindly_and_asks_nobody(
    session: Session, world: World
) -> None:
    lines = (ListLine("veg.tomato", "kg", 20, 145_000),)
    command = AskList(
        world.kijani_ridge.public_id, today() + timedelta(days=1), lines, client_key="soon",
        confirmed=frozenset(NeedFinding),
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        ask_list(session, world.neema, command)
    assert refused.value.reasons == {AskRefusal.LIST_IS_URGENT}
    assert session.scalars(select(Need)).all() == []
