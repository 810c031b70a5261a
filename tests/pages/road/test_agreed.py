"""An agreement before every browser it belongs to: written, signed, said yes to, called off."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.models import Agreement, Order
from marketplace.agreements.rules.agreed_lists import AgreementState
from marketplace.catalogue.models import MarketDay
from tests.actions.agreed import signs
from tests.actions.linkage import morning, today
from tests.pages.buyer.lodge import afresh, delivered, in_days, lodge, signed_in
from tests.pages.supplier.village import buttons, press, read, seated, words
from tests.support.client import PageClient
from tests.support.supplier_checker import drawings
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
def neema(session: Session, world: World, new_client: NewClient) -> PageClient:
    return signed_in(session, new_client(), world.people["neema"])


@pytest.fixture
def anna(session: Session, world: World, new_client: NewClient) -> PageClient:
    return signed_in(session, new_client(), world.people["anna"])


def only(session: Session) -> Agreement:
    afresh(session)
    return session.scalars(select(Agreement)).one()


def written(session: Session, world: World, neema: PageClient, **values: object) -> Agreement:
    """Neema fills the terms in from a delivery and sends them."""
    delivery = delivered(session, world, quantity=10)
    form = neema.get(f"/buyer/deliveries/{delivery.public_id}/agreement?lang=en")
    typed = {"weekday": ["1", "4"], **values}
    answer = neema.submit(form, typed, action="/agreement")
    assert answer.status_code == 303, words(answer)
    return only(session)


def supplier_phone(
    session: Session, world: World, client: PageClient, agreement: Agreement
) -> PageClient:
    her = next(n for n, s in world.suppliers.items() if s.id == agreement.supplier_id)
    seated(client, her.replace("_", "-"))
    return client


@pytest.mark.feature("F4")
@pytest.mark.feature("H2")
@pytest.mark.paper(17)
def test_both_sides_see_hear_and_agree_step_by_step(
    session: Session, world: World, neema: PageClient, anna: PageClient, new_client: NewClient
) -> None:
    agreement = written(session, world, neema)
    session.add(MarketDay(place_id=agreement.place_id, weekday=1))
    session.commit()
    path = f"/buyer/agreements/{agreement.public_id}"
    assert "check comes first" in words(neema.get(f"{path}?lang=en"))
    assert "Terms for longer" in words(anna.get("/desk/checks?lang=en"))
    signs(session, world, agreement)
    session.commit()
    shown = neema.get(f"{path}?lang=en")
    assert "5 to 10" in words(shown)
    assert {"day-2", "day-5"} <= set(drawings(read(shown).root))
    assert neema.submit(shown, action="/consent").status_code == 303
    phone = supplier_phone(session, world, new_client(), agreement)
    assert "For longer?" in words(phone.get("/s/?lang=en"))
    asked = phone.get(f"/s/agreements/{agreement.public_id}?lang=en")
    assert {"Yes"} <= set(buttons(asked))
    days = [name for name in drawings(read(asked).root) if name.startswith(("day-", "market-"))]
    assert days == ["day-2", "market-day", "day-5"], "Tuesday is market day, and Friday"
    assert all(day in words(asked) for day in ("Tuesday Market day", "Friday"))
    heard = phone.get(f"/s/agreements/{agreement.public_id}?lang=sw")
    days = [name for name in drawings(read(heard).root) if name.startswith("day-")]
    assert days == ["day-4", "day-7"], "Jumanne is the fourth, Ijumaa the last"
    phone.get("/s/?lang=en")
    assert press(phone, asked, "Yes").status_code == 303
    assert only(session).state is AgreementState.IN_FORCE
    agreed = phone.get(f"/s/agreements/{agreement.public_id}?lang=en")
    assert "All said yes" in words(agreed)
    call = neema.get(f"{path}?lang=en")
    made = neema.submit(call, {"day": in_days(7)}, action="/orders")
    assert made.status_code == 303, words(made)
    afresh(session)
    order = session.scalars(select(Order).order_by(Order.id.desc()).limit(1)).one()
    assert (order.quantity, order.deliver_on) == (10, today() + timedelta(days=7))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"least": "30"}, "not above the most"),
        ({"price": ""}, "Please fill this in"),
        ({"ends_on": "2026-11-24"}, "after it begins"),
        ({"ends_on": "soon"}, "like 2026-11-26"),
        ({"stage": "standing"}, "standing order has a most"),
        ({"kind": "steps"}, "from which day another price"),
        ({"kind": "index"}, "from 1 to 50 percent"),
        ({"back_up": "999999"}, "somebody who makes this"),
        ({"back_up": "x"}, "somebody who makes this"),
        ({"payment_days": "99"}, "60 days are the most"),
        ({"weekday": "9"}, "at least one day"),
    ],
)
def test_wrong_terms_are_answered_beside_the_field_and_nothing_is_lost(
    session: Session, world: World, neema: PageClient, typed: dict[str, str], said: str
) -> None:
    delivery = delivered(session, world, quantity=10)
    form = neema.get(f"/buyer/deliveries/{delivery.public_id}/agreement?lang=en")
    answer = neema.submit(form, {"weekday": "1", "notice_days": "21", **typed}, action="/agreement")
    assert answer.status_code == 422
    assert said in words(answer)
    assert 'value="21"' in answer.get_data(as_text=True), "what was typed stays"
    afresh(session)
    assert session.scalars(select(Agreement)).all() == []


def test_a_no_needs_its_reason_and_ends_the_draft(
    session: Session, world: World, neema: PageClient
) -> None:
    agreement = written(session, world, neema)
    signs(session, world, agreement)
    session.commit()
    page = neema.get(f"/buyer/agreements/{agreement.public_id}?lang=en")
    wrong = neema.submit(page, action="/refusal")
    assert wrong.status_code == 422
    assert "Please tap why" in words(wrong)
    assert neema.submit(page, {"why": "price"}, action="/refusal").status_code == 303
    assert only(session).state is AgreementState.REFUSED


def test_it_belongs_to_nobody_else(
    session: Session, world: World, neema: PageClient, new_client: NewClient
) -> None:
    agreement = written(session, world, neema)
    theresia = signed_in(session, new_client(), world.people["theresia"])
    for path in (f"/desk/agreements/{agreement.public_id}",
                 f"/desk/agreements/{agreement.public_id}/sheet"):  # fmt: skip
        assert theresia.get(path).status_code == 404
    other = next(n for n, s in world.suppliers.items() if s.id != agreement.supplier_id)
    phone = new_client()
    seated(phone, other.replace("_", "-"))
    assert phone.get(f"/s/agreements/{agreement.public_id}").status_code == 404
    assert new_client().get("/verify/no-such-token").status_code == 404


@pytest.mark.feature("F4", part=True)
def test_the_witnessed_yes_and_the_sheet_anybody_can_verify(
    session: Session, world: World, neema: PageClient, anna: PageClient, new_client: NewClient
) -> None:
    agreement = written(session, world, neema)
    signs(session, world, agreement)
    session.commit()
    desk = anna.get(f"/desk/agreements/{agreement.public_id}?lang=en")
    assert anna.submit(desk, action="/consent").status_code == 422
    unasked = anna.submit(desk, {"how": "witnessed_voice"}, action="/consent")
    assert "first ask whether anyone is with her" in words(unasked)
    yes = anna.submit(desk, {"how": "witnessed_voice", "alone": "y"}, action="/consent")
    assert yes.status_code == 303
    neema.submit(neema.get(f"/buyer/agreements/{agreement.public_id}"), action="/consent")
    assert only(session).state is AgreementState.IN_FORCE
    sheet = anna.get(f"/desk/agreements/{agreement.public_id}/sheet?lang=en")
    assert sheet.status_code == 200
    assert 'lang="sw"' in sheet.get_data(as_text=True), "in her language too"
    assert "before a witness" in words(sheet)
    true = new_client().get(f"/verify/{agreement.verify_token}?lang=en")
    assert "in force" in words(true)
    assert "1,400" not in words(true)
    assert "Zuhura" not in words(true)


def test_outside_the_bounds_is_said_beside_the_field(
    session: Session, world: World, neema: PageClient, anna: PageClient, new_client: NewClient
) -> None:
    agreement = written(session, world, neema)
    signs(session, world, agreement)
    session.commit()
    path = f"/buyer/agreements/{agreement.public_id}"
    neema.submit(neema.get(path), action="/consent")
    desk = anna.get(f"/desk/agreements/{agreement.public_id}")
    anna.submit(desk, {"how": "witnessed_thumb"}, action="/consent")
    page = neema.get(f"{path}?lang=en")
    much = neema.submit(page, {"quantity": "11", "day": in_days(7)}, action="/orders")
    assert "more than was agreed" in words(much)
    nodays = neema.submit(page, {"day": in_days(8)}, action="/orders")
    assert "none of the agreed days" in words(nodays)
    typed = neema.submit(page, {"quantity": "many", "day": in_days(7)}, action="/orders")
    assert typed.status_code == 422
    assert 'value="many"' in typed.get_data(as_text=True)
    notice = neema.submit(neema.get(f"{path}?lang=en"), action="/notice")
    assert notice.status_code == 303
    assert only(session).state is AgreementState.NOTICE
