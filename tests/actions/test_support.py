"""Referrals from sending to following up: seats, who may answer, who pays, what is counted."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import CategoryPaper, Paper
from marketplace.journal.models import JournalEntry, OutboxMessage
from marketplace.journal.queries import check_chain
from marketplace.kernel.refused import NotFound, Refused
from marketplace.support import actions
from marketplace.support.models import (
    Referral,
    SupportService,
)
from marketplace.support.queries import directory, waiting
from marketplace.support.rules.lists import (
    DeclineWhy,
    Helped,
    ReferralState,
    Result,
    ServiceKind,
    SupportRefusal,
    Topic,
    Waits,
)
from tests.actions.after_the_door import village
from tests.actions.linkage import morning, today
from tests.world import World
from tests.world.support import add_provider, offers_service, sends, zawadi

pytestmark = pytest.mark.both


@pytest.fixture(autouse=True)
def at() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(morning(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(session: Session) -> World:
    return village(session)


def verbs(session: Session) -> list[str]:
    return list(session.scalars(select(JournalEntry.verb).order_by(JournalEntry.id)))


def kinds(session: Session) -> list[str]:
    return list(session.scalars(select(OutboxMessage.kind).order_by(OutboxMessage.id)))


@pytest.mark.feature("O2", part=True)
def test_a_referral_goes_to_the_provider_and_comes_back_with_a_result(
    session: Session, world: World, at: time_machine.Traveller
) -> None:
    provider, person = add_provider(session, world)
    assert person is not None
    usafi = zawadi(person)
    course = offers_service(session, usafi, provider)
    referral = sends(session, world, course)
    actions.accept_referral(session, usafi, referral.public_id)
    actions.report_referral(session, usafi, referral.public_id, Result.LEARNED)
    session.commit()
    assert (referral.price_minor, referral.outside_minor) == (3_000_000, 1_000_000)
    assert waiting(session, world.anna, today()) == ()
    at.shift(timedelta(days=31))
    (due,) = waiting(session, world.anna, today())
    assert due.kind is Waits.REFERRAL_FOLLOW
    actions.follow_referral(session, world.anna, referral.public_id, Helped.A_LITTLE)
    session.commit()
    assert referral.state is ReferralState.FOLLOWED
    assert waiting(session, world.anna, today()) == ()
    said = ["referral.send", "referral.accept", "referral.report", "referral.follow"]
    assert [verb for verb in verbs(session) if verb.startswith("referral.")] == said
    told = [kind for kind in kinds(session) if kind.startswith("referral")]
    assert told == ["referral_sent", "referral_accepted", "referral_reported"]
    assert check_chain(session).broken_at is None


def test_nobody_is_sent_without_her_yes(session: Session, world: World) -> None:
    provider, _ = add_provider(session, world, account=False)
    visit = offers_service(session, world.anna, provider)
    asked = actions.Refer(
        supplier=world.suppliers["fish_47"].public_id, service=visit.public_id, agreed=False
    )
    with pytest.raises(Refused) as refused:
        actions.refer(session, world.anna, asked)
    assert refused.value.reasons == {SupportRefusal.NOT_AGREED}
    assert session.scalar(select(func.count(Referral.id))) == 0


def test_seats_are_counted_and_nobody_is_sent_twice(session: Session, world: World) -> None:
    provider, _ = add_provider(session, world, account=False)
    course = offers_service(session, world.anna, provider, seats=2, on_day=today())
    sends(session, world, course)
    with pytest.raises(Refused, match="already_referred"):
        sends(session, world, course)
    second = sends(session, world, course, "sun_21")
    with pytest.raises(Refused, match="full"):
        sends(session, world, course, "hen_33")
    actions.withdraw_referral(session, world.anna, second.public_id)
    assert sends(session, world, course, "hen_33").state is ReferralState.SENT


def test_what_is_over_or_withdrawn_takes_nobody(
    session: Session, world: World, at: time_machine.Traveller
) -> None:
    provider, _ = add_provider(session, world, account=False)
    course = offers_service(session, world.anna, provider, on_day=today())
    open_end = offers_service(session, world.anna, provider, name="Visit")
    actions.withdraw_service(session, world.anna, open_end.public_id)
    at.shift(timedelta(days=1))
    for service in (course, open_end):
        with pytest.raises(Refused, match="service_over"):
            sends(session, world, service)


def test_a_declined_referral_waits_at_the_desk_until_it_is_put_by(
    session: Session, world: World
) -> None:
    provider, person = add_provider(session, world)
    assert person is not None
    usafi = zawadi(person)
    referral = sends(session, world, offers_service(session, usafi, provider))
    actions.decline_referral(session, usafi, referral.public_id, DeclineWhy.TOO_FAR)
    (waits,) = waiting(session, world.anna, today())
    assert (waits.kind, waits.supplier_name) == (Waits.REFERRAL_DECLINED, "Mama Zuhura")
    actions.withdraw_referral(session, world.anna, referral.public_id)
    assert waiting(session, world.anna, today()) == ()


def test_only_who_gives_it_answers_and_a_facilitator_for_who_has_no_account(
    session: Session, world: World
) -> None:
    mine, person = add_provider(session, world)
    other, stranger = add_provider(session, world, "Another")
    silent, _ = add_provider(session, world, "No account", account=False)
    assert person is not None
    assert stranger is not None
    referral = sends(session, world, offers_service(session, zawadi(person), mine))
    for who in (zawadi(stranger), world.anna, world.theresia, world.neema):
        with pytest.raises(NotFound):
            actions.accept_referral(session, who, referral.public_id)
    by_phone = sends(session, world, offers_service(session, world.anna, silent))
    with pytest.raises(NotFound):
        actions.accept_referral(session, world.theresia, by_phone.public_id)
    assert actions.accept_referral(session, world.anna, by_phone.public_id)
    with pytest.raises(NotFound):
        offers_service(session, world.neema, other)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"price": 100, "outside": 60, "giver": 50}, "cost_over_price"),
        ({"seats": 0}, "no_seats"),
        ({"kind": ServiceKind.INSPECTION}, "paper_missing"),
    ],
)
def test_a_service_that_does_not_add_up_is_refused(
    session: Session, world: World, values: dict[str, int], reason: str
) -> None:
    provider, _ = add_provider(session, world, account=False)
    with pytest.raises(Refused, match=reason):
        offers_service(session, world.anna, provider, **values)  # type: ignore[arg-type]  # by name


@pytest.mark.paper(59)
def test_an_operator_opens_seats_of_its_own_course_to_suppliers(
    session: Session, world: World
) -> None:
    command = actions.OfferService(
        operator_id=world.kijani.id, kind=ServiceKind.COURSE, topic=Topic.HANDLING,
        name="Sorting at our kitchen door", seats=2,
    )  # fmt: skip
    course = actions.offer_service(session, world.neema, command)
    with pytest.raises(NotFound):
        actions.offer_service(session, world.anna, command)
    referral = sends(session, world, course)
    with pytest.raises(NotFound):
        actions.accept_referral(session, world.anna, referral.public_id)
    actions.accept_referral(session, world.neema, referral.public_id)
    actions.report_referral(session, world.neema, referral.public_id, Result.LEARNED)
    assert referral.state is ReferralState.REPORTED


@pytest.mark.paper(95)
def test_services_given_are_counted_by_quarter_and_the_outside_share_is_seen_to_fall(
    session: Session, world: World, at: time_machine.Traveller
) -> None:
    provider, person = add_provider(session, world)
    assert person is not None
    usafi = zawadi(person)
    for outside, days in ((2_000_000, 0), (500_000, 100)):
        at.shift(timedelta(days=days))
        course = offers_service(session, usafi, provider, outside=outside)
        for who in ("fish_47", "sun_21"):
            referral = sends(session, world, course, who)
            actions.accept_referral(session, usafi, referral.public_id)
            result = Result.LEARNED if who == "fish_47" else Result.DID_NOT_COME
            actions.report_referral(session, usafi, referral.public_id, result)
    (card,) = directory(session, world.anna)
    assert [(one.services, one.outside_permille) for one in card.quarters] == [(1, 666), (1, 166)]


def licence(session: Session, world: World) -> Paper:
    paper = Paper(code="guide_licence", picture="paper-guide-licence")
    session.add(paper)
    session.flush()
    leaf = world.goods.leaves["veg.tomato"]
    session.add(CategoryPaper(category_id=leaf.id, paper_id=paper.id))
    session.flush()
    return paper


def test_one_price_for_all_is_divided_by_those_who_take_part(
    session: Session, world: World
) -> None:
    licence(session, world)
    provider, person = add_provider(session, world)
    assert person is not None
    usafi = zawadi(person)
    visit = offers_service(
        session, usafi, provider, kind=ServiceKind.INSPECTION, topic=Topic.CERTIFICATE,
        paper="guide_licence", shared=True, seats=3, price=900, outside=0, on_day=today(),
    )  # fmt: skip
    made = [sends(session, world, visit, who) for who in ("fish_47", "sun_21", "hen_33")]
    for referral in made:
        actions.accept_referral(session, usafi, referral.public_id)
    actions.report_referral(session, usafi, made[0].public_id, Result.PASSED)
    assert made[0].price_minor == 300
    assert session.scalar(select(func.count(SupportService.id))) == 1
