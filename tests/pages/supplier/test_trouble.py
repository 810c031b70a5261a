"""Her complaint in pictures: three taps; and the door to somebody from elsewhere."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.models import Grievance, SafeguardingReport
from marketplace.agreements.rules.grievances import GrievanceState, Whom, Wrong
from tests.pages.supplier.village import follow, link, links, press, seated, words
from tests.support.client import PageClient
from tests.world import World


@pytest.fixture
def phone(client: PageClient, world: World) -> PageClient:
    seated(client)
    return client


def only(session: Session) -> Grievance:
    session.rollback()
    session.expire_all()
    return session.scalars(select(Grievance)).one()


def complain(phone: PageClient, *taps: str) -> object:
    """Tap from the help page to the question whether somebody should call."""
    shown = phone.get("/s/help")
    for tap in ("Something wrong", "Something new", *taps):
        shown = phone.get(link(shown, tap))
    return shown


@pytest.mark.feature("F3", part=True)
def test_three_taps_make_a_complaint_and_she_sees_how_it_stands(
    phone: PageClient, session: Session
) -> None:
    asked = complain(phone, "Not weighed right", "The lodge")
    assert "May somebody call?" in words(asked)
    shown = follow(phone, press(phone, asked, "Yes"))
    assert "They answer soon." in words(shown)
    row = only(session)
    assert (row.kind, row.whom, row.wants_call) == (Wrong.WEIGHED_WRONG, Whom.LODGE, True)
    again = follow(phone, press(phone, asked, "Yes"))  # the same form, tapped twice
    assert again.request.path == shown.request.path
    back = follow(phone, press(phone, shown, "Take back"))
    assert "Taken back" in words(back)
    assert only(session).state is GrievanceState.TAKEN_BACK
    assert "Not weighed right" in words(phone.get("/s/troubles"))


@pytest.mark.parametrize("kind", ["They took workers", "They speak badly", "They want gifts"])
def test_the_second_page_has_the_rest(phone: PageClient, session: Session, kind: str) -> None:
    asked = complain(phone, "More", kind, "At the market")
    follow(phone, press(phone, asked, "No"))
    assert not only(session).wants_call


def test_a_button_that_was_not_offered_sends_nothing(phone: PageClient, session: Session) -> None:
    asked = complain(phone, "Not weighed right", "The lodge")
    answer = press(phone, asked, "Yes", call="perhaps")
    assert answer.headers["Location"].endswith("/s/troubles/new")
    assert session.scalars(select(Grievance)).all() == []


def test_nonsense_leads_back_to_the_pictures(phone: PageClient) -> None:
    for path in ("/s/troubles/new/whom?kind=x", "/s/troubles/new/call?kind=x"):
        assert "What is wrong?" in words(follow(phone, phone.get(path)))


def test_another_ones_complaint_does_not_exist(
    phone: PageClient, session: Session, new_client
) -> None:
    asked = complain(phone, "Not taken", "The lodge")
    follow(phone, press(phone, asked, "No"))
    other = new_client()
    seated(other, "sun-21")
    assert other.get(f"/s/troubles/{only(session).public_id}").status_code == 404


def test_she_says_that_she_is_not_safe_and_the_phone_keeps_nothing(
    phone: PageClient, session: Session
) -> None:
    shown = phone.get(link(complain(phone), "Not safe?"))
    said = follow(phone, press(phone, shown, "They hurt somebody"))
    assert "Somebody else calls. Nobody sees it." in words(said)
    row = session.scalars(select(SafeguardingReport)).one()
    assert row.place_id is not None
    assert "Nothing yet." in words(phone.get("/s/troubles"))
    assert all("harm" not in href for href in links(said).values())
