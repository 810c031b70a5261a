"""Typed remarks before whoever speaks another language: in their own, and marked."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.actions.benefits import note_benefit
from marketplace.agreements.rules.benefits import Benefit
from marketplace.i18n import speaking
from marketplace.kernel.text import Typed
from marketplace.sourcing.actions.questions import answer_question, ask_question
from marketplace.sourcing.actions.tender_commands import AnswerQuestion
from marketplace.sourcing.models import NeedQuestion
from marketplace.sourcing.queries.tenders import questions_of
from marketplace.sourcing.rules.tender_lists import PriceKind, Reply, Topic
from marketplace.web.remarks import remark, typed
from tests.actions.tendering import PRICE, publishes
from tests.pages.buyer.lodge import signed_in
from tests.pages.supplier.village import read, seated, words
from tests.support.client import PageClient
from tests.support.supplier_checker import drawings
from tests.world import World, add_specs

NewClient = Callable[[], PageClient]
TEXT = "From 10 kg on"


@pytest.fixture
def questions(session: Session, world: World) -> str:
    """The page of a need's questions, one of them answered in English words."""
    add_specs(session)
    need = publishes(
        session, world, specs=("ripe", "whole"), price_kind=PriceKind.FIXED, price_minor=PRICE
    )
    her = world.suppliers["fish_47"].id
    asked = ask_question(session, world.fish_47, need.code, her, Topic.LESS_IS_FINE)
    session.flush()
    with speaking("en"):
        answer_question(session, world.neema, AnswerQuestion(asked.public_id, Reply.YES, TEXT))
    session.commit()
    return f"/s/needs/{need.code}/questions"


@pytest.mark.feature("L5", part=True)
def test_an_answer_in_another_language_is_marked_seen_and_heard(
    client: PageClient, questions: str
) -> None:
    seated(client)
    page = client.get(f"{questions}?lang=sw")
    assert f'<span lang="en" dir="ltr">{TEXT}</span>' in page.text
    assert '<span lang="en" data-content>English</span>' in page.text
    assert "language" in drawings(next(e for e in read(page).all("main")))
    ear = next(a for a in read(page).all("a") if "ear" in a.get("class", ""))
    assert "~language" in ear.get("href", "")


def test_in_her_own_language_nothing_is_marked(client: PageClient, questions: str) -> None:
    seated(client)
    page = client.get(f"{questions}?lang=en")
    assert TEXT in words(page)
    assert 'lang="en" dir' not in page.text.partition("<body>")[2]
    assert "language" not in drawings(next(e for e in read(page).all("main")))


def test_the_language_comes_back_with_the_words(
    session: Session, world: World, questions: str
) -> None:
    row = session.scalars(select(NeedQuestion)).one()
    with speaking("ar"):
        answer_question(session, world.neema, AnswerQuestion(row.public_id, Reply.NO, "من عشرة"))
    session.commit()
    (card,) = questions_of(session, row.need_id)
    assert isinstance(card.words, Typed)
    assert (str(card.words), card.words.language) == ("من عشرة", "ar")
    with speaking("en"):
        assert typed(card.words) == '<span lang="ar" dir="rtl">من عشرة</span>'


def test_staff_see_in_which_language_something_was_written(
    session: Session, world: World, new_client: NewClient
) -> None:
    with speaking("sw"):
        note_benefit(
            session,
            world.neema,
            world.kijani.id,
            kind=Benefit.GUEST,
            words="Nyanya <mbichi>",
            on_card=False,
        )
    session.commit()
    neema = signed_in(session, new_client(), world.people["neema"])
    page = neema.get("/buyer/benefits?lang=en").text
    assert '<span lang="sw" dir="ltr">Nyanya &lt;mbichi&gt;</span>' in page
    assert 'in <span lang="sw">Kiswahili</span>' in page
    assert 'class="mark">' not in neema.get("/buyer/benefits?lang=sw").text.partition("Nyanya")[2]


def test_words_of_an_unknown_language_are_written_as_they_are() -> None:
    with speaking("en"):
        for old in ("<b>", Typed("<b>"), Typed("<b>", "xx")):
            assert remark(old) == "&lt;b&gt;"
        assert remark(None) == ""
