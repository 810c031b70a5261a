"""The life of a tender: draft, need check, published, opened, closed, ended; one row each step."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.catalogue.rules import packed
from marketplace.catalogue.words import SPEC_NAMES
from marketplace.jobs import tick
from marketplace.journal.models import JournalEntry, OutboxMessage
from marketplace.journal.queries import check_chain
from marketplace.kernel import clock
from marketplace.kernel.refused import NotFound, Refused, StaleEdit
from marketplace.kernel.states import WrongState
from marketplace.mediation.actions import none_suitable
from marketplace.mediation.models import Loss
from marketplace.mediation.rules.refusals import AwardRefusal
from marketplace.offers.actions.tenders import end_tender
from marketplace.offers.rules.lists import DeclineReason, OfferState
from marketplace.sourcing.actions.tender_life import open_early
from marketplace.sourcing.actions.tenders import (
    call_back,
    drop_draft_tender,
    publish,
    save_tender,
    send_back,
    send_to_check,
)
from marketplace.sourcing.models import Asked, Need, NeedSpec, Tender, Wave
from marketplace.sourcing.queries import board_page, need_for_supplier
from marketplace.sourcing.rules.board import EVERYWHERE
from marketplace.sourcing.rules.lists import NeedState
from marketplace.sourcing.rules.need_check import CheckRefused, NeedFinding
from marketplace.sourcing.rules.refusals import AskRefusal
from marketplace.sourcing.rules.tender import TenderRefusal
from marketplace.sourcing.rules.tender_lists import (
    EarlyReason,
    EndedBecause,
    Ending,
    PriceKind,
    Repeat,
    SentBack,
    Stage,
    Visibility,
)
from tests.actions.linkage_machine import morning
from tests.actions.tendering import drafts, go_to, offers, publishes, tender_world, wanted
from tests.world import World

pytestmark = pytest.mark.both


@pytest.fixture(autouse=True)
def at() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(morning(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(session: Session) -> World:
    made = tender_world(session)
    session.commit()
    return made


def tender_of(session: Session, need: Need) -> Tender:
    return session.scalars(select(Tender).where(Tender.need_id == need.id)).one()


def verbs(session: Session) -> list[str]:
    rows = session.scalars(select(JournalEntry.verb).order_by(JournalEntry.id))
    return list(rows)


def test_a_draft_is_kept_whatever_is_missing_and_nobody_sees_it(
    session: Session, world: World
) -> None:
    need = drafts(session, world, specs=(), closes_at=None)
    session.commit()
    assert need.state is NeedState.DRAFT
    with pytest.raises(NotFound):
        need_for_supplier(session, world.suppliers["fish_47"].id, need.code)
    with pytest.raises(Refused) as refused:
        send_to_check(session, world.neema, need.public_id)
    assert set(refused.value.reasons) == {
        TenderRefusal.SPECS_TOO_FEW, TenderRefusal.DEADLINE_MISSING,
    }  # fmt: skip


def test_the_same_save_twice_makes_one_draft(session: Session, world: World) -> None:
    command = wanted(world)
    first = save_tender(session, world.neema, command)
    session.commit()
    assert save_tender(session, world.neema, command).id == first.id


def test_a_draft_is_changed_by_its_version(session: Session, world: World) -> None:
    need = drafts(session, world)
    session.commit()
    changed = wanted(
        world, public_id=need.public_id, version=1, quantity=40, specs=("clean", "ripe")
    )
    save_tender(session, world.neema, changed)
    session.commit()
    assert need.quantity == 40
    kept = session.scalars(select(NeedSpec).where(NeedSpec.need_id == need.id)).all()
    assert len(kept) == 2
    with pytest.raises(StaleEdit):
        save_tender(session, world.neema, changed)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"price_kind": PriceKind.BAND, "band_low_minor": 9, "band_high_minor": 8},
         TenderRefusal.BAND_WRONG),
        ({"repeat": Repeat.WEEKLY, "repeat_until": None, "weekdays": 5},
         TenderRefusal.UNTIL_BEFORE_DAY),
        ({"visibility": Visibility.RESERVED}, TenderRefusal.WHO_IS_MEANT_MISSING),
        ({"quantity": 0}, AskRefusal.QUANTITY_ZERO),
    ],
)  # fmt: skip
def test_what_no_draft_can_be_is_refused(
    session: Session, world: World, changes: dict[str, object], refusal: object
) -> None:
    with pytest.raises(Refused) as refused:
        drafts(session, world, **changes)
    assert refusal in refused.value.reasons


@pytest.mark.feature("A1")
@pytest.mark.feature("A2", part=True)
def test_published_reaches_everybody_who_can_make_it_until_the_deadline(
    session: Session, world: World
) -> None:
    need = publishes(session, world)
    session.commit()
    asked = session.scalars(select(Asked).where(Asked.need_id == need.id)).all()
    wave = session.scalars(select(Wave).where(Wave.need_id == need.id)).one()
    assert {one.supplier_id for one in asked} == {s.id for s in world.suppliers.values()}
    assert (wave.number, wave.ends_at) == (1, need.closes_at)
    assert [card.code for card in board_page(session, cell=EVERYWHERE).needs] == [need.code]
    assert verbs(session)[-4:] == [
        "tender.send_to_check", "tender.pass", "need.publish", "need.wave",
    ]  # fmt: skip
    assert check_chain(session).whole


@pytest.mark.feature("A4", part=True)
def test_the_need_check_stops_what_must_be_changed(session: Session, world: World) -> None:
    need = drafts(session, world, payment_days=45)
    session.commit()
    with pytest.raises(CheckRefused) as refused:
        send_to_check(session, world.neema, need.public_id)
    assert NeedFinding.PAYMENT_LATE in refused.value.reasons


def test_sent_back_with_a_reason_changed_and_published(session: Session, world: World) -> None:
    need = drafts(session, world)
    send_to_check(session, world.neema, need.public_id)
    with pytest.raises(Refused):  # it is at the desk now
        save_tender(session, world.neema, wanted(world, public_id=need.public_id))
    send_back(session, world.anna, need.public_id, SentBack.SPEC_UNCLEAR)
    tender = tender_of(session, need)
    assert (tender.state, tender.sent_back_because) == (Stage.SENT_BACK, SentBack.SPEC_UNCLEAR)
    save_tender(
        session, world.neema, wanted(world, public_id=need.public_id, specs=("ripe", "clean"))
    )
    send_to_check(session, world.neema, need.public_id)
    call_back(session, world.neema, need.public_id)
    send_to_check(session, world.neema, need.public_id)
    publish(session, world.anna, need.public_id)
    session.commit()
    assert need.state is NeedState.PUBLISHED


def test_nobody_elses_hands_move_it(session: Session, world: World) -> None:
    need = drafts(session, world)
    send_to_check(session, world.neema, need.public_id)
    for act in (
        lambda: publish(session, world.theresia, need.public_id),
        lambda: publish(session, world.neema, need.public_id),
        lambda: send_to_check(session, world.fish_47, need.public_id),
        lambda: end_tender(
            session, world.anna, need.public_id, ending=Ending.CANCELLED,
            because=EndedBecause.NO_MONEY_NOW,
        ),
        lambda: open_early(session, world.theresia, need.public_id, EarlyReason.SAFETY),
    ):  # fmt: skip
        with pytest.raises(NotFound):
            act()


@pytest.mark.feature("D1", part=True)
def test_the_worker_writes_the_opening_at_the_deadline_once(
    session: Session, world: World, at: time_machine.Traveller
) -> None:
    need = publishes(session, world)
    offers(session, world, need)
    session.commit()
    tick(session)
    assert tender_of(session, need).opened_at is None
    go_to(at, need.closes_at)
    assert tick(session).opened == 1
    session.expire_all()
    tender = tender_of(session, need)
    assert (tender.opened_at, tender.opened_by_id) == (clock.now(), None)
    assert tender.opened_early_reason is None
    assert need.state is NeedState.CLOSED
    assert tick(session).opened == 0
    assert verbs(session).count("tender.open") == 1


@pytest.mark.parametrize("ending", [Ending.WITHDRAWN, Ending.CANCELLED])
def test_ended_with_a_reason_everybody_who_offered_is_told(
    session: Session, world: World, ending: Ending
) -> None:
    need = publishes(session, world)
    offer = offers(session, world, need)
    session.commit()
    end_tender(
        session, world.neema, need.public_id, ending=ending, because=EndedBecause.NO_MONEY_NOW
    )
    session.commit()
    tender = tender_of(session, need)
    assert (tender.ending, tender.ended_because) == (ending, EndedBecause.NO_MONEY_NOW)
    assert need.state is NeedState.WITHDRAWN
    assert (offer.state, offer.decline_reason) == (
        OfferState.DECLINED,
        DeclineReason.NEED_WITHDRAWN,
    )
    told = select(OutboxMessage).where(OutboxMessage.kind == "offer_not_taken")
    assert session.scalars(told).one().to_supplier_id == offer.supplier_id


@pytest.mark.feature("A2", part=True)
def test_none_suitable_only_after_they_were_read(
    session: Session, world: World, at: time_machine.Traveller
) -> None:
    need = publishes(session, world)
    offer = offers(session, world, need)
    session.commit()
    words = {"ending": Ending.NONE_SUITABLE, "because": EndedBecause.NOT_AS_ASKED}
    because = EndedBecause.NOT_AS_ASKED
    with pytest.raises(Refused) as refused:
        none_suitable(session, world.neema, need.public_id, because)
    assert refused.value.reasons == {AwardRefusal.NOT_OPEN_YET}
    session.rollback()
    go_to(at, need.closes_at)
    with pytest.raises(Refused) as one_door:
        end_tender(session, world.neema, need.public_id, **words)  # type: ignore[arg-type]  # by name
    assert one_door.value.reasons == {WrongState.NOT_NOW}
    none_suitable(session, world.neema, need.public_id, because)
    session.commit()
    assert session.scalars(select(Loss.none_suitable)).all() == [True]
    assert need.state is NeedState.UNFILLED
    assert offer.state is OfferState.DECLINED
    assert tender_of(session, need).opened_at == clock.now()


def test_a_draft_is_withdrawn_without_telling_anybody(session: Session, world: World) -> None:
    need = drafts(session, world)
    drop_draft_tender(session, world.neema, need.public_id, EndedBecause.MISTAKE_IN_NEED)
    session.commit()
    assert need.state is NeedState.WITHDRAWN
    assert session.scalars(select(OutboxMessage)).all() == []


def test_a_deadline_that_has_come_near_is_not_published(
    session: Session, world: World, at: time_machine.Traveller
) -> None:
    need = drafts(session, world)
    send_to_check(session, world.neema, need.public_id)
    session.commit()
    at.move_to(need.closes_at - timedelta(hours=23))  # type: ignore[operator]  # it has one
    with pytest.raises(Refused) as refused:
        publish(session, world.anna, need.public_id)
    assert TenderRefusal.DEADLINE_TOO_SOON in refused.value.reasons


@pytest.mark.paper(11)
def test_a_laundry_is_asked_with_pilot_liability_and_service_levels() -> None:
    """A service is asked like goods: its trial, who pays losses, and how fast, can be checked."""
    fits = {row["code"] for row in packed.specs() if "laundry" in row["for"]}
    assert {"trial_weeks", "loss_paid", "next_day", "counted", "stain_free"} <= fits
    assert fits <= set(SPEC_NAMES)
