"""Sending an offer: five taps, one offer, sealed."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from marketplace.db import transaction
from marketplace.journal.keys import KeyReused
from marketplace.journal.models import JournalEntry
from marketplace.journal.queries import check_chain
from marketplace.kernel.actor import Hand
from marketplace.kernel.refused import NotFound, Refused
from marketplace.offers.actions import (
    KeepDraft,
    SubmitOffer,
    drop_draft,
    enter_for_her,
    keep_draft,
    submit_offer,
)
from marketplace.offers.models import Offer
from marketplace.offers.queries import draft_of
from marketplace.offers.rules.lists import Bringing, OfferState
from marketplace.offers.rules.refusals import OfferRefusal
from marketplace.people.models import Consent, TermsAcceptance
from marketplace.people.rules.lists import SupplierState
from marketplace.sourcing.actions import close, reserve
from marketplace.sourcing.models import Asked, Need
from marketplace.sourcing.rules.lists import Answer
from tests.actions.linkage import PRICE, asks
from tests.support.statements import counting
from tests.world import World, add_leaf, add_supplier, small_world, supplier_actor

MOST_STATEMENTS = 12


@pytest.fixture
def world(session: Session) -> World:
    return small_world(session)


@pytest.fixture
def need(session: Session, world: World) -> Need:
    need = asks(session, world)
    session.commit()
    return need


def hers(world: World, need: Need, **changes: object) -> SubmitOffer:
    """All of it, at that price."""
    command = SubmitOffer(need.code, world.suppliers["fish_47"].id, 20, client_key="tap")
    return replace(command, **changes)  # type: ignore[arg-type]  # by name


@pytest.mark.feature("C1", part=True)
def test_all_at_that_price(session: Session, world: World, need: Need) -> None:
    offer = submit_offer(session, world.fish_47, hers(world, need))
    session.commit()
    assert (offer.state, offer.quantity, offer.price_minor) == (OfferState.SUBMITTED, 20, PRICE)
    assert offer.at_asked_price
    assert (offer.hand, offer.entered_by_id) == (Hand.HERSELF, world.people["fish_47"].id)
    asked = session.scalars(select(Asked).where(Asked.supplier_id == offer.supplier_id)).one()
    assert asked.answer is Answer.OFFERED
    last = session.scalars(select(JournalEntry).order_by(JournalEntry.id.desc()).limit(1)).one()
    assert (last.verb, last.subject_id) == ("offer.submit", offer.id)
    assert check_chain(session).whole


@pytest.mark.parametrize(
    ("changes", "at_asked"),
    [
        ({"quantity": 10}, True),
        ({"price_minor": PRICE}, True),
        ({"price_minor": PRICE + 5_000, "bringing": Bringing.COLLECT}, False),
    ],
)
def test_a_part_or_another_price(
    session: Session, world: World, need: Need, changes: dict[str, object], at_asked: bool
) -> None:
    offer = submit_offer(session, world.fish_47, hers(world, need, **changes))
    assert offer.at_asked_price == at_asked


def test_the_same_tap_again_is_the_same_offer(session: Session, world: World, need: Need) -> None:
    first = submit_offer(session, world.fish_47, hers(world, need))
    session.commit()
    assert submit_offer(session, world.fish_47, hers(world, need)).id == first.id
    # The asked price said in figures is the same request.
    assert submit_offer(session, world.fish_47, hers(world, need, price_minor=PRICE)) is first
    assert session.scalar(select(func.count(Offer.id))) == 1


@pytest.mark.parametrize(
    "changes", [{"quantity": 19}, {"price_minor": PRICE + 1}, {"bringing": Bringing.COLLECT}]
)
def test_the_same_key_for_another_request_shows_the_first(
    session: Session, world: World, need: Need, changes: dict[str, object]
) -> None:
    first = submit_offer(session, world.fish_47, hers(world, need))
    with pytest.raises(KeyReused) as caught:
        submit_offer(session, world.fish_47, hers(world, need, **changes))
    assert caught.value.receipt == first.public_id


def test_a_second_answer_needs_the_first_taken_back(
    session: Session, world: World, need: Need
) -> None:
    submit_offer(session, world.fish_47, hers(world, need))
    with pytest.raises(Refused) as caught:
        submit_offer(session, world.fish_47, hers(world, need, client_key="other"))
    assert caught.value.reasons == {OfferRefusal.ALREADY_OFFERED}


def test_what_is_given_away_cannot_be_offered(session: Session, world: World, need: Need) -> None:
    reserve(session, need.id, 15)
    with pytest.raises(Refused) as caught:
        submit_offer(session, world.fish_47, hers(world, need, quantity=6))
    assert caught.value.reasons == {OfferRefusal.QUANTITY_OVER_NEED}
    close(session, world.neema, need)
    with pytest.raises(Refused) as caught:
        submit_offer(session, world.fish_47, hers(world, need, quantity=5))
    assert caught.value.reasons == {OfferRefusal.NEED_CLOSED}


def test_no_offer_without_consent_terms_or_standing(
    session: Session, world: World, need: Need
) -> None:
    supplier = world.suppliers["fish_47"]
    session.query(Consent).filter_by(person_id=world.people["fish_47"].id).delete()
    session.query(TermsAcceptance).filter_by(supplier_id=supplier.id).delete()
    supplier.state = SupplierState.DISABLED
    session.flush()
    with pytest.raises(Refused) as caught:
        submit_offer(session, world.fish_47, hers(world, need))
    assert caught.value.reasons == {
        OfferRefusal.NO_CONSENT, OfferRefusal.NO_TERMS, OfferRefusal.NOT_ACTIVE,
    }  # fmt: skip


def test_a_far_price_is_asked_back(session: Session, world: World, need: Need) -> None:
    far = hers(world, need, price_minor=3 * PRICE)
    with pytest.raises(Refused) as caught:
        submit_offer(session, world.fish_47, far)
    assert caught.value.reasons == {OfferRefusal.PRICE_FAR}
    sent = submit_offer(session, world.fish_47, replace(far, confirmed_far=True))
    assert sent.price_minor == 3 * PRICE


def test_nobody_offers_for_somebody_else(session: Session, world: World, need: Need) -> None:
    for actor in (world.supplier("sun_21"), world.neema, world.anna):
        with pytest.raises(NotFound):
            submit_offer(session, actor, hers(world, need))
    with pytest.raises(NotFound):
        submit_offer(session, world.fish_47, hers(world, need, need_code="NOPE22"))


def test_who_was_not_asked_may_answer_too(session: Session, world: World, need: Need) -> None:
    late, person = add_supplier(session, world.destination, world.places["majengo"], name="Late")
    tomato, kg = world.goods.leaves["veg.tomato"], world.goods.units["kg"]
    add_leaf(session, late, tomato, unit=kg, weekly=30)
    command = SubmitOffer(need.code, late.id, 5, client_key="late")
    submit_offer(session, supplier_actor(person, late), command)
    asked = session.scalars(select(Asked).where(Asked.supplier_id == late.id)).one()
    assert (asked.position, asked.answer, asked.first_timer) == (None, Answer.OFFERED, True)


@pytest.mark.feature("C6", part=True)
def test_a_facilitator_enters_it_for_her(session: Session, world: World, need: Need) -> None:
    offer = enter_for_her(session, world.anna, hers(world, need))
    session.commit()
    assert (offer.state, offer.hand) == (OfferState.TO_READ_BACK, Hand.FACILITATOR)
    assert offer.entered_by_id == world.people["anna"].id
    assert enter_for_her(session, world.anna, hers(world, need)) is offer
    with pytest.raises(NotFound):
        enter_for_her(session, world.theresia, hers(world, need))


def test_a_draft_lives_under_its_owner(session: Session, world: World, need: Need) -> None:
    her = world.suppliers["fish_47"].id
    keep_draft(session, world.fish_47, KeepDraft(need.id, her, "first", quantity=10))
    keep_draft(session, world.fish_47, KeepDraft(need.id, her, "second", price_minor=PRICE))
    session.commit()
    draft = draft_of(session, world.fish_47, need_id=need.id, supplier_id=her)
    assert draft is not None
    assert (draft.client_key, draft.quantity, draft.price_minor) == ("first", 10, PRICE)
    for other in (world.anna, world.supplier("sun_21")):
        assert draft_of(session, other, need_id=need.id, supplier_id=her) is None
    with pytest.raises(NotFound):
        keep_draft(session, world.supplier("sun_21"), KeepDraft(need.id, her, "x", quantity=1))
    drop_draft(session, world.fish_47, need_id=need.id, supplier_id=her)
    assert draft_of(session, world.fish_47, need_id=need.id, supplier_id=her) is None


def test_sending_ends_the_draft(session: Session, world: World, need: Need) -> None:
    her = world.suppliers["fish_47"].id
    keep_draft(session, world.fish_47, KeepDraft(need.id, her, "tap", quantity=20))
    submit_offer(session, world.fish_47, hers(world, need))
    assert draft_of(session, world.fish_47, need_id=need.id, supplier_id=her) is None


@pytest.mark.parametrize("asked", [True, False], ids=["asked", "by herself"])
def test_sending_takes_twelve_statements_at_most(
    engine: Engine, session: Session, world: World, need: Need, asked: bool
) -> None:
    if not asked:
        row = session.scalars(
            select(Asked).where(Asked.supplier_id == world.suppliers["fish_47"].id)
        ).one()
        session.delete(row)
        session.commit()
    actor, command = world.fish_47, hers(world, need)
    session.rollback()
    with counting(engine) as seen, Session(engine) as own, transaction(own):
        submit_offer(own, actor, command)
    assert len(seen) <= MOST_STATEMENTS, "\n".join(seen)


def test_a_hundred_equal_sends_make_one_offer(
    engine: Engine, session: Session, world: World, need: Need
) -> None:
    actor, command = world.fish_47, hers(world, need)
    session.rollback()

    def send(_: int) -> str:
        with Session(engine) as own, transaction(own):
            return submit_offer(own, actor, command).public_id

    with ThreadPoolExecutor(8) as pool:
        receipts = set(pool.map(send, range(100)))
    assert len(receipts) == 1
    assert session.scalar(select(func.count(Offer.id))) == 1
    sent = select(func.count(JournalEntry.id)).where(JournalEntry.verb == "offer.submit")
    assert session.scalar(sent) == 1
    assert check_chain(session).whole


def test_two_hands_at_once_make_one_live_offer(
    engine: Engine, session: Session, world: World, need: Need
) -> None:
    """She sends while Anna enters it for her: one of them is told that there is one already."""
    her, anna = world.fish_47, world.anna
    command = hers(world, need)
    session.rollback()

    def send(number: int) -> str:
        act, actor = (submit_offer, her) if number % 2 else (enter_for_her, anna)
        try:
            with Session(engine) as own, transaction(own):
                return act(own, actor, replace(command, client_key=f"k{number}")).public_id
        except Refused as refused:
            return str(refused)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(send, range(24)))
    assert answers.count(OfferRefusal.ALREADY_OFFERED) == 23
    assert session.scalar(select(func.count(Offer.id))) == 1


def test_many_buyers_hands_reserve_no_more_than_there_is(
    engine: Engine, session: Session, need: Need
) -> None:
    need_id = need.id
    session.rollback()

    def take(_: int) -> bool:
        with Session(engine) as own, transaction(own):
            return reserve(own, need_id, 12)

    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(take, range(16)))
    assert sum(taken) == 1
    assert session.scalar(select(Need.awarded).where(Need.id == need_id)) == 12
