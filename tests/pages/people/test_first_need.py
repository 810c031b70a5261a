"""From an empty database to the first real need: every step through a browser, counted."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import pyotp
import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from marketplace.catalogue.models import Place
from marketplace.cli import setup
from marketplace.config import Config
from marketplace.kernel import clock
from marketplace.people.models import Operator, Supplier
from marketplace.people.rules.lists import OperatorState
from marketplace.sourcing.models import Asked, Need, Property, ReceivingHour
from marketplace.sourcing.rules.lists import NeedState
from tests.actions.linkage import morning, today
from tests.pages.desk.room import words
from tests.support.client import PageClient
from tests.support.markup import parse

PASSWORD = "a mat is woven strip by strip"
GIVEN = (
    "--destination", "Mto wa Mbu", "--guest-currency", "USD", "--guest-rate", "2600",
    "--admin-email", "admin@linkage.example", "--admin-name", "Tumsifu",
)  # fmt: skip
# Unhurried seconds, on a slow line, by somebody who has never seen the pages.
A_PAGE, A_FIELD, A_CALL, A_NOTICE, SETTING_UP = 6, 10, 120, 40, 60
A_QUARTER = 15 * 60


@dataclass
class Stopwatch:
    """Counts what people do, by all of them together, one after the other."""

    seconds: int = SETTING_UP

    def page(self) -> None:
        self.seconds += A_PAGE

    def fields(self, count: int) -> None:
        self.seconds += A_FIELD * count


@dataclass
class Person:
    """Somebody before a browser of her own."""

    client: PageClient
    watch: Stopwatch

    def see(self, path: str) -> TestResponse:
        self.watch.page()
        answer = self.client.get(path, follow_redirects=True)
        assert answer.status_code == 200, words(answer)
        return answer

    def send(self, page: TestResponse, action: str, values: dict[str, str]) -> TestResponse:
        """Fill in a form; follow where it leads."""
        self.watch.page()
        self.watch.fields(len(values))
        answer = self.client.submit(page, values, action=action)
        assert answer.status_code in {200, 303}, words(answer)
        return self.see(answer.headers["Location"]) if answer.status_code == 303 else answer

    def come_in(self, email: str) -> TestResponse:
        """Sign in; where a second factor is asked for, set it up."""
        there = self.send(self.see("/sign-in"), "", {"email": email, "password": PASSWORD})
        if "Six digits from your phone" not in words(there):
            return there
        shown = self.send(there, "", {})
        secret = "".join(parse(shown.get_data(as_text=True)).all("code")[0].itertext())
        code = pyotp.TOTP(secret).at(clock.now())
        return self.send(shown, "/account/authenticator/code", {"totp": code})


def link_in(text: str) -> str:
    """Return the path of the one-time link in what is said."""
    found = re.search(r"(/invitation/[\w-]+)", text)
    assert found is not None, text
    return found[1]


@pytest.fixture(autouse=True)
def at() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(morning(), tick=False) as traveller:
        yield traveller


def set_up(session: Session, config: Config) -> None:
    options = setup._parser().parse_args(list(GIVEN))
    assert setup.set_up(session, config, options, ask=setup._usual) == 0


def place(session: Session) -> str:
    return session.scalars(select(Place.public_id).where(Place.name == "Mto wa Mbu")).one()


def invited(who: Person, *, as_what: str, email: str, where: str) -> str:
    """Invite somebody and return the link that is handed over."""
    form = who.see(f"/invite?as={as_what}")
    told = {"kind": as_what, "name": email.partition("@")[0], "email": email, "place": where}
    return link_in(words(who.send(form, "/invite", told)))


def house(where: str) -> dict[str, str]:
    """What a lodge says of itself; hours and payment days stand there already."""
    return {
        "password": PASSWORD, "operator_name": "Kijani Ridge", "property_name": "Kitchen door",
        "place": where, "terms": "y", "product": "stay.room",
    }  # fmt: skip


@pytest.mark.paper(84)
def test_a_first_need_is_live_a_quarter_of_an_hour_after_setup(
    session: Session, config: Config, new_client: Callable[[], PageClient],
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    set_up(session, config)
    first_link, where, watch = link_in(capsys.readouterr().out), place(session), Stopwatch()
    admin, anna, neema = (Person(new_client(), watch) for _ in range(3))

    admin.send(admin.see(first_link), "", {"password": PASSWORD})
    admin.come_in("admin@linkage.example")
    anna_link = invited(admin, as_what="facilitator", email="anna@linkage.example", where=where)

    anna.send(anna.see(anna_link), "", {"password": PASSWORD})
    anna.come_in("anna@linkage.example")
    neema_link = invited(anna, as_what="operator", email="neema@lodge.example", where=where)

    neema.send(neema.see(neema_link), "", house(where))
    session.rollback()
    assert session.scalars(select(Operator.state)).one() is OperatorState.INVITED
    watch.seconds += A_CALL
    waiting = anna.see("/desk/operators")
    assert "1 waits for your call." in words(waiting)
    assert "They can ask for goods now." in words(
        anna.send(waiting, "/call-back", {"independent": "y"})
    )

    watch.seconds += A_NOTICE
    told = {"name": "Mama Zuhura", "place": where, "adult": "y", "0-amount": "60",
            "notice_heard": "y", "consent": "y", "terms_heard": "y"}  # fmt: skip
    assert "Mama Zuhura is registered." in words(
        anna.send(anna.see("/desk/suppliers/new"), "/desk/suppliers/new", told)
    )

    neema.come_in("neema@lodge.example")
    ask = neema.see("/buyer/needs/new?leaf=veg.tomato")
    day = (today() + timedelta(days=3)).isoformat()
    neema.send(ask, "/buyer/needs/new", {"quantity": "20", "day": day, "price": "1200"})

    session.rollback()
    need = session.scalars(select(Need)).one()
    assert (need.state, need.quantity) == (NeedState.PUBLISHED, 20)
    asked = session.scalars(select(Asked.supplier_id)).all()
    assert asked == session.scalars(select(Supplier.id)).all()
    assert "Tomatoes" in words(Person(new_client(), Stopwatch()).see("/"))
    assert watch.seconds <= A_QUARTER, watch.seconds


def test_the_answer_brings_the_door_with_its_hours(
    session: Session, config: Config, new_client: Callable[[], PageClient],
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    set_up(session, config)
    where, watch = place(session), Stopwatch()
    admin, neema = Person(new_client(), watch), Person(new_client(), watch)
    admin.send(admin.see(link_in(capsys.readouterr().out)), "", {"password": PASSWORD})
    admin.come_in("admin@linkage.example")
    link = invited(admin, as_what="operator", email="neema@lodge.example", where=where)
    wrong = {**house(where), "d1-opens": "soon", "d2-opens": "18:00", "terms": ""}
    again = neema.client.submit(neema.see(link), wrong)
    assert again.status_code == 422
    said = words(again)
    assert "Please write an hour like 07:00." in said
    assert "The door must close after it opens." in said
    assert 'value="Kitchen door"' in again.get_data(as_text=True)
    assert session.scalars(select(Operator)).all() == []
    neema.send(again, "", {**house(where), "d1-opens": "06:30", "d2-opens": "07:00"})
    session.rollback()
    door = session.scalars(select(Property)).one()
    hours = session.execute(
        select(ReceivingHour.weekday, ReceivingHour.opens).order_by(ReceivingHour.weekday)
    ).all()
    assert door.name == "Kitchen door"
    assert [tuple(row) for row in hours] == [
        (0, 420), (1, 390), (2, 420), (3, 420), (4, 420), (5, 420)
    ]  # fmt: skip
    used = neema.client.get(link)
    assert used.status_code == 404
    assert "This link was used or is too old." in words(used)
