"""An operator keeps its own people: rights apart, stand-ins, approvals, linkage desk, champion."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.journal.models import JournalEntry
from marketplace.journal.queries import check_chain
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.ids import digest
from marketplace.kernel.refused import Forbidden, NotFound, Refused
from marketplace.people import actions, queries
from marketplace.people.models import OperatorStaff, StandIn
from marketplace.people.queries.house import house_of
from marketplace.people.queries.operators import operators_for
from marketplace.people.rules.entry import EntryRefusal
from marketplace.people.rules.house import DeskHours, Rights
from marketplace.people.rules.lists import Function, SessionKind
from marketplace.sourcing.actions import AskNeed, approve_need, ask, decline_need, withdraw
from marketplace.sourcing.models import Asked, BoardRow, Need, NeedApproval
from marketplace.sourcing.queries.approvals import approvals
from marketplace.sourcing.rules.lists import ApprovalState, DeclinedWhy, NeedState
from marketplace.sourcing.rules.refusals import ApprovalRefusal
from tests.actions.linkage import today
from tests.world import World, add_colleague, add_operator, buyer, small_world

pytestmark = pytest.mark.both
DAY = timedelta(days=1)


@pytest.fixture
def world(session: Session) -> World:
    """The small world; Frank cooks at Kijani and may ask for 10,000 shillings alone."""
    made = small_world(session)
    made.people["frank"] = add_colleague(
        session, made.kijani, "Frank", limit_minor=1_000_000, destination=made.destination
    )
    session.commit()
    return made


def frank(world: World) -> Actor:
    whole = buyer(world.people["frank"], world.kijani)
    return replace(whole, rights=frozenset(r for r in whole.rights if "approve" not in r))


def rights(**changes: object) -> Rights:
    base = Rights(function=Function.KITCHEN, may_order=True, may_receive=True, may_pay=False,
                  may_approve=False, limit_minor=500_000)  # fmt: skip
    return replace(base, **changes)  # type: ignore[arg-type]  # by name


def seated(session: Session, person_id: int) -> Actor:
    """Return who somebody is after signing in, as every request reads it."""
    token = actions.open_session(
        session, person_id=person_id, kind=SessionKind.STAFF, device_id=None, now=clock.now()
    )
    session.flush()
    found = queries.actor_for(session, digest(token), clock.now())
    assert found is not None
    return found.actor


def asked(session: Session, world: World, who: Actor, key: str = "one") -> Need:
    """Twenty kilograms at 1,450: 29,000 shillings."""
    return ask(session, who, AskNeed(
        world.kijani_ridge.public_id, "veg.tomato", "kg", 20, today() + 3 * DAY, 145_000,
        client_key=key,
    ))  # fmt: skip


def test_each_right_is_held_apart_and_counts_at_the_next_request(
    session: Session, world: World
) -> None:
    who = world.people["frank"].id
    actions.set_rights(session, world.neema, world.kijani.id, who, rights(may_receive=False))
    session.commit()
    held = seated(session, who).rights
    assert {"may_order", f"may_order:{world.kijani.id}"} == held
    row = session.scalars(select(OperatorStaff).where(OperatorStaff.person_id == who)).one()
    assert (row.function, row.order_limit_minor) == (Function.KITCHEN, 500_000)


def test_nobody_changes_his_own_rights_and_only_the_keeper_anybodys(
    session: Session, world: World
) -> None:
    kijani, neema = world.kijani.id, world.people["neema"].id
    with pytest.raises(Refused) as caught:
        actions.set_rights(session, world.neema, kijani, neema, rights())
    assert caught.value.reasons == {EntryRefusal.NOT_YOURSELF}
    with pytest.raises(Forbidden):
        actions.set_rights(session, frank(world), kijani, neema, rights())
    heroe = add_operator(session, world.destination, "Heroe Escarpment Hotel")
    with pytest.raises(NotFound):
        actions.set_rights(session, world.neema, heroe.id, neema, rights())
    with pytest.raises(NotFound):
        actions.set_rights(session, world.neema, kijani, world.people["anna"].id, rights())


def test_a_stand_in_holds_the_others_rights_for_its_days_only(
    session: Session, world: World
) -> None:
    now, who = clock.now(), world.people["frank"].id
    actions.set_rights(session, world.neema, world.kijani.id, who, rights(may_order=False))
    assert "may_approve" not in seated(session, who).rights
    row = actions.let_stand_in(
        session, world.neema, world.kijani.id, absent_id=world.people["neema"].id,
        person_id=who, begins=now - DAY, ends=now + DAY, now=now,
    )  # fmt: skip
    assert {"may_approve", "may_order", "may_pay"} <= seated(session, who).rights
    row.begins_at, row.ends_at = now - 3 * DAY, now - DAY
    session.flush()
    assert "may_approve" not in seated(session, who).rights
    row.begins_at, row.ends_at = now - DAY, now + DAY
    session.flush()
    with pytest.raises(Forbidden):
        actions.end_stand_in(session, frank(world), row.id, now=now)
    actions.end_stand_in(session, world.neema, row.id, now=now)
    session.commit()
    assert session.scalar(select(func.count(StandIn.id))) == 0
    assert "may_approve" not in seated(session, who).rights


def test_whoever_is_dismissed_is_out_at_once(session: Session, world: World) -> None:
    who, now = world.people["frank"].id, clock.now()
    token = actions.open_session(
        session, person_id=who, kind=SessionKind.STAFF, device_id=None, now=now
    )
    actions.dismiss(session, world.neema, world.kijani.id, who, now=now)
    session.commit()
    assert queries.actor_for(session, digest(token), now) is None
    assert seated(session, who).operator_ids == frozenset()


@pytest.mark.paper(58)
@pytest.mark.paper(37, part=True)
def test_a_linkage_desk_and_a_champion_are_named_and_seen_by_the_facilitator(
    session: Session, world: World
) -> None:
    neema = world.people["neema"].id
    desk = DeskHours(person_id=neema, function=Function.PURCHASING, phone="0754 123 456",
                     opens=480, closes=960)  # fmt: skip
    actions.keep_linkage_desk(session, world.neema, world.kijani.id, desk)
    actions.name_champion(session, world.neema, neema, operator_id=world.kijani.id,
                          now=clock.now())  # fmt: skip
    session.commit()
    (card,) = operators_for(session, world.anna)
    assert (card.desk_name, card.desk_function) == ("Neema", Function.PURCHASING)
    assert (card.desk_phone, card.desk_opens, card.desk_closes) == ("+255754123456", 480, 960)
    assert card.champion == "Neema"
    house = house_of(session, world.neema, world.kijani.public_id, now=clock.now())
    assert house.champion_id == neema
    for changed in (replace(desk, opens=960, closes=480), replace(desk, phone="12")):
        with pytest.raises(Refused):
            actions.keep_linkage_desk(session, world.neema, world.kijani.id, changed)


def test_above_a_limit_nobody_is_asked_before_a_colleague_says_yes(
    session: Session, world: World
) -> None:
    need = asked(session, world, frank(world))
    session.commit()
    assert need.state is NeedState.DRAFT
    assert session.scalar(select(func.count(Asked.id))) == 0
    assert session.scalar(select(func.count()).select_from(BoardRow)) == 0
    assert asked(session, world, frank(world)).id == need.id, "sent twice is asked once"
    (card,) = approvals(session, world.neema)
    assert (card.asked_by, card.value_minor) == ("Frank", 2_900_000)
    approve_need(session, world.neema, need.public_id)
    session.commit()
    assert (need.state, approvals(session, world.neema)) == (NeedState.PUBLISHED, ())
    assert session.scalar(select(func.count(Asked.id)))
    verbs = session.scalars(
        select(JournalEntry.verb).where(JournalEntry.subject_type == "need_approval")
    ).all()
    assert verbs == ["need_approval.ask", "need_approval.approve"]
    assert check_chain(session).whole
    with pytest.raises(Refused):
        approve_need(session, world.neema, need.public_id)


def test_a_no_has_a_reason_the_asker_reads(session: Session, world: World) -> None:
    need = asked(session, world, frank(world))
    other = replace(frank(world), person_id=world.people["neema"].id)
    with pytest.raises(Forbidden):
        decline_need(session, other, need.public_id, DeclinedWhy.TOO_DEAR)
    decline_need(session, world.neema, need.public_id, DeclinedWhy.TOO_DEAR)
    assert need.state is NeedState.WITHDRAWN
    (card,) = approvals(session, frank(world), state=ApprovalState.DECLINED)
    assert card.why is DeclinedWhy.TOO_DEAR


def test_nobody_approves_his_own_nor_more_than_his_own_limit_nor_a_past_day(
    session: Session, world: World
) -> None:
    own = replace(buyer(world.people["frank"], world.kijani))
    need = asked(session, world, own)
    with pytest.raises(Refused) as caught:
        approve_need(session, own, need.public_id)
    assert ApprovalRefusal.YOUR_OWN in caught.value.reasons
    staff = session.scalars(
        select(OperatorStaff).where(OperatorStaff.person_id == world.people["neema"].id)
    ).one()
    staff.order_limit_minor, need.deliver_on = 100, today() - DAY
    session.flush()
    with pytest.raises(Refused) as caught:
        approve_need(session, world.neema, need.public_id)
    assert caught.value.reasons == {ApprovalRefusal.OVER_YOUR_LIMIT, ApprovalRefusal.DAY_OVER}
    other = add_operator(session, world.destination, "Heroe Escarpment Hotel")
    with pytest.raises(NotFound):
        approve_need(session, buyer(world.people["neema"], other), need.public_id)


def test_what_was_withdrawn_meanwhile_waits_no_more(session: Session, world: World) -> None:
    need = asked(session, world, frank(world))
    withdraw(session, frank(world), need)
    session.flush()
    assert approvals(session, world.neema) == ()
    with pytest.raises(Refused):
        approve_need(session, world.neema, need.public_id)
    assert session.scalar(select(func.count(NeedApproval.id))) == 1
