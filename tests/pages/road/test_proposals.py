"""A proposal before every browser it belongs to: pictures, the desk, the buyer's yes or no."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.models import Agreement
from marketplace.assessment.models import Assessment
from marketplace.mediation.models import PutProposal
from marketplace.mediation.rules.putting import PutState
from marketplace.offers.models import Proposal
from marketplace.offers.rules.proposals import ProposalState
from tests.actions.linkage import ALL_CONDITIONS, morning
from tests.pages.buyer.lodge import afresh, lodge, signed_in
from tests.pages.supplier.village import follow, press, seated, words
from tests.support.client import PageClient
from tests.world import World
from tests.world.codes import give_codes

NewClient = Callable[[], PageClient]


@pytest.fixture(autouse=True)
def at() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(morning(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(session: Session) -> World:
    made = lodge(session)
    give_codes(session, made)
    session.commit()
    return made


@pytest.fixture
def anna(session: Session, world: World, new_client: NewClient) -> PageClient:
    return signed_in(session, new_client(), world.people["anna"])


def one(session: Session) -> Proposal:
    afresh(session)
    return session.scalars(select(Proposal)).one()


def test_without_a_word_typed_she_says_what_she_can_also_do(
    session: Session, world: World, new_client: NewClient
) -> None:
    phone = new_client()
    seated(phone, "fish-47")
    offers = phone.get("/s/offers?lang=en")
    assert "I can also" in words(offers)
    assert phone.get("/s/proposals/new?lang=en").status_code == 200
    leaves = phone.get("/s/proposals/new?g=veg&lang=en")
    assert "Tomatoes" in words(leaves)
    money = phone.get("/s/proposals/new/veg.tomato?lang=en")
    more = press(phone, money, "1,000")
    sent = press(phone, more, "Send")
    assert sent.status_code == 303
    made = one(session)
    assert (made.state, made.price_minor) == (ProposalState.OPEN, 100_000)
    listed = follow(phone, sent)
    assert "Helper looks first" in words(listed)
    again = phone.get("/s/proposals/new/veg.tomato?lang=en")
    refused = press(phone, press(phone, again, "1,000"), "Send")
    assert refused.status_code == 422
    assert "You sent this. Please wait." in words(refused)
    assert phone.get("/s/proposals/new/no.such").status_code == 404


def test_entered_read_back_checked_put_and_wanted(
    session: Session, world: World, anna: PageClient, new_client: NewClient
) -> None:
    her = world.suppliers["fish_47"]
    form = anna.get(f"/desk/suppliers/{her.public_id}/proposal?lang=en")
    empty = anna.submit(form, action="/proposal")
    assert empty.status_code == 422
    typed = {"leaf": "veg.tomato", "unit": "kg", "quantity": "20", "price": "1400"}
    wrong = anna.submit(form, {**typed, "price": "dear"}, action="/proposal")
    assert wrong.status_code == 422
    assert 'value="dear"' in wrong.get_data(as_text=True), "what was typed stays"
    assert anna.submit(form, typed, action="/proposal").status_code == 303
    path = f"/desk/proposals/{one(session).public_id}"
    page = anna.get(f"{path}?lang=en")
    assert "Shall I ask a lodge" in words(page)
    anna.submit(page, {"word": "yes"}, action="/word")
    assert one(session).state is ProposalState.OPEN
    page = anna.get(f"{path}?lang=en")
    nobody = anna.submit(page, action="/puts")
    assert nobody.status_code == 422
    to = {"operator": str(world.kijani.id)}
    guests = anna.submit(page, {**to, "route": "referred"}, action="/puts")
    assert "what the guest pays" in words(guests)
    checked = anna.submit(page, to, action="/puts")
    assert checked.status_code == 303
    afresh(session)
    neema = signed_in(session, new_client(), world.people["neema"])
    assert "Nobody has proposed anything" in words(neema.get("/buyer/proposals?lang=en"))
    signed(session, world)
    offered = neema.get("/buyer/proposals?lang=en")
    assert "20 kg a month" in words(offered)
    no = neema.submit(offered, action="/no")
    assert no.status_code == 422
    assert "Please tap why" in words(no)
    assert neema.submit(offered, action="/yes").status_code == 303
    afresh(session)
    assert session.scalars(select(PutProposal)).one().state is PutState.WANTED
    assert "wanted" in words(anna.get("/desk/proposals?lang=en"))
    agreed_on(session, world, neema)


def agreed_on(session: Session, world: World, neema: PageClient) -> None:
    """From his yes to terms at the desk, filled in from what she proposed; wrong ones stay."""
    put = session.scalars(select(PutProposal)).one()
    path = f"/buyer/proposals/{put.public_id}/agreement"
    assert path in neema.get("/buyer/proposals").get_data(as_text=True)
    form = neema.get(f"{path}?lang=en")
    assert 'value="20"' in form.get_data(as_text=True)
    small = {"least": "1", "most": "4"}
    wrong = neema.submit(form, {**small, "least": "9"}, action="/agreement")
    assert wrong.status_code == 422
    assert "not above the most" in words(wrong)
    growing = neema.submit(form, {**small, "stage": "standing"}, action="/agreement")
    assert growing.status_code == 422
    made = neema.submit(form, small, action="/agreement")
    assert made.status_code == 303, words(made)
    afresh(session)
    agreement = session.scalars(select(Agreement)).one()
    assert agreement.put_proposal_id == put.id
    assert "check comes first" in words(neema.get(f"/buyer/agreements/{agreement.public_id}"))
    again = neema.submit(neema.get(path), small, action="/agreement")
    assert again.status_code == 422
    assert "There is an agreement with her for this already" in words(again)


def signed(session: Session, world: World) -> None:
    """Anna signs the check of what is put."""
    from marketplace.agreements.actions import after_signature
    from marketplace.assessment.actions import SignOutcome, sign

    afresh(session)
    row = session.scalars(select(Assessment).where(Assessment.proposal_id.is_not(None))).one()
    if sign(session, world.anna, row.public_id, ALL_CONDITIONS) is SignOutcome.LOOK_AGAIN:
        sign(session, world.anna, row.public_id, ALL_CONDITIONS)
    after_signature(session, world.anna, row.public_id)
    session.commit()


def test_it_belongs_to_her_and_her_facilitator_alone(
    session: Session, world: World, anna: PageClient, new_client: NewClient
) -> None:
    her = world.suppliers["fish_47"]
    form = anna.get(f"/desk/suppliers/{her.public_id}/proposal")
    typed = {"leaf": "veg.tomato", "unit": "kg", "quantity": "20", "price": "1400"}
    anna.submit(form, typed, action="/proposal")
    path = f"/desk/proposals/{one(session).public_id}"
    theresia = signed_in(session, new_client(), world.people["theresia"])
    assert theresia.get(path).status_code == 404
    assert theresia.get(f"/desk/suppliers/{her.public_id}/proposal").status_code == 404
    afresh(session)
    neema = signed_in(session, new_client(), world.people["neema"])
    assert neema.get(path).status_code == 403
    phone = new_client()
    seated(phone, "hen-33")
    assert "Tomatoes" not in words(phone.get("/s/proposals?lang=en"))
