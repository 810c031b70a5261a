"""Questions without a name, and changes after publication: told, and offers said again."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.journal.models import JournalEntry, OutboxMessage
from marketplace.kernel.refused import NotFound, Refused, StaleEdit
from marketplace.offers.actions.tenders import change_tender, still_yes
from marketplace.offers.queries import offer_for_supplier, opened_offers
from marketplace.sourcing.actions import mark_seen
from marketplace.sourcing.actions.questions import answer_question, ask_question
from marketplace.sourcing.actions.tender_commands import AnswerQuestion, ChangeTender
from marketplace.sourcing.models import Need, NeedChange, NeedQuestion, Wave
from marketplace.sourcing.queries.specs import specs_of
from marketplace.sourcing.queries.tenders import changes_of, questions_of
from marketplace.sourcing.rules.tender import ChangeRefusal
from marketplace.sourcing.rules.tender_lists import ChangeKind, Reply, Topic
from tests.actions.linkage_machine import morning
from tests.actions.tendering import go_to, offers, publishes, tender_world
from tests.world import World

pytestmark = pytest.mark.both


@pytest.fixture(autouse=True)
def at() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(morning(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(session: Session) -> World:
    return tender_world(session)


@pytest.fixture
def need(session: Session, world: World) -> Need:
    made = publishes(session, world)
    session.commit()
    return made


def changes(need: Need, **more: object) -> ChangeTender:
    return ChangeTender(public_id=need.public_id, version=need.version, **more)  # type: ignore[arg-type]  # by name


@pytest.mark.feature("A7", part=True)
def test_a_later_deadline_asks_nobody_again(session: Session, world: World, need: Need) -> None:
    offer = offers(session, world, need)
    session.commit()
    before, later = need.closes_at, need.closes_at + timedelta(days=2)  # type: ignore[operator]  # it has one
    change_tender(session, world.neema, changes(need, closes_at=later))
    session.commit()
    row = session.scalars(select(NeedChange)).one()
    assert (row.kind, row.closes_before, row.closes_after) == (ChangeKind.DEADLINE, before, later)
    assert session.scalars(select(Wave.ends_at)).one() == later
    card = offer_for_supplier(session, world.fish_47.supplier_ids, offer.public_id)
    assert not card.still_yes_asked


@pytest.mark.feature("A7", part=True)
def test_quantity_day_and_spec_are_told_and_said_again(
    session: Session, world: World, need: Need, at: time_machine.Traveller
) -> None:
    hers = offers(session, world, need, quantity=30)
    other = offers(session, world, need, who="sun_21", quantity=10)
    mark_seen(session, need.id, world.suppliers["hen_33"].id)
    session.commit()
    told_before = _told(session)
    day = need.deliver_on + timedelta(days=1)
    change_tender(
        session, world.neema, changes(need, quantity=25, deliver_on=day, specs=("ripe", "clean"))
    )
    session.commit()
    kinds = [(row.kind) for row in changes_of(session, need.id)]
    assert kinds == [ChangeKind.DAY, ChangeKind.QUANTITY, ChangeKind.SPEC, ChangeKind.SPEC]
    assert [spec.code for spec in specs_of(session, need.id)] == ["ripe", "clean"]
    assert _told(session) - told_before == 3  # everybody asked, each once
    card = offer_for_supplier(session, world.fish_47.supplier_ids, hers.public_id)
    assert card.still_yes_asked
    still_yes(session, world.fish_47, hers.public_id)
    still_yes(session, world.fish_47, hers.public_id)  # a second tap is the same
    session.commit()
    assert hers.quantity == 25  # never more than is needed now
    go_to(at, need.closes_at)
    marks = {
        one.supplier_id: one.stands_as_before
        for one in opened_offers(session, world.neema, need.public_id)
    }
    assert marks == {hers.supplier_id: False, other.supplier_id: True}
    with pytest.raises(Refused):
        still_yes(session, world.supplier("sun_21"), other.public_id)
    said = select(JournalEntry).where(JournalEntry.verb == "offer.still_yes")
    assert len(session.scalars(said).all()) == 1


def _told(session: Session) -> int:
    kind = select(OutboxMessage).where(OutboxMessage.kind == "need_changed")
    return len(session.scalars(kind).all())


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({}, ChangeRefusal.NOTHING_CHANGED),
        ({"quantity": 0}, ChangeRefusal.QUANTITY_WRONG),
        ({"specs": ("ripe",)}, ChangeRefusal.SPECS_WRONG),
    ],
)
def test_what_is_no_fair_change_is_refused(
    session: Session, world: World, need: Need, more: dict[str, object],
    refusal: ChangeRefusal,
) -> None:  # fmt: skip
    with pytest.raises(Refused) as refused:
        change_tender(session, world.neema, changes(need, **more))
    assert refusal in refused.value.reasons


def test_an_earlier_deadline_and_an_open_tender_are_refused(
    session: Session, world: World, need: Need, at: time_machine.Traveller
) -> None:
    sooner = need.closes_at - timedelta(hours=1)  # type: ignore[operator]  # it has one
    with pytest.raises(Refused) as refused:
        change_tender(session, world.neema, changes(need, closes_at=sooner))
    assert ChangeRefusal.DEADLINE_NOT_LATER in refused.value.reasons
    go_to(at, need.closes_at)
    with pytest.raises(Refused) as refused:
        change_tender(session, world.neema, changes(need, quantity=10))
    assert ChangeRefusal.OPEN_ALREADY in refused.value.reasons


def test_a_stale_or_strange_hand_changes_nothing(
    session: Session, world: World, need: Need
) -> None:
    stale = ChangeTender(public_id=need.public_id, version=need.version - 1, quantity=10)
    with pytest.raises(StaleEdit):
        change_tender(session, world.neema, stale)
    for stranger in (world.anna, world.fish_47):
        with pytest.raises(NotFound):
            change_tender(session, stranger, changes(need, quantity=10))


@pytest.mark.feature("A7", part=True)
def test_a_question_has_no_name_and_its_answer_is_for_everybody(
    session: Session, world: World, need: Need
) -> None:
    her = world.suppliers["fish_47"].id
    row = ask_question(session, world.fish_47, need.code, her, Topic.LESS_IS_FINE)
    again = ask_question(
        session, world.supplier("sun_21"), need.code, world.suppliers["sun_21"].id,
        Topic.LESS_IS_FINE,
    )  # fmt: skip
    session.commit()
    assert again.id == row.id
    assert not {"supplier_id", "person_id", "asked_by_id"} & set(
        NeedQuestion.__table__.columns.keys()
    )
    asked = select(JournalEntry).where(JournalEntry.verb == "question.ask")
    assert session.scalars(asked).one().actor_id is None
    answer = AnswerQuestion(row.public_id, Reply.YES, "From 10 kg on.")
    with pytest.raises(NotFound):
        answer_question(session, world.theresia, answer)
    with pytest.raises(NotFound):
        answer_question(session, world.fish_47, answer)
    answer_question(session, world.neema, answer)
    session.commit()
    (card,) = questions_of(session, need.id)
    assert (card.topic, card.reply, card.words) == (Topic.LESS_IS_FINE, Reply.YES, "From 10 kg on.")


def test_after_the_deadline_nobody_asks_or_answers(
    session: Session, world: World, need: Need, at: time_machine.Traveller
) -> None:
    her = world.suppliers["fish_47"].id
    row = ask_question(session, world.fish_47, need.code, her, Topic.SEE_SAMPLE)
    session.commit()
    go_to(at, need.closes_at)
    with pytest.raises(Refused):
        ask_question(session, world.fish_47, need.code, her, Topic.TRIAL_FIRST)
    with pytest.raises(Refused):
        answer_question(session, world.neema, AnswerQuestion(row.public_id, Reply.NO))
