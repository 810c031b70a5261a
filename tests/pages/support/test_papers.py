"""Papers with their ends and cost, a badge, a spec card, a ledger for a bank."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy.orm import Session

from marketplace.agreements.rules.lists import RejectReason
from marketplace.jobs import tick
from marketplace.kernel import clock
from marketplace.people.models import Consent, Person
from marketplace.people.rules.lists import Purpose
from marketplace.support.rules.lists import ServiceKind, Topic
from tests.actions.linkage import today
from tests.pages.desk.room import Desk, words
from tests.pages.support.conftest import Pair
from tests.pages.support.farm import brought, her, paper
from tests.world import World
from tests.world.support import offers_service, sends, zawadi


@pytest.mark.feature("G4")
@pytest.mark.paper(45)
def test_papers_have_ends_that_are_told_a_cost_that_is_shared_and_a_badge(
    anna: Desk, session: Session, world: World, usafi: Pair, at: time_machine.Traveller,
    sit: Callable[[Person], Desk],
) -> None:  # fmt: skip
    for code in ("guide_licence", "insurance"):
        paper(session, world, code)
    visit = offers_service(
        session, zawadi(usafi[1]), usafi[0], kind=ServiceKind.INSPECTION, topic=Topic.CERTIFICATE,
        name="Inspector's round", paper="guide_licence", shared=True, seats=4, price=8_000_000,
        outside=0, on_day=today() + timedelta(days=90),
    )  # fmt: skip
    sends(session, world, visit, "sun_21")
    session.commit()
    page = anna.get(her(world, "papers"))
    text = words(page).replace("\xa0", " ")
    for said in (
        "Guide licence Nobody has seen hers.",
        "TZS 80,000 for all together: with 1 taking part each pays TZS 80,000",
        "with 4 each pays TZS 20,000",
        "over a year that is TZS 10 for each kilogram",
        "Liability insurance Nobody has seen hers. Nobody offers this visit yet.",
    ):
        assert said in text, said
    assert anna.get(her(world, "badge")).status_code == 404
    until = (today() + timedelta(days=40)).isoformat()
    kept = anna.send(page, {"paper": "guide_licence", "until": until}, action="/papers")
    assert "in force Badge to print" in words(kept)
    assert "Guide with a licence" in anna.read(her(world, "badge"))
    at.shift(timedelta(days=20))
    tick(session)
    anna = sit(world.people["anna"])
    assert "Mama Zuhura: Guide licence" in anna.read("/desk/")
    assert "A paper of yours ends soon or is over. Please look." in anna.read("/desk/messages")
    assert "ends soon" in anna.read(her(world, "papers"))
    at.shift(timedelta(days=30))
    anna = sit(world.people["anna"])
    assert anna.get(her(world, "badge")).status_code == 404, "no badge without the licence"
    wrong = anna.send(anna.get(her(world, "papers")), {"paper": ""}, action="/papers")
    assert "Please fill this in." in words(wrong)
    theresia = sit(world.people["theresia"])
    for tail in ("papers", "badge", "ledger", "ledger.csv"):
        assert theresia.get(her(world, tail)).status_code == 404


@pytest.mark.paper(63, part=True)  # the words of a point are spoken on her phone's tender only
def test_a_spec_card_is_a_checklist_in_pictures_with_its_papers(
    anna: Desk, session: Session, world: World
) -> None:
    paper(session, world, "food_safety")
    text = anna.read("/desk/spec-cards/veg.tomato")
    assert "☐ Ripe, not green" in text
    assert "☐ Food-safety check of kitchen or stall" in text
    assert anna.get("/desk/spec-cards/no-such").status_code == 404


@pytest.mark.paper(67)
def test_a_bank_sees_a_simple_ledger_once_she_said_yes(
    anna: Desk, session: Session, world: World, sit: Callable[[Person], Desk], usafi: Pair
) -> None:
    _, who = brought(session, world, RejectReason.UNRIPE)
    officer = offers_service(
        session, zawadi(usafi[1]), usafi[0], kind=ServiceKind.FINANCE, topic=Topic.FINANCE,
        name="Savings group officer",
    )  # fmt: skip
    sends(session, world, officer, who)
    session.commit()
    path = her(world, "ledger", who)
    assert "She has not said yes that a bank may see this. Ask her first." in anna.read(path)
    assert anna.get(f"{path}.csv").status_code == 404
    consent = Consent(
        person_id=world.people[who].id, purpose=Purpose.LENDER_LETTER, notice_version=1,
        language="sw", heard=True, given_at=clock.now(),
    )  # fmt: skip
    session.add(consent)
    session.commit()
    text = anna.read(path).replace("\xa0", " ")
    assert "1 sale: TZS 7,000 owed, TZS 0 came." in text
    rows = anna.get(f"{path}.csv").get_data(as_text=True).splitlines()
    assert rows[0] == "day,buyer,goods,quantity,unit,owed,came,currency"
    assert rows[1].endswith("Kijani Ridge Lodges,Tomatoes,20,kg,7000.00,0.00,TZS")
    referred = "Savings group officer · Saving and borrowing · Tomatoes"
    assert referred in anna.read(her(world, "help", who))
    assert sit(world.people["neema"]).get(path).status_code == 403
