"""About herself: covered money, this phone, four more pictures, who looked, where money goes."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import unquote

import pytest
import time_machine
from sqlalchemy.orm import Session

from marketplace.db import transaction
from marketplace.kernel import clock
from marketplace.people.actions import private as actions
from marketplace.people.actions.trust import give_consent
from marketplace.people.models import Supplier
from marketplace.people.rules.lists import Payout, Purpose
from marketplace.people.rules.private import Looked, Payee
from marketplace.sourcing.models import Need
from tests.actions.linkage import asks
from tests.pages.buyer.lodge import signed_in
from tests.pages.supplier.village import (
    buttons,
    follow,
    hidden,
    link,
    links,
    press,
    read,
    seated,
    sit,
    words,
)
from tests.support.client import PageClient
from tests.support.markup import classes
from tests.world import World

NewClient = Callable[[], PageClient]
PAGES = ("/s/me", "/s/quiet", "/s/quiet/when", "/s/quiet/through", "/s/phone", "/s/second",
         "/s/looks", "/s/payout")  # fmt: skip


@pytest.fixture
def need(session: Session, world: World) -> Need:
    """Neema's need: 20 kg of tomatoes in three days, 1,400 shillings a kilogram."""
    made = asks(session, world)
    session.commit()
    return made


@pytest.mark.parametrize("path", PAGES)
def test_nothing_of_it_without_her_code(client: PageClient, world: World, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/s/who")


class TestCover:
    def test_no_amount_is_shown_unaided(self, client: PageClient, need: Need) -> None:
        page = seated(client)
        assert "28,000" in words(page)
        page = client.get(link(client.get("/s/"), "Me"))
        page = client.get(link(page, "Hide money"))
        page = follow(client, press(client, page, "Hide money"))
        assert "Nobody sees money." in words(page)
        for path in ("/s/needs", f"/s/needs/{need.code}"):
            assert "28,000" not in client.get(path).text
        page = client.get(f"/s/needs/{need.code}/quantity")
        page = follow(client, press(client, page, "All 20"))
        assert "28,000" not in page.text
        assert "28,000" in words(client.get(link(page, "Show money")))
        page = follow(client, press(client, page, "Good"))
        assert "28,000" not in page.text
        page = client.get(f"/s/needs/{need.code}/money/other")
        assert [name for name in buttons(page) if name != "Leave"] == []
        assert len(buttons(client.get(link(page, "Show money")))) > 1

    def test_a_button_that_was_not_offered_uncovers_nothing(
        self, client: PageClient, need: Need
    ) -> None:
        seated(client)
        page = follow(client, press(client, client.get("/s/quiet"), "Hide money"))
        press(client, page, buttons(page)[0], covered="junk")
        assert need.code
        assert "28,000" not in client.get("/s/needs").text

    def test_safe_hours_and_way_reach_her_facilitator(
        self, client: PageClient, world: World
    ) -> None:
        seated(client)
        page = client.get("/s/quiet")
        page = follow(client, press(client, client.get(link(page, "When")), "Market day"))
        page = follow(
            client, press(client, client.get(link(page, "How to tell")), "Tell my helper")
        )
        assert {"Market day", "Tell my helper"} <= set(links(page))

    def test_nonsense_is_asked_again(self, client: PageClient, world: World) -> None:
        seated(client)
        token = hidden(client.get("/s/quiet/when"))
        answer = client.post("/s/quiet/when", data={**token, "reason": "x"})
        assert answer.status_code == 422
        assert client.get("/s/quiet/never").status_code == 404


class TestPhone:
    def test_remembered_then_forgotten_with_one_tap(
        self, client: PageClient, new_client: NewClient, world: World
    ) -> None:
        seated(client)
        page = client.get("/s/phone")
        page = follow(client, press(client, page, "Remember me"))
        assert "Forget me" in buttons(page)
        press(client, page, "Leave")
        page = client.get("/s/who")
        assert "Zuhura" not in page.text
        assert link(page, "47").startswith("/s/code?who=fish-47")
        assert "47" not in words(new_client().get("/s/who"))
        assert "47" not in words(client.get(link(page, "Somebody else")))
        page = follow(client, press(client, page, "Forget me Fish 47"))
        assert not any("47" in name for name in links(page))

    def test_hidden_shows_no_news_and_no_money(self, client: PageClient, need: Need) -> None:
        seated(client)
        press(client, client.get("/s/phone"), "Hide me here")
        assert "28,000" not in client.get("/s/needs").text
        follow(client, press(client, client.get("/s/phone"), "Show me here"))
        assert "28,000" in words(client.get("/s/needs"))


class TestSecond:
    def second(self, client: PageClient) -> str:
        """Get four more pictures; return their keys."""
        page = client.get("/s/second")
        assert "Is somebody with you?" in words(page)
        alone = client.get(link(page, "No"))
        shown = press(client, alone, "Yes")
        assert shown.status_code == 200
        names = [one for one in words(shown).split() if len(one) == 1]
        return "".join(names)

    def test_somebody_beside_her_sees_no_pictures(self, client: PageClient, world: World) -> None:
        seated(client)
        page = client.get(link(client.get("/s/second"), "Yes"))
        assert "Come back alone." in words(page)
        assert "Yes" not in buttons(page)

    def test_it_opens_needs_only(
        self, client: PageClient, new_client: NewClient, need: Need
    ) -> None:
        seated(client)
        keys = self.second(client)
        assert len(keys) == 4
        assert keys != "1234"
        other = new_client()
        answer = sit(other, keys=keys, onward="/s/offers")
        assert answer.headers["Location"] == "/s/needs"
        page = other.get("/s/needs")
        assert "28,000" not in page.text
        assert "Leave" in buttons(page)
        home = other.get("/s/")
        assert {"My offers", "My orders", "My money"} <= set(links(home))
        for path in ("/s/offers", "/s/orders", "/s/money", "/s/me", "/s/ticket"):
            assert other.get(path).headers["Location"].startswith("/s/code")
        again = sit(other, onward="/s/offers")
        assert again.headers["Location"] == "/s/offers"


class TestLooks:
    def test_she_sees_who_looked(self, client: PageClient, session: Session, world: World) -> None:
        seated(client)
        assert "Nobody looked." in words(client.get("/s/looks"))
        supplier = world.suppliers["fish_47"]
        with transaction(session):
            actions.note_look(session, world.anna, supplier.id, Looked.FILE, clock.now().date())
        page = client.get("/s/looks")
        assert "Anna Mrema" in words(page)
        assert "Looked" in words(page)
        assert f"{clock.now():%A %-d %B}" in words(page), "no abbreviation (rule 2)"

    def test_a_buyer_who_opens_the_directory_is_seen_and_heard(
        self, client: PageClient, session: Session, world: World
    ) -> None:
        """Who a buyer is to her is spoken; his name is only written, as names are."""
        supplier = world.suppliers["fish_47"]
        with transaction(session):
            give_consent(session, world.anna, supplier.id, Purpose.DIRECTORY, heard=True,
                         alone=True, now=clock.now())  # fmt: skip
        neema = signed_in(session, client, world.people["neema"])
        for _ in range(2):
            assert "Mama Zuhura" in words(neema.get("/buyer/directory"))
        seated(client)
        page = client.get("/s/looks")
        assert words(page).count("Looked") == 1, "looked at twice, noted once a day"
        assert "Neema" in words(page)
        ears = [a.get("href", "") for a in read(page).all("a") if "ear" in classes(a)]
        assert any("whom.lodge~looked.read~day:0" in unquote(one) for one in ears), ears


class TestPayout:
    def ask(self, session: Session, world: World) -> Supplier:
        supplier = world.suppliers["fish_47"]
        with transaction(session):
            actions.ask_payout(session, world.anna, supplier.id, Payout.BANK, Payee.OTHER)
        return supplier

    def test_she_is_told_and_says_no(
        self, client: PageClient, session: Session, world: World
    ) -> None:
        self.ask(session, world)
        seated(client)
        page = client.get(link(client.get("/s/"), "Your money like this?"))
        for text in ("Bank", "Somebody else", "Anna Mrema", "Wait two sleeps."):
            assert text in words(page)
        assert "Yes" not in buttons(page)
        follow(client, press(client, page, "No"))
        assert "Your money like this?" not in links(client.get("/s/"))

    def test_yes_only_after_two_days(
        self, client: PageClient, session: Session, world: World
    ) -> None:
        supplier = self.ask(session, world)
        seated(client)
        token = hidden(client.get("/s/payout"))
        early = client.post("/s/payout", data={**token, "answer": "yes"})
        assert early.status_code == 422
        with time_machine.travel(clock.now() + timedelta(hours=49)):
            seated(client)
            page = client.get(link(client.get("/s/payout"), "Yes"))
            assert "Is somebody with you?" in words(page), "it is confirmed privately"
            beside = client.get(link(page, "Yes"))
            assert "Come back alone." in words(beside)
            session.rollback()
            assert session.get_one(Supplier, supplier.id).payout is not Payout.BANK
            follow(client, press(client, beside, "No"))
        session.expire_all()
        assert session.get_one(Supplier, supplier.id).payout is Payout.BANK
