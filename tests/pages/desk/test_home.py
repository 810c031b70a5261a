"""The desk's first page: what waits in a sentence, oldest promise first, only her places."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from marketplace.people.models import Person
from tests.actions.linkage import anna_enters, asks, clears
from tests.pages.desk.room import Desk, mediator, waiting_check
from tests.support.client import PageClient
from tests.support.statements import counting
from tests.world import World


def test_an_empty_desk_says_so_and_offers_a_next_step(anna: Desk) -> None:
    text = anna.read("/desk/")
    assert "Good morning, Anna. Nothing waits for you." in text
    assert "Look at the needs" in text


def test_the_greeting_follows_the_day_of_the_place(
    world: World, sit: Callable[[Person], Desk], at: time_machine.Traveller
) -> None:
    at.shift(timedelta(hours=3, minutes=10))  # ten past nine in UTC, ten past noon here
    assert "Good afternoon, Anna." in sit(world.people["anna"]).read("/desk/")
    at.shift(timedelta(hours=6))
    assert "Good evening, Anna." in sit(world.people["anna"]).read("/desk/")


def test_everything_that_waits_stands_in_one_list(
    anna: Desk, session: Session, world: World, at: time_machine.Traveller
) -> None:
    need, check = waiting_check(session, world)
    at.shift(timedelta(minutes=5))
    other = asks(session, world, days=4)
    anna_enters(session, world, other, who="hen_33", quantity=5)
    session.commit()
    text = anna.read("/desk/")
    assert "2 things wait for you." in text
    assert "No clearance covers this operator and these goods" in text
    assert "Read back to Mama Happy: Tomatoes, 5 kg at TZS 1,400" in text
    assert text.index("No clearance") < text.index("Read back to Mama Happy")
    assert "1 check to sign" in text
    assert "1 offer to read back" in text
    assert check.public_id in anna.get("/desk/").get_data(as_text=True)
    assert need.code


def test_another_place_sees_nothing_of_it_and_the_mediator_all(
    session: Session, world: World, theresia: Desk, sit: Callable[[Person], Desk]
) -> None:
    waiting_check(session, world)
    assert "Nothing waits for you." in theresia.read("/desk/")
    assert "thing waits for you." in sit(mediator(session, world.destination)).read("/desk/")


def test_it_takes_twelve_statements_whatever_waits(
    anna: Desk, session: Session, world: World, engine: Engine
) -> None:
    waiting_check(session, world)
    for day in (4, 5, 6):
        anna_enters(session, world, asks(session, world, days=day), who="hen_33", quantity=5)
        asks(session, world, days=day, quantity=3)
    session.commit()
    anna.read("/desk/")  # the minute's last-seen is written
    with counting(engine) as asked:
        anna.read("/desk/")
    porch = 2  # session and person, before any page (architecture.md, Budgets)
    assert len(asked) <= 12 + porch, "\n".join(text[:90] for text in asked)


@pytest.mark.parametrize(
    "path", ["/desk/", "/desk/needs", "/desk/checks", "/desk/clearances", "/desk/reviews",
             "/desk/calls", "/desk/messages", "/desk/read-back"],
)  # fmt: skip
def test_every_empty_list_says_what_to_do_next(
    path: str, anna: Desk, client: PageClient, world: World, session: Session
) -> None:
    answer = anna.get(path)
    assert answer.status_code == 200
    assert 'class="empty"' in answer.get_data(as_text=True)
    assert client.get(path).status_code == 303  # nobody is sent to sign in


def test_a_buyer_has_no_desk(session: Session, world: World, sit: Callable[[Person], Desk]) -> None:
    clears(session, world)
    session.commit()
    neema = sit(world.people["neema"])
    for path in ("/desk/", "/desk/needs", "/desk/checks", "/desk/calls", "/desk/clearances"):
        assert neema.get(path).status_code == 403
