"""What she sent: how it stands, taking it back, reading back, and why it was not taken."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.kernel.actor import SYSTEM
from marketplace.offers import actions
from marketplace.offers.models import Offer
from marketplace.offers.rules.lists import DeclineReason, OfferState
from marketplace.sourcing.models import Need
from tests.actions.linkage import anna_enters, asks, offers
from tests.pages.supplier.village import follow, link, links, press, seated, words
from tests.support.client import PageClient
from tests.world import World


@pytest.fixture
def need(session: Session, world: World) -> Need:
    """Neema's need."""
    made = asks(session, world)
    session.commit()
    return made


@pytest.fixture
def offer(session: Session, world: World, need: Need) -> Offer:
    """Fish 47's offer: all of it."""
    made = offers(session, world, need)
    session.commit()
    return made


def state(session: Session) -> OfferState:
    session.rollback()
    return session.scalars(select(Offer.state)).one()


def test_the_list_shows_how_each_stands(client: PageClient, offer: Offer) -> None:
    seated(client)
    page = client.get("/s/offers")
    assert "Waiting" in words(page)
    page = client.get(link(page, "Tomatoes"))
    assert "28,000" in words(page)


def test_it_can_be_taken_back_until_somebody_accepted(
    client: PageClient, session: Session, offer: Offer
) -> None:
    seated(client)
    page = client.get(f"/s/offers/{offer.public_id}")
    page = client.get(link(page, "Take back"))
    assert state(session) is OfferState.SUBMITTED  # asking changes nothing
    answers = [press(client, page, "Yes") for _ in range(2)]
    assert {answer.status_code for answer in answers} == {303}
    assert "Taken back" in words(follow(client, answers[1]))
    assert state(session) is OfferState.TAKEN_BACK


def test_an_accepted_one_offers_no_way_back(
    client: PageClient, session: Session, offer: Offer
) -> None:
    actions.accept(session, SYSTEM, offer)
    session.commit()
    seated(client)
    page = client.get(f"/s/offers/{offer.public_id}")
    assert "They said yes" in words(page)
    assert "Take back" not in words(page)


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (DeclineReason.FILLED_BY_ROTATION, "Others this time"),
        (DeclineReason.NEED_WITHDRAWN, "They stopped it"),
        (DeclineReason.NOT_AS_A_LINKAGE, "Not good together"),
        (DeclineReason.NOT_NEEDED_ANY_MORE, "They have all"),
    ],
)
def test_an_outcome_waits_at_home_with_its_reason_until_it_was_seen(
    client: PageClient, session: Session, offer: Offer, reason: DeclineReason, said: str
) -> None:
    actions.decline(session, SYSTEM, offer, reason)
    session.commit()
    seated(client)
    page = client.get("/s/")
    page = client.get(link(page, "Not this time"))
    assert said in words(page)
    assert [name for name in links(client.get("/s/")) if "Not this time" in name] == []


@pytest.mark.parametrize(
    ("answer", "becomes"), [("Yes", OfferState.SUBMITTED), ("No", OfferState.TAKEN_BACK)]
)
def test_what_anna_entered_waits_for_her_own_yes(
    client: PageClient, session: Session, world: World, need: Need, answer: str,
    becomes: OfferState,
) -> None:  # fmt: skip
    anna_enters(session, world, need)
    session.commit()
    seated(client)
    page = client.get(link(client.get("/s/"), "Say yes first"))
    sent = press(client, page, answer)
    assert state(session) is becomes
    assert press(client, page, answer).headers["Location"] == sent.headers["Location"]


def test_what_was_not_offered_reads_nothing_back(
    client: PageClient, session: Session, world: World, need: Need
) -> None:
    entered = anna_enters(session, world, need)
    session.commit()
    seated(client)
    page = client.get(f"/s/offers/{entered.public_id}")
    press(client, page, "No", answer="perhaps")
    assert state(session) is OfferState.TO_READ_BACK


def test_somebody_elses_offer_is_not_there(client: PageClient, offer: Offer) -> None:
    seated(client, "sun-21")
    for path in ("", "/sent", "/withdrawal"):
        assert client.get(f"/s/offers/{offer.public_id}{path}").status_code == 404


def test_two_people_on_one_phone_see_nothing_of_each_other(
    client: PageClient, offer: Offer
) -> None:
    seated(client)
    press(client, client.get("/s/offers"), "Leave")
    seated(client, "sun-21")
    assert "Tomatoes" not in words(client.get("/s/offers"))


@pytest.mark.feature("C2")
def test_an_answer_is_begun_changed_sent_seen_taken_back_and_sent_anew(
    client: PageClient, session: Session, need: Need
) -> None:
    seated(client)
    path = f"/s/needs/{need.code}"
    for size in ("All 20", "Half 10"):
        page = follow(client, press(client, client.get(f"{path}/quantity"), size))
    page = follow(client, press(client, page, "Good"))
    page = follow(client, press(client, page, "Send"))
    page = client.get(link(client.get(link(page, "My offers")), "10 kg"))
    page = client.get(link(page, "Take back"))
    press(client, page, "Yes")
    page = follow(client, press(client, client.get(f"{path}/quantity"), "All 20"))
    page = follow(client, press(client, page, "Good"))
    follow(client, press(client, page, "Send"))
    session.rollback()
    sent = session.execute(select(Offer.quantity, Offer.state).order_by(Offer.id)).all()
    assert sent == [(10, OfferState.TAKEN_BACK), (20, OfferState.SUBMITTED)]
