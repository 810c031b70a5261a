"""Both sides confirm a delivery note; a "not so" waits at the desk and is closed there."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.actions import close_objection, confirm_note, object_to_note
from marketplace.agreements.models import DeliveryObjection, Payment
from marketplace.agreements.queries.notes import (
    note_at_desk,
    note_for_buyer,
    note_for_supplier,
    objections_open,
)
from marketplace.agreements.rules.lists import (
    DeliveryState,
    ObjectionAbout,
    ObjectionState,
    PaymentReason,
    PaymentState,
    RejectReason,
)
from marketplace.agreements.rules.notes import NoteRefusal
from marketplace.journal.models import OutboxMessage
from marketplace.journal.queries import check_chain, story_of
from marketplace.kernel.refused import NotFound, Refused
from marketplace.kernel.states import WrongState
from marketplace.people.queries import operator_record, supplier_record
from tests.actions.after_the_door import part_taken, promised, taken, village
from tests.actions.linkage import morning
from tests.world import World

pytestmark = pytest.mark.both


@pytest.fixture(autouse=True)
def at() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(morning(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(at: object, session: Session) -> World:
    return village(session)


def test_so_it_was_is_said_once_and_journalled(session: Session, world: World) -> None:
    delivery, order, her = part_taken(session, world)
    confirm_note(session, world.supplier(her), order.public_id)
    session.commit()
    note = note_for_buyer(session, world.neema, delivery.public_id)
    assert note.confirmed_at is not None
    assert not note.waits_for_her
    verbs = [entry.verb for entry in story_of(session, "delivery", delivery.id)]
    assert verbs == ["delivery.accept_part", "delivery.confirm_note"]
    with pytest.raises(Refused) as refused:
        confirm_note(session, world.supplier(her), order.public_id)
    assert refused.value.reasons == {WrongState.NOT_NOW}


def test_her_silence_holds_up_no_money_and_ends_after_seven_days(
    session: Session, world: World, at: time_machine.Traveller
) -> None:
    _, order, her = part_taken(session, world)
    payment = session.scalars(select(Payment).where(Payment.order_id == order.id)).one()
    assert payment.state is PaymentState.DUE
    at.shift(timedelta(days=7, minutes=1))
    assert not note_for_supplier(session, world.supplier(her), order.public_id).waits_for_her
    with pytest.raises(Refused):
        object_to_note(session, world.supplier(her), order.public_id, ObjectionAbout.WHY)
    assert session.scalars(select(DeliveryObjection)).all() == []


def test_not_so_waits_at_the_desk_and_stands(session: Session, world: World) -> None:
    delivery, order, her = part_taken(session, world)
    object_to_note(session, world.supplier(her), order.public_id, ObjectionAbout.HOW_MUCH)
    session.commit()
    (waiting,) = objections_open(session, world.anna)
    assert waiting.objection is not None
    assert waiting.objection.about is ObjectionAbout.HOW_MUCH
    close_objection(session, world.anna, delivery.public_id, stands=True)
    session.commit()
    assert objections_open(session, world.anna) == ()
    note = note_at_desk(session, world.anna, delivery.public_id)
    assert note.objection is not None
    assert note.objection.state is ObjectionState.STANDS
    kinds = session.scalars(select(OutboxMessage.kind)).all()
    assert kinds.count("note_not_so") == 2
    assert kinds.count("note_stands") == 2
    assert len(session.scalars(select(Payment)).all()) == 1


@pytest.mark.paper(17, part=True)
def test_a_correction_owes_what_was_missing_and_puts_both_records_right(
    session: Session, world: World
) -> None:
    delivery, order, her = part_taken(session, world)
    object_to_note(session, world.supplier(her), order.public_id, ObjectionAbout.HOW_MUCH)
    said = close_objection(session, world.anna, delivery.public_id, corrected_milli=20_000)
    session.commit()
    assert said.state is ObjectionState.CORRECTED
    extra = session.scalars(select(Payment).where(Payment.reason == PaymentReason.CORRECTION)).one()
    assert (extra.amount_minor, extra.state) == (5 * 140_000, PaymentState.DUE)
    # the note itself is never rewritten
    assert (delivery.accepted_milli, delivery.state) == (15_000, DeliveryState.PART)
    assert supplier_record(session, world.suppliers[her].id).accepted_permille == 1000
    assert operator_record(session, world.kijani.id).rejected == 0
    verbs = [entry.verb for entry in story_of(session, "delivery_objection", said.id)]
    assert verbs == ["objection.raise", "objection.correct"]
    assert check_chain(session).whole


def test_all_rejected_and_put_right_is_paid_after_all(session: Session, world: World) -> None:
    order, her = promised(session, world)
    delivery = taken(session, world, order, accepted=0, why=RejectReason.NOT_FRESH)
    object_to_note(session, world.supplier(her), order.public_id, ObjectionAbout.WHY)
    close_objection(session, world.anna, delivery.public_id, corrected_milli=10_000)
    payment = session.scalars(select(Payment)).one()
    assert (payment.reason, payment.amount_minor) == (PaymentReason.CORRECTION, 1_400_000)


@pytest.mark.parametrize(
    ("corrected", "reason"),
    [
        (None, NoteRefusal.CORRECTION_MISSING),
        (15_000, NoteRefusal.CORRECTION_NOT_MORE),
        (21_000, NoteRefusal.CORRECTION_TOO_MUCH),
    ],
)
def test_a_correction_that_cannot_be_is_refused(
    session: Session, world: World, corrected: int | None, reason: NoteRefusal
) -> None:
    delivery, order, her = part_taken(session, world)
    object_to_note(session, world.supplier(her), order.public_id, ObjectionAbout.HOW_MUCH)
    session.commit()
    with pytest.raises(Refused) as refused:
        close_objection(session, world.anna, delivery.public_id, corrected_milli=corrected)
    assert refused.value.reasons == {reason}
    session.rollback()
    assert len(objections_open(session, world.anna)) == 1


def test_it_is_closed_once(session: Session, world: World) -> None:
    delivery, order, her = part_taken(session, world)
    object_to_note(session, world.supplier(her), order.public_id, ObjectionAbout.HOW_MUCH)
    close_objection(session, world.anna, delivery.public_id, corrected_milli=20_000)
    session.commit()
    with pytest.raises(Refused) as refused:
        close_objection(session, world.anna, delivery.public_id, corrected_milli=20_000)
    assert refused.value.reasons == {WrongState.NOT_NOW}


def test_only_hers_his_and_that_place(session: Session, world: World) -> None:
    delivery, order, her = part_taken(session, world)
    other = next(name for name in world.suppliers if name != her)
    for actor in (world.supplier(other), world.neema):
        with pytest.raises(NotFound):
            confirm_note(session, actor, order.public_id)
    with pytest.raises(NotFound):
        note_for_supplier(session, world.supplier(other), order.public_id)
    with pytest.raises(NotFound):
        note_for_buyer(session, replace(world.neema, operator_ids=frozenset()), delivery.public_id)
    elsewhere = replace(world.anna, place_ids=frozenset(), everywhere=False)
    with pytest.raises(NotFound):
        note_at_desk(session, elsewhere, delivery.public_id)
    object_to_note(session, world.supplier(her), order.public_id, ObjectionAbout.WHY)
    with pytest.raises(NotFound):
        close_objection(session, elsewhere, delivery.public_id, stands=True)
    assert objections_open(session, elsewhere) == ()


def test_the_facilitator_may_take_her_word_on_the_phone(session: Session, world: World) -> None:
    delivery, order, _ = part_taken(session, world)
    confirm_note(session, world.anna, order.public_id)
    session.commit()
    entry = story_of(session, "delivery", delivery.id)[-1]
    assert entry.actor_id == world.anna.person_id
