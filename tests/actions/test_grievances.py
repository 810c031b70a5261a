"""Grievances from raising to outcome; who may handle; reports of harm and who reads them."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.actions.grievances import (
    close_grievance,
    lay_evidence,
    raise_grievance,
    take_back_grievance,
    take_up,
)
from marketplace.agreements.models import Grievance
from marketplace.agreements.queries import grievances as queries
from marketplace.agreements.rules.answers import KeptPhoto
from marketplace.agreements.rules.grievances import (
    EvidenceKind,
    GrievanceEnd,
    GrievanceRefusal,
    GrievanceState,
    Raiser,
    Whom,
    Wrong,
)
from marketplace.agreements.rules.grieving import AddEvidence, Close, Raise, TakeUp
from marketplace.jobs.tick import tick
from marketplace.journal.models import OutboxMessage
from marketplace.journal.queries import check_chain, story_of
from marketplace.kernel import ids
from marketplace.kernel.actor import NOBODY, Actor, Hand
from marketplace.kernel.refused import NotFound, Refused
from marketplace.kernel.states import WrongState
from tests.actions.after_the_door import part_taken, village
from tests.actions.linkage import morning, today
from tests.world import World
from tests.world.people import add_facilitator
from tests.world.small import facilitator

pytestmark = pytest.mark.both
PHOTO = KeptPhoto(file="ab/evidence.jpg", size=10, width=2, height=2)


@pytest.fixture(autouse=True)
def at() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(morning(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(at: object, session: Session) -> World:
    return village(session)


@pytest.fixture
def bakari(session: Session, world: World) -> Actor:
    """A second facilitator of Anna's places, who signed nothing."""
    hers = [world.places[code] for code in ("majengo", "rhotia", "migombani", "mto_wa_mbu")]
    person = add_facilitator(session, world.destination, "Bakari Juma", places=hers)
    session.commit()
    return facilitator(person, *hers)


def says(session: Session, actor: Actor, **more: object) -> Grievance:
    made: dict[str, object] = {
        "side": Raiser.SUPPLIER, "kind": Wrong.WEIGHED_WRONG, "whom": Whom.LODGE,
        "client_key": ids.public_id(),
    }  # fmt: skip
    row = raise_grievance(session, actor, Raise(**{**made, **more}))
    session.commit()
    return row


def told(session: Session) -> list[tuple[str, str]]:
    """Every message about a grievance: its kind and to whom."""
    rows = session.scalars(
        select(OutboxMessage).where(OutboxMessage.kind.startswith("grievance")).order_by(
            OutboxMessage.id
        )
    )  # fmt: skip
    return [
        (one.kind.removeprefix("grievance_"),
         "supplier" if one.to_supplier_id else "buyer" if one.to_operator_id
         else "person" if one.to_person_id else "desk")
        for one in rows
    ]  # fmt: skip


@pytest.mark.feature("F3")
def test_a_dispute_has_evidence_a_deadline_and_an_outcome(
    session: Session, world: World, bakari: Actor
) -> None:
    delivery, order, her = part_taken(session, world)
    hers = world.supplier(her)
    row = says(session, hers, order=order.public_id, wants_call=True)
    assert row.acknowledge_by - row.raised_at == timedelta(days=2)
    due = today() + timedelta(days=10)
    command = TakeUp(grievance=row.public_id, due_on=due, told_words="About the weight.")
    with pytest.raises(Refused) as refused:
        take_up(session, world.anna, command)  # she signed the clearance this order rests on
    assert refused.value.reasons == {GrievanceRefusal.IS_PARTY}
    session.rollback()
    take_up(session, bakari, command)
    note = AddEvidence(grievance=row.public_id, words="The scale shows 19.", photo=PHOTO)
    lay_evidence(session, bakari, note)
    lay_evidence(session, world.neema, AddEvidence(grievance=row.public_id, words="15 by ours."))
    close_grievance(session, bakari, Close(grievance=row.public_id, outcome=GrievanceEnd.PUT_RIGHT))
    session.commit()
    card = queries.for_desk(session, world.anna, row.public_id)
    assert [one.kind for one in card.evidence] == [
        EvidenceKind.DELIVERY_NOTE, EvidenceKind.NOTE, EvidenceKind.PHOTO, EvidenceKind.NOTE,
    ]  # fmt: skip
    assert card.evidence[0].delivery_public_id == delivery.public_id
    assert (card.state, card.due_on) == (GrievanceState.CLOSED, due)
    assert card.outcome is GrievanceEnd.PUT_RIGHT
    assert told(session) == [
        ("raised", "desk"), ("taken_up", "supplier"), ("told", "buyer"),
        ("ended", "supplier"), ("ended", "buyer"),
    ]  # fmt: skip
    verbs = [entry.verb for entry in story_of(session, "grievance", row.id)]
    assert verbs == ["grievance.raise", "grievance.take_up", "grievance.close"]
    assert check_chain(session).broken_at is None


def test_each_side_reads_its_own_words_and_what_the_handler_tells(
    session: Session, world: World, bakari: Actor
) -> None:
    _, order, her = part_taken(session, world)
    row = says(session, world.supplier(her), order=order.public_id, words="They cheat!")
    assert queries.of_the_buyer(session, world.neema) == ()
    with pytest.raises(NotFound):
        queries.for_buyer(session, world.neema, row.public_id)
    take_up(session, bakari, TakeUp(grievance=row.public_id, due_on=today(), told_words="Weight."))
    lay_evidence(session, bakari, AddEvidence(grievance=row.public_id, words="For me only."))
    card = queries.for_buyer(session, world.neema, row.public_id)
    assert (card.words, card.told_words) == (None, "Weight.")
    assert [one.kind for one in card.evidence] == [EvidenceKind.DELIVERY_NOTE]
    assert queries.for_supplier(session, world.supplier(her), row.public_id).words == "They cheat!"
    assert queries.for_desk(session, world.anna, row.public_id).words == "They cheat!"
    with pytest.raises(NotFound):
        queries.for_desk(session, world.theresia, row.public_id)


def test_a_no_is_explained_and_ends_once(session: Session, world: World, bakari: Actor) -> None:
    row = says(session, world.fish_47)
    take_up(session, bakari, TakeUp(grievance=row.public_id, due_on=today()))
    no = Close(grievance=row.public_id, outcome=GrievanceEnd.NOT_UPHELD)
    with pytest.raises(Refused) as refused:
        close_grievance(session, bakari, no)
    assert refused.value.reasons == {GrievanceRefusal.WORDS_MISSING}
    close_grievance(
        session, bakari, Close(grievance=row.public_id, outcome=no.outcome, words="Both scales.")
    )
    with pytest.raises(Refused) as again:
        lay_evidence(session, world.fish_47, AddEvidence(grievance=row.public_id, words="More"))
    assert again.value.reasons == {WrongState.NOT_NOW}


@pytest.mark.parametrize("kind", [Wrong.STAFF_TAKEN, Wrong.BAD_MOUTHED])
def test_poaching_and_bad_mouthing_come_from_buyers_too(
    session: Session, world: World, kind: Wrong
) -> None:
    row = says(session, world.neema, side=Raiser.BUYER, kind=kind, whom=Whom.SOMEBODY)
    assert queries.for_buyer(session, world.neema, row.public_id).kind is kind
    assert queries.waiting_at_desk(session, world.anna)[0].operator_name == world.kijani.name


def test_the_same_key_is_one_grievance(session: Session, world: World) -> None:
    key = ids.public_id()
    first = says(session, world.fish_47, client_key=key)
    assert says(session, world.fish_47, client_key=key).id == first.id
    with pytest.raises(NotFound):
        says(session, world.neema, client_key=key, side=Raiser.BUYER)


def test_a_facilitator_writes_down_what_is_said_on_the_phone(
    session: Session, world: World
) -> None:
    hers = world.suppliers["fish_47"].public_id
    row = says(session, world.anna, supplier=hers, wants_call=True)
    assert (row.hand, row.raised_by_id) == (Hand.FACILITATOR, world.people["fish_47"].id)
    with pytest.raises(NotFound):
        says(session, world.theresia, supplier=hers)


def test_anybody_may_speak_without_a_name_but_not_flood(session: Session, world: World) -> None:
    place = world.places["majengo"].public_id
    said = {"side": Raiser.ANYBODY, "place": place, "whom": Whom.LODGE}
    with pytest.raises(Refused) as refused:
        says(session, NOBODY, **said)
    assert refused.value.reasons == {GrievanceRefusal.WORDS_MISSING}
    session.rollback()
    for _ in range(30):
        says(session, NOBODY, **said, words="Smoke over our houses.")
    with pytest.raises(Refused) as refused:
        says(session, NOBODY, **said, words="Smoke.")
    assert refused.value.reasons == {GrievanceRefusal.TOO_MANY}


def test_one_about_a_helper_is_read_by_colleagues_from_elsewhere(
    session: Session, world: World
) -> None:
    row = says(
        session, world.fish_47, whom=Whom.HELPER, kind=Wrong.FAVOUR_ASKED,
        person=world.people["anna"].id,
    )  # fmt: skip
    assert queries.waiting_at_desk(session, world.anna) == ()
    assert [one.id for one in queries.waiting_at_desk(session, world.theresia)] == [row.id]
    assert told(session) == [("raised", "person")]
    take_up(session, world.theresia, TakeUp(grievance=row.public_id, due_on=today()))


def test_a_missed_day_is_told_once(
    session: Session, world: World, bakari: Actor, at: time_machine.Traveller
) -> None:
    row = says(session, world.fish_47)
    at.shift(timedelta(days=2, minutes=1))
    tick(session)
    tick(session)
    assert told(session).count(("late", "desk")) == 1
    take_up(session, bakari, TakeUp(grievance=row.public_id, due_on=today()))
    session.commit()
    at.shift(timedelta(days=3))
    tick(session)
    assert told(session).count(("late", "desk")) == 2


def test_she_takes_it_back_and_nobody_else_does(session: Session, world: World) -> None:
    row = says(session, world.fish_47)
    with pytest.raises(NotFound):
        take_back_grievance(session, world.supplier("sun_21"), row.public_id)
    take_back_grievance(session, world.fish_47, row.public_id)
    assert row.state is GrievanceState.TAKEN_BACK
