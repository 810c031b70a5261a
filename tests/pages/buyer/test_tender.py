"""A tender on its buyer's pages: one form, kept, sent back, published, sealed, changed, ended."""

from collections.abc import Callable

import pytest
import time_machine
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from marketplace.people.models import Person
from marketplace.sourcing.actions.questions import ask_question
from marketplace.sourcing.models import Incumbent, Need, NeedSpec, Tender
from marketplace.sourcing.rules.lists import NeedState
from marketplace.sourcing.rules.tender_lists import Repeat, Stage, Topic, Visibility
from tests.actions.tendering import CANARY, go_to, offers, publishes
from tests.pages.buyer.lodge import SignIn, afresh, delivered, in_days, newest
from tests.pages.desk.room import words
from tests.pages.supplier.village import press
from tests.support.client import PageClient
from tests.support.markup import parse
from tests.support.statements import counting
from tests.world import World, add_buyer, add_operator, add_specs

NEW = "/buyer/tenders/new?leaf=veg.tomato&unit=kg"
MOST_STATEMENTS = 10  # eight, and the porch's two


@pytest.fixture
def pointed(session: Session, world: World) -> World:
    """The lodge, with points of quality to pick from."""
    add_specs(session)
    session.commit()
    return world


@pytest.fixture
def neema(pointed: World, sign_in: Callable[[Person], PageClient]) -> PageClient:
    return sign_in(pointed.people["neema"])


WHOLE: dict[str, object] = {
    "quantity": "60", "lot": "20", "specs": ["ripe", "whole"], "days": "14", "price_kind": "open",
}  # fmt: skip


def filled(**changes: object) -> dict[str, object]:
    values = {**WHOLE, "day": in_days(12), "closes_day": in_days(5)}
    return {**values, **changes}


def send(
    client: PageClient, values: dict[str, object], *, button: str = "send=1", page: str = NEW
) -> TestResponse:
    shown = client.get(page)
    assert shown.status_code == 200
    return client.submit(shown, values, press=button or None, follow_redirects=True,
                         action="/new" if page == NEW else "/draft")  # fmt: skip


def test_tiles_lead_to_the_one_page(neema: PageClient) -> None:
    tiles = neema.get("/buyer/tenders/new")
    assert "A tender with sealed offers is for what is larger" in words(tiles)
    assert "What good means: two to five points" in words(neema.get(NEW))


def test_kept_as_a_draft_then_sent_to_the_check(session: Session, neema: PageClient) -> None:
    done = send(neema, filled(specs=["ripe"]), button="")
    assert "Nobody is asked yet." in words(done)
    need = newest(session)
    assert (need.state, need.quantity, need.price_minor) == (NeedState.DRAFT, 60, None)
    refused = press(neema, done, "Send to the need check")
    assert refused.status_code == 422
    assert "Please pick at least two points of quality." in words(refused)
    page = f"/buyer/tenders/{need.public_id}/draft"
    sent = send(neema, filled(), page=page)
    assert "It waits at your facilitator's desk." in words(sent)
    tender = session.scalars(select(Tender).where(Tender.need_id == newest(session).id)).one()
    assert (tender.state, tender.lot_quantity) == (Stage.TO_CHECK, 20)
    back = neema.submit(sent, action="/recall", follow_redirects=True)
    assert "change it and send it again" in words(back)


@pytest.mark.feature("A3")
@pytest.mark.paper(27)
def test_everything_that_can_be_said_is_kept(
    session: Session, pointed: World, neema: PageClient
) -> None:
    leaf = pointed.goods.leaves["veg.tomato"]
    her = pointed.suppliers["fish_47"]
    session.commit()
    values = filled(
        repeat="weekly", weekdays=["1", "4"], until=in_days(60), price_kind="band", low="1100",
        high="1500", visibility="reserved", reserved_for="women", now_price="1350",
        now_transport="50", when_all="y", route="embedded", segment="all", slot="evening",
        zone="garden", guest_price="30000", users="90",
    )  # fmt: skip
    send(neema, values, button="")
    need = newest(session)
    tender = session.scalars(select(Tender).where(Tender.need_id == need.id)).one()
    assert (tender.repeat, tender.weekdays) == (Repeat.WEEKLY, 0b10010)
    assert (tender.band_low_minor, tender.band_high_minor) == (110_000, 150_000)
    assert tender.visibility is Visibility.RESERVED
    assert (tender.guest_price_minor, tender.users_month) == (3_000_000, 90)
    cost = session.scalars(select(Incumbent).where(Incumbent.category_id == leaf.id)).one()
    assert (cost.price_minor, cost.transport_minor) == (135_000, 5_000)
    again = words(neema.get(f"/buyer/tenders/{need.public_id}"))
    assert "TZS 1,100–TZS 1,500 · suppliers see an open price" in again
    assert "women" in again
    edit = parse(neema.get(f"/buyer/tenders/{need.public_id}/draft").get_data(as_text=True))
    ticked = [e.get("value") for e in edit.all("input") if "checked" in e.attrib]
    assert {"weekly", "1", "4", "ripe", "whole", "band", "reserved", "y"} <= set(ticked)
    assert her.name not in again


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"quantity": "many"}, "Please write a whole number, like 20."),
        ({"quantity": ""}, "Please fill this in."),
        ({"lot": "25"}, "The whole must be a number of equal lots, 40 at most."),
        ({"day": "soon"}, "Please choose a day from the list"),
        ({"closes_day": ""}, "Until when may suppliers answer?"),
        ({"closes_day": "2026-11-24"}, "Leave at least a day"),
        ({"repeat": "weekly"}, "On which weekdays?"),
        ({"price_kind": "fixed"}, "Please write the price, or let it be open."),
        ({"price_kind": "band", "low": "5", "high": "3"}, "Please write both ends of the band"),
        ({"visibility": "reserved"}, "Please say for whom."),
        ({"visibility": "invited"}, "Please name at least one supplier."),
        ({"route": "embedded"}, "please say which guests, when, their price and how many"),
        ({"specs": []}, "Please pick at least two points of quality."),
        ({"days": "45"}, "Pay within 30 days"),
        ({"price_kind": "free"}, "Please choose from the list."),
        ({"quantity": "120"}, "A bigger unit is understood"),
    ],
)
def test_what_is_wrong_is_said_beside_it_and_nothing_is_lost(
    session: Session, neema: PageClient, changes: dict[str, object], said: str
) -> None:
    answer = send(neema, filled(zone="by the lake", **changes))
    assert answer.status_code == 422
    assert said in words(answer)
    fields = parse(answer.get_data(as_text=True)).all("input")
    assert "by the lake" in [e.get("value") for e in fields]
    assert session.scalars(select(Need)).all() == []


def test_a_remedy_changes_the_page_before_anything_is_kept(
    session: Session, neema: PageClient
) -> None:
    refused = send(neema, filled(quantity="120", lot=""))
    bigger = press(neema, refused, "6 crates instead")
    assert bigger.status_code == 200
    assert "crate" in words(bigger)
    assert session.scalars(select(Need)).all() == []


def test_suppliers_who_sold_before_can_be_named(
    session: Session, pointed: World, neema: PageClient
) -> None:
    delivered(session, pointed)
    assert "who sold you this before" in words(neema.get(NEW))


def test_sealed_for_its_buyer_until_it_opens(
    session: Session, pointed: World, sign_in: SignIn, at: time_machine.Traveller
) -> None:
    need = publishes(session, pointed)
    offers(session, pointed, need)
    session.commit()
    address = f"/buyer/tenders/{need.public_id}"
    neema = sign_in(pointed.people["neema"])
    before = neema.get(f"/buyer/needs/{need.public_id}", follow_redirects=True)
    assert "3 suppliers were asked" in words(before)
    for page in (address, "/buyer/", "/buyer/needs"):
        said = neema.get(page).get_data(as_text=True)
        assert "1,731" not in said
        assert "Zuhura" not in said
        assert "1 supplier answered" not in said
    go_to(at, need.closes_at)
    after = words(sign_in(pointed.people["neema"]).get(address))
    assert "20 kg · TZS 1,731 for one" in after
    assert CANARY == 173_100


def test_looking_takes_few_statements(
    engine: Engine, session: Session, pointed: World, sign_in: SignIn, at: time_machine.Traveller
) -> None:
    need = publishes(session, pointed)
    for who in ("fish_47", "sun_21", "hen_33"):
        offers(session, pointed, need, who=who)
    session.commit()
    neema = sign_in(pointed.people["neema"])
    address = f"/buyer/tenders/{need.public_id}"
    go_to(at, need.closes_at)
    neema = sign_in(pointed.people["neema"])
    for page in (address, NEW, f"/buyer/tenders/new?copy={need.public_id}"):
        with counting(engine) as seen:
            assert neema.get(page).status_code == 200
        assert len(seen) <= MOST_STATEMENTS, "\n".join(seen)


@pytest.mark.feature("A5", part=True)
def test_copied_with_everything_but_its_days(
    session: Session, pointed: World, sign_in: SignIn
) -> None:
    old = publishes(session, pointed, lot_quantity=20)
    session.commit()
    neema = sign_in(pointed.people["neema"])
    page = f"/buyer/tenders/new?copy={old.public_id}"
    shown = neema.get(page)
    values = {"day": in_days(20), "closes_day": in_days(9), "specs": ["ripe", "whole"]}
    neema.submit(shown, values, press="send=1", action="/new", follow_redirects=True)
    need = newest(session)
    assert (need.repeat_of_id, need.quantity, need.state) == (old.id, 60, NeedState.DRAFT)
    assert len(session.scalars(select(NeedSpec).where(NeedSpec.need_id == need.id)).all()) == 2


@pytest.mark.feature("A7")
def test_changed_asked_and_ended(session: Session, pointed: World, sign_in: SignIn) -> None:
    need = publishes(session, pointed)
    her = pointed.suppliers["fish_47"].id
    ask_question(session, pointed.fish_47, need.code, her, Topic.SEE_SAMPLE)
    session.commit()
    neema = sign_in(pointed.people["neema"])
    address = f"/buyer/tenders/{need.public_id}"
    shown = neema.get(f"{address}/change")
    sooner = neema.submit(shown, {"closes_day": in_days(2), "specs": ["ripe", "whole"]},
                          action="/change")  # fmt: skip
    assert "A deadline can only be moved later." in words(sooner)
    done = neema.submit(shown, {"quantity": "40", "specs": ["ripe", "clean"]}, action="/change",
                        follow_redirects=True)  # fmt: skip
    assert "60 kg → 40 kg" in words(done)
    assert "new: Washed clean, no soil" in words(done)
    late = neema.submit(shown, {"quantity": "30", "specs": ["ripe", "clean"]}, action="/change")
    assert late.status_code == 409
    answered = neema.submit(done, {"reply": "yes", "words": "On Friday"}, action="/answers",
                            follow_redirects=True)  # fmt: skip
    assert "Yes · On Friday" in words(answered)
    without = neema.submit(answered, {"ending": "cancelled"}, action="/ending")
    assert without.status_code == 422
    ended = neema.submit(
        answered, {"ending": "cancelled", "because": "guests_cancelled"}, action="/ending",
        follow_redirects=True,
    )  # fmt: skip
    assert "The guests do not come." in words(ended)
    afresh(session)
    assert need.state is NeedState.WITHDRAWN


def test_it_is_nobody_elses(session: Session, pointed: World, sign_in: SignIn) -> None:
    need = publishes(session, pointed)
    other = add_operator(session, pointed.destination, "Lake Lodge")
    rival = add_buyer(session, other, "Juma", destination=pointed.destination)
    session.commit()
    juma = sign_in(rival)
    for page in ("", "/draft", "/change"):
        assert juma.get(f"/buyer/tenders/{need.public_id}{page}").status_code == 404
    assert juma.get(f"/buyer/tenders/new?copy={need.public_id}").status_code == 404
    anna = sign_in(pointed.people["anna"])
    assert anna.get(f"/buyer/tenders/{need.public_id}").status_code == 403
