"""Notices give away no money and no name: at home, in titles, in every message that leaves."""

import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.catalogue.rules.prompts import PROMPTS
from marketplace.channels import words as channel_words
from marketplace.journal.models import OutboxMessage
from marketplace.people.actions import private as actions
from marketplace.people.rules.lists import Payout
from marketplace.people.rules.private import Payee
from tests.pages.supplier.test_money import Owed, due, owed
from tests.pages.supplier.village import links, read, seated
from tests.support.client import PageClient
from tests.support.markup import classes, said
from tests.world import World

__all__ = ["due", "owed"]
SAYABLE = set(PROMPTS.values())
AMOUNT = re.compile(r"\d|TZS|TSh|%\(|\{")


@pytest.mark.feature("M3")
def test_news_at_home_says_what_and_never_who_or_how_much(
    client: PageClient, session: Session, world: World, owed: Owed
) -> None:
    name = owed.symbol.replace("-", "_")
    actions.ask_payout(
        session, world.anna, world.suppliers[name].id, Payout.BANK, Payee.OTHER
    )  # fmt: skip
    session.commit()
    seated(client, owed.symbol)
    page = client.get("/s/")
    tree = read(page)
    news = [said(one, tree) for one in tree.all("a") if "new" in classes(one)]
    assert {"You have the money?", "Your money like this?"} <= set(news)
    assert set(news) <= SAYABLE
    for who in (*world.people.values(), *world.suppliers.values(), world.kijani):
        assert who.name not in page.text
    assert not any(AMOUNT.search(text) for text in links(page))
    title = next(iter(tree.all("title")))
    assert title.text in SAYABLE


@pytest.mark.feature("M3")
def test_a_message_that_leaves_holds_no_name_and_no_amount(session: Session, owed: Owed) -> None:
    sentences = [text for text in vars(channel_words).values() if isinstance(text, dict)]
    told = [text for table in sentences for text in table.values() if isinstance(text, str)]
    assert told
    assert [text for text in told if AMOUNT.search(text)] == []
    rows = session.scalars(select(OutboxMessage)).all()
    assert rows
    for row in rows:
        assert not AMOUNT.search(row.kind)
