"""Tenders at the desk: the need check explained, published or sent back; sealed for her too."""

import pytest
import time_machine
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from marketplace.people.models import SupplierFact
from marketplace.sourcing.actions.questions import ask_question
from marketplace.sourcing.actions.tenders import send_to_check
from marketplace.sourcing.models import Need, Tender
from marketplace.sourcing.rules.lists import NeedState
from marketplace.sourcing.rules.tender_lists import EarlyReason, Stage, Topic
from tests.actions.tendering import drafts, go_to, offers, publishes
from tests.pages.buyer.lodge import afresh
from tests.pages.desk.room import Desk, words
from tests.support.statements import counting
from tests.world import World, add_specs

DESK_STATEMENTS = 14  # twelve, and the porch's two


@pytest.fixture(autouse=True)
def pointed(session: Session, world: World) -> World:
    add_specs(session)
    session.commit()
    return world


@pytest.fixture
def waiting(session: Session, world: World) -> Need:
    """A draft of Neema's that waits for the need check: more than anybody near can bring."""
    need = drafts(session, world, quantity=90)
    session.flush()
    send_to_check(session, world.neema, need.public_id)
    session.commit()
    return need


def tender_of(session: Session, need: Need) -> Tender:
    afresh(session)
    return session.scalars(select(Tender).where(Tender.need_id == need.id)).one()


def test_an_empty_list_says_what_to_do(anna: Desk) -> None:
    assert "No tender is under way." in anna.read("/desk/tenders")


@pytest.mark.feature("A4")
def test_the_check_explains_itself_before_she_decides(
    engine: Engine, session: Session, waiting: Need, anna: Desk
) -> None:
    assert "waits for the need check" in anna.read("/desk/tenders")
    with counting(engine) as seen:
        page = anna.get(f"/desk/tenders/{waiting.public_id}")
    assert len(seen) <= DESK_STATEMENTS, "\n".join(seen)
    assert "No one near has so much free that week; together they have" in words(page)
    done = anna.send(page, action="/publication")
    assert "Published: everybody it is meant for is asked." in words(done)
    assert tender_of(session, waiting).state is Stage.PASSED
    assert waiting.state is NeedState.PUBLISHED
    again = anna.send(page, action="/publication")
    assert again.status_code == 422
    assert "it went on meanwhile" in words(again)


def test_sent_back_needs_a_reason(session: Session, waiting: Need, anna: Desk) -> None:
    page = anna.get(f"/desk/tenders/{waiting.public_id}")
    bare = anna.send(page, action="/return")
    assert bare.status_code == 422
    assert "Please fill this in." in words(bare)
    done = anna.send(page, {"because": "too_large"}, action="/return")
    assert "Sent back; the buyer is told why." in words(done)
    assert tender_of(session, waiting).state is Stage.SENT_BACK


def test_a_draft_nobody_sent_and_other_places_do_not_exist(
    session: Session, world: World, waiting: Need, anna: Desk, theresia: Desk
) -> None:
    unsent = drafts(session, world)
    session.commit()
    assert anna.get(f"/desk/tenders/{unsent.public_id}").status_code == 404
    assert theresia.get(f"/desk/tenders/{waiting.public_id}").status_code == 404
    assert waiting.code not in theresia.read("/desk/tenders")


def test_sealed_for_facilitators_and_opened_early_with_a_reason(
    session: Session, world: World, anna: Desk
) -> None:
    need = publishes(session, world)
    offers(session, world, need)
    ask_question(session, world.fish_47, need.code, world.suppliers["fish_47"].id,
                 Topic.CASH_AT_ONCE)  # fmt: skip
    session.commit()
    for path in (
        "/desk/", "/desk/needs", f"/desk/needs/{need.public_id}", "/desk/tenders", "/desk/calls",
        f"/desk/tenders/{need.public_id}",
    ):  # fmt: skip
        assert "1,731" not in anna.get(path).get_data(as_text=True), path
    page = anna.get(f"/desk/tenders/{need.public_id}")
    answered = anna.send(page, {"reply": "no"}, action="/answers")
    assert "Answered for everybody." in words(answered)
    bare = anna.send(page, action="/opening")
    assert bare.status_code == 422
    done = anna.send(page, {"reason": "safety"}, action="/opening")
    assert "Somebody's safety is concerned." in words(done)
    tender = tender_of(session, need)
    assert tender.opened_early_reason is EarlyReason.SAFETY
    assert "1,731" in anna.get(f"/desk/needs/{need.public_id}").get_data(as_text=True)


def test_open_for_her_at_the_deadline(
    session: Session, world: World, anna: Desk, sit: object, at: time_machine.Traveller
) -> None:
    need = publishes(session, world)
    offers(session, world, need)
    session.commit()
    go_to(at, need.closes_at)
    fresh = sit(world.people["anna"])  # type: ignore[operator]  # a fixture that seats
    said = fresh.get(f"/desk/needs/{need.public_id}").get_data(as_text=True)
    assert "1,731" in said
    assert "Sealed" not in said


def test_what_she_says_of_herself_is_kept_with_her_yes(
    session: Session, world: World, anna: Desk, theresia: Desk
) -> None:
    her = world.suppliers["fish_47"]
    path = f"/desk/suppliers/{her.public_id}"
    page = anna.get(path)
    without = anna.send(page, {"fact": "women"}, action="/facts")
    assert without.status_code == 422
    assert "without her yes nothing is kept" in words(without)
    kept = anna.send(page, {"fact": "women", "consented": "y"}, action="/facts")
    assert "A woman, or a group of women" in words(kept)
    assert theresia.get(path).status_code == 404
    anna.send(kept, action="/facts/withdrawal")
    afresh(session)
    (row,) = session.scalars(select(SupplierFact)).all()
    assert row.withdrawn_at is not None
