"""Who needs what: look first, sign in late; her own list nearest first with the buyer's record."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.kernel import clock
from marketplace.people.actions import Ended, Paid, record_end, record_payment
from marketplace.people.models import OperatorPaymentRecord
from marketplace.people.rules.lists import TradeEnd
from marketplace.sourcing.models import SeenMark
from tests.actions.linkage import asks
from tests.pages.supplier.village import link, links, read, seated, words
from tests.support.client import PageClient
from tests.support.markup import classes
from tests.world import World

LODGE = "Kijani"


@pytest.fixture
def code(session: Session, world: World) -> str:
    """The code of a need of Kijani Ridge: 20 kg of tomatoes."""
    need = asks(session, world)
    session.commit()
    return need.code


def pays(session: Session, world: World, *days: int) -> None:
    for number, taken in enumerate(days):
        session.add(
            OperatorPaymentRecord(
                operator_id=world.kijani.id, payment_id=900 + number, promised_days=7, days=taken,
                late_days=max(0, taken - 7), at=clock.now() - timedelta(days=number + 1),
            )
        )  # fmt: skip
    session.commit()


def test_a_visitor_sees_leaf_amount_village_and_week_only(client: PageClient, code: str) -> None:
    for path in ("/s/needs", f"/s/needs/{code}"):
        said = words(client.get(path))
        assert "Tomatoes" in said
        assert "20 kg" in said
        assert "Rhotia" in said
        assert "This week" in said
        assert LODGE not in said
        assert "28,000" not in said


@pytest.mark.feature("I3", part=True)
def test_a_seat_shows_money_days_and_the_buyers_record(
    client: PageClient, session: Session, world: World, code: str
) -> None:
    page = seated(client)
    assert {"28,000", "sleeps"} <= set(words(page).split())
    assert "New here" in words(page)
    pays(session, world, 3, 3, 4, 9, 2)
    page = client.get("/s/needs")
    assert "Pays after 3 sleeps" in words(page)
    assert "Pays after 3 sleeps" in words(client.get(f"/s/needs/{code}"))


def test_four_payments_are_no_record_yet(
    client: PageClient, session: Session, world: World, code: str
) -> None:
    pays(session, world, 1, 1, 1, 1)
    assert "New here" in words(seated(client))


def test_the_asked_price_is_never_chosen_beforehand(client: PageClient, code: str) -> None:
    seated(client)
    for step in ("", "/quantity", "/not-me"):
        page = read(client.get(f"/s/needs/{code}{step}"))
        assert [e for e in page.all("input", "option") if "checked" in e.attrib] == []


def test_lists_end_after_six_with_a_card_for_more(
    client: PageClient, session: Session, world: World
) -> None:
    for quantity in range(11, 19):
        asks(session, world, quantity=quantity)
    session.commit()
    page = seated(client)
    cards = [a for a in read(page).all("a") if "card" in classes(a) and "more" not in classes(a)]
    assert len(cards) == 6
    second = client.get(link(page, "More"))
    assert len([name for name in links(second) if "Tomatoes" in name]) == 2


def test_a_visitor_pages_through_the_board(
    client: PageClient, session: Session, world: World
) -> None:
    for quantity in range(11, 19):
        asks(session, world, quantity=quantity)
    session.commit()
    second = client.get(link(client.get("/s/needs"), "More"))
    assert len([name for name in links(second) if "Tomatoes" in name]) == 2


def test_looking_leaves_a_seen_mark_once(
    client: PageClient, session: Session, world: World, code: str
) -> None:
    seated(client)
    for _ in range(2):
        assert client.get(f"/s/needs/{code.lower()}").status_code == 200
    session.rollback()
    assert session.scalar(select(func.count()).select_from(SeenMark)) == 1


def test_yes_and_no_keep_place_shape_and_colour(client: PageClient, code: str) -> None:
    seated(client)
    page = read(client.get(f"/s/needs/{code}"))
    kinds = [classes(a) & {"yes", "no"} for a in page.all("a") if classes(a) & {"yes", "no"}]
    assert kinds == [{"yes"}, {"no"}]


def test_nonsense_in_the_address_is_no_fault_of_ours(client: PageClient, code: str) -> None:
    for path in ("/s/needs?page=x", "/s/needs?page=-3", "/s/needs?after=a.b", "/s/needs?d=zz"):
        assert client.get(path).status_code == 200
    seated(client)
    for path in ("/s/needs?page=x", "/s/needs?page=99", "/s/orders?before=x", "/s/money?page=0"):
        assert client.get(path).status_code == 200


@pytest.mark.feature("I3")
def test_the_whole_record_stands_on_the_need_before_she_offers(
    client: PageClient, session: Session, world: World
) -> None:
    now = clock.now()
    for number in range(6):
        paid = Paid(
            payment_id=number + 1, operator_id=world.kijani.id, promised_days=7, days=3,
            late_days=0, at=now,
        )  # fmt: skip
        record_payment(session, paid)
        ended = TradeEnd.CANCELLED if number == 0 else TradeEnd.RECEIVED
        back = 250 if number in {1, 2} else 0
        end = Ended(
            order_id=number + 1, operator_id=world.kijani.id, ended=ended, at=now,
            rejected_permille=back,
        )  # fmt: skip
        record_end(session, end)
    need = asks(session, world)
    session.commit()
    seated(client)
    shown = words(client.get(f"/s/needs/{need.code}"))
    for text in ("Pays after 3 sleeps", "They stopped it 1 of 6", "Not taken 2 of 6", "I can"):
        assert text in shown
    assert client.get(f"/s/needs/{need.code}", query_string={"lang": "sw"}).status_code == 200
