"""Her word on her phone: chosen, asked for a change, told why not, and what helps next."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from marketplace.mediation.actions import Propose, answer_proposal, propose, say_yes
from marketplace.mediation.models import Award, CounterProposal, SecondLook
from marketplace.mediation.rules.lists import AwardState, NoReason, ProposalState, Side
from marketplace.offers.models import Offer
from marketplace.sourcing.models import Need
from marketplace.sourcing.rules.lists import NeedState
from tests.actions.linkage import asks
from tests.actions.openings import chosen, opening
from tests.pages.supplier.village import follow, hidden, link, press, seated, words
from tests.support.client import PageClient
from tests.world import World

Opened = tuple[Need, dict[str, Offer]]


@pytest.fixture
def opened(session: Session, world: World) -> Opened:
    made = opening(session, world, quantity=20)
    session.commit()
    return made


def path(opened: Opened, who: str = "fish_47") -> str:
    return f"/s/offers/{opened[1][who].public_id}"


def award(session: Session) -> Award:
    session.rollback()
    session.expire_all()
    return session.scalars(select(Award).order_by(Award.id).limit(1)).one()


@pytest.mark.feature("H3", part=True)
def test_they_choose_her_and_she_says_yes(
    client: PageClient, session: Session, world: World, opened: Opened
) -> None:
    chosen(session, world, opened[1]["fish_47"])
    session.commit()
    seated(client)
    page = client.get(link(client.get(path(opened)), "They chose you"))
    assert "20" in words(page)
    after = follow(client, press(client, page, "Yes"))
    assert "They said yes" in words(after)
    assert award(session).state is AwardState.ACCEPTED
    again = client.post(f"{path(opened)}/choice", data={"csrf": _token(page)})
    assert again.status_code == 303


def _token(page: TestResponse) -> str:
    return hidden(page)["csrf"]


def test_she_says_no_with_a_picture_why(
    client: PageClient, session: Session, world: World, opened: Opened
) -> None:
    chosen(session, world, opened[1]["fish_47"])
    session.commit()
    seated(client)
    page = client.get(f"{path(opened)}/choice")
    why = client.get(link(page, "No"))
    follow(client, press(client, why, "I sold it"))
    got = award(session)
    assert (got.state, got.no_reason) == (AwardState.DECLINED, NoReason.SOLD)
    assert client.get(f"{path(opened)}/choice").status_code == 404
    assert client.get(f"{path(opened)}/choice/no").status_code == 404


def test_what_the_buyer_asks_is_shown_as_it_would_be_and_answered(
    client: PageClient, session: Session, world: World, opened: Opened
) -> None:
    offer = opened[1]["fish_47"]
    propose(session, world.neema, Propose(offer=offer.public_id, quantity=15))
    session.commit()
    seated(client)
    page = client.get(link(client.get(path(opened)), "They say"))
    assert "15" in words(page)
    follow(client, press(client, page, "Yes"))
    session.rollback()
    assert session.scalars(select(CounterProposal)).one().state is ProposalState.ACCEPTED
    assert client.get(f"{path(opened)}/proposal").status_code == 404


@pytest.mark.feature("D3")
@pytest.mark.feature("O3", part=True)
def test_a_loser_sees_why_what_to_learn_what_next_and_may_ask(
    client: PageClient, session: Session, world: World, opened: Opened
) -> None:
    """Reason, standstill with its look, complaint: the other half is in the desk's own tests."""
    asks(session, world, quantity=10)
    got = chosen(session, world, opened[1]["sun_21"])
    say_yes(session, world.supplier("sun_21"), got.public_id)
    session.commit()
    seated(client)
    page = client.get(path(opened))
    for said in ("Not this time", "Like the others", "Bring same size", "Try this"):
        assert said in words(page), said
    assert "Lazaro" not in words(page)
    after = follow(client, press(client, page, "Look again"))
    assert "They look now" in words(after)
    assert "Look again" not in words(after)
    session.rollback()
    assert session.scalars(select(SecondLook)).one().asked_by_id == world.people["fish_47"].id


def test_another_ones_choice_does_not_exist_for_her(
    client: PageClient, session: Session, world: World, opened: Opened
) -> None:
    chosen(session, world, opened[1]["sun_21"])
    session.commit()
    seated(client)
    assert client.get(f"{path(opened, 'sun_21')}/choice").status_code == 404
    assert client.get(f"{path(opened)}/choice").status_code == 404
    page = client.get(path(opened))
    for door in ("choice", "choice/no", "proposal", "look"):
        sent = {"csrf": _token(page), "reason": "sold", "answer": "yes"}
        assert client.post(f"{path(opened, 'sun_21')}/{door}", data=sent).status_code == 404


@pytest.mark.feature("F2", part=True)
def test_she_names_another_price_in_pictures_once(
    client: PageClient, session: Session, world: World, opened: Opened
) -> None:
    need, _ = opened
    need.state = NeedState.CLOSED
    session.commit()
    seated(client)
    shown = client.get(path(opened))
    piles = client.get(link(shown, "Other price"))
    assert client.get(f"{path(opened)}/price/count").status_code == 200
    total = 20 * 150_000
    counted = client.post(
        f"{path(opened)}/price", data={"csrf": _token(piles), "amount": str(total)}
    )
    assert counted.status_code == 303
    client.post(f"{path(opened)}/price", data={"csrf": _token(piles), "amount": str(total)})
    session.rollback()
    made = session.scalars(select(CounterProposal)).one()
    assert (made.price_minor, made.side, made.state) == (150_000, Side.SUPPLIER, ProposalState.OPEN)
    after = client.get(path(opened))
    assert "They look now" in words(after)
    assert "Other price" not in words(after)
    answer_proposal(session, world.neema, made.public_id, yes=False)
    session.commit()
    assert "Other price" not in words(client.get(path(opened)))
    assert client.get(f"{path(opened)}/price").status_code == 404
